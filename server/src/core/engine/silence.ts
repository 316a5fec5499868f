import { dominantEol, type TextEdit } from '../text/edits.ts';
import { readDirectives } from './directives.ts';
import type { SourceDocument } from './document.ts';
import type { Finding } from './finding.ts';

/** The edit that silences one finding by a comment above its line or instruction; joins a comment that is already there. */
export function silenceLine(document: SourceDocument, finding: Finding): TextEdit {
  const { lines, text } = document;
  const at = lineToSilence(document, finding);
  const start = lines.lineStart(at);
  const existing = readDirectives(document).find(
    ({ scope, comment, covers }) =>
      // What is said of a comment is silenced in that comment.
      (comment.start <= finding.span.start && finding.span.end <= comment.end) || (scope === 'line' && covers.start === start && lines.lineAt(comment.start) === at - 1),
  );
  if (existing) return { span: { start: existing.listEnd, end: existing.listEnd }, text: `,${finding.rule}` };
  const indent = /^[ \t]*/.exec(text.slice(start, lines.lineEnd(at)))?.[0] ?? '';
  const bom = start === 0 && text.startsWith('\uFEFF') ? 1 : 0;
  return insertLine(start + bom, `${indent}# drydock ignore=${finding.rule}`, text);
}

/** The edit that silences a rule in the whole file; it stands after the parser directives, which count only before any comment. */
export function silenceFile(document: SourceDocument, rule: string): TextEdit {
  const { text } = document;
  const existing = readDirectives(document).find(({ scope }) => scope === 'file');
  if (existing) return { span: { start: existing.listEnd, end: existing.listEnd }, text: `,${rule}` };
  const bom = text.startsWith('\uFEFF') ? 1 : 0;
  const start = document.language === 'dockerfile' ? Math.max(document.dockerfile.afterDirectives, bom) : bom;
  return insertLine(start, `# drydock ignore-file=${rule}`, text);
}

function lineToSilence(document: SourceDocument, finding: Finding): number {
  const { lines, language } = document;
  if (language !== 'dockerfile') return lines.lineAt(finding.span.start);
  const instruction = document.dockerfile.instructionAt(finding.span.start);
  return lines.lineAt(instruction ? instruction.keywordSpan.start : finding.span.start);
}

function insertLine(offset: number, line: string, text: string): TextEdit {
  return { span: { start: offset, end: offset }, text: line + dominantEol(text) };
}
