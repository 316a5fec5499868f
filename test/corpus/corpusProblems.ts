import type { SourceDocument } from '../../server/src/core/engine/document.ts';
import type { Finding } from '../../server/src/core/engine/finding.ts';
import { fixUntilStable, type FixSelection } from '../../server/src/core/engine/fixAll.ts';
import { applyEdits } from '../../server/src/core/text/edits.ts';

export type Check = (version: SourceDocument) => readonly Finding[];

const MOST_FIXES = 200;

/**
 * Everything that must hold for any file whatsoever: each fix applies and leaves a readable file with all its comments, fixing all
 * ends, takes the fixed findings away, brings none of another kind, and does nothing when done again; CRLF changes nothing.
 * @returns what does not hold, as sentences; a rule that throws is thrown on
 */
export function corpusProblems(document: SourceDocument, check: Check): string[] {
  const findings = check(document);
  const problems = findings.slice(0, MOST_FIXES).flatMap((finding) => fixProblems(document, finding));
  for (const selection of ['safe', 'suggestions'] as const) problems.push(...fixAllProblems(document, check, selection));
  return [...problems, ...lineEndingProblems(document, check)];
}

function fixProblems(document: SourceDocument, { rule, fixes }: Finding): string[] {
  return fixes.flatMap(({ title, edits }) => {
    const after = document.withText(applyEdits(document.text, edits));
    if (document.isTrustworthy && !after.isTrustworthy) return [`${rule}: "${title}" leaves a file that cannot be read with certainty`];
    if (!document.isTrustworthy && edits.length > 0) return [`${rule}: "${title}" changes a file that cannot be read with certainty`];
    return lostComments(document, after).map((comment) => `${rule}: "${title}" loses the comment "${comment}"`);
  });
}

function fixAllProblems(document: SourceDocument, check: Check, selection: FixSelection): string[] {
  const fixed = fixUntilStable(document, check, selection);
  const problems: string[] = [];
  if (applyEdits(document.text, fixed.edits) !== fixed.document.text) problems.push(`fixing all (${selection}) tells other edits than it made`);
  const again = fixUntilStable(fixed.document, check, selection);
  if (again.document.text !== fixed.document.text) problems.push(`fixing all (${selection}) again changes the file again`);
  const before = countByRule(check(document));
  for (const [rule, count] of countByRule(fixed.remaining)) {
    if (count > (before.get(rule) ?? 0)) problems.push(`fixing all (${selection}) brings ${rule}`);
  }
  problems.push(...lostComments(document, fixed.document).map((comment) => `fixing all (${selection}) loses the comment "${comment}"`));
  if (/\n$/.test(document.text) !== /\n$/.test(fixed.document.text)) problems.push(`fixing all (${selection}) changes the end of the file`);
  return problems;
}

function lineEndingProblems(document: SourceDocument, check: Check): string[] {
  if (document.text.includes('\r')) return [];
  const twin = document.withText(toCrlf(document.text));
  const say = (version: SourceDocument) => JSON.stringify(check(version).map(({ rule, message, withheld }) => [rule, message, withheld]));
  if (say(twin) !== say(document)) return ['CRLF line endings change the findings'];
  const fix = (version: SourceDocument) => fixUntilStable(version, check, 'suggestions').document.text;
  return fix(twin) === toCrlf(fix(document)) ? [] : ['CRLF line endings change the fixed text'];
}

function toCrlf(text: string): string {
  return text.replace(/\n/g, '\r\n');
}

function lostComments(before: SourceDocument, after: SourceDocument): string[] {
  const kept = new Set(commentsOf(after));
  return commentsOf(before).filter((comment) => !kept.has(comment));
}

function commentsOf(document: SourceDocument): string[] {
  return document.comments.map(({ text }) => text);
}

function countByRule(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}
