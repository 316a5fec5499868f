import type { SourceDocument } from './document.ts';
import type { Span } from '../text/span.ts';

/** `# drydock ignore=<rule>[,<rule>] reason` for the next line or instruction, `# drydock ignore-file=…` for the whole file. */
export interface IgnoreDirective {
  readonly scope: 'line' | 'file';
  /** Rule ids, or `all`. */
  readonly rules: readonly string[];
  readonly comment: Span;
  /** Offsets whose findings it silences; the whole text for a file. */
  readonly covers: Span;
  /** End of the list of rules, where another one can be added. */
  readonly listEnd: number;
}

const SYNTAX = /^#\s*drydock\s+(ignore|ignore-file)\s*=\s*([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)/;

export function readDirectives(document: SourceDocument): IgnoreDirective[] {
  const found: IgnoreDirective[] = [];
  for (const comment of document.comments) {
    const match = SYNTAX.exec(document.text.slice(comment.span.start, comment.span.end));
    if (!match) continue;
    const scope = match[1] === 'ignore' ? 'line' : 'file';
    const trailing = comment.trailing === true;
    found.push({
      scope,
      rules: match[2]!.split(',').map((id) => id.trim()),
      comment: comment.span,
      covers: scope === 'file' ? { start: 0, end: document.text.length } : coveredSpan(document, comment.line, trailing),
      listEnd: comment.span.start + match[0].length,
    });
  }
  return found;
}

export function isSilenced(directives: readonly IgnoreDirective[], rule: string, at: Span): boolean {
  return directives.some(
    ({ rules, covers }) =>
      (rules.includes(rule) || rules.includes('all')) && covers.start <= at.start && at.start <= covers.end,
  );
}

/** A trailing comment covers its own line; one on a line of its own covers the next line that says something, or the instruction that starts there. */
function coveredSpan(document: SourceDocument, line: number, trailing: boolean): Span {
  const { lines, text } = document;
  if (trailing) return { start: lines.lineStart(line), end: lines.lineEnd(line) };
  let next = line + 1;
  while (next < lines.lineCount && /^\s*(#|$)/.test(text.slice(lines.lineStart(next), lines.lineEnd(next)))) next++;
  const start = lines.lineStart(next);
  const end = lines.lineEnd(next);
  if (document.language === 'dockerfile') {
    const first = start + (/^\s*/.exec(text.slice(start, end))?.[0].length ?? 0);
    const instruction = document.dockerfile.instructionAt(first);
    if (instruction && instruction.keywordSpan.start === first) return { start, end: instruction.span.end };
  }
  return { start, end };
}
