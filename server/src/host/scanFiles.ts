import { configFor, type Config } from '../core/engine/config.ts';
import { SourceDocument } from '../core/engine/document.ts';
import type { Finding } from '../core/engine/finding.ts';
import { pathMatcher } from '../core/engine/globs.ts';
import { lint, lintInSteps } from '../core/engine/lint.ts';
import { trustedFindings } from '../core/engine/trusted.ts';
import type { ProjectView } from '../core/engine/projectView.ts';
import type { Language, Rule } from '../core/engine/rule.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';
import type { ContextMeasurer } from './contextMeasurer.ts';
import { ReadAhead } from './readAhead.ts';
import type { WorkspaceIndex } from './workspaceIndex.ts';

export interface ScanInput {
  readonly index: WorkspaceIndex;
  /** Sizes up build contexts, so that findings say what builds send of them; without it they do not. */
  readonly measurer?: ContextMeasurer | null;
  readonly files: readonly { readonly path: string; readonly language: Language }[];
  readonly rules: readonly Rule[];
  readonly config: Config;
  readonly shell: ShellParser | null;
  readonly signal?: AbortSignal;
  readonly onRuleError?: (rule: string, error: unknown) => void;
  /** When to let others work; after a few milliseconds each where it is absent. */
  readonly turns?: Turns;
}

/** Asked again and again while files are checked. */
export interface Turns {
  /** Resolves when the scan may go on: at once, or after others have worked. */
  next(): Promise<void>;
}

export type ScannedFile =
  | { readonly path: string; readonly skipped: string }
  | {
      readonly path: string;
      readonly skipped: null;
      readonly document: SourceDocument;
      readonly findings: readonly Finding[];
      /** What builds the file; null where the disk failed. */
      readonly project: ProjectView | null;
      /** The same check for another text of the file. */
      readonly check: (version: SourceDocument) => readonly Finding[];
    };

/** A little more than the engine's own limit, in bytes: what is too long is then skipped by the engine, with its reason. */
const LARGEST_FILE = 4_194_304;

/** Files that no `exclude` pattern matches. */
export function withoutExcluded<File extends { readonly path: string }>(files: readonly File[], { exclude }: Config): File[] {
  if (exclude.length === 0) return [...files];
  const isExcluded = pathMatcher(exclude);
  return files.filter(({ path }) => !isExcluded(path));
}

/** Milliseconds that a scan goes on without giving way: nobody who types sees it. */
const TURN = 8;

/** Lets others work after each turn, so that they hear of a cancellation as well. */
class ShortTurns implements Turns {
  private since = performance.now();

  async next(): Promise<void> {
    if (performance.now() - this.since < TURN) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.since = performance.now();
  }
}

/** Checks one file after the other, giving way to other work in between and inside of large ones; stops where the signal says so. */
export async function* scanFiles(input: ScanInput): AsyncGenerator<ScannedFile> {
  input.index.shell = input.shell;
  const turns = input.turns ?? new ShortTurns();
  const ahead = new ReadAhead(input);
  for (const [at, { path, language }] of input.files.entries()) {
    await ahead.reach(at);
    if (input.signal?.aborted) return;
    const scanned = await scanFile(path, language, input, turns);
    // What was found in part is not told.
    if (input.signal?.aborted) return;
    yield scanned;
    await turns.next();
  }
}

async function scanFile(path: string, language: Language, input: ScanInput, turns: Turns): Promise<ScannedFile> {
  const { index, shell, rules, config, signal, onRuleError } = input;
  const text = await unlessBroken(index.readText(path, LARGEST_FILE, signal), signal);
  if (text === null) return { path, skipped: 'The file could not be read: it is missing, too large, no UTF-8 text, or not permitted.' };
  const known = index.parsed(path, language);
  const document = known?.text === text ? known : new SourceDocument(path, language, text, shell);
  if (document.skipReason) return { path, skipped: document.skipReason };
  const project = await unlessBroken(index.viewFor(path, language, signal, document), signal);
  const own = configFor(config, path);
  const inputFor = (version: SourceDocument) => ({ document: version, rules, config: own, project, onRuleError });
  const findings = await checkInTurns(lintInSteps(inputFor(document)), turns, signal);
  return { path, skipped: null, document, findings: trustedFindings(document, findings), project, check: (version) => lint(inputFor(version)) };
}

/** Nothing where it is cancelled. */
async function checkInTurns(steps: ReturnType<typeof lintInSteps>, turns: Turns, signal: AbortSignal | undefined): Promise<readonly Finding[]> {
  while (!signal?.aborted) {
    const step = steps.next();
    if (step.done) return step.value;
    await turns.next();
  }
  return [];
}

/** Null where the disk fails: one file must not end a scan. */
function unlessBroken<Value>(promise: Promise<Value>, signal: AbortSignal | undefined): Promise<Value | null> {
  return promise.catch((error: unknown) => {
    if (signal?.aborted) throw error;
    return null;
  });
}
