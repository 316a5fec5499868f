import { execFileSync } from 'node:child_process';
import { chmod, readFile, rm, symlink, unlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { itWithLinks } from '../support/onlyWithLinks.ts';
import { pathsTold, PIP, scanHere, workspace, write } from './scanHere.ts';

const isWindows = process.platform === 'win32';
const PLAIN = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };

function git(folder: string, ...args: string[]): string {
  const own = ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'init.defaultBranch=main', '-c', 'core.autocrlf=false', '-c', 'protocol.file.allow=always'];
  return execFileSync('git', [...own, ...args], { cwd: folder, env: PLAIN, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A repository with one commit of these files, tagged `start`. */
async function repository(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await workspace(files);
  git(folder, 'init', '-q');
  commit(folder);
  git(folder, 'tag', 'start');
  return folder;
}

function commit(folder: string): void {
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'x');
}

const since = (folder: string, ref = 'start', ...more: string[]) => pathsTold(folder, ['--changed-since', ref, ...more]);

describe('--changed-since', () => {
  it('looks at what is changed, committed or not, and at what is new, tracked or not', async () => {
    const folder = await repository({ 'a/Dockerfile': PIP, 'b/Dockerfile': PIP, 'c/Dockerfile': PIP, 'gone/Dockerfile': PIP });
    expect(await since(folder)).toEqual([]);
    await write(folder, { 'a/Dockerfile': `${PIP}# x\n` });
    commit(folder);
    await write(folder, { 'b/Dockerfile': `${PIP}# y\n`, 'new/Dockerfile': PIP });
    await rm(path.join(folder, 'gone'), { recursive: true });
    expect(await since(folder)).toEqual(['a/Dockerfile', 'b/Dockerfile', 'new/Dockerfile']);
    expect(await since(folder, 'HEAD')).toEqual(['b/Dockerfile', 'new/Dockerfile']);
    expect(await since(folder, 'start', 'b', 'c')).toEqual(['b/Dockerfile']);
    expect(await since(path.join(folder, 'b'), 'start')).toEqual(['Dockerfile']);
    expect((await scanHere(folder, ['--changed-since', 'start', 'c'])).code).toBe(0);
  });

  it('counts from where the branch left the other one', async () => {
    const folder = await repository({ 'a/Dockerfile': PIP, 'b/Dockerfile': PIP });
    git(folder, 'checkout', '-q', '-b', 'work');
    await write(folder, { 'b/Dockerfile': `${PIP}# mine\n` });
    commit(folder);
    git(folder, 'checkout', '-q', 'main');
    await write(folder, { 'a/Dockerfile': `${PIP}# theirs\n` });
    commit(folder);
    git(folder, 'checkout', '-q', 'work');
    expect(await since(folder, 'main')).toEqual(['b/Dockerfile']);
  });

  it('looks at what is built otherwise too: ignore file, compose files, configuration', async () => {
    const compose = 'services:\n  api:\n    build: ./api\n    image: api:1\n';
    const files = { 'compose.yaml': compose, 'compose.override.yaml': 'services:\n  api:\n    init: true\n', 'api/Dockerfile': PIP, 'api/.dockerignore': '.git\n', 'other/Dockerfile': PIP };
    const folder = await repository(files);
    await write(folder, { 'api/.dockerignore': '.git\n*.md\n' });
    expect(await since(folder)).toEqual(['api/.dockerignore', 'api/Dockerfile']);
    await unlink(path.join(folder, 'api/.dockerignore'));
    expect(await since(folder)).toEqual(['api/Dockerfile']);
    await write(folder, { 'api/.dockerignore': '.git\n', 'compose.yaml': `${compose}    init: true\n` });
    expect(await since(folder)).toEqual(['api/.dockerignore', 'api/Dockerfile', 'compose.override.yaml', 'compose.yaml']);
    await write(folder, { 'compose.yaml': compose, 'drydock.json': '{}' });
    expect(await since(folder)).toHaveLength(5);
  });

  it('looks at everything where settings changed: those of a package.json, and files that are extended, too', async () => {
    const files = { 'a/Dockerfile': PIP, 'b/Dockerfile': PIP, 'package.json': '{"name": "x"}' };
    const plain = await repository(files);
    await write(plain, { 'package.json': '{"name": "y"}' });
    expect(await since(plain)).toEqual([]);
    const own = await repository({ ...files, 'package.json': '{"drydock": {"extends": "shared/base.json"}}', 'shared/base.json': '{}' });
    expect(await since(own)).toEqual([]);
    await write(own, { 'shared/base.json': '{"exclude": ["none/**"]}' });
    expect(await since(own)).toHaveLength(2);
    commit(own);
    await write(own, { 'package.json': '{"drydock": {}}' });
    expect(await since(own, 'HEAD')).toHaveLength(2);
  });

  it('looks at everything where the configuration changed that was named, and not where the project\'s own did, which it replaces', async () => {
    const folder = await repository({ 'a/Dockerfile': PIP, 'b/Dockerfile': PIP, 'ci/drydock.json': '{"extends": "base.json"}', 'ci/base.json': '{}', 'drydock.json': '{}' });
    const named = () => since(folder, 'start', '--config', 'ci/drydock.json');
    expect(await named()).toEqual([]);
    await write(folder, { 'drydock.json': '{"exclude": ["none/**"]}' });
    expect(await named()).toEqual([]);
    expect(await since(folder)).toHaveLength(2);
    await write(folder, { 'ci/base.json': '{"exclude": ["none/**"]}' });
    expect(await named()).toHaveLength(2);
    await write(folder, { 'ci/base.json': '{}', 'part/drydock.json': '{}', 'part/Dockerfile': PIP });
    commit(folder);
    await write(folder, { 'ci/base.json': '{"exclude": ["none/**"]}' });
    expect(await since(path.join(folder, 'part'), 'HEAD', '--config', '../ci/drydock.json')).toEqual(['Dockerfile']);
    const elsewhere = await workspace({ 'drydock.json': '{}' });
    expect(await since(folder, 'HEAD', '--config', path.join(elsewhere, 'drydock.json'))).toEqual([]);
  });

  it('takes any name for a name', async () => {
    const names = isWindows ? ['a b', "it's", '[x]', 'é'] : ['a b', "it's", '"q"', '[x]*', 'new\nline', ':(top)', '-x', 'é', 'tab\t'];
    const folder = await repository(Object.fromEntries(names.map((name) => [`${name}/Dockerfile`, PIP])));
    expect(await since(folder)).toEqual([]);
    await write(folder, Object.fromEntries(names.map((name) => [`${name}/Dockerfile`, `${PIP}#\n`])));
    expect(await since(folder)).toEqual(names.map((name) => `${name}/Dockerfile`).sort());
  });

  it('asks about more files than one command line takes', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `${'service-with-a-long-name-'.repeat(3)}${index}/Dockerfile`);
    const folder = await repository(Object.fromEntries(names.map((name) => [name, 'FROM scratch\n'])));
    await write(folder, { [names[17]!]: 'FROM scratch\n#\n', [names[399]!]: 'FROM scratch\n#\n' });
    expect(await since(folder)).toEqual([names[17], names[399]].sort());
  });

  it('takes no line endings of a checkout for a change', async () => {
    const folder = await repository({ 'a/Dockerfile': PIP });
    await write(folder, { 'a/Dockerfile': PIP.replaceAll('\n', '\r\n') });
    expect(await since(folder)).toEqual([]);
  });

  itWithLinks('knows links', async () => {
    const folder = await repository({ 'a/Dockerfile': PIP, 'b/x': 'x' });
    await symlink('../a/Dockerfile', path.join(folder, 'b/Dockerfile'));
    expect(await since(folder)).toEqual(['b/Dockerfile']);
    commit(folder);
    expect(await since(folder, 'HEAD')).toEqual([]);
  });

  it('asks submodules about their own files', async () => {
    const inner = await repository({ 'x/Dockerfile': PIP, 'y/Dockerfile': PIP });
    const folder = await repository({ 'a/Dockerfile': PIP });
    git(folder, 'submodule', '--quiet', 'add', inner, 'sub');
    commit(folder);
    expect(await since(folder, 'HEAD')).toEqual([]);
    expect(await since(folder)).toEqual(['sub/x/Dockerfile', 'sub/y/Dockerfile']);
    await write(folder, { 'sub/y/Dockerfile': `${PIP}#\n` });
    expect(await since(folder, 'HEAD')).toEqual(['sub/y/Dockerfile']);
  });

  it('asks submodules about settings that they hold', async () => {
    const inner = await repository({ 'base.json': '{}' });
    const folder = await repository({ 'a/Dockerfile': PIP, 'drydock.json': '{"extends": "sub/base.json"}' });
    git(folder, 'submodule', '--quiet', 'add', inner, 'sub');
    commit(folder);
    expect(await since(folder, 'HEAD')).toEqual([]);
    await write(folder, { 'sub/base.json': '{"exclude": ["none/**"]}' });
    expect(await since(folder, 'HEAD')).toEqual(['a/Dockerfile']);
  });

  it('fixes what is changed and nothing else', async () => {
    const folder = await repository({ 'a/Dockerfile': PIP, 'b/Dockerfile': PIP });
    await write(folder, { 'b/Dockerfile': `${PIP}#\n` });
    expect((await scanHere(folder, ['--changed-since', 'start', '--fix'])).code).toBe(0);
    expect(await readFile(path.join(folder, 'a/Dockerfile'), 'utf8')).toBe(PIP);
    expect(await readFile(path.join(folder, 'b/Dockerfile'), 'utf8')).toContain('--mount=type=cache');
  });

  it('works in a hook, where git says what the repository is', async () => {
    const folder = await repository({ 'a/Dockerfile': PIP });
    await write(folder, { 'a/Dockerfile': `${PIP}#\n` });
    const environment = { ...process.env, GIT_DIR: '.git', GIT_INDEX_FILE: '.git/index', GIT_PREFIX: 'a/' };
    expect(await pathsTold(path.join(folder, 'a'), ['--changed-since', 'start'], { environment })).toEqual(['Dockerfile']);
  });
});

describe('--changed-since says in a sentence', () => {
  it.each(['nowhere', 'start..HEAD', '^start', 'start:a', 'HEAD\0', '@{u}', ''])('that it knows no %j', async (ref) => {
    const folder = await repository({ 'a/Dockerfile': PIP });
    const { code, out, error } = await scanHere(folder, [`--changed-since=${ref}`]);
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(ref === '' ? /takes a value that is not empty\.$/m : /git knows no commit .* fetch it first, with enough of its history\.$/m);
  });

  it('that there is no repository', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP });
    const { code, error } = await scanHere(folder, ['--changed-since', 'main'], { environment: { ...process.env, GIT_CEILING_DIRECTORIES: path.dirname(folder) } });
    expect(code).toBe(2);
    expect(error).toMatch(/is in no git repository: --changed-since needs one\.$/m);
  });

  it('that git is missing, and takes none out of the workspace', async () => {
    const folder = await repository({ 'a/Dockerfile': PIP, 'bin/git': '#!/bin/sh\ntouch started\n' });
    await chmod(path.join(folder, 'bin/git'), 0o755);
    const { code, error } = await scanHere(folder, ['--changed-since', 'start'], { environment: { PATH: path.join(folder, 'bin') } });
    expect(code).toBe(2);
    expect(error).toMatch(/needs git, which is not installed or not on the PATH\.$/m);
    expect(existsSync(path.join(folder, 'started'))).toBe(false);
  });
});

if (!isWindows) it('no program that a repository configures is ever run', async () => {
  const folder = await repository({ 'a/Dockerfile': PIP, 'b/Dockerfile': PIP, '.gitattributes': '* filter=bad diff=bad\n' });
  const program = path.join(folder, 'bad.sh');
  const started = path.join(folder, 'started');
  await write(folder, { 'bad.sh': `#!/bin/sh\ntouch '${started}'\ncat\n`, '.git/hooks/post-index-change': `#!/bin/sh\ntouch '${started}'\n` });
  await chmod(program, 0o755);
  await chmod(path.join(folder, '.git/hooks/post-index-change'), 0o755);
  for (const key of ['core.fsmonitor', 'core.pager', 'core.sshCommand', 'core.editor', 'diff.external', 'diff.bad.textconv', 'diff.bad.command', 'filter.bad.clean', 'filter.bad.process', 'core.gitProxy']) {
    git(folder, 'config', key, program);
  }
  git(folder, 'config', 'alias.ls-tree', `!${program}`);
  git(folder, 'config', 'remote.origin.url', `ext::${program}`);
  git(folder, 'config', 'protocol.ext.allow', 'always');
  git(folder, 'config', 'remote.origin.promisor', 'true');
  git(folder, 'config', 'extensions.partialClone', 'origin');
  await write(folder, { 'a/Dockerfile': `${PIP}#\n` });
  expect(await since(folder)).toEqual(['a/Dockerfile']);
  // A tree that is not there would be fetched, by whatever the remote is.
  const tree = execFileSync('git', ['rev-parse', 'start:b'], { cwd: folder, env: { ...PLAIN, GIT_ALLOW_PROTOCOL: 'none' }, encoding: 'utf8' }).trim();
  await rm(path.join(folder, '.git/objects', tree.slice(0, 2), tree.slice(2)));
  const { code, error } = await scanHere(folder, ['--changed-since', 'start']);
  expect(code).toBe(2);
  expect(error).toContain('cannot be told');
  expect(existsSync(started)).toBe(false);
});
