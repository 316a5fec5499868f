import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { ConfigProblem, JsonPath } from '../core/engine/config.ts';
import { LineIndex, type Position } from '../core/text/lines.ts';
import type { Span } from '../core/text/span.ts';

/** Said of what is missing or too much; other mistakes have no short name. */
const MISTAKES: ReadonlyMap<string, string> = new Map([
  ['CommaExpected', ': a comma is missing'],
  ['ColonExpected', ': a colon is missing'],
  ['CloseBraceExpected', ': a "}" is missing'],
  ['CloseBracketExpected', ': a "]" is missing'],
  ['EndOfFileExpected', ': something follows its end'],
  ['UnexpectedEndOfString', ': a quote is missing'],
  ['InvalidCommentToken', ': a comment does not end here'],
]);

/** A file of settings, comments and trailing commas allowed, that can tell where each value stands. */
export class ConfigText {
  /** Objects of it inherit nothing. Undefined where nothing could be read. */
  readonly value: unknown;
  /** The first mistake in the JSON itself; null where there is none. */
  readonly mistake: { readonly message: string; readonly span: Span } | null;
  private readonly tree: Node | undefined;
  private readonly lines: LineIndex;

  constructor(text: string) {
    const json = text.replace(/^\uFEFF/, ' ');
    this.lines = new LineIndex(json);
    const errors: ParseError[] = [];
    try {
      this.tree = parseTree(json, errors, { allowTrailingComma: true });
      this.value = this.tree ? getNodeValue(this.tree) : undefined;
      this.mistake = mistakeOf(errors);
    } catch {
      // The parser calls itself for each level: somebody nested thousands of them.
      this.tree = undefined;
      this.value = undefined;
      this.mistake = { message: 'The file is nested too deeply to be read.', span: { start: 0, end: 0 } };
    }
  }

  /** Where a problem stands; that of something that is not there stands where it should be. */
  rangeOf({ at, on }: Pick<ConfigProblem, 'at' | 'on'>): { readonly start: Position; readonly end: Position } {
    const node = this.nearestNode(at);
    const key = node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    const shown = on === 'key' || (key && isLong(node)) ? (key ?? node) : node;
    if (!shown) return this.range({ start: 0, end: 0 });
    const isWhole = shown === this.tree && isLong(shown);
    return this.range({ start: shown.offset, end: isWhole ? shown.offset + 1 : shown.offset + shown.length });
  }

  range({ start, end }: Span): { readonly start: Position; readonly end: Position } {
    return { start: this.lines.positionAt(start), end: this.lines.positionAt(end) };
  }

  private nearestNode(at: JsonPath): Node | undefined {
    for (let length = at.length; this.tree && length >= 0; length--) {
      const node = findNodeAtLocation(this.tree, at.slice(0, length));
      if (node) return node;
    }
    return this.tree;
  }
}

/** Nobody wants pages underlined: of what is long the key is shown. */
function isLong(node: Node | undefined): boolean {
  return node !== undefined && (node.type === 'object' || node.type === 'array');
}

function mistakeOf([first]: readonly ParseError[]): ConfigText['mistake'] {
  if (!first) return null;
  const why = MISTAKES.get(printParseErrorCode(first.error)) ?? '';
  return { message: `The file is not valid JSON${why}. Until it is mended, an editor goes on with what could be read, and a scan stops.`, span: { start: first.offset, end: first.offset + first.length } };
}
