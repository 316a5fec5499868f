import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GitIgnores } from '../../../../../server/src/core/ignore/git/gitIgnores.ts';

const PATHS = [
  'Dockerfile', 'dist/Dockerfile', 'a/dist/Dockerfile', 'a/b/c/Dockerfile', 'build/x/compose.yaml', 'a/build.txt', 'a/Dockerfile.dev', 'a/x y', 'vendor/lib/Dockerfile', 'a/vendor/Dockerfile',
  'foo/bar', 'foo/x/bar', 'foo/x/y/bar', 'a1', 'b2', 'ab', 'a/#note', '!odd', 'a\\b', 'trail ', 'deep/a/b/c/d/e', '[x]', 'a-b', 'zz/Dockerfile', 'UPPER',
];

/** Lines of .gitignore files, a file each. */
const TEXTS = [
  'dist', 'dist/', '/dist', '/dist/', 'a/dist', '*', '*\n!Dockerfile', '*\n!*/\n!Dockerfile', '**/dist', '**', '/**', 'a/**', 'a/**/c', 'foo/**/bar', 'foo/*/bar', 'foo/**', '**/bar', 'Dockerfile*',
  '*.txt', '?1', '[ab]?', '[!a]2', '[^a]2', '[[:alpha:]]2', '[[:nothing:]]2', '[a-', '[]a]1', 'a-b', '[a\\-z]b', 'x y', 'a/x\\ y', 'trail ', 'trail\\ ', '# a comment\ndist', '\\#note', '\\!odd', '!odd',
  'a\\\\b', '\\', '[[]x]', '\\[x\\]', 'a/*', 'a/*\n!a/b', 'a/b/\n!a/b/c/Dockerfile', 'vendor\n!vendor/lib', '/vendor', 'deep/**/d', 'deep/**/e/', '**/a/**/c', 'a**', 'f**o/bar', '/', '//', '!', 'dist\r', '\uFEFFdist',
  'upper', 'a/b/../dist', './dist', '***', 'foo/***/bar', ' dist', '\tdist', 'build/*/', '*/*/*', '/*/', '!/a\n*', '[a-c]1', '[c-a]1', '[]-a]1', '*\\', 'a*b*', 'a[/]b', 'dist//',
];

let root: string;

beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'drydock-git-'));
  for (const file of PATHS) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), '');
  }
  execFileSync('git', ['init', '-q', root]);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** As on Linux: where the disk knows no case, git sets that upper and lower case are one, and Docker files are told apart all the same. */
function ignoredByGit(): string[] {
  const { stdout } = spawnSync('git', ['-c', 'core.excludesFile=', '-c', 'core.ignoreCase=false', 'check-ignore', '--no-index', '-z', '--stdin'], { cwd: root, input: PATHS.join('\0'), encoding: 'utf8' });
  return stdout.split('\0').filter((one) => one !== '').sort();
}

if (process.platform !== 'win32') describe('.gitignore files mean what git says they mean', () => {
  it.each(TEXTS)('%j', (text) => {
    writeFileSync(path.join(root, '.gitignore'), `${text}\n`);
    const ignores = new GitIgnores();
    ignores.set('.', `${text}\n`);
    expect(PATHS.filter((one) => ignores.ignores(one)).sort()).toEqual(ignoredByGit());
  });

  it.each(TEXTS)('below another: %j', (text) => {
    writeFileSync(path.join(root, '.gitignore'), 'dist\n*.dev\n!b\n');
    writeFileSync(path.join(root, 'a/.gitignore'), `${text}\n`);
    const ignores = new GitIgnores();
    ignores.set('.', 'dist\n*.dev\n!b\n');
    ignores.set('a', `${text}\n`);
    expect(PATHS.filter((one) => ignores.ignores(one)).sort()).toEqual(ignoredByGit());
    // The same, asked from the folder itself.
    const inside = new GitIgnores();
    inside.setAbove([{ prefix: 'a/', text: 'dist\n*.dev\n!b\n' }]);
    inside.set('.', `${text}\n`);
    const below = PATHS.filter((one) => one.startsWith('a/'));
    expect(below.filter((one) => inside.ignores(one.slice(2))).sort()).toEqual(ignoredByGit().filter((one) => one.startsWith('a/')));
    rmSync(path.join(root, 'a/.gitignore'));
  });
});

it('takes no time for patterns that are made to take it', () => {
  const ignores = new GitIgnores();
  ignores.set('.', `${'*a'.repeat(500)}*b\n${'**/x/'.repeat(200)}y\n${'['.repeat(2000)}\n`);
  expect(ignores.ignores('a'.repeat(255))).toBe(false);
  expect(ignores.ignores(`${'x/'.repeat(500)}x`)).toBe(false);
});
