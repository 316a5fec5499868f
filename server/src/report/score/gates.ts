import { countText, groupDigits } from '../../core/text/amounts.ts';
import { listed } from '../../core/text/listing.ts';
import type { ScanReport } from '../scanReport.ts';
import type { Points } from './points.ts';

/** What has to be reached; null for what is not asked. */
export interface Gates {
  /** Each file, but those of critical services: 0 to 100. */
  readonly overall: number | null;
  /** Each file of a critical service: 0 to 100. */
  readonly critical: number | null;
  /** Each file: 0 to 10. */
  readonly security: number | null;
  /** Each file: 0 to 10. */
  readonly maintainability: number | null;
  /** All files together: 0 to 100. */
  readonly workspace: number | null;
  /** How many critical vulnerabilities an image may have, where one was scanned. */
  readonly vulnerabilities: number | null;
}

export const DEFAULT_GATES: Gates = { overall: 70, critical: 80, security: 7, maintainability: 7, workspace: null, vulnerabilities: 0 };
const NO_GATES: Gates = { overall: null, critical: null, security: null, maintainability: null, workspace: null, vulnerabilities: null };

/**
 * What a run asks for.
 * @param said by the configuration: it counts whether or not somebody asks for gates
 * @param asked on the command line: all gates, with what they usually ask where the configuration says nothing; and a score for all files together
 */
export function wantedGates(said: Partial<Gates>, asked: { readonly gates: boolean; readonly failUnder: number | null }): Gates {
  return { ...(asked.gates ? DEFAULT_GATES : NO_GATES), ...said, workspace: asked.failUnder };
}

export interface GateResult {
  readonly gate: keyof Gates;
  readonly required: number;
  readonly passed: boolean;
  /** Files or images, the worst first; empty for the gate of the workspace. */
  readonly failed: readonly { readonly path: string; readonly actual: number }[];
  /** What came out, as a sentence. */
  readonly message: string;
}

export interface VulnerableImage {
  readonly image: string;
  readonly critical: number;
}

/** How many files a sentence names. */
const NAMED = 4;

/**
 * A result for each gate that is asked and has something to judge.
 * @param report with its scores: what has none is not judged
 * @param images what was scanned for vulnerabilities; null where nothing was
 */
export function evaluateGates(
  report: Pick<ScanReport, 'files' | 'score'>,
  gates: Gates,
  images: readonly VulnerableImage[] | null = null,
): GateResult[] {
  const scored = report.files.flatMap(({ path, score, isCritical = false }) => (score ? [{ path, score, isCritical }] : []));
  const critical = scored.filter(({ isCritical }) => isCritical);
  const ordinary = scored.filter(({ isCritical }) => !isCritical);
  return [
    ...gateOfFiles('overall', gates.overall, ordinary, 'overall', critical.length > 0 ? 'other files' : 'files', 'an overall score'),
    ...gateOfFiles('critical', gates.critical, critical, 'overall', 'files of critical services', 'an overall score'),
    ...gateOfFiles('security', gates.security, scored, 'security', 'files', 'a security score'),
    ...gateOfFiles('maintainability', gates.maintainability, scored, 'maintainability', 'files', 'a maintainability score'),
    ...gateOfWorkspace(gates.workspace, report),
    ...gateOfImages(gates.vulnerabilities, images),
  ];
}

type Scored = readonly { readonly path: string; readonly score: Points }[];

function gateOfFiles(gate: keyof Gates, required: number | null, files: Scored, dimension: keyof Points, noun: string, what: string): GateResult[] {
  if (required === null || files.length === 0) return [];
  const failed = files
    .map(({ path, score }) => ({ path, actual: score[dimension] }))
    .filter(({ actual }) => actual < required)
    .sort((a, b) => a.actual - b.actual || (a.path < b.path ? -1 : 1));
  const goal = scoreText(dimension, required);
  const message =
    failed.length === 0
      ? `None of ${groupDigits(files.length)} ${noun} has ${what} below ${goal}.`
      : `${groupDigits(failed.length)} of ${groupDigits(files.length)} ${noun} ${failed.length === 1 ? 'has' : 'have'} ${what} below ${goal}: ${named(failed.map(({ path, actual }) => `${path} ${scoreText(dimension, actual)}`))}.`;
  return [{ gate, required, passed: failed.length === 0, failed, message }];
}

function gateOfWorkspace(required: number | null, { score }: Pick<ScanReport, 'score'>): GateResult[] {
  if (required === null || !score) return [];
  const passed = score.overall >= required;
  const message = `The score of all files together is ${score.overall}, ${passed ? 'which reaches the' : 'below the'} ${required} that ${passed ? 'are' : 'is'} asked for.`;
  return [{ gate: 'workspace', required, passed, failed: [], message }];
}

function gateOfImages(allowed: number | null, images: readonly VulnerableImage[] | null): GateResult[] {
  if (allowed === null || images === null || images.length === 0) return [];
  const failed = images
    .filter(({ critical }) => critical > allowed)
    .map(({ image, critical }) => ({ path: image, actual: critical }))
    .sort((a, b) => b.actual - a.actual || (a.path < b.path ? -1 : 1));
  const limit = allowed === 0 ? '' : `more than ${allowed} `;
  const message =
    failed.length === 0
      ? `${images.length === 1 ? 'The image that was scanned has' : `All ${groupDigits(images.length)} images that were scanned have`} no ${limit}critical vulnerabilities.`
      : `${countText(failed.length, 'image')} ${failed.length === 1 ? 'has' : 'have'} ${limit}critical vulnerabilities: ${named(failed.map(({ path, actual }) => `${path} ${actual}`))}.`;
  return [{ gate: 'vulnerabilities', required: allowed, passed: failed.length === 0, failed, message }];
}

/** `7.0` for what goes to ten: as it is told everywhere. */
export function scoreText(dimension: keyof Points, value: number): string {
  return dimension === 'overall' ? String(value) : value.toFixed(1);
}

function named(names: readonly string[]): string {
  return listed(names, NAMED);
}
