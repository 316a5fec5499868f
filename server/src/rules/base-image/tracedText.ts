import { gatherEach } from '../../core/collections/gather.ts';
import { readAssignments } from '../../core/dockerfile/assignments.ts';
import type { DockerfileModel, Instruction, Word } from '../../core/dockerfile/model.ts';
import type { Span } from '../../core/text/span.ts';

/** A piece of an expanded word, and where it is written: both have the same length. */
interface Segment {
  readonly text: string;
  /** NaN where it stands in no Dockerfile: a build argument. */
  readonly start: number;
}

/** An expanded word that remembers where each character stands: in the word itself, or in the default of an ARG. */
export class TracedText {
  readonly text: string;

  constructor(private readonly segments: readonly Segment[]) {
    this.text = gatherEach(segments, (segment) => segment.text).join('');
  }

  /** Where `start..end` of the text is written; null where it is put together from several places. An empty range has none. */
  place(start: number, end: number): Span | null {
    let at = 0;
    let found: Span | null = null as Span | null;
    for (const { text, start: written } of this.segments) {
      const from = Math.max(start, at);
      const to = Math.min(end, at + text.length);
      if (from < to) {
        if (Number.isNaN(written)) return null;
        const piece = { start: written + from - at, end: written + to - at };
        if (found && found.end !== piece.start) return null;
        found = { start: found?.start ?? piece.start, end: piece.end };
      }
      at += text.length;
    }
    return found;
  }

  /** True where part of it comes from a build argument. */
  get hasUnplaced(): boolean {
    return this.segments.some(({ start }) => Number.isNaN(start));
  }

  /** True where changing the document at `span` changes this text. */
  dependsOn({ start, end }: Span): boolean {
    return this.segments.some((segment) => start <= segment.start + segment.text.length && segment.start <= end);
  }
}

/** Longer texts, or texts of more pieces, are no image names: `ARG A=$A$A` doubles with every line. */
const LONGEST = 1024;
const SPECIAL: ReadonlySet<string> = new Set(['"', "'", '$']);
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const DEFAULTED = /([A-Za-z_][A-Za-z0-9_]*)(?::?-([^${}"'\\`]*))?\}/y;

type Scope = ReadonlyMap<string, readonly Segment[] | null>;

/** Follows the image words of a file to where their text is written. */
export class TextTracer {
  private readonly scope: Scope;

  /**
   * @param args build arguments, which overrule the defaults of the ARGs before the first FROM; null for a value that is not known
   */
  constructor(private readonly model: DockerfileModel, args: ReadonlyMap<string, string | null> = new Map()) {
    this.scope = globalArguments(model, args);
  }

  /** Null where the word uses what this cannot follow exactly; `expected` is what the model says that the word means. */
  trace(word: Word, expected: string): TracedText | null {
    const traced = this.follow(word);
    return traced?.text === expected ? traced : null;
  }

  /** As `trace`, for words whose value the model cannot tell. */
  follow(word: Word): TracedText | null {
    if (word.span.end - word.span.start !== word.raw.length) return null;
    const segments = expand(word.raw, word.span.start, this.scope, this.model.escape);
    return segments && new TracedText(segments);
  }
}

function globalArguments(model: DockerfileModel, args: ReadonlyMap<string, string | null>): Scope {
  const scope = new Map<string, readonly Segment[] | null>();
  for (const instruction of model.instructions) {
    if (instruction.keyword === 'FROM') break;
    if (instruction.keyword === 'ARG') declare(instruction, scope, model.escape, args);
  }
  return scope;
}

function declare(
  instruction: Instruction, scope: Map<string, readonly Segment[] | null>, escape: string, args: ReadonlyMap<string, string | null>,
): void {
  for (const { name, value, word } of readAssignments(instruction, escape)) {
    const given = args.get(name);
    if (given !== undefined) {
      scope.set(name, given === null ? null : given === '' ? [] : [{ text: given, start: Number.NaN }]);
      continue;
    }
    if (value === null) continue;
    const isExact = word.raw === `${name}=${value}` && word.span.end - word.span.start === word.raw.length;
    scope.set(name, isExact ? expand(value, word.span.start + name.length + 1, scope, escape) : null);
  }
}

/** Quotes, `$NAME`, `${NAME}` and `${NAME:-default}`; null for escapes, other modifiers and unknown values. */
function expand(raw: string, offset: number, scope: Scope, escape: string): readonly Segment[] | null {
  const segments: Segment[] = [];
  let quote = '';
  let length = 0;
  let at = 0;
  while (at < raw.length) {
    const char = raw[at]!;
    if (char === escape || segments.length > 64 || length > LONGEST) return null;
    if ((char === '"' || char === "'") && (quote === '' || quote === char)) {
      quote = quote === '' ? char : '';
      at++;
    } else if (char === '$' && quote !== "'") {
      const variable = readVariable(raw, at, offset, scope);
      if (!variable) return null;
      for (const segment of variable.segments) length += segment.text.length;
      segments.push(...variable.segments);
      at = variable.end;
    } else {
      const end = plainEnd(raw, at, escape);
      segments.push({ text: raw.slice(at, end), start: offset + at });
      length += end - at;
      at = end;
      joinLast(segments);
    }
  }
  return quote === '' && length <= LONGEST ? segments : null;
}

/** Where the characters end that stand for themselves; the one at `at` is one of them. */
function plainEnd(raw: string, at: number, escape: string): number {
  let end = at + 1;
  while (end < raw.length && !SPECIAL.has(raw[end]!) && raw[end] !== escape) end++;
  return end;
}

function readVariable(raw: string, at: number, offset: number, scope: Scope): { segments: readonly Segment[]; end: number } | null {
  const isBraced = raw[at + 1] === '{';
  const pattern = isBraced ? DEFAULTED : NAME;
  pattern.lastIndex = at + (isBraced ? 2 : 1);
  const match = pattern.exec(raw);
  if (!match) return null;
  const end = pattern.lastIndex;
  const name = isBraced ? match[1]! : match[0];
  const fallback = isBraced ? match[2] : undefined;
  const value = scope.get(name);
  if (value && value.length > 0) return { segments: value, end };
  if (value === null || fallback === undefined) return null;
  return { segments: [{ text: fallback, start: offset + end - 1 - fallback.length }], end };
}

/** Neighbours in the file become one piece, so that ordinary words stay one piece. */
function joinLast(segments: Segment[]): void {
  const last = segments.at(-1);
  const before = segments.at(-2);
  if (!last || !before || before.start + before.text.length !== last.start) return;
  segments.splice(-2, 2, { text: before.text + last.text, start: before.start });
}
