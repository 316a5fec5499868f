import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIgnoreMatcher } from '../../../../server/src/core/ignore/matcher.ts';
import { measureOf } from '../../../../server/src/project/context/contextMeasure.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { listSent } from '../../support/listSent.ts';
import { treeOf, type Node } from './tree.ts';

const APP: Record<string, Node> = {
  'Dockerfile': 100, '.dockerignore': 10, 'package.json': 300, 'src/index.js': 1_000, 'src/lib/a.js': 2_000, 'src/lib/b.js': 3_000,
  'node_modules/left/index.js': 50_000, 'node_modules/right/index.js': 60_000, '.git/objects/pack': 900_000, 'data/2024/dump.sql': 500_000,
  'data/readme.md': 200, 'docs/guide.md': 4_000, 'latest': { link: 'docs/guide.md' }, 'empty/inside': 'folder',
};

const sentPaths = (nodes: Record<string, Node>, sources: readonly string[], ignore: string | null) =>
  listSent(treeOf(nodes), sources, ignore === null ? null : createIgnoreMatcher(ignore)).map(({ path }) => path).sort();

describe('sent', () => {
  const measure = measureOf(treeOf(APP));

  it('is everything for a copy of the whole context', () => {
    expect(measure.sent(['.'], null)).toEqual({ files: 13, bytes: 1_520_610 });
    expect(measure.complete).toBe(true);
  });

  it('is nothing where nothing is copied', () => {
    expect(measure.sent([], null)).toEqual({ files: 0, bytes: 0 });
    expect(measure.sent(['missing', 'no/such/*'], null)).toEqual({ files: 0, bytes: 0 });
  });

  it('is what the sources reach, once', () => {
    expect(measure.sent(['src', 'src/lib', 'package.json', 'src'], null)).toEqual({ files: 4, bytes: 6_300 });
    expect(measure.sent(['src/*.js'], null)).toEqual({ files: 1, bytes: 1_000 });
    expect(measure.sent(['src/*'], null)).toEqual({ files: 3, bytes: 6_000 });
    expect(measure.sent(['*.json'], null)).toEqual({ files: 1, bytes: 300 });
  });

  it('follows a link that is copied to where it leads in the context', () => {
    expect(sentPaths(APP, ['latest'], null)).toEqual(['docs/', 'docs/guide.md', 'latest']);
    expect(measure.sent(['latest'], null)).toEqual({ files: 2, bytes: 4_000 });
  });

  it('leaves out what is ignored', () => {
    const ignore = createIgnoreMatcher('.git\nnode_modules\ndata\n!data/*.md\n**/*.md\n');
    expect(measure.sent(['.'], ignore)).toEqual({ files: 7, bytes: 6_410 });
    expect(sentPaths(APP, ['.'], '*\n!src\nsrc/lib/b.js')).toEqual(['src/', 'src/index.js', 'src/lib/', 'src/lib/a.js']);
  });

  it('keeps the folders above what is sent, and empty ones that are reached', () => {
    expect(sentPaths(APP, ['src/lib/a.js', 'empty'], null)).toEqual(['empty/', 'empty/inside/', 'src/', 'src/lib/', 'src/lib/a.js']);
    expect(sentPaths(APP, ['.'], '*\n!src/lib/a.js')).toEqual(['src/', 'src/lib/', 'src/lib/a.js']);
  });

  it('counts a file without content where the walk lists it and it may not be opened', () => {
    expect(listSent(treeOf({ 'a/b': 7, 'a/c': 8 }), ['.'], createIgnoreMatcher('a\n!a/b\na'))).toEqual([{ path: 'a/', bytes: 0 }, { path: 'a/b', bytes: 0 }]);
    expect(measureOf(treeOf({ 'a/b': 7, 'a/c': 8 })).sent(['.'], createIgnoreMatcher('a\n!a/b\na'))).toEqual({ files: 1, bytes: 0 });
  });

  it('counts the content of a file with several names once', () => {
    const shared = measureOf(treeOf({ 'a': { bytes: 5, sameFile: 9 }, 'x/b': { bytes: 5, sameFile: 9 }, 'x/c': { bytes: 7, sameFile: 3 } }));
    expect(shared.sent(['.'], null)).toEqual({ files: 3, bytes: 12 });
    expect(shared.sent(['.'], createIgnoreMatcher('a'))).toEqual({ files: 2, bytes: 12 });
    expect(shared.sent(['a'], null)).toEqual({ files: 1, bytes: 5 });
  });

  it('knows its answers again, and asks nothing of an ignore file without patterns', () => {
    const ignore = createIgnoreMatcher('# nothing\n');
    expect(measure.sent(['.'], ignore)).toBe(measure.sent(['.', '.'], ignore));
    expect(measure.sent(['.'], ignore)).toEqual(measure.sent(['.'], null));
    expect(measureOf(treeOf(APP))).not.toBe(measure);
  });

  it('agrees with a question for each path', () => {
    const name = fc.constantFrom('a', 'b', 'c.md', 'd');
    const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
    const pattern = fc.tuple(fc.constantFrom('', '', '!', '**/', '!**/'), fc.oneof(path, fc.constantFrom('*', '*.md', 'a/*', 'b/**'))).map((parts) => parts.join(''));
    fc.assert(fc.property(fc.array(path, { maxLength: 12 }), fc.array(pattern, { maxLength: 5 }), fc.subarray(['a', 'b/c.md', 'd/*', '*/a', '.']), (paths, patterns, sources) => {
      const files = paths.filter((one) => !paths.some((other) => other.startsWith(`${one}/`)));
      const ignore = createIgnoreMatcher(patterns.join('\n'));
      const tree = treeOf(Object.fromEntries(files.map((file) => [file, 1])));
      const reached = createIgnoreMatcher(sources.join('\n'));
      const expected = [...new Set(files)].filter((file) => (sources.includes('.') || reached.ignores(file)) && !ignore.ignores(file));
      const listed = listSent(tree, sources, ignore).filter(({ bytes }) => bytes > 0);
      expect(listed.map((one) => one.path).sort()).toEqual(expected.sort());
      const amount = measureOf(tree).sent(sources, ignore);
      expect(amount.bytes).toBe(expected.length);
      expect(amount.files).toBe(listSent(tree, sources, ignore).filter((one) => !one.path.endsWith('/')).length);
      const ignored = measureOf(tree).largestIgnored(sources, ignore, 100).reduce((sum, { bytes }) => sum + bytes, 0);
      expect(amount.files + ignored).toBe(measureOf(tree).sent(sources, null).files);
    }), { numRuns: 500 });
  });

  it('says where something was not read', () => {
    expect(measureOf(treeOf({ a: 1 }, false)).complete).toBe(false);
  });
});

describe('the largest parts', () => {
  const measure = measureOf(treeOf(APP));

  it('are disjoint, largest first, and named where the bytes are', () => {
    expect(measure.largestSent(['.'], null, 4)).toEqual([
      { path: '.git/', files: 1, bytes: 900_000 },
      { path: 'data/2024/dump.sql', files: 1, bytes: 500_000 },
      { path: 'node_modules/', files: 2, bytes: 110_000 },
      { path: 'docs/guide.md', files: 1, bytes: 4_000 },
    ]);
    expect(measure.largestSent(['src'], null, 9)).toEqual([
      { path: 'src/lib/b.js', files: 1, bytes: 3_000 },
      { path: 'src/lib/a.js', files: 1, bytes: 2_000 },
      { path: 'src/index.js', files: 1, bytes: 1_000 },
    ]);
  });

  it('name a folder where its bytes are spread', () => {
    const nodes: Record<string, Node> = {};
    for (let i = 0; i < 100; i++) nodes[`photos/${i}.jpg`] = 1_000;
    expect(measureOf(treeOf({ ...nodes, 'main.py': 10 })).largestSent(['.'], null, 5)).toEqual([
      { path: 'photos/', files: 100, bytes: 100_000 },
      { path: 'main.py', files: 1, bytes: 10 },
    ]);
  });

  it('are what an ignore file saves, where sources reach it', () => {
    const ignore = createIgnoreMatcher('.git\nnode_modules\n**/*.md\n');
    expect(measure.largestIgnored(['.'], ignore, 9).map(({ path }) => path)).toEqual(['.git/', 'node_modules/', 'docs/guide.md', 'data/readme.md']);
    expect(measure.largestIgnored(['data', 'src'], ignore, 9)).toEqual([{ path: 'data/readme.md', files: 1, bytes: 200 }]);
    expect(measure.largestSent(['.'], ignore, 1)).toEqual([{ path: 'data/2024/dump.sql', files: 1, bytes: 500_000 }]);
  });

  it('answer for many thousands of files and folders at once', () => {
    const nodes: Record<string, Node> = {};
    for (let i = 0; i < 10_000; i++) nodes[`${'d/'.repeat(i % 15)}f${i}`] = i;
    const large = measureOf(treeOf(nodes));
    expect(cpuTime(() => expect(large.largestSent(['.'], createIgnoreMatcher('**/f1*\n!**/*9'), 10)).toHaveLength(10))).toBeLessThan(1_000);
  });
});
