import { isObject } from '../core/collections/objects.ts';
import { someOf } from './findings.ts';
import type { FileReport, ScanReport } from './scanReport.ts';

/** Findings that somebody knows of and that fail nothing: how often each is in a file, by path, rule and fingerprint. */
export type Baseline = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, number>>>;

/** What a baseline did to a report. */
export interface BaselineReport {
  /** Findings that it knows, and that the report therefore does not tell. */
  readonly known: number;
  /** What it knows and is no longer found, by path and rule; the baseline can be written again without it. */
  readonly gone: readonly { readonly path: string; readonly rule: string; readonly count: number }[];
  /** The file that was written just now; null where it was only read. */
  readonly written: string | null;
}

/** Version of the file's shape. */
const VERSION = 1;

/** @returns what the text says, or why it is no baseline: the end of a sentence that begins with the name of the file */
export function readBaseline(text: string): Baseline | { readonly problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { problem: 'is no JSON' };
  }
  if (!isObject(value) || !isObject(value['files'])) return { problem: 'is no baseline of Drydock' };
  if (value['version'] !== VERSION) return { problem: 'was written by another version of Drydock' };
  const files = new Map<string, Map<string, Map<string, number>>>();
  for (const [path, rules] of Object.entries(value['files'])) {
    if (!isObject(rules)) return { problem: 'is damaged: a file in it has no rules' };
    const read = new Map<string, Map<string, number>>();
    for (const [rule, counts] of Object.entries(rules)) {
      const known = isObject(counts) ? Object.entries(counts) : [];
      if (known.length === 0 || !known.every((one): one is [string, number] => isCount(one[1]))) return { problem: 'is damaged: a rule in it has no counts' };
      read.set(rule, new Map(known));
    }
    files.set(path, read);
  }
  return files;
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

/** Sorted, one finding a line, so that two versions of it merge and compare well. It holds no messages: those may quote what is secret. */
export function baselineText(baseline: Baseline): string {
  const files = sorted(baseline).map(([path, rules]): [string, unknown] => [
    path,
    Object.fromEntries(sorted(rules).map(([rule, counts]) => [rule, Object.fromEntries(sorted(counts))])),
  ]);
  // fromEntries defines keys, so that a file named __proto__ is one like any other.
  return `${JSON.stringify({ version: VERSION, files: Object.fromEntries(files) }, null, 2)}\n`;
}

function sorted<Value>(map: ReadonlyMap<string, Value>): [string, Value][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** @param keyOf a path of the report as the baseline names it */
export function baselineOf(files: readonly FileReport[], keyOf: (path: string) => string): Baseline {
  const known = new Map<string, Map<string, Map<string, number>>>();
  for (const { path, findings } of files) {
    const key = keyOf(path);
    const rules = known.get(key) ?? new Map<string, Map<string, number>>();
    for (const { rule, fingerprint } of findings) {
      const counts = rules.get(rule) ?? new Map<string, number>();
      rules.set(rule, counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1));
    }
    if (rules.size > 0) known.set(key, rules);
  }
  return known;
}

/**
 * Leaves out of a report what the baseline knows.
 * @param goneFiles files of the baseline that exist no longer, with their paths as the report would tell them
 */
export function withoutKnown(report: ScanReport, baseline: Baseline, keyOf: (path: string) => string, goneFiles: ReadonlyMap<string, string>): ScanReport {
  const gone: { path: string; rule: string; count: number }[] = [];
  let known = 0;
  const files = report.files.map((file) => {
    const left = new Map([...(baseline.get(keyOf(file.path)) ?? [])].map(([rule, counts]) => [rule, new Map(counts)]));
    const findings = someOf(file.findings, Array.from(file.findings, ({ rule, fingerprint }) => !take(left.get(rule), fingerprint)));
    known += file.findings.length - findings.length;
    for (const [rule, counts] of left) if (total(counts) > 0) gone.push({ path: file.path, rule, count: total(counts) });
    return { ...file, findings };
  });
  for (const [key, path] of goneFiles) for (const [rule, counts] of baseline.get(key) ?? []) gone.push({ path, rule, count: total(counts) });
  return { ...report, files, baseline: { known, gone, written: null } };
}

/** True where one was left to take. */
function take(counts: Map<string, number> | undefined, fingerprint: string): boolean {
  const left = counts?.get(fingerprint) ?? 0;
  if (left > 0) counts!.set(fingerprint, left - 1);
  return left > 0;
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
