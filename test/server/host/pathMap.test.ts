import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PathMap } from '../../../server/src/host/pathMap.ts';

describe('values by path', () => {
  it('are found above and below a path, those of other paths are not', () => {
    const map = new PathMap<number>();
    for (const [at, path] of ['.', 'a', 'a/b/c', 'a/bc', 'b'].entries()) map.set(path, at);
    expect(['.', 'a', 'a/b', 'a/b/c', 'a/b/c/d', 'x'].map((path) => map.get(path))).toEqual([0, 1, undefined, 2, undefined, undefined]);
    expect(map.above('a/b/c')).toEqual(['.', 'a', 'a/b/c']);
    expect(map.below('a').sort()).toEqual(['a/b/c', 'a/bc']);
    expect(map.below('.').sort()).toEqual(['a', 'a/b/c', 'a/bc', 'b']);
    expect(map.below('x')).toEqual([]);
  });

  it('are what a plain map has, whatever comes and goes', () => {
    const path = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 }).map((names) => names.join('/') || '.');
    const change = fc.record({ path, value: fc.option(fc.nat(9)) });
    fc.assert(fc.property(fc.array(change, { maxLength: 30 }), path, (changes, asked) => {
      const map = new PathMap<number>();
      const plain = new Map<string, number>();
      for (const { path: at, value } of changes) {
        if (value === null) expect(map.delete(at)).toBe(plain.delete(at));
        else {
          map.set(at, value);
          plain.set(at, value);
        }
      }
      const isBelow = (one: string, folder: string): boolean => one !== folder && (folder === '.' || one.startsWith(`${folder}/`));
      expect(map.get(asked)).toBe(plain.get(asked));
      expect(map.below(asked).sort()).toEqual([...plain.keys()].filter((one) => isBelow(one, asked)).sort());
      expect(map.above(asked).sort()).toEqual([...plain.keys()].filter((one) => one === asked || isBelow(asked, one)).sort());
    }), { numRuns: 500 });
  });
});
