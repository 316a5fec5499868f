import { describe, expect, it } from 'vitest';
import { someOf, type Findings } from '../../../server/src/report/findings.ts';
import { checkstyleReport } from '../../../server/src/report/checkstyle.ts';
import { githubReport } from '../../../server/src/report/github.ts';
import { htmlReport } from '../../../server/src/report/html.ts';
import { jsonReport } from '../../../server/src/report/json.ts';
import { JsonList, jsonPieces } from '../../../server/src/report/jsonPieces.ts';
import { markdownReport } from '../../../server/src/report/markdown.ts';
import { FindingStore } from '../../../server/src/report/packedFindings.ts';
import type { ReportedFinding } from '../../../server/src/report/reportedFinding.ts';
import { sarifReport } from '../../../server/src/report/sarif.ts';
import type { ScanReport } from '../../../server/src/report/scanReport.ts';
import { withScores } from '../../../server/src/report/score/withScores.ts';
import { textReport } from '../../../server/src/report/text.ts';
import { HOSTILE } from './hostile.ts';
import { madeFile, madeFinding, madeFix, madeReport } from './madeReport.ts';

const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;
/** What each form has to tell of a finding, in words of every kind. */
const FINDINGS = HOSTILE.map((word, index): ReportedFinding => {
  const edits = [{ start: { line: 0, character: 0 }, end: { line: index * 1_000, character: index }, text: word }];
  const fix = madeFix({ kind: index % 2 === 0 ? 'safe' : 'suggestion', title: word, edits, creates: [{ path: word, text: '' }], reachesOthers: index % 5 === 0 });
  const related = [{ path: word, line: null, message: word }, { path: null, line: 7, message: '' }];
  return madeFinding({ message: word, rule: `rule-${index % 7}`, severity: SEVERITIES[index % 4]!, fingerprint: index % 3 === 0 ? word : `${index}`, related, fixes: index % 3 === 0 ? [] : [fix], withheld: index % 2 === 0 ? word : null });
});

function reportOf(keep: (findings: readonly ReportedFinding[]) => Findings): ScanReport {
  const files = Array.from({ length: 6 }, (_, file) => madeFile(`${file}/Dockerfile`, []));
  return madeReport(files.map((file, at) => ({ ...file, findings: keep(FINDINGS.filter((_, index) => index % 6 === at && at !== 3)) })), { skipped: [{ path: 'x', reason: 'y' }], ignored: [], created: ['z'] });
}

const FORMS: readonly (readonly [string, (report: ScanReport) => string])[] = [
  ['text', (report) => textReport(report)],
  ['JSON', jsonReport],
  ['SARIF', (report) => sarifReport(report, { version: '0', rules: [], page: () => null })],
  ['GitHub annotations', (report) => githubReport(report)],
  ['Markdown', (report) => markdownReport(report)],
  ['HTML', (report) => htmlReport(report, { text: '', hash: '' })],
  ['Checkstyle', checkstyleReport],
];

describe.each(FORMS)('%s', (_, form) => {
  it('tells of findings that are kept in less room what it tells of others, with and without scores', () => {
    const store = new FindingStore();
    const [kept, plain] = [reportOf((findings) => store.keep(findings)), reportOf((findings) => findings)];
    expect(form(kept)).toBe(form(plain));
    expect(form(withScores(kept))).toBe(form(withScores(plain)));
  });

  it('tells of some findings what it tells where there are no others', () => {
    const store = new FindingStore();
    const isKept = (finding: ReportedFinding): boolean => finding.rule !== 'rule-3';
    const some = reportOf((findings) => someOf(store.keep(findings), findings.map(isKept)));
    expect(form(some)).toBe(form(reportOf((findings) => findings.filter(isKept))));
  });
});

it('writes JSON in pieces as it is written at once', () => {
  const plain = { a: 1, gone: undefined, 'a "key"': [{ b: ['two\nlines', []] }, null], none: [], nothing: {} };
  const told = { first: [], long: [plain, plain, 'text'], last: { deep: [{ list: [[], [1, 2]] }], rest: plain } };
  const pieces = { first: new JsonList([]), long: new JsonList(told.long), last: { deep: [{ list: new JsonList(told.last.deep[0]!.list) }], rest: plain } };
  expect([...jsonPieces(pieces)].join('')).toBe(JSON.stringify(told, null, 2));
});
