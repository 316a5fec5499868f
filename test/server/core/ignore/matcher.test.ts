import dockerignore from '@balena/dockerignore';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIgnoreMatcher, parseIgnoreFile } from '../../../../server/src/core/ignore/matcher.ts';
import { cleanPath } from '../../../../server/src/core/ignore/cleanPath.ts';
import { sliceSpan } from '../../../../server/src/core/text/span.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { MATCHING, REFUSED } from './cases.ts';

describe('createIgnoreMatcher', () => {
  it.each(MATCHING)('%j on %j: %j', (text, path, ignored) => {
    expect(createIgnoreMatcher(text).ignores(path)).toBe(ignored);
  });

  it.each(MATCHING)('%j on %j: the same with CRLF and blank lines (%j)', (text, path, ignored) => {
    expect(createIgnoreMatcher(text.replace(/\r?\n/g, '\r\n\r\n') + '\r\n').ignores(path)).toBe(ignored);
  });

  it.each(REFUSED)('refuses %j and matches nothing by it', (text) => {
    const matcher = createIgnoreMatcher(text);
    expect(matcher.patterns).toHaveLength(1);
    expect(matcher.patterns[0]!.invalid).not.toBeNull();
    for (const path of ['a', '!', text, '[', 'ab']) expect(matcher.ignores(path)).toBe(false);
  });

  it('names the pattern that decides, also where it brings a path back', () => {
    const matcher = createIgnoreMatcher('*.md\n!README.md\n');
    expect(matcher.deciding('a.md')?.raw).toBe('*.md');
    expect(matcher.deciding('README.md')?.raw).toBe('!README.md');
    expect(matcher.deciding('main.py')).toBeNull();
  });

  it('gives the same answers in any order of questions', () => {
    const text = 'a\n!a/b\n**/c\n!a/**/c/keep';
    const paths = ['a', 'a/b', 'a/b/c', 'a/b/c/keep', 'a/x', 'c', 'c/keep', 'a/c/keep/z', 'a/b/x'];
    const fresh = paths.map((path) => createIgnoreMatcher(text).ignores(path));
    const shared = createIgnoreMatcher(text);
    expect([...paths].reverse().map((path) => shared.ignores(path)).reverse()).toEqual(fresh);
  });

  it.each([
    ['*a'.repeat(40) + 'b', 'a'.repeat(4000)],
    ['**/'.repeat(3) + '*a*'.repeat(50) + 'b', 'a/'.repeat(2000)],
    ['**/a/'.repeat(60) + 'b', 'a/'.repeat(2000) + 'c'],
    ['[^a]*'.repeat(60) + 'c', 'b'.repeat(4000)],
    ['?*'.repeat(500) + 'x', 'a'.repeat(4000)],
  ])('takes no exponential time (%#)', (pattern, path) => {
    expect(cpuTime(() => expect(createIgnoreMatcher(pattern).ignores(path)).toBe(false))).toBeLessThan(2000);
  });

  it('reads a megabyte of blanks, stars and brackets without a hang', () => {
    const time = cpuTime(() => {
      for (const line of [' ', '*', '[', '\\', '!', '**/', '[a]', '../']) {
        createIgnoreMatcher(line.repeat(300_000)).ignores('a/b/c');
        createIgnoreMatcher(`${line}\n`.repeat(30_000)).ignores('a/b/c');
      }
    });
    expect(time).toBeLessThan(15_000);
  });

  it('throws on nothing', () => {
    const nasty = fc.string({ unit: fc.constantFrom(...'*?[]^-!\\/.#a\u00e9🐳\n\r \t:'.match(/./gsu)!), maxLength: 40 });
    fc.assert(fc.property(nasty, nasty, (text, path) => {
      expect(typeof createIgnoreMatcher(text).ignores(path)).toBe('boolean');
    }), { numRuns: 2000 });
  });

  it('agrees with @balena/dockerignore on plain patterns without exceptions', () => {
    const name = fc.constantFrom('a', 'b', 'ab', 'c.py', 'd.md', 'e1');
    const segment = fc.oneof(name, fc.constantFrom('*', '*.py', 'a*', '?b', '[ab]', '*b*'));
    // What the library gets wrong stays out: `**` beside other text and other than as a folder of its own.
    const pattern = fc.tuple(fc.constantFrom('', '**/'), fc.array(segment, { minLength: 1, maxLength: 3 })).map(([deep, segments]) => deep + segments.join('/'));
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
    fc.assert(fc.property(fc.array(pattern, { minLength: 1, maxLength: 5 }), path, (patterns, at) => {
      const oracle = dockerignore({ ignorecase: false }).add(patterns);
      expect(createIgnoreMatcher(patterns.join('\n')).ignores(at)).toBe(oracle.ignores(at));
    }), { numRuns: 1500 });
  });

  // Both halves of BuildKit's own code, written down a second time: what a walk lists, and what may be opened of that.
  it('agrees with a naive reading of a walk and of the last pattern that matches the path or a parent', () => {
    const meaning: Record<string, RegExp> = {
      a: /^a$/, b: /^b$/, '*': /^[^/]*$/, 'a/*': /^a\/[^/]*$/, 'a/b': /^a\/b$/, '!a': /^a$/, '!a/b': /^a\/b$/, '**/c': /^(.*\/)?c$/, '!**/c': /^(.*\/)?c$/,
      'a/**': /^a\/.*$/, '!a/b/*': /^a\/b\/[^/]*$/, '[ab]/c': /^[ab]\/c$/, 'c?': /^c[^/]$/, '**/a/*/c': /^(.*\/)?a\/[^/]*\/c$/,
    };
    const path = fc.array(fc.constantFrom('a', 'b', 'c', 'cd'), { minLength: 1, maxLength: 5 });
    fc.assert(fc.property(fc.array(fc.constantFrom(...Object.keys(meaning)), { maxLength: 6 }), path, (patterns, segments) => {
      const parents = segments.map((_, i) => segments.slice(0, i + 1).join('/'));
      let isRefused = false;
      for (const one of patterns) if (parents.some((parent) => meaning[one]!.test(parent))) isRefused = !one.startsWith('!');
      let isLeftOut = false;
      let inherited = patterns.map(() => false);
      for (const parent of parents) {
        isLeftOut = false;
        inherited = patterns.map((one, i) => {
          const applies = inherited[i]! || (one.startsWith('!') === isLeftOut && meaning[one]!.test(parent));
          if (applies) isLeftOut = !one.startsWith('!');
          return applies;
        });
      }
      expect(createIgnoreMatcher(patterns.join('\n')).ignores(segments.join('/'))).toBe(isRefused || isLeftOut);
    }), { numRuns: 3000 });
  });

  it('names a pattern that agrees with the answer where walk and last match differ', () => {
    const kept = createIgnoreMatcher('a/b\n!a');
    expect([kept.ignores('a/b'), kept.deciding('a/b')?.raw]).toEqual([true, 'a/b']);
    expect([kept.ignores('a/c'), kept.deciding('a/c')?.raw]).toEqual([false, '!a']);
    const emptied = createIgnoreMatcher('a\n!a/b\na');
    expect([emptied.ignores('a/b'), emptied.deciding('a/b')?.line]).toEqual([true, 2]);
  });

  it('answers for a path of a million folders, and for many folders in turn', () => {
    const matcher = createIgnoreMatcher('a/**\n!**/keep');
    expect(matcher.ignores('a/'.repeat(1_000_000) + 'b')).toBe(true);
    for (let i = 0; i < 10_000; i++) expect(matcher.ignores(`a/${i}/keep`)).toBe(false);
  });
});

describe('parseIgnoreFile', () => {
  const text = '\uFEFF# head\r\n  /node_modules/  \r\n\r\n!keep me\r\n#x\r\n[\r\n**/.env';

  it('keeps lines and spans', () => {
    const patterns = parseIgnoreFile(text);
    expect(patterns.map((one) => [one.line, one.pattern, one.negated, one.invalid === null])).toEqual([
      [1, 'node_modules', false, true],
      [3, 'keep me', true, true],
      [5, '[', false, false],
      [6, '**/.env', false, true],
    ]);
    expect(patterns.map((one) => sliceSpan(text, one.span))).toEqual(['/node_modules/', '!keep me', '[', '**/.env']);
  });

  it('finds nothing in an empty file or one of comments', () => {
    for (const empty of ['', '\uFEFF', '\n\n', '# a\n#b', '   \r\n\t']) expect(parseIgnoreFile(empty)).toEqual([]);
  });

  it('has spans inside the text that hold the raw pattern', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '!', '#', 'a', '/', '*'), maxLength: 60 }), (any) => {
      for (const one of parseIgnoreFile(any)) {
        expect(sliceSpan(any, one.span)).toBe(one.raw);
        expect(any.slice(0, one.span.start).split('\n').length - 1).toBe(one.line);
      }
    }));
  });
});

describe('cleanPath', () => {
  it.each([
    ['', '.'], ['.', '.'], ['./', '.'], ['a', 'a'], ['a/', 'a'], ['a//b', 'a/b'], ['./a/./b', 'a/b'], ['a/..', '.'], ['a/../..', '..'],
    ['../a', '../a'], ['../../a/../b', '../../b'], ['/', '/'], ['//', '/'], ['/..', '/'], ['/../a', '/a'], ['/a/b/../', '/a'], ['...', '...'],
  ])('%j -> %j', (path, clean) => {
    expect(cleanPath(path)).toBe(clean);
  });

  it('cleans once and for all', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('.', '/', 'a', '..'), maxLength: 30 }), (path) => {
      expect(cleanPath(cleanPath(path))).toBe(cleanPath(path));
    }));
  });
});
