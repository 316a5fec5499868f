import { expect, it } from 'vitest';
import { byGravity, severityCounts } from '../../../server/src/report/gravity.ts';
import { madeFile, madeFinding } from './madeReport.ts';

const [error, warning, hint] = [madeFinding({ severity: 'error' }), madeFinding({ severity: 'warning' }), madeFinding({ severity: 'hint' })];

it('puts the gravest finding first, then the most of them, then the path', () => {
  const files = [madeFile('none', []), madeFile('b', [warning]), madeFile('a', [warning]), madeFile('many', [hint, warning]), madeFile('grave', [error]), madeFile('light', [hint, hint, hint])];
  expect(files.sort(byGravity).map(({ path }) => path)).toEqual(['grave', 'many', 'a', 'b', 'light', 'none']);
});

it('counts findings by severity, the gravest first', () => {
  expect(severityCounts([hint, error, hint, warning])).toEqual([1, 1, 0, 2]);
  expect(severityCounts([])).toEqual([0, 0, 0, 0]);
});
