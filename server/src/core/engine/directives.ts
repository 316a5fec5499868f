import type { SourceDocument } from './document.ts';
import type { Span } from '../text/span.ts';

/** `# drydock ignore=<rule>[,<rule>] reason` for the next line or instruction, `# drydock ignore-file=…` for the whole file. */
export interface IgnoreDirective {
  readonly scope: 'line' | 'file';
  /** Rule ids, or `all`, as written, each with its place. */
  readonly rules: readonly { readonly id: string; readonly span: Span }[];
  readonly comment: Span;
  /** Zero-based. */
  readonly line: number;
  /** True for a comment behind something on its line. */
  readonly trailing: boolean;
  /** Offsets whose findings it silences; the whole text for a file. */
  readonly covers: Span;
  /** End of the list of rules, where another one can be added. */
  readonly listEnd: number;
  /** What follows the list, trimmed: '' where nobody says why. */
  readonly reason: string;
}

const SYNTAX = /^#\s*drydock\s+(ignore|ignore-file)\s*=\s*([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)/;

/** In text order. Costs next to nothing where the text has none. */
export function readDirectives(document: SourceDocument): IgnoreDirective[] {
  if (!document.text.includes('drydock')) return [];
  const found: IgnoreDirective[] = [];
  const coveredBelow = lineBelow(document);
  // From the last one up, so that what stands below a heap of comments is looked for once.
  for (const comment of document.comments.toReversed()) {
    const written = document.text.slice(comment.span.start, comment.span.end);
    const match = SYNTAX.exec(written);
    if (!match) continue;
    const scope = match[1] === 'ignore' ? 'line' : 'file';
    const trailing = comment.trailing === true;
    const listEnd = comment.span.start + match[0].length;
    found.push({
      scope,
      rules: idsOf(match[2]!, listEnd - match[2]!.length),
      comment: comment.span,
      line: comment.line,
      trailing,
      covers: scope === 'file' ? { start: 0, end: document.text.length } : coveredSpan(document, trailing ? comment.line : coveredBelow(comment.line), trailing),
      listEnd,
      reason: written.slice(match[0].length).trim(),
    });
  }
  return found.reverse();
}

function idsOf(list: string, offset: number): IgnoreDirective['rules'] {
  return [...list.matchAll(/[a-z0-9-]+/g)].map(({ 0: id, index }) => ({ id, span: { start: offset + index, end: offset + index + id.length } }));
}

/** The next line that says something, asked for lines from the last to the first. */
function lineBelow({ lines, text }: SourceDocument): (line: number) => number {
  let asked = lines.lineCount;
  let answer = lines.lineCount;
  return (line) => {
    let next = line + 1;
    while (next < asked && /^\s*(#|$)/.test(text.slice(lines.lineStart(next), lines.lineEnd(next)))) next++;
    // The line that was asked about before is a comment, so what stands below that one stands below this one, too.
    if (next < asked || asked === lines.lineCount) answer = next;
    asked = line;
    return answer;
  };
}

/** A trailing comment covers its own line; one on a line of its own covers the next line that says something, or the instruction that starts there. */
function coveredSpan(document: SourceDocument, line: number, trailing: boolean): Span {
  const { lines, text } = document;
  const start = lines.lineStart(line);
  const end = lines.lineEnd(line);
  if (document.language === 'dockerfile' && !trailing) {
    const first = start + (/^\s*/.exec(text.slice(start, end))?.[0].length ?? 0);
    const instruction = document.dockerfile.instructionAt(first);
    if (instruction && instruction.keywordSpan.start === first) return { start, end: instruction.span.end };
  }
  return { start, end };
}
