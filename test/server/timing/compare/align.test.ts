import { describe, expect, it } from 'vitest';
import { alignSequences, pairChanged, type AlignedPair } from '../../../../server/src/timing/compare/align.ts';

/** `a=a -b +c`: equal, gone, new. */
const shown = (before: string, after: string, pairs: readonly AlignedPair[]): string => pairs
  .map((pair) => (pair.before === null ? `+${after[pair.after!]!}` : pair.after === null ? `-${before[pair.before]!}` : `${before[pair.before]!}=${after[pair.after]!}`))
  .join(' ');
const align = (before: string, after: string): string => shown(before, after, alignSequences([...before], [...after]));

describe('alignSequences', () => {
  it.each([
    ['', '', ''],
    ['abc', 'abc', 'a=a b=b c=c'],
    ['abc', '', '-a -b -c'],
    ['', 'ab', '+a +b'],
    ['abc', 'axbc', 'a=a +x b=b c=c'],
    ['abc', 'ac', 'a=a -b c=c'],
    ['abc', 'axc', 'a=a -b +x c=c'],
    ['abcd', 'bcda', '-a b=b c=c d=d +a'],
    ['aaa', 'aa', 'a=a a=a -a'],
  ])('%j and %j', (before, after, wanted) => expect(align(before, after)).toBe(wanted));

  it('holds every place once, in order, whatever the sequences are', () => {
    let seed = 7;
    const random = (most: number): number => (seed = (seed * 48271) % 2147483647) % most;
    for (let round = 0; round < 300; round++) {
      const size = round < 290 ? 12 : 700;
      const text = (): string[] => Array.from({ length: random(size) }, () => String(random(round % 2 === 0 ? 4 : 2000)));
      const [before, after] = [text(), text()];
      const pairs = alignSequences(before, after);
      expect(pairs.flatMap((pair) => pair.before ?? [])).toEqual(before.map((_, at) => at));
      expect(pairs.flatMap((pair) => pair.after ?? [])).toEqual(after.map((_, at) => at));
      for (const pair of pairs) if (pair.before !== null && pair.after !== null) expect(before[pair.before]).toBe(after[pair.after]);
    }
  });

  it('aligns long sequences by what stands once in both', () => {
    const before = Array.from({ length: 20_000 }, (_, at) => `line ${at}`);
    const after = ['new', ...before.slice(0, 5_000), ...before.slice(5_001), 'end'];
    const pairs = alignSequences(before.concat('x'), after);
    expect(pairs.filter((pair) => pair.before === null || pair.after === null)).toHaveLength(4);
  });
});

describe('pairChanged', () => {
  const pair = (before: string, after: string): string => {
    const pairs = pairChanged(alignSequences(before.split(' '), after.split(' ')), (at) => before.split(' ')[at]![0]!, (at) => after.split(' ')[at]![0]!);
    return pairs.map((one) => `${one.before === null ? '' : before.split(' ')[one.before]!}>${one.after === null ? '' : after.split(' ')[one.after]!}`).join(' ');
  };

  it.each([
    ['f1 r1 c1', 'f1 r2 c1', 'f1>f1 r1>r2 c1>c1'],
    ['f1 r1 c1', 'f1 c2 r2 c1', 'f1>f1 >c2 r1>r2 c1>c1'],
    ['r1 r2', 'r3', 'r1>r3 r2>'],
    ['r1 c1', 'c2', 'r1> c1>c2'],
    ['r1', 'c1', '>c1 r1>'],
  ])('%j and %j', (before, after, wanted) => expect(pair(before, after)).toBe(wanted));
});
