import { expect, it } from 'vitest';
import { followPaths } from '../../../../server/src/project/context/followPaths.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { treeOf, type Node } from './tree.ts';

const TREE: Record<string, Node> = {
  'b/x': 1, 'b/y': 1, 'a1/x': 1, a2: { link: 'b' }, abs: { link: '/b/x' }, up: { link: '../../../b' }, 'd/e/l': { link: '../../b/y' }, self: { link: '.' },
  l1: { link: 'l2' }, l2: { link: 'l1' }, chain: { link: 'abs' }, 'd/w1': { link: '../b/x' }, 'd/w2': { link: '../b/y' },
};

it.each<[string[], string[] | null]>([
  [[], []],
  [['.'], null],
  [['b', '.'], null],
  [['b/x'], ['b/x']],
  [['missing/x'], ['missing/x']],
  [['abs'], ['abs', 'b/x']],
  [['up/x'], ['b/x', 'up']],
  [['d/e/l'], ['b/y', 'd/e/l']],
  [['self'], null],
  [['l1'], ['l1', 'l2']],
  [['chain'], ['abs', 'b/x', 'chain']],
  [['d/w*'], ['b/x', 'b/y', 'd/w*']],
  // Links are not looked for behind a wildcard that is no last name, and one that matches a link brings all it matches.
  [['*/e/l'], ['*', 'abs', 'b/e/l', 'b/x/e/l', 'e/l', 'l1', 'l2']],
  [['a*/x'], ['a*', 'b/x', 'b/x/x']],
  // BuildKit follows a link for one source only.
  [['a2/x', 'a2/y'], ['a2', 'b/x']],
  [['../b/x'], ['b/x']],
])('asks for %j: %j', (sources, expected) => {
  expect(followPaths(treeOf(TREE), sources)).toEqual(expected);
});

it('ends where links lead in circles and multiply', () => {
  const nodes: Record<string, Node> = {};
  for (let i = 0; i < 1500; i++) nodes[`l${i}`] = { link: `${'?'.repeat((i % 4) + 1)}*/${'x'.repeat(i)}` };
  expect(cpuTime(() => expect(followPaths(treeOf(nodes), ['*'])).not.toBeNull())).toBeLessThan(3_000);
});
