import { LEVELS, type Level } from '../vulnerabilities/model.ts';
import { DEFAULT_MINUTES, DEFAULT_PROGRAMS, MOST_MINUTES, SCANNER_CHOICES, type ScannerPrograms } from '../vulnerabilities/scanner.ts';
import { notEmpty, oneOf, refuseForeign, UsageError, type OptionValues } from './usage.ts';

export interface ScanImageArguments {
  readonly command: 'scan-image';
  /** Null for the base image of the Dockerfile. */
  readonly image: string | null;
  readonly dockerfile: string | null;
  readonly target: string | null;
  readonly config: string | null;
  readonly format: 'text' | 'json' | 'sarif';
  readonly output: string | null;
  readonly failOn: Level | 'none';
  readonly programs: ScannerPrograms;
  readonly minutes: number;
  readonly quiet: boolean;
}

/** @throws UsageError for options that exclude each other, and for values that are not understood */
export function scanImageArguments(images: readonly string[], values: OptionValues): ScanImageArguments {
  refuseForeign('scan-image', values, ['dockerfile', 'target', 'config', 'format', 'output', 'fail-on', 'scanner', 'trivy', 'grype', 'docker', 'timeout', 'quiet']);
  const [image, more] = images;
  const dockerfile = notEmpty('--dockerfile', values.dockerfile);
  if (more !== undefined) throw new UsageError(`scan-image scans one image: "${more}" is too much.`);
  if (image === undefined && dockerfile === null) throw new UsageError('scan-image needs to know what: an image, or --dockerfile for the image that it starts from.');
  if (image === '') throw new UsageError('scan-image needs the name of an image, which is empty.');
  if (values.target !== undefined && dockerfile === null) throw new UsageError('--target needs --dockerfile.');
  return {
    command: 'scan-image',
    image: image ?? null,
    dockerfile,
    target: notEmpty('--target', values.target),
    config: notEmpty('--config', values.config),
    format: oneOf('--format', values.format ?? 'text', ['text', 'json', 'sarif']),
    output: notEmpty('--output', values.output),
    failOn: oneOf('--fail-on', values['fail-on'] ?? 'critical', [...LEVELS, 'none']),
    programs: {
      choice: oneOf('--scanner', values.scanner ?? 'automatic', SCANNER_CHOICES),
      trivy: notEmpty('--trivy', values.trivy) ?? DEFAULT_PROGRAMS.trivy,
      grype: notEmpty('--grype', values.grype) ?? DEFAULT_PROGRAMS.grype,
      docker: notEmpty('--docker', values.docker) ?? DEFAULT_PROGRAMS.docker,
    },
    minutes: minutesOf(values.timeout),
    quiet: values.quiet ?? false,
  };
}

function minutesOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_MINUTES;
  const minutes = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (minutes < 1 || minutes > MOST_MINUTES) throw new UsageError(`--timeout takes minutes from 1 to ${MOST_MINUTES}, not "${text}".`);
  return minutes;
}
