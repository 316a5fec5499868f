import type { ContextInputs, ContextRead } from '../../record.ts';
import type { MissInputs } from '../missScene.ts';

/** What is different among the files that an instruction reads. Paths are relative to their context. */
export interface ChangedFiles {
  readonly changed: readonly FoundFile[];
  readonly added: readonly FoundFile[];
  readonly removed: readonly FoundFile[];
  /** Only their permissions. */
  readonly modes: readonly FoundFile[];
  /** What the ignore file let in, or keeps out, since; with the line that keeps them out, now or then. */
  readonly letIn: readonly IgnoredFile[];
  readonly keptOut: readonly IgnoredFile[];
  /** False where something could not be compared: that nothing is found then proves nothing. */
  readonly isSure: boolean;
}

export interface FoundFile {
  /** For people: with the path of its context. */
  readonly shown: string;
  /** Relative to its context. */
  readonly path: string;
  /** True where the instruction names this very file. */
  readonly isNamed: boolean;
}

export interface IgnoredFile extends FoundFile {
  readonly line: string;
}

type Mutable<List> = List extends readonly (infer Item)[] ? Item[] : never;
type Found = { -readonly [Name in keyof Omit<ChangedFiles, 'isSure'>]: Mutable<ChangedFiles[Name]> };

export function changedFiles({ before, after, instruction, earlier }: MissInputs): ChangedFiles {
  const found: Found = { changed: [], added: [], removed: [], modes: [], letIn: [], keptOut: [] };
  let isSure = true;
  const names = new Set([...instruction.reads, ...(earlier?.reads ?? [])].map(({ context }) => context));
  for (const name of names) {
    const [then, now] = [contextOf(before.contexts, name), contextOf(after.contexts, name)];
    if (!then || !now) {
      isSure = false;
      continue;
    }
    const reads = new ReadFiles([...instruction.reads, ...(earlier?.reads ?? [])].filter(({ context }) => context === name));
    if (!compareContexts(then, now, reads, found)) isSure = false;
    if (!then.complete || !now.complete) isSure = false;
  }
  return { ...found, isSure };
}

function contextOf(contexts: MissInputs['before']['contexts'], name: string): ContextInputs | null {
  return Object.hasOwn(contexts, name) ? contexts[name]! : null;
}

/** @returns false where a file could not be compared */
function compareContexts(then: ContextInputs, now: ContextInputs, reads: ReadFiles, found: Found): boolean {
  let isSure = true;
  const fileOf = (path: string): FoundFile => ({ path, shown: shownPath(now.path, path), isNamed: reads.names(path) });
  for (const [path, mark] of Object.entries(now.files)) {
    if (!reads.has(path)) continue;
    const old = Object.hasOwn(then.files, path) ? then.files[path]! : null;
    if (old === mark) continue;
    if (old !== null) {
      const how = compareMarks(old, mark);
      if (how === 'unknown') isSure = false;
      else found[how].push(fileOf(path));
      continue;
    }
    const line = leavingOut(then, path);
    if (line !== null) found.letIn.push({ ...fileOf(path), line });
    else if (then.complete) found.added.push(fileOf(path));
  }
  for (const path of Object.keys(then.files)) {
    if (!reads.has(path) || Object.hasOwn(now.files, path)) continue;
    const line = leavingOut(now, path);
    if (line !== null) found.keptOut.push({ ...fileOf(path), line });
    else if (now.complete) found.removed.push(fileOf(path));
  }
  return isSure;
}

/** A mark is `<mode>:<content>`; content that was not read begins with `~` and can be compared with its like only. */
function compareMarks(then: string, now: string): 'changed' | 'modes' | 'unknown' {
  const [[oldMode, oldContent], [mode, content]] = [splitMark(then), splitMark(now)];
  if (oldContent === content) return 'modes';
  if (oldContent.startsWith('~') === content.startsWith('~')) return 'changed';
  return oldMode === mode ? 'unknown' : 'modes';
}

function splitMark(mark: string): [string, string] {
  const colon = mark.indexOf(':');
  return [mark.slice(0, colon), mark.slice(colon + 1)];
}

/** The line of the ignore file that kept a path out; null where none did. */
function leavingOut({ leftOut }: ContextInputs, path: string): string | null {
  if (Object.hasOwn(leftOut, path)) return leftOut[path]!;
  for (let slash = path.lastIndexOf('/', path.length - 2); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const folder = path.slice(0, slash + 1);
    if (Object.hasOwn(leftOut, folder)) return leftOut[folder]!;
  }
  return null;
}

/** Tells which paths lie in what an instruction reads. */
class ReadFiles {
  private readonly paths: ReadonlySet<string>;
  private readonly except: ReadonlySet<string>;

  constructor(reads: readonly ContextRead[]) {
    this.paths = new Set(reads.flatMap(({ paths }) => paths));
    this.except = new Set(reads.flatMap(({ except }) => except));
  }

  /** @param path of a folder ends with a slash */
  has(path: string): boolean {
    const clean = withoutSlash(path);
    return (this.paths.has('.') || isBelow(clean, this.paths)) && !isBelow(clean, this.except);
  }

  names(path: string): boolean {
    return this.paths.has(withoutSlash(path));
  }
}

function isBelow(path: string, places: ReadonlySet<string>): boolean {
  if (places.has(path)) return true;
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) if (places.has(path.slice(0, slash))) return true;
  return false;
}

function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

function shownPath(context: string, path: string): string {
  return context === '.' || context === '' ? path : `${context.replace(/\/+$/, '')}/${path}`;
}
