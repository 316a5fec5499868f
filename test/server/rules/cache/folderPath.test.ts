import { describe, expect, it } from 'vitest';
import { foldersBetween, isWithin, matchesSegment, parentsMadeByMount, touches } from '../../../../server/src/rules/cache/folders/folderPath.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const PIP = '/root/.cache/pip';

it.each([
  ['/root/.cache/pip', 'folder'],
  ['/root/.cache/pip/', 'folder'],
  ['/root//.cache/./pip', 'folder'],
  ['/root/x/../.cache/pip', 'folder'],
  ['/root/.cache/pip/*', 'contents'],
  ['/root/.cache/pip/http-v2', 'contents'],
  ['/root/.cache', 'parent'],
  ['/root/.cache/*', 'parent'],
  ['/root/.cache/p*', 'parent'],
  ['/root/.[a-z]*', 'parent'],
  ['/root', 'parent'],
  ['/', 'parent'],
  ['/root/*', 'none'],
  ['/root/.cache/uv', 'none'],
  ['/root/.cache/pipenv', 'none'],
  ['/tmp/*', 'none'],
  ['root/.cache/pip', 'none'],
])('removing %s touches the cache of pip: %s', (path, expected) => {
  expect(touches(path, PIP)).toBe(expected);
});

describe('globs', () => {
  it('match as the shell does', () => {
    expect(matchesSegment('*', 'a')).toBe(true);
    expect(matchesSegment('*', '.a')).toBe(false);
    expect(matchesSegment('.*', '.a')).toBe(true);
    expect(matchesSegment('a*b?c', 'axxbyc')).toBe(true);
    expect(matchesSegment('a*b?c', 'axxbc')).toBe(false);
    expect(matchesSegment('[ab]', 'b')).toBe(true);
    expect(matchesSegment('a', 'b')).toBe(false);
  });

  it('stay cheap on hostile ones', () => {
    let matches = true;
    expect(cpuTime(() => (matches = matchesSegment(`${'*a'.repeat(2000)}b`, 'a'.repeat(4000))))).toBeLessThan(4000);
    expect(matches).toBe(false);
  });
});

it('knows the folders that a mount brings along', () => {
  expect(isWithin('/a/b', '/a')).toBe(true);
  expect(isWithin('/ab', '/a')).toBe(false);
  expect(isWithin('/a', '/')).toBe(true);
  expect(foldersBetween('/root', PIP)).toEqual(['/root/.cache']);
  expect(foldersBetween('/root', '/root/.npm')).toEqual([]);
  expect(parentsMadeByMount('/home/app', '/home/app/.cache/pip')).toEqual(['/home/app/.cache']);
  expect(parentsMadeByMount('/home/app', '/var/tmp/x/pip')).toEqual(['/var/tmp/x']);
  expect(parentsMadeByMount('/home/app', '/opt/pip')).toEqual([]);
});
