import { expect, it } from 'vitest';
import { ageText, timeText } from '../../client/src/history/builtAt.ts';
import { childrenOf, historyOf, rootsOf } from '../../client/src/history/historyModel.ts';
import { build, builds, target, trend } from './historySupport.ts';

const NOON = '2026-11-21T12:00:00.000Z';

it.each([
  [0, 'just now'],
  [44_000, 'just now'],
  [46_000, '1 min ago'],
  [2 * 60_000, '2 min ago'],
  [59 * 60_000, '59 min ago'],
  [60 * 60_000, '1 h ago'],
  [23 * 3_600_000, '23 h ago'],
  [24 * 3_600_000, 'yesterday'],
  [3 * 86_400_000, '3 days ago'],
  [-5_000, 'just now'],
])('says %d ms after the start that the build was %s', (age, text) => {
  expect(ageText(NOON, Date.parse(NOON) + age, 'en')).toBe(text);
});

it('says the date of what is older than a week, and nothing false of what has no time', () => {
  expect(ageText(NOON, Date.parse(NOON) + 8 * 86_400_000, 'en')).toMatch(/Nov 2[012], 2026/);
  expect(ageText('never', Date.parse(NOON))).toBe('at an unknown time');
  expect(timeText('never')).toBe('at an unknown time');
  expect(timeText(NOON, 'en')).toMatch(/2026, .*:00:00/);
});

it('groups builds by service, newest first whatever order they come in, each with the one before it', () => {
  const both = build(2, { what: { kind: 'compose', files: [], names: ['api', 'web'] }, targets: [target('api'), target('web')] });
  const [folder] = historyOf(builds([build(1), build(3), both], [trend()]));
  expect(folder!.groups.map(({ name, trend: known }) => [name, known?.builds ?? null])).toEqual([
    ['api', 12],
    ['web', null],
  ]);
  const [api, web] = folder!.groups;
  expect(api!.builds.map(({ entry, before }) => [entry.id, before])).toEqual([
    [build(3).id, both.id],
    [both.id, build(1).id],
    [build(1).id, null],
  ]);
  expect(web!.builds.map(({ entry, before }) => [entry.id, before])).toEqual([[both.id, null]]);
  const keys = folder!.groups.flatMap((group) => [group.key, ...group.builds.map(({ key }) => key)]);
  expect(new Set(keys).size).toBe(keys.length);
});

it('shows the service that was built last first', () => {
  const [folder] = historyOf(builds([build(1, { targets: [target('db')] }), build(2)]));
  expect(folder!.groups.map(({ name }) => name)).toEqual(['api', 'db']);
});

it('shows folders only where builds of several are there', () => {
  const one = historyOf(builds([build(1)]));
  expect(rootsOf(one).map(({ kind }) => kind)).toEqual(['group']);
  const two = historyOf(builds([build(1), build(2, { folder: 'file:///w/other' })], [trend({ folder: 'file:///w/other', builds: 7 })]));
  const roots = rootsOf(two);
  expect(roots.map(({ kind, folder }) => [kind, folder])).toEqual([
    ['folder', 'file:///w/other'],
    ['folder', 'file:///w/shop'],
  ]);
  expect(childrenOf(roots[0]!)).toMatchObject([{ kind: 'group', name: 'api', trend: { builds: 7 } }]);
  expect(childrenOf(roots[1]!)).toMatchObject([{ kind: 'group', name: 'api', trend: null }]);
  expect(rootsOf([])).toEqual([]);
});

it('puts a build that came to no target under what was asked for', () => {
  const [folder] = historyOf(builds([build(1, { targets: [], state: 'failed' })]));
  expect(folder!.groups).toMatchObject([{ name: 'api', builds: [{ target: null }] }]);
});

it('lists a build once where it tells a target twice, and takes names of prototypes for names', () => {
  const [folder] = historyOf(builds([build(1, { targets: [target('__proto__'), target('__proto__'), target('constructor')] })]));
  expect(folder!.groups.map(({ name, builds: own }) => [name, own.length])).toEqual([
    ['__proto__', 1],
    ['constructor', 1],
  ]);
});
