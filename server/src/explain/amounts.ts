import type { Amount, BuildContext, Offender } from '../core/engine/projectView.ts';
import { compilePattern } from '../core/ignore/compilePattern.ts';
import { bytesText, filesText } from '../core/text/amounts.ts';
import { code } from './markdown.ts';

/** What some sources bring of a context. */
export interface SourceAmount {
  readonly files: number;
  /** `34 files, 1.2 MB`; `at least 34 files` while sizes are not known. */
  readonly text: string;
  /** True where the sizes on disk were looked at. */
  readonly isMeasured: boolean;
  /** False where there may be more. */
  readonly isComplete: boolean;
}

/** Files of a listing that are looked at for one answer. */
const MOST_LISTED = 5_000;

export function amountText({ files, bytes }: Amount): string {
  return `${filesText(files)}, ${bytesText(bytes)}`;
}

/** @param sources context-relative, clean, wildcards allowed */
export function amountOf(sources: readonly string[], { measure, ignore, files }: BuildContext): SourceAmount {
  const matcher = ignore?.matcher ?? null;
  if (measure) {
    const amount = measure.sent(sources, matcher);
    return { files: amount.files, text: atLeast(amountText(amount), !measure.complete), isMeasured: true, isComplete: measure.complete };
  }
  const reach = reachOf(sources);
  const reached = files.paths.slice(0, MOST_LISTED).filter((path) => reach(path) && !matcher?.ignores(path));
  // Folders such as node_modules are listed, not entered.
  const isExact = files.complete && files.paths.length <= MOST_LISTED && sources.every((source) => files.has(source));
  return { files: reached.length, text: atLeast(filesText(reached.length), !isExact), isMeasured: false, isComplete: isExact };
}

/** `src/data/` (30 files, 1.1 MB), … */
export function offendersText(offenders: readonly Offender[]): string {
  return offenders.map((offender) => `${code(offender.path)} (${offender.path.endsWith('/') ? amountText(offender) : bytesText(offender.bytes)})`).join(', ');
}

function atLeast(text: string, isPartial: boolean): string {
  return isPartial ? `at least ${text}` : text;
}

function reachOf(sources: readonly string[]): (path: string) => boolean {
  const tests = sources.map((source): ((path: string) => boolean) => {
    if (source === '.' || source === '*') return () => true;
    const compiled = compilePattern(source);
    return compiled.ok ? compiled.test : () => false;
  });
  return (path) => tests.some((test) => test(path));
}
