import { describe, expect, it } from 'vitest';
import { checkstyleReport } from '../../../server/src/report/checkstyle.ts';
import { githubReport } from '../../../server/src/report/github.ts';
import { htmlReport } from '../../../server/src/report/html.ts';
import { jsonReport } from '../../../server/src/report/json.ts';
import { markdownReport } from '../../../server/src/report/markdown.ts';
import { sarifReport } from '../../../server/src/report/sarif.ts';
import { textReport } from '../../../server/src/report/text.ts';
import type { ScanReport } from '../../../server/src/report/scanReport.ts';
import { wellFormed } from '../../../server/src/report/wellFormed.ts';
import { HOSTILE } from './hostile.ts';
import { madeFile, madeFinding, madeFix, madeReport } from './madeReport.ts';
import { schemaProblems } from './sarif/schema.ts';
import { commandsOf } from './workflowCommands.ts';

/** The word wherever a report holds text of others. */
function reportWith(word: string): ScanReport {
  const fix = madeFix({ title: word, edits: [{ start: { line: 0, character: 0 }, end: { line: 0, character: 0 }, text: word }], creates: [] });
  const finding = madeFinding({ rule: word, message: word, withheld: word, related: [{ path: word, line: 1, message: word }], fixes: [fix], fingerprint: word });
  return madeReport([madeFile(word, [finding])], {
    skipped: [{ path: word, reason: word }],
    created: [word],
    contexts: [{ path: word, known: true, dockerfiles: [word], ignoreFiles: [word], sent: { files: 1, bytes: 1 }, unfiltered: { files: 2, bytes: 2 }, complete: true }],
    gates: [{ gate: 'overall', required: 70, passed: false, failed: [{ path: word, actual: 1 }], message: word }],
    baseline: { known: 1, gone: [{ path: word, rule: word, count: 1 }], written: null },
  });
}

/** What a terminal or a reader would obey, and what shows text as something else. */
const OBEYED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

const REPORTERS: readonly (readonly [string, (report: ScanReport) => string])[] = [
  ['text', (report) => textReport(report)],
  ['json', (report) => jsonReport(report)],
  ['sarif', (report) => sarifReport(report, { version: '0', rules: [], page: () => null })],
  ['github', (report) => githubReport(report)],
  ['html', (report) => htmlReport(report, { text: '', hash: '' })],
  ['markdown', (report) => markdownReport(report)],
  ['checkstyle', (report) => checkstyleReport(report)],
];

const ATTRIBUTE = '"(?:[^<>"&\'\\u0000-\\u001f\\ufffe\\uffff]|&(?:amp|lt|gt|quot|apos|#9|#10|#13);)*"';
const ERROR = `    <error line="\\d+"(?: column="\\d+")? severity="(?:error|warning|info)" message=${ATTRIBUTE} source=${ATTRIBUTE}/>\\n`;
const FILE = `  <file name=${ATTRIBUTE}(?:/>\\n|>\\n(?:${ERROR})+ {2}</file>\\n)`;
const CHECKSTYLE = new RegExp(`^<\\?xml version="1\\.0" encoding="utf-8"\\?>\\n<checkstyle version="4\\.3">\\n(?:${FILE})*</checkstyle>\\n$`);

describe.each(HOSTILE.map((word) => ({ word, shown: JSON.stringify(word).slice(0, 60) })))('$shown', ({ word }) => {
  it('is well-formed text that ends with a line break in all forms', () => {
    for (const [name, reporter] of REPORTERS) {
      const text = reporter(reportWith(word));
      expect(text.endsWith('\n'), name).toBe(true);
      expect(name === 'text' || !/\p{Surrogate}/u.test(text), name).toBe(true);
    }
  });

  it('is JSON that says it', () => {
    const { files, skipped } = JSON.parse(jsonReport(reportWith(word)));
    expect(files[0]).toMatchObject({ path: wellFormed(word), findings: [{ message: wellFormed(word), fixes: [{ title: wellFormed(word) }] }] });
    expect(skipped).toEqual([{ path: wellFormed(word), reason: wellFormed(word) }]);
  });

  it('is valid SARIF whose address leads to the file', () => {
    const log = JSON.parse(sarifReport(reportWith(word), { version: '0', rules: [], page: () => null }));
    expect(schemaProblems(log)).toEqual([]);
    const [result] = log.runs[0].results;
    expect(decodeURIComponent(result.locations[0].physicalLocation.artifactLocation.uri)).toBe(wellFormed(word));
    for (const { text } of [result.message, result.relatedLocations[0].message, result.fixes[0].description]) {
      expect(text).not.toMatch(OBEYED);
      expect(text).not.toMatch(/\]\(|(?<!\{)\{\d+\}/);
    }
  });

  it('is annotations of GitHub, and no command of its own', () => {
    const text = githubReport(reportWith(word));
    const commands = commandsOf(text);
    expect(commands.map(({ name }) => name)).toEqual(['error', 'warning']);
    expect(commands[1]!.properties.get('file')).toBe(wellFormed(word));
    expect([...commands[1]!.properties.keys()]).toEqual(['file', 'line', 'endLine', 'col', 'endColumn', 'title']);
    for (const { message } of commands) expect(message).not.toMatch(OBEYED);
    expect(text.replaceAll(/ file=[^,\n]*/g, '')).not.toMatch(OBEYED);
  });

  it('is Markdown in which nothing acts', () => {
    const text = markdownReport(reportWith(word));
    expect(text).not.toMatch(OBEYED);
    // Spans of code are taken out as CommonMark finds them; what is left must have nothing but our own marks.
    const prose = text.replace(/(?<![\\`])(`+)(?!`)[^\n]*?[^`](\1)(?!`)/g, 'CODE');
    expect(prose).not.toMatch(/<|@|(?<!\\)[[\]]|:\/\/|\bwww\./);
    expect(prose.split('\n').filter((line) => /^(?:#|>|\d+\.|~~~|```| {4})/.test(line) && !/^#{3,4} /.test(line))).toEqual([]);
    for (const line of text.split('\n').filter((one) => one.startsWith('|'))) expect(line.replace(/\\[^]/g, '').split('|').length, line).toBeOneOf([5, 7, 8, 6]);
  });

  it('is XML 1.0', () => {
    expect(checkstyleReport(reportWith(word))).toMatch(CHECKSTYLE);
  });

  it('does not reach a terminal as it is', () => {
    expect(textReport(reportWith(word))).not.toMatch(OBEYED);
  });
});

describe('megabytes of findings', () => {
  const severities = ['error', 'warning', 'information', 'hint'] as const;
  const findings = Array.from({ length: 5_000 }, (_, index) =>
    madeFinding({ severity: severities[index % 4]!, message: `${index} ${'<&|`\n'.repeat(400)}`, start: { line: index, character: 0 }, end: { line: index, character: 3 } }),
  );
  const report = madeReport([madeFile('one', findings.slice(0, 2_500)), ...findings.slice(2_500).map((finding, index) => madeFile(`folder/${index}`, [finding]))]);

  it.each(REPORTERS)('are told as %s', (name, reporter) => {
    const text = reporter(report);
    if (name === 'markdown') {
      expect(Buffer.byteLength(text)).toBeLessThan(1_048_576);
      expect(text).toMatch(/\nand [\d,]+ more findings, for which there is no room here\.\n$/);
    } else {
      expect(text.length).toBeGreaterThan(5_000_000);
      expect(text).toContain('4999 ');
    }
  });
});
