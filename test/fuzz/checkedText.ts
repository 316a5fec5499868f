import assert from 'node:assert/strict';
import { chooseFixes, fixUntilStable, type FixSelection } from '../../server/src/core/engine/fixAll.ts';
import type { SourceDocument } from '../../server/src/core/engine/document.ts';
import type { Finding } from '../../server/src/core/engine/finding.ts';
import type { Language } from '../../server/src/core/engine/rule.ts';
import { applyEdits } from '../../server/src/core/text/edits.ts';
import { reportFindings } from '../../server/src/report/reportedFinding.ts';
import { documentOf, EVERY_RULE, findingsOf } from '../server/support/engine.ts';

const check = (document: SourceDocument): Finding[] => findingsOf(document, { config: EVERY_RULE });

/** What holds for the findings and fixes of any text; a rule that throws does not. */
export function checkText(text: string, language: Language): void {
  const document = documentOf(text, language, { dockerfile: 'Dockerfile', compose: 'compose.yml', dockerignore: '.dockerignore' }[language]);
  const findings = check(document);
  checkFindings(document, findings);
  for (const selection of ['safe', 'suggestions'] as const) checkFixes(document, selection);
}

export function checkFindings(document: SourceDocument, findings: readonly Finding[]): void {
  const { length } = document.text;
  for (const { rule, span, message, fixes } of findings) {
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= length, `${rule} points out of the text: ${span.start} to ${span.end} of ${length}`);
    assert.notEqual(message.trim(), '', `${rule} says nothing`);
    for (const { edits, title } of fixes) {
      assert.notEqual(title.trim(), '', `${rule} offers what has no name`);
      applyEdits(document.text, edits);
    }
  }
  const prints = reportFindings(document, findings).map(({ fingerprint }) => fingerprint);
  assert.equal(new Set(prints).size, prints.length, 'two findings have one fingerprint');
}

function checkFixes(document: SourceDocument, selection: FixSelection): void {
  const fixed = fixUntilStable(document, check, selection);
  assert.equal(applyEdits(document.text, fixed.edits), fixed.document.text, 'the edits do not lead to the text');
  if (fixed.document.text === document.text) return;
  assert.ok(fixed.document.isTrustworthy, `the fixed text cannot be read (${selection})`);
  assert.ok(keepsLineEnds(document.text, fixed.document.text), `line ends are mixed by ${rulesOf(fixed.applied)}`);
  if (selection === 'safe') assert.deepEqual(chooseFixes(fixed.remaining, 'safe').map(({ finding, fix }) => `${finding.rule}: ${fix.title}`), [], 'a fix is left after all were made');
}

function rulesOf(applied: readonly { readonly finding: Finding }[]): string {
  return [...new Set(applied.map(({ finding }) => finding.rule))].join(', ');
}

/** True where a text whose line ends are all of one kind got none of the other. */
function keepsLineEnds(before: string, after: string): boolean {
  const ends = endsOf(before);
  return ends.size !== 1 || [...endsOf(after)].every((end) => ends.has(end));
}

function endsOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/\r?\n/g) ?? []);
}
