import { expect, it } from 'vitest';
import { isFromScan } from '../../client/src/scan/fromScan.ts';
import { ScanModel } from '../../client/src/scan/scanModel.ts';
import { openAfter } from '../../client/webviews/scan/openAfter.ts';
import { sorted } from '../../client/webviews/scan/sorted.ts';
import { afterText, costParts, costValue, headlineText, leftOutText, scoreText, sentText, tierTotals } from '../../client/webviews/scan/words.ts';
import type { Diagnostic, ScannedRule, ScanWorkspaceResult } from '../../server/src/protocol.ts';

const SCORE = { overall: 81, security: 8, maintainability: 7.5 };
const at = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 4 } });
const finding = (line: number, code: string, severity: 1 | 2 | 3 | 4 = 2): Diagnostic => ({ range: at(line), message: `About ${code}.`, severity, source: 'drydock', code });
const rule = (over: Partial<ScannedRule> = {}): ScannedRule => ({ rule: 'a', findings: 1, files: 1, safe: 0, suggestions: 0, time: null, savedBytes: null, ...over });
const result = (over: Partial<ScanWorkspaceResult> = {}): ScanWorkspaceResult => ({
  files: [
    { uri: 'file:///w/a/Dockerfile', diagnostics: [finding(3, 'x'), finding(5, 'y', 1)], fixes: ['safe', null], score: SCORE },
    { uri: 'file:///w/b/Dockerfile', diagnostics: [finding(0, 'x', 3)], fixes: ['suggestion'], score: SCORE },
  ],
  skipped: [{ uri: 'file:///w/c/Dockerfile', reason: 'It is binary.' }],
  ignored: [{ uri: 'file:///w/out/Dockerfile', by: 'git' }],
  milliseconds: 1234,
  cancelled: false,
  overview: {
    score: SCORE,
    gates: [{ gate: 'overall', folder: null, passed: true, message: 'Fine.' }, { gate: 'overall', folder: 'file:///w/my%20shop', passed: null, message: 'Nothing.' }],
    rules: [rule({ rule: 'x', findings: 2 })],
    contexts: [
      { folder: 'file:///w', path: '.', known: true, dockerfiles: [], ignoreFiles: [], sent: null, unfiltered: null, complete: true, offers: 1, after: null },
      { folder: 'file:///w', path: 'a', known: true, dockerfiles: ['file:///w/a/Dockerfile'], ignoreFiles: [], sent: null, unfiltered: null, complete: true, offers: 0, after: null },
    ],
    drifts: [{ title: 'Node.js', target: '24', versions: [{ version: '18', count: 1, files: [{ uri: 'file:///w/a/Dockerfile', line: 7 }] }], alignable: 1 }],
    tiers: [{ uri: 'file:///w/compose.yml', services: 3, limited: 1, offered: 2, leftAlone: 1 }],
  },
  ...over,
});
const model = (over: Partial<ScanWorkspaceResult> = {}) => new ScanModel(result(over), (uri) => uri.replace('file:///w/', ''));

it('shows files with their counts, and folders by their names', () => {
  const { files, contexts, gates, severities, leftOut } = model().shown;
  expect(files.map(({ path, findings, errors, warnings, safe }) => [path, findings, errors, warnings, safe])).toEqual([
    ['a/Dockerfile', 2, 1, 1, 1], ['b/Dockerfile', 1, 0, 0, 0],
  ]);
  expect(gates.map(({ folder, passed }) => [folder, passed])).toEqual([['', true], ['my shop', null]]);
  expect(contexts.map(({ path, place }) => [path, place === null])).toEqual([['w', true], ['a', false]]);
  expect(severities).toEqual({ error: 1, warning: 1, information: 1, hint: 0 });
  expect(leftOut.map(({ path, reason, by }) => [path, reason, by])).toEqual([
    ['c/Dockerfile', 'It is binary.', null],
    ['out/Dockerfile', 'Git ignores it, so it is taken for a copy or for something that a build makes.', 'git'],
  ]);
  expect(model().place(leftOut[1]!.place)?.uri).toBe('file:///w/out/Dockerfile');
});

it('opens what it gave a number to, and nothing else', () => {
  const shown = model();
  const { drifts, files } = shown.shown;
  expect(shown.place(drifts[0]!.versions[0]!.files[0]!.place)).toMatchObject({ uri: 'file:///w/a/Dockerfile', range: { start: { line: 7 } } });
  expect(shown.place(files[1]!.place)?.uri).toBe('file:///w/b/Dockerfile');
  expect(shown.place(9_999)).toBeNull();
  expect(shown.placeOfFinding(0, 1)).toEqual({ uri: 'file:///w/a/Dockerfile', range: at(5) });
  expect([shown.placeOfFinding(0, 2), shown.placeOfFinding(7, 0)]).toEqual([null, null]);
});

it('lists the findings of a file or of a rule, and no more than somebody reads', () => {
  expect(model().list({ file: 0 }).findings.map(({ line, rule: id, severity, fix }) => [line, id, severity, fix])).toEqual([
    [4, 'x', 'warning', 'safe'], [6, 'y', 'error', null],
  ]);
  expect(model().list({ rule: 'x' })).toMatchObject({ total: 2, findings: [{ path: 'a/Dockerfile' }, { path: 'b/Dockerfile' }] });
  expect(model().list({ file: 12 })).toEqual({ findings: [], total: 0 });
  const files = Array.from({ length: 10_000 }, (_, index) => ({ uri: `file:///w/${index}/Dockerfile`, diagnostics: [finding(0, 'x')], fixes: [null], score: SCORE }));
  const many = model({ files }).list({ rule: 'x' });
  expect([many.findings.length, many.total]).toEqual([200, 10_000]);
});

it('keeps open what was open, although files have other numbers after the next scan', () => {
  const [a, b] = result().files;
  const [before, now] = [model().shown, model({ files: [{ ...b!, uri: 'file:///w/0/Dockerfile' }, a!] }).shown];
  expect(openAfter([{ file: 0 }, { file: 1 }, { rule: 'x' }, { file: 9 }], before, now)).toEqual([{ file: 1 }, { rule: 'x' }]);
  expect(openAfter([{ file: 0 }, { rule: 'x' }], null, now)).toEqual([{ rule: 'x' }]);
});

it('believes only what its page says', () => {
  const said = [
    { kind: 'ready' }, { kind: 'list', of: { file: 0 } }, { kind: 'list', of: { rule: 'x' } }, { kind: 'open', place: 3 },
    { kind: 'openFinding', file: 0, finding: 1 }, { kind: 'explain', rule: 'x' }, { kind: 'run', action: 'fixAll' },
  ];
  expect(said.filter((message) => !isFromScan(message))).toEqual([]);
  const nonsense = [
    null, 'ready', {}, { kind: 'list' }, { kind: 'list', of: { file: -1 } }, { kind: 'list', of: { file: 0.5 } }, { kind: 'open', place: 'file:///etc/passwd' },
    { kind: 'openFinding', file: 0 }, { kind: 'run', action: 'workbench.action.quit' }, { kind: 'run', action: '__proto__' }, { kind: 'explain' },
  ];
  expect(nonsense.filter((message) => isFromScan(message))).toEqual([]);
});

it('sorts what it has; what has nothing to sort by comes last either way', () => {
  const rows = [{ n: 2 }, { n: null }, { n: 10 }, { n: 1 }];
  expect(sorted(rows, ({ n }) => n, true).map(({ n }) => n)).toEqual([10, 2, 1, null]);
  expect(sorted(rows, ({ n }) => n, false).map(({ n }) => n)).toEqual([1, 2, 10, null]);
});

it('says of each cost how it is known, and invents none', () => {
  const time = { measured: 41_000, steps: 2, untimed: 3, estimate: 61_500 };
  expect(costParts(rule({ time }))).toEqual([
    { text: '41.0 s in 2 steps', how: 'measured' },
    { text: 'about 1 min 2 s in 3 more findings', how: 'estimated' },
  ]);
  expect(costParts(rule({ time: { measured: 0, steps: 0, untimed: 3, estimate: null } }))).toEqual([{ text: '', how: 'not measured' }]);
  expect(costParts(rule({ savedBytes: 1_200_000 }))).toEqual([{ text: '1.2 MB sent without need', how: 'measured' }]);
  expect(costParts(rule())).toEqual([]);
  const inOrder = sorted([rule(), rule({ savedBytes: 5 }), rule({ savedBytes: 9 }), rule({ time })], costValue, true);
  expect(inOrder.map(({ savedBytes, time: own }) => savedBytes ?? own?.measured ?? null)).toEqual([41_000, 9, 5, null]);
});

it('has a sentence for every amount', () => {
  expect(headlineText(model().shown)).toBe('3 findings in 2 files, 2 files left out, scanned in 1.2 s.');
  expect(headlineText(model({ files: [], skipped: [], ignored: [] }).shown)).toBe('Nothing found in 0 files, scanned in 1.2 s.');
  expect(leftOutText(model().shown.leftOut)).toBe('1 could not be checked, 1 is ignored by git.');
  const ignored = [...result().ignored, { uri: 'file:///w/b', by: 'git' as const }, { uri: 'file:///w/c', by: 'files.exclude' as const }];
  expect(leftOutText(model({ skipped: [], ignored }).shown.leftOut)).toBe('2 are ignored by git, 1 is hidden by the setting files.exclude.');
  expect([scoreText(SCORE, 'overall'), scoreText(SCORE, 'security')]).toEqual(['81', '8.0']);
  const sent = { files: 3, bytes: 2_000 };
  expect([sentText({ sent, complete: false }), sentText({ sent: null, complete: true })]).toEqual(['at least 2.0 kB in 3 files', 'not measured']);
  expect([afterText({ sent, after: { files: 1, bytes: 10 } }), afterText({ sent, after: sent }), afterText({ sent, after: null })]).toEqual(['10 bytes in 1 file', null, null]);
  expect(tierTotals(model().shown.tiers)).toEqual({ services: 3, limited: 1, offered: 2 });
});
