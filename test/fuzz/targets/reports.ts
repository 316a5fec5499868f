import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkstyleReport } from '../../../server/src/report/checkstyle.ts';
import { githubReport } from '../../../server/src/report/github.ts';
import { htmlReport } from '../../../server/src/report/html.ts';
import { jsonReport } from '../../../server/src/report/json.ts';
import { markdownReport } from '../../../server/src/report/markdown.ts';
import { sarifReport } from '../../../server/src/report/sarif.ts';
import { textReport } from '../../../server/src/report/text.ts';
import { withScores } from '../../../server/src/report/score/withScores.ts';
import { wellFormed } from '../../../server/src/report/wellFormed.ts';
import { RULES } from '../../../server/src/rules/index.ts';
import { HOSTILE } from '../../server/report/hostile.ts';
import { madeFile, madeFinding, madeFix, madeReport } from '../../server/report/madeReport.ts';
import { schemaProblems } from '../../server/report/sarif/schema.ts';
import { commandsOf } from '../../server/report/workflowCommands.ts';
import { checkMarkdown, checkShown } from '../shown.ts';
import { fuzzTarget } from '../target.ts';
import { hostileWord } from '../texts.ts';

const word = fc.oneof(hostileWord, fc.constantFrom(...HOSTILE.filter(({ length }) => length < 100)));
const position = fc.record({ line: fc.nat(9), character: fc.nat(90) });
const place = fc.record({ path: fc.option(word), line: fc.option(fc.nat(9)), message: word });
const severity = fc.constantFrom('error' as const, 'warning' as const, 'information' as const, 'hint' as const);
const finding = fc
  .record({ rule: fc.oneof(word, fc.constantFrom(...RULES.map(({ meta }) => meta.id))), message: word, withheld: fc.option(word), severity, start: position, end: position, related: fc.array(place, { maxLength: 2 }), fingerprint: word, title: word, text: word })
  .map(({ title, text, ...parts }) => {
    const [start, end] = parts.start.line < parts.end.line || (parts.start.line === parts.end.line && parts.start.character <= parts.end.character) ? [parts.start, parts.end] : [parts.end, parts.start];
    return madeFinding({ ...parts, start, end, fixes: [madeFix({ title, edits: [{ start, end, text }], creates: text === '' ? [] : [{ path: title, text }] })] });
  });
const report = fc
  .record({ files: fc.array(fc.record({ path: word, findings: fc.array(finding, { maxLength: 3 }) }), { maxLength: 3 }), skipped: fc.array(fc.record({ path: word, reason: word }), { maxLength: 2 }), created: fc.array(word, { maxLength: 2 }), hasScores: fc.boolean() })
  .map(({ files, hasScores, ...rest }) => {
    const made = madeReport(files.map(({ path, findings }) => madeFile(path, findings)), rest);
    return hasScores ? withScores(made) : made;
  });

const PROPERTIES = new Set(['file', 'line', 'endLine', 'col', 'endColumn', 'title']);
const ATTRIBUTE = '"(?:[^<>"&\'\\u0000-\\u001f\\ufffe\\uffff]|&(?:amp|lt|gt|quot|apos|#9|#10|#13);)*"';
const ERROR = `    <error line="\\d+"(?: column="\\d+")? severity="(?:error|warning|info)" message=${ATTRIBUTE} source=${ATTRIBUTE}/>\\n`;
const FILE = `  <file name=${ATTRIBUTE}(?:/>\\n|>\\n(?:${ERROR})+ {2}</file>\\n)`;
const CHECKSTYLE = new RegExp(`^<\\?xml version="1\\.0" encoding="utf-8"\\?>\\n<checkstyle version="4\\.3">\\n(?:${FILE})*</checkstyle>\\n$`);

/** A scan in every form that it is told in. */
export const reports = [
  fuzzTarget('reports', report, (made) => {
    const json = JSON.parse(jsonReport(made)) as { files: { path: string }[] };
    assert.deepEqual(json.files.map(({ path }) => path), made.files.map(({ path }) => wellFormed(path)));
    const sarif = sarifReport(made, { version: '0', rules: RULES.map(({ meta }) => meta), page: () => null });
    assert.deepEqual(schemaProblems(JSON.parse(sarif)), []);
    assert.match(checkstyleReport(made), CHECKSTYLE);
    checkGitHub(githubReport(made));
    checkMarkdown(markdownReport(made));
    checkHtml(htmlReport(made, { text: 'a{b:c}', hash: 'sha256-x' }));
    checkShown(textReport(made));
    for (const text of [sarif, markdownReport(made), checkstyleReport(made), githubReport(made), htmlReport(made, { text: '', hash: '' })]) assert.doesNotMatch(text, /\p{Surrogate}/u, 'half a character');
  }),
];

function checkGitHub(text: string): void {
  for (const { name, properties } of commandsOf(text)) {
    assert.match(name, /^(?:error|warning|notice)$/);
    for (const key of properties.keys()) assert.ok(PROPERTIES.has(key), `another property: ${key}`);
  }
}

/** Elements of ours, with attributes in quotes that hold no others. */
const ELEMENT = /<(?:!DOCTYPE html|\/?(?:html|head|meta|title|style|body|h[12]|p|strong|span|code|a|table|thead|tbody|tr|th|td|details|summary|ul|li)(?: (?:open|(?:lang|charset|http-equiv|content|name|scope|class|id|href)="[^"<>]*"))*)>/g;

function checkHtml(page: string): void {
  checkShown(page);
  const text = page.replace(ELEMENT, ' ');
  assert.doesNotMatch(text, /[<>"]|&(?!(?:amp|lt|gt|quot|#39);)/, 'there is an element that is not ours');
  for (const [, target = ''] of page.matchAll(/href="([^"]*)"/g)) assert.match(target, /^#file-\d+$/);
}
