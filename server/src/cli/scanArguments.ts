import { SEVERITIES, type Severity } from '../core/engine/finding.ts';
import { SCAN_FORMATS, type ScanFormat } from './formats.ts';
import { isNegated } from './pathPatterns.ts';
import { notEmpty, oneOf, refuseForeign, UsageError, type OptionName, type OptionValues } from './usage.ts';

export interface ScanArguments {
  readonly command: 'scan';
  /** Files, folders and patterns, as given; those that begin with `!` leave files out. Empty where the text is given on standard input. */
  readonly paths: readonly string[];
  readonly format: ScanFormat;
  readonly fix: 'none' | 'safe' | 'suggestions';
  readonly config: string | null;
  /** A commit, branch or tag, as git understands it; never begins with `-`. */
  readonly changedSince: string | null;
  /** Where the text that comes on standard input belongs; null where files are read. */
  readonly stdinPath: string | null;
  /** The file that the report goes to; null for standard output. */
  readonly output: string | null;
  readonly baseline: { readonly file: string; readonly write: boolean } | null;
  readonly quiet: boolean;
  readonly stats: boolean;
  /** The least severity that fails. */
  readonly failOn: Severity | 'none';
  /** The least score of all that was scanned, 0 to 100, that passes; null where any does. */
  readonly failUnder: number | null;
  /** True where each file must pass the gates for scores. */
  readonly gates: boolean;
  /** True where scores are told; `gates` and `failUnder` need them too. */
  readonly score: boolean;
  /** Reports of the same scan beside the one that `format` and `output` tell of. */
  readonly reports: readonly ReportFile[];
}

export interface ReportFile {
  readonly format: ScanFormat;
  readonly file: string;
}

const OWN: readonly OptionName[] = [
  'format', 'fix', 'config', 'changed-since', 'stdin', 'stdin-path', 'output', 'baseline', 'write-baseline', 'quiet', 'stats', 'fail-on', 'fail-under',
  'gates', 'score', 'report',
];

/** @throws UsageError for options that exclude each other, and for values that are not understood */
export function scanArguments(paths: readonly string[], values: OptionValues): ScanArguments {
  refuseForeign('scan', values, OWN);
  const stdinPath = stdinPathOf(paths, values);
  return {
    command: 'scan',
    paths: stdinPath === null ? filesOf(paths) : [],
    format: oneOf('--format', values.format ?? 'text', SCAN_FORMATS),
    fix: oneOf('--fix', values.fix ?? 'none', ['none', 'safe', 'suggestions']),
    config: notEmpty('--config', values.config),
    changedSince: refOf(values['changed-since']),
    stdinPath,
    output: notEmpty('--output', values.output),
    baseline: baselineOf(values),
    quiet: values.quiet ?? false,
    stats: values.stats ?? false,
    failOn: oneOf('--fail-on', values['fail-on'] ?? 'warning', [...SEVERITIES, 'none']),
    failUnder: scoreOf(values['fail-under']),
    gates: values.gates ?? false,
    score: values.score ?? false,
    reports: (values.report ?? []).map(reportFileOf),
  };
}

/** What is only left out is left out of the working folder. */
function filesOf(paths: readonly string[]): readonly string[] {
  if (paths.includes('')) throw new UsageError('A path is empty: name a file, a folder or a pattern.');
  return paths.every(isNegated) ? ['.', ...paths] : paths;
}

function stdinPathOf(paths: readonly string[], values: OptionValues): string | null {
  const name = notEmpty('--stdin-path', values['stdin-path']);
  if (!values.stdin) {
    if (name !== null) throw new UsageError('--stdin-path needs --stdin.');
    return null;
  }
  if (name === null) throw new UsageError('--stdin needs --stdin-path: the path of the file that the text belongs to.');
  if (paths.length > 0) throw new UsageError(`--stdin checks one text: leave "${paths[0]!}" out.`);
  if (values.fix !== undefined) throw new UsageError('--stdin and --fix exclude each other: there is no file to write.');
  if (values['changed-since'] !== undefined) throw new UsageError('--stdin and --changed-since exclude each other.');
  return name;
}

/** Git would read it as an option of its own. */
function refOf(text: string | undefined): string | null {
  const ref = notEmpty('--changed-since', text);
  if (ref?.startsWith('-')) throw new UsageError(`--changed-since takes a commit, branch or tag, not "${ref}".`);
  return ref;
}

function baselineOf(values: OptionValues): ScanArguments['baseline'] {
  const file = notEmpty('--baseline', values.baseline);
  const write = values['write-baseline'] ?? false;
  if (write && file === null) throw new UsageError('--write-baseline needs --baseline: the file to write.');
  return file === null ? null : { file, write };
}

function scoreOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,3}$/.test(text) || Number(text) > 100) throw new UsageError(`--fail-under takes a score from 0 to 100, not "${text}".`);
  return Number(text);
}

function reportFileOf(text: string): ReportFile {
  const equals = text.indexOf('=');
  const file = text.slice(equals + 1);
  if (equals === -1 || file === '') throw new UsageError(`--report takes FORMAT=FILE, such as sarif=drydock.sarif, not "${text}".`);
  return { format: oneOf('--report', text.slice(0, equals), SCAN_FORMATS), file };
}
