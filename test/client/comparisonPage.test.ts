import { expect, it } from 'vitest';
import type { MissReason } from '../../server/src/timing/comparison.ts';
import { comparisonMarkdown } from '../../client/webviews/comparison/markdown.ts';
import { changedList, missReasons, noReasonText } from '../../client/webviews/comparison/missReasons.ts';
import { sideFacts, sideNotes } from '../../client/webviews/comparison/sideFacts.ts';
import { isChanged, nextSort, rowsOf, sortedRows, startsFiltered, type Column, type Sort } from '../../client/webviews/comparison/stepRows.ts';
import { swapSides } from '../../client/webviews/comparison/swapSides.ts';
import { differenceText, kindText, namesText, restText, sideText, stepsText } from '../../client/webviews/comparison/words.ts';
import { build, comparison, side, step } from './historySupport.ts';

const steps = [
  step('FROM node', side('f', 10), side('f', 12), 'same', { line: 0 }),
  step('RUN npm ci', side('n0', 0, 'cached'), side('n1', 30_000), 'lost its cache'),
  step('RUN build', side('b0', 9_000), side('b1', 7_000), 'faster'),
  step('RUN test', null, side('t1', 2_000), 'new'),
  step('RUN prune', side('p0', 800), null, 'gone'),
];
const target = (name: string, own = steps) => ({ target: name, only: null, steps: own, firstMiss: null });
const rows = rowsOf({ targets: [target('api')] });
const reason = (over: Partial<MissReason> = {}): MissReason => ({ kind: 'files', sentence: 'A file changed.', changed: ['a.txt'], count: 1, ...over });
const sides = (over: Parameters<typeof comparison>[0] = {}) => ({ comparison: comparison(over), before: build(0), after: build(5) });
const labels = (column: Column, isDescending: boolean) => sortedRows(rows, { column, isDescending }).map(({ label }) => label.replace('RUN ', ''));

it('counts a step that a build did not have as no time there', () => {
  expect(rows.map(({ difference }) => difference)).toEqual([2, 30_000, -2_000, 2_000, -800]);
});

it('lists a step that targets share once, and not those of which no build tells an id', () => {
  const nameless = step('RUN a', null, null, 'gone');
  const shared = rowsOf({ targets: [target('api', [...steps, nameless]), target('web', [...steps.slice(0, 2), nameless])] });
  expect(shared.map((row) => row.targets.join())).toEqual(['api,web', 'api,web', 'api', 'api', 'api', 'api', 'web']);
});

it('keeps ten thousand steps of a hundred targets quick to list', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => step(`RUN ${index}`, side(`b${index}`, index), side(`a${index}`, index), 'same'));
  const targets = Array.from({ length: 100 }, (_, index) => target(`t${index}`, many.slice(index * 100, index * 100 + 200)));
  const found = rowsOf({ targets });
  expect(found).toHaveLength(10_000);
  expect(sortedRows(found, { column: 'difference', isDescending: true })).toHaveLength(10_000);
});

it('sorts by what the column shows; what has nothing there comes last either way', () => {
  expect(labels('difference', true)).toEqual(['npm ci', 'test', 'FROM node', 'prune', 'build']);
  expect(labels('before', true)).toEqual(['build', 'prune', 'FROM node', 'npm ci', 'test']);
  expect(labels('before', false)).toEqual(['npm ci', 'FROM node', 'prune', 'build', 'test']);
  expect(labels('after', false)).toEqual(['FROM node', 'test', 'build', 'npm ci', 'prune']);
  expect(labels('change', false)).toEqual(['npm ci', 'test', 'prune', 'build', 'FROM node']);
  expect(labels('step', false)).toEqual(['FROM node', 'build', 'npm ci', 'prune', 'test']);
  expect(sortedRows(rows, null)).toEqual(rows);
});

it('sorts by a heading one way, the other way, and then as the builds are', () => {
  const clicks = (column: Column, count: number) => Array.from({ length: count }).reduce<Sort>((sort) => nextSort(sort, column), null);
  expect([1, 2, 3].map((count) => clicks('after', count)?.isDescending)).toEqual([true, false, undefined]);
  expect([1, 2, 3].map((count) => clicks('step', count)?.isDescending)).toEqual([false, true, undefined]);
  expect(nextSort({ column: 'step', isDescending: true }, 'after')).toEqual({ column: 'after', isDescending: true });
});

it('hides what stayed the same at first only where that is most of a long list', () => {
  const listOf = (same: number, changed: number) => [...Array.from({ length: same }, () => rows[0]!), ...Array.from({ length: changed }, () => rows[1]!)];
  expect(startsFiltered(listOf(6, 5))).toBe(true);
  expect(startsFiltered(listOf(5, 1))).toBe(false);
  expect(startsFiltered(listOf(6, 6))).toBe(false);
  expect(startsFiltered(listOf(20, 0))).toBe(false);
  expect(rows.filter(isChanged)).toHaveLength(4);
});

it('says what a step was in a build', () => {
  expect([side('a', 3_200), side('a', 0, 'cached'), side('a', 3_200, 'failed'), side('a', 50, 'cancelled'), side('a', 0, 'waiting'), null].map(sideText)).toEqual([
    '3.2 s',
    'cached',
    'failed after 3.2 s',
    'cancelled after 50 ms',
    'not reached',
    'not there',
  ]);
});

it('says differences, amounts and names as people do', () => {
  expect([3_200, -1_100, 4.9, -4.9, Number.NaN].map(differenceText)).toEqual(['+3.2 s', '−1.1 s', 'same', 'same', 'same']);
  expect([restText(32, 20), restText(20, 20), stepsText(1), stepsText(10_000)]).toEqual(['and 12 more', '', '1 step', '10,000 steps']);
  expect([namesText(['a']), namesText(['a', 'b', 'c']), namesText(['a', 'b', 'c', 'd'])]).toEqual(['a', 'a, b and c', 'a, b and 2 more']);
  expect(kindText('evicted')).toBe('gone from the cache');
  expect(kindText('constructor' as never)).toBe('reason not known');
});

it('says of each fact what is different, in words', () => {
  const facts = new Map(sideFacts(sides(), 'en').map(({ name, ...fact }) => [name, fact]));
  expect(facts.get('Time')).toEqual({ before: '10.0 s', after: '40.0 s', difference: '30.0 s slower (300 %)', tone: 'worse' });
  expect(facts.get('From the cache')).toEqual({ before: '100 %', after: '50 %', difference: '50 points less', tone: 'worse' });
  expect(facts.get('Image size')).toEqual({ before: '400 MB', after: '412 MB', difference: '12 MB larger (3 %)', tone: 'worse' });
  expect(facts.get('Build context sent')).toMatchObject({ difference: 'about the same' });
  expect(sideFacts(sides({ contextBytes: { before: 1_000_000, after: 3_000_000 } }))).toContainEqual(expect.objectContaining({ difference: '2.0 MB more (200 %)' }));
  expect(facts.get('Began')).toMatchObject({ difference: '5 min later' });
  expect(facts.get('Result')).toMatchObject({ before: 'built', after: 'built', difference: 'same', tone: null });
});

it('calls small differences chance, and what is better so', () => {
  const time = (before: number, after: number) => sideFacts(sides({ wall: { before, after } })).find(({ name }) => name === 'Time')!;
  expect(time(10_000, 10_150)).toMatchObject({ difference: 'about the same', tone: null });
  expect(time(20, 60)).toMatchObject({ difference: 'about the same' });
  expect(time(10_000, 10_000)).toMatchObject({ difference: 'same' });
  expect(time(10_000, 4_000)).toMatchObject({ difference: '6.0 s faster (60 %)', tone: 'better' });
  expect(time(0, 4_000)).toMatchObject({ difference: '4.0 s slower' });
  expect(time(1_000, 40_000)).toMatchObject({ difference: '39.0 s slower' });
  expect(time(400_000, 100)).toMatchObject({ difference: '6 min 40 s faster (99 %)' });
});

it('says when a build failed, used no cache, or has no image that is known', () => {
  const told = { comparison: comparison({ imageBytes: null, cacheRate: { before: null, after: 1 } }), before: build(0, { state: 'failed' }), after: build(5, { noCache: true }) };
  const facts = new Map(sideFacts(told).map(({ name, ...fact }) => [name, fact]));
  expect(facts.get('Result')).toEqual({ before: 'failed', after: 'built, without the cache', difference: 'works again', tone: 'better' });
  expect(facts.get('Image size')).toMatchObject({ before: 'not known', difference: '' });
  expect(facts.get('From the cache')).toEqual({ before: 'no steps', after: '100 %', difference: '', tone: null });
  const worse = sideFacts({ ...told, before: build(0), after: build(5, { state: 'cancelled' }) });
  expect(worse.find(({ name }) => name === 'Result')).toMatchObject({ difference: 'cancelled now', tone: 'worse' });
});

it('notes what one has to know: swapped sides, targets of one build, builds that did not end well', () => {
  expect(sideNotes(sides())).toEqual([]);
  const told = { comparison: comparison({ targets: [{ ...target('web'), only: 'after' }] }), before: build(5, { state: 'failed' }), after: build(0) };
  expect(sideNotes(told)).toEqual([
    'The sides are swapped: the older build is under After. The sentence on top and why steps ran are told of the newer one.',
    'Only the build after has web.',
    'A build that did not come to its end has no times for the steps that it did not reach.',
  ]);
});

it('shows the two the other way round, and leaves to the newer build why it ran what it ran', () => {
  const firstMiss = { step: 'n1', label: 'RUN npm ci', line: 3, reason: reason() };
  const told = sides({ targets: [{ ...target('api'), firstMiss }, { ...target('web', []), only: 'after' }] });
  const swapped = swapSides(told);
  expect([swapped.before.id, swapped.after.id, swapped.comparison.before, swapped.comparison.after]).toEqual([build(5).id, build(0).id, build(5).id, build(0).id]);
  expect(rowsOf(swapped.comparison).map(({ change, difference }) => [change, difference])).toEqual([
    ['same', -2],
    ['now cached', -30_000],
    ['slower', 2_000],
    ['gone', -2_000],
    ['new', 800],
  ]);
  expect(swapped.comparison.targets.map(({ only, firstMiss: miss }) => [only, miss?.step])).toEqual([
    [null, 'n1'],
    ['before', undefined],
  ]);
  expect(sideFacts(swapped).find(({ name }) => name === 'Time')).toMatchObject({ before: '40.0 s', after: '10.0 s', tone: 'better' });
  expect(swapSides(swapped)).toEqual(told);
});

it('tells a reason once for the targets that share it', () => {
  const firstMiss = { step: 's', label: 'RUN npm ci', line: 3, reason: reason() };
  const other = { ...firstMiss, reason: reason({ sentence: 'Another file changed.' }) };
  const targets = [{ ...target('api'), firstMiss }, { ...target('db') }, { ...target('web'), firstMiss }, { ...target('job'), firstMiss: other }];
  expect(missReasons({ targets }).map((one) => [one.targets, one.reason.sentence])).toEqual([
    [['api', 'web'], 'A file changed.'],
    [['job'], 'Another file changed.'],
  ]);
});

it('lists what changed only where the sentence does not tell it', () => {
  expect(changedList(reason({ changed: ['a.txt', 'b.txt'], sentence: 'a.txt changed.' }))).toEqual(['a.txt', 'b.txt']);
  expect(changedList(reason({ changed: ['a.txt'], sentence: 'a.txt changed.' }))).toEqual([]);
  expect(changedList(reason({ kind: 'instruction', changed: ['RUN (line 4)'] }))).toEqual([]);
});

it('says so where no step lost its cache, and where nothing can tell', () => {
  expect(noReasonText({ targets: [target('api')] })).toBe('No step had to run again: all that was built came from the cache.');
  expect(noReasonText({ targets: [{ ...target('api'), only: 'after' }] })).toMatch(/no target in common/);
});

it('writes the comparison as Markdown, with the steps that the page shows', () => {
  const firstMiss = { step: 'n1', label: 'RUN npm ci', line: 3, reason: reason({ changed: ['package.json', 'b.txt'], count: 14 }) };
  const text = comparisonMarkdown(sides({ targets: [{ ...target('api'), firstMiss }] }), rows.slice(1, 2), 'en');
  expect(text).toContain('| Time | 10.0 s | 40.0 s | 30.0 s slower (300 %) |');
  expect(text).toContain('**`RUN npm ci`** (line 4), files changed: A file changed.\n\n- `package.json`\n- `b.txt`\n- and 12 more\n');
  expect(text).toContain('| Step | Line | Before | After | Difference | Change |\n| --- | --- | --- | --- | --- | --- |\n| `RUN npm ci` | 4 | cached | 30.0 s | +30.0 s | lost its cache |\n');
  expect(text).not.toContain('RUN build');
  expect(comparisonMarkdown(sides({ targets: [target('api')] }), [], 'en')).toContain('No step is different.');
});

it('names the targets where there are several', () => {
  const text = comparisonMarkdown(sides({ targets: [target('api'), target('web')] }), rowsOf({ targets: [target('api'), target('web')] }), 'en');
  expect(text).toContain('| api and web | `FROM node` | 1 |');
});

it('writes hostile names so that they are neither HTML nor a mention nor a border of the table', () => {
  const evil = '<img src=x> @all | `x` [a](http://b) \u001b[31m\nnext';
  const told = sides({ headline: evil, targets: [{ ...target(evil, [step(evil, null, side('e', 1), 'new')]), firstMiss: { step: 'e', label: '`', line: null, reason: reason({ sentence: evil, changed: [evil] }) } }] });
  const text = comparisonMarkdown(told, rowsOf(told.comparison), 'en');
  const table = text.slice(text.indexOf('| Step |')).split('\n')[2]!;
  expect(table.replaceAll('\\|', '').split('|')).toHaveLength(8);
  expect(table).toContain('``<img src=x> @all \\| `x` [a](http://b) next``');
  const headline = text.split('\n')[2]!;
  expect(headline).toBe('&lt;img src\\=x\\> &#64;all \\| \\`x\\` \\[a\\]\\(http&#58;//b\\) next');
  expect(text).toContain('**`` ` ``**');
});
