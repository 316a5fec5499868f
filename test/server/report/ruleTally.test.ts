import { expect, it } from 'vitest';
import { RuleTally, type TalliedFinding } from '../../../server/src/report/scan/ruleTally.ts';

const finding = (over: Partial<TalliedFinding> = {}): TalliedFinding => ({ rule: 'cache', file: 'a', fix: null, isAboutTime: true, timed: null, ...over });

function tally(...findings: TalliedFinding[]) {
  const tallied = new RuleTally();
  for (const one of findings) tallied.add(one);
  return tallied.totals();
}

it('counts findings, files and fixes by rule, most findings first', () => {
  const totals = tally(finding({ rule: 'b' }), finding({ fix: 'safe' }), finding({ fix: 'suggestion' }), finding({ file: 'b' }));
  expect(totals.map(({ rule, findings, files, safe, suggestions }) => [rule, findings, files, safe, suggestions])).toEqual([['cache', 3, 2, 1, 1], ['b', 1, 1, 0, 0]]);
});

it('counts an instruction once, however many findings are about it', () => {
  const timed = { milliseconds: 40_000, step: 'a 12' };
  expect(tally(finding({ timed }), finding({ timed }))[0]!.time).toEqual({ measured: 40_000, steps: 1, untimed: 0, estimate: null });
});

it('estimates what nobody timed by the median of what was timed, and nothing where nothing was', () => {
  const timed = (milliseconds: number) => finding({ timed: { milliseconds, step: String(milliseconds) } });
  expect(tally(timed(1_000), timed(3_000), timed(90_000), finding(), finding())[0]!.time).toEqual({ measured: 94_000, steps: 3, untimed: 2, estimate: 6_000 });
  expect(tally(timed(1_000), timed(3_000), finding())[0]!.time?.estimate).toBe(2_000);
  expect(tally(finding())[0]!.time).toEqual({ measured: 0, steps: 0, untimed: 1, estimate: null });
});

it('says nothing about the time of rules that cost none', () => {
  expect(tally(finding({ isAboutTime: false }))[0]!.time).toBeNull();
});

it('takes names that objects have for rules like others', () => {
  expect(tally(finding({ rule: '__proto__' }), finding({ rule: 'constructor' })).map(({ rule, findings }) => [rule, findings])).toEqual([['__proto__', 1], ['constructor', 1]]);
});
