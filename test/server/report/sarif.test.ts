import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readRulePages } from '../../../server/src/host/rulePages.ts';
import { sarifReport, type SarifTool } from '../../../server/src/report/sarif.ts';
import type { ScanReport } from '../../../server/src/report/scanReport.ts';
import { RULES } from '../../../server/src/rules/index.ts';
import { madeFile, madeFinding, madeFix, madeReport } from './madeReport.ts';
import { schemaProblems } from './sarif/schema.ts';

const metas = RULES.map(({ meta }) => meta);
const pages = await readRulePages(metas.map(({ id }) => id));
const tool: SarifTool = { version: '0.1.0', rules: metas, page: (rule) => pages.get(rule) ?? null };

function runOf(report: ScanReport, of: SarifTool = tool) {
  const log = JSON.parse(sarifReport(report, of));
  expect(schemaProblems(log)).toEqual([]);
  return log.runs[0];
}

const one = (finding: Parameters<typeof madeFinding>[0], path = 'api/Dockerfile') => runOf(madeReport([madeFile(path, [madeFinding(finding)])])).results[0];

it('notices what the schema forbids', () => {
  const log = JSON.parse(sarifReport(madeReport([madeFile('Dockerfile', [madeFinding()])]), tool));
  log.runs[0].results[0].level = 'hint';
  log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = 'a b';
  log.runs[0].extra = true;
  expect(schemaProblems(log)).toHaveLength(3);
});

it('is valid where nothing was found', () => {
  expect(runOf(madeReport([]))).toMatchObject({ tool: { driver: { name: 'Drydock', version: '0.1.0', rules: [] } }, columnKind: 'utf16CodeUnits', results: [], invocations: [{ executionSuccessful: true }] });
});

it('tells a finding with its place, level and fingerprint', () => {
  expect(one({})).toEqual({
    ruleId: 'require-cache-mount',
    ruleIndex: 0,
    level: 'warning',
    message: { text: 'pip downloads everything again.' },
    locations: [{ physicalLocation: { artifactLocation: { uri: 'api/Dockerfile', uriBaseId: '%SRCROOT%' }, region: { startLine: 4, startColumn: 5, endLine: 4, endColumn: 16 } } }],
    partialFingerprints: { 'drydock/v1': '1ec5ae5ba9d616' },
    properties: { severity: 'warning', confidence: 'high' },
  });
});

it('knows three levels', () => {
  const levels = (['error', 'warning', 'information', 'hint'] as const).map((severity) => one({ severity }).level);
  expect(levels).toEqual(['error', 'warning', 'note', 'note']);
});

it('says why there is no safe fix', () => {
  expect(one({ withheld: 'The base image is not known.' }).message.text).toBe('pip downloads everything again. No safe fix: The base image is not known.');
});

it('names related places, in other files and without a line too', () => {
  const related = [
    { path: null, line: 0, message: 'Here as well.' },
    { path: 'compose.yaml', line: 7, message: 'Built here.' },
    { path: 'a b/c', line: null, message: 'And there.' },
  ];
  expect(one({ related }).relatedLocations).toEqual([
    { id: 0, physicalLocation: { artifactLocation: { uri: 'api/Dockerfile', uriBaseId: '%SRCROOT%' }, region: { startLine: 1 } }, message: { text: 'Here as well.' } },
    { id: 1, physicalLocation: { artifactLocation: { uri: 'compose.yaml', uriBaseId: '%SRCROOT%' }, region: { startLine: 8 } }, message: { text: 'Built here.' } },
    { id: 2, physicalLocation: { artifactLocation: { uri: 'a%20b/c', uriBaseId: '%SRCROOT%' } }, message: { text: 'And there.' } },
  ]);
});

it('tells fixes as replacements, a deletion without new text', () => {
  const edits = [
    { start: { line: 0, character: 0 }, end: { line: 0, character: 0 }, text: 'ARG A\r\n' },
    { start: { line: 2, character: 1 }, end: { line: 3, character: 0 }, text: '' },
  ];
  const [fix] = one({ fixes: [madeFix({ edits })] }).fixes;
  expect(fix.description.text).toBe('Add a cache mount');
  expect(fix.artifactChanges).toEqual([
    {
      artifactLocation: { uri: 'api/Dockerfile', uriBaseId: '%SRCROOT%' },
      replacements: [
        { deletedRegion: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 }, insertedContent: { text: 'ARG A\r\n' } },
        { deletedRegion: { startLine: 3, startColumn: 2, endLine: 4, endColumn: 1 } },
      ],
    },
  ]);
});

it('offers no half of a fix', () => {
  const whole = madeFix({ title: 'Whole' });
  const fixes = [madeFix({ reachesOthers: true }), madeFix({ creates: [{ path: '.dockerignore', text: '.git' }] }), madeFix({ edits: [] }), whole];
  expect(one({ fixes }).fixes.map((fix: { description: { text: string } }) => fix.description.text)).toEqual(['Whole']);
  expect(one({ fixes: fixes.slice(0, 3) })).not.toHaveProperty('fixes');
});

it('describes the rules that found something, each result pointing at its own', () => {
  const run = runOf(madeReport([madeFile('a', [madeFinding({ rule: 'use-offline-cache' }), madeFinding({ rule: 'cache-mount-id' })]), madeFile('b', [madeFinding({ rule: 'gone' })])]));
  const { rules } = run.tool.driver;
  expect(rules.map(({ id }: { id: string }) => id)).toEqual(['cache-mount-id', 'gone', 'use-offline-cache']);
  expect(run.results.map(({ ruleIndex }: { ruleIndex: number }) => ruleIndex)).toEqual([2, 0, 1]);
  expect(rules[0]).toMatchObject({
    shortDescription: { text: 'Cache mounts share a cache only where its content fits.' },
    fullDescription: { text: expect.stringContaining('BuildKit finds a cache by its id, which is the target') },
    defaultConfiguration: { level: 'warning' },
    properties: { tags: ['cache', 'dockerfile'], precision: 'high', 'problem.severity': 'warning' },
  });
  expect(rules[2].defaultConfiguration).toEqual({ level: 'note', enabled: false });
  expect(JSON.stringify(run)).not.toContain('security-severity');
});

it('has help for every rule, as text and as Markdown, with examples and without links that lead nowhere', () => {
  const { rules } = runOf(madeReport([madeFile('a', metas.map(({ id }) => madeFinding({ rule: id })))])).tool.driver;
  expect(rules).toHaveLength(metas.length);
  for (const rule of rules) {
    expect(rule.help.markdown, rule.id).toMatch(/^## Why\n/);
    expect(rule.help.markdown, rule.id).toContain('\nIncorrect:\n```');
    expect(rule.help.markdown, rule.id).not.toMatch(/<!--|\]\((?!https:)/);
    expect(rule.help.text, rule.id).toMatch(/^Why\n/);
    expect(rule.help.text, rule.id).not.toMatch(/^```|^#+ (?:Why|Examples|When|Options)|\]\(/m);
    expect(rule.fullDescription.text.length, rule.id).toBeGreaterThan(rule.shortDescription.text.length);
    expect(rule.fullDescription.text, rule.id).toMatch(/[.:]$/);
  }
});

it('does without pages and addresses, and names those that there are', () => {
  const report = madeReport([madeFile('a', [madeFinding()])]);
  const [bare] = runOf(report, { ...tool, page: () => null }).tool.driver.rules;
  expect(bare).not.toHaveProperty('help');
  expect(bare).not.toHaveProperty('helpUri');
  const { driver } = runOf(report, { ...tool, informationUri: 'https://example.org/', helpUri: (rule) => `https://example.org/${rule}` }).tool;
  expect(driver).toMatchObject({ informationUri: 'https://example.org/', rules: [{ helpUri: 'https://example.org/require-cache-mount' }] });
});

it('tells what was not checked as notifications, not as results', () => {
  const run = runOf(madeReport([], { skipped: [{ path: 'a b/Dockerfile', reason: 'It is too large.' }] }));
  expect(run.results).toEqual([]);
  expect(run.invocations[0].toolExecutionNotifications).toEqual([
    { level: 'warning', message: { text: 'Not checked: It is too large.' }, locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b/Dockerfile', uriBaseId: '%SRCROOT%' } } }] },
  ]);
});

it('lets nothing in a message be a link, a placeholder or a control character', () => {
  expect(one({ message: 'The service [click](https://evil.example) has {0} and ${NAME}.\u001b[31m\n' }).message.text).toBe(
    'The service [click] (https://evil.example) has {{0}} and ${NAME}.\\u001b[31m\\u000a',
  );
});

it('is what the schema file says it is', () => {
  const schema = JSON.parse(readFileSync(new URL('./sarif/sarif-schema-2.1.0.json', import.meta.url), 'utf8'));
  expect(JSON.parse(sarifReport(madeReport([]), tool)).$schema).toBe(schema.id);
});
