import { describe, expect, it } from 'vitest';
import { SourceDocument } from '../../../server/src/core/engine/document.ts';
import { WorkspaceIndex, type IndexOptions } from '../../../server/src/host/workspaceIndex.ts';
import { MemoryDisk, type Link } from './memoryDisk.ts';

const HOME = {
  'compose.yml': 'services:\n  api:\n    build: ./api\n  web:\n    build:\n      context: .\n      dockerfile: web/Dockerfile\n      target: run\n',
  'api/Dockerfile': 'FROM python:3.12\nCOPY requirements.txt app ./\n',
  'api/requirements.txt': 'flask\n',
  'api/app/main.py': '',
  'web/Dockerfile': 'FROM node:20 AS run\nCOPY web/package.json .\nRUN --mount=type=bind,source=shared,target=/s true\n',
  'web/package.json': '{"name":"web"}',
  'web/node_modules/x/index.js': '',
  'web/node_modules/x/Dockerfile': 'FROM scratch\n',
  'lone/Dockerfile': 'FROM python:3.12\nCOPY . .\n',
  'lone/.git/config': '',
  '.dockerignore': '**/node_modules\n',
};

async function open(files: Record<string, string | null | Link> = HOME, options: IndexOptions = {}) {
  const disk = new MemoryDisk('/w', files);
  const index = new WorkspaceIndex(disk, '/w', options);
  await index.open();
  return { disk, index };
}

const firstUse = async (index: WorkspaceIndex, path: string) => (await index.viewFor(path, 'dockerfile')).uses[0]!;

describe('what it finds', () => {
  it('lists Docker files outside of other people\'s folders', async () => {
    const { index } = await open({ ...HOME, 'vendor/x/Dockerfile': 'FROM a\n', 'api/Dockerfile.dockerignore': '' });
    expect(index.dockerFiles()).toEqual([
      { path: '.dockerignore', language: 'dockerignore' },
      { path: 'api/Dockerfile', language: 'dockerfile' },
      { path: 'api/Dockerfile.dockerignore', language: 'dockerignore' },
      { path: 'compose.yml', language: 'compose' },
      { path: 'lone/Dockerfile', language: 'dockerfile' },
      { path: 'web/Dockerfile', language: 'dockerfile' },
    ]);
    expect(index.searchedEverything).toBe(true);
  });

  it('goes on where a name reads like a drive', async () => {
    const { index } = await open({ ...HOME, 'a:b.Dockerfile': 'FROM a\nCOPY . .\n', 'b:/c/Dockerfile': 'FROM a\nCOPY . .\n' });
    const view = await index.viewFor('web/Dockerfile', 'dockerfile');
    expect(view.uses[0]!.context.files?.complete).toBe(false);
    await index.viewFor('a:b.Dockerfile', 'dockerfile');
    await index.viewFor('b:/c/Dockerfile', 'dockerfile');
  });

  it('reads nothing before it is asked', () => {
    const disk = new MemoryDisk('/w', HOME);
    expect(new WorkspaceIndex(disk, '/w').dockerFiles()).toEqual([]);
    expect([...disk.lists, ...disk.reads]).toEqual([]);
  });

  it('joins compose services, contexts, ignore files and inputs', async () => {
    const { index } = await open();
    const web = await firstUse(index, 'web/Dockerfile');
    expect(web).toMatchObject({ source: 'compose', service: 'web', definedIn: 'compose.yml', target: 'run', dockerfile: 'web/Dockerfile' });
    expect(web.context).toMatchObject({ path: '.', known: true, isOutside: false, copied: ['shared', 'web/package.json'] });
    expect(web.context.ignore?.path).toBe('.dockerignore');
    expect(web.context.ignore?.matcher.ignores('web/node_modules/x')).toBe(true);
    expect(web.context.files.complete).toBe(true);
    expect(web.context.files.hasFolder('web/node_modules')).toBe(true);
    expect(web.context.files.has('web/node_modules/x/index.js')).toBe(false);
    expect(web.context.files.text('web/package.json')).toBe('{"name":"web"}');
    expect(web.context.files.text('compose.yml')).toBeUndefined();
    const api = await firstUse(index, 'api/Dockerfile');
    expect(api.context).toMatchObject({ path: 'api', known: true, ignore: null, copied: ['app', 'requirements.txt'] });
    expect(api.context.files.paths).toEqual(['Dockerfile', 'app/main.py', 'requirements.txt']);
  });

  it('assumes the own folder of a Dockerfile that nobody builds', async () => {
    const { index } = await open();
    const lone = await firstUse(index, 'lone/Dockerfile');
    expect(lone).toMatchObject({ source: 'assumed', service: null, definedIn: null, dockerfile: 'lone/Dockerfile' });
    expect(lone.context).toMatchObject({ path: 'lone', known: false, ignore: null, copied: ['.'] });
    expect(lone.context.files.hasFolder('.git')).toBe(true);
    expect(await firstUse(index, 'new/Dockerfile')).toMatchObject({ source: 'assumed', context: { path: 'new', files: { complete: false } } });
  });

  it('answers for the services of a compose file', async () => {
    const { index } = await open();
    const view = await index.viewFor('compose.yml', 'compose');
    expect(view.uses).toEqual([]);
    expect(view.serviceUse('api')).toMatchObject({ dockerfile: 'api/Dockerfile', context: { path: 'api' } });
    expect(view.serviceUse('api')!.context.files.text('requirements.txt')).toBe('flask\n');
    expect(view.serviceUse('nobody')).toBeNull();
    expect((await index.viewFor('.dockerignore', 'dockerignore')).uses).toEqual([]);
  });

  it('finds Dockerfiles by the names that compose files give them', async () => {
    const { index } = await open({
      'compose.yml': 'services:\n  a:\n    build: {context: ., dockerfile: vendor/api.build}\n  b:\n    build: sub\n',
      'vendor/api.build': 'FROM a\nCOPY src /src\n',
      'vendor/api.build.dockerignore': 'docs\n',
      'sub/dockerfile': 'FROM b\nCOPY x .\n',
    });
    const a = (await index.viewFor('compose.yml', 'compose')).serviceUse('a')!;
    expect(a.context.copied).toEqual(['src']);
    expect(a.context.ignore?.path).toBe('vendor/api.build.dockerignore');
    expect((await index.viewFor('compose.yml', 'compose')).serviceUse('b')).toMatchObject({ dockerfile: 'sub/dockerfile', context: { copied: ['x'] } });
    expect(index.dockerFiles().map(({ path }) => path)).toEqual(['compose.yml', 'sub/dockerfile', 'vendor/api.build.dockerignore']);
  });
});

describe('what it does not read', () => {
  it('follows no link out of the folder', async () => {
    const disk = { ...HOME, 'out/Dockerfile': { link: '/etc/Dockerfile' }, 'in/Dockerfile': { link: '/w/api/Dockerfile' }, linked: { link: '/etc' } };
    const { index } = await open(disk);
    expect(index.dockerFiles().map(({ path }) => path)).toContain('in/Dockerfile');
    expect(index.dockerFiles().map(({ path }) => path)).not.toContain('out/Dockerfile');
    expect(await index.readText('out/Dockerfile', 1000)).toBeNull();
    expect(await index.readText('linked/passwd', 1000)).toBeNull();
    expect((await firstUse(index, 'in/Dockerfile')).context.copied).toEqual(['app', 'requirements.txt']);
    expect((await firstUse(index, 'linked/Dockerfile')).context.files.complete).toBe(false);
  });

  it.each(['..', '../x/Dockerfile', '/etc/passwd', 'a/../../x', 'C:/x', '', './api/Dockerfile', 'a//b'])('takes %j for no path of its own', async (path) => {
    const { index, disk } = await open();
    disk.forgetCounts();
    expect(index.overlay(path, 'FROM a')).toBe(false);
    await index.fileChanged(path);
    expect(await index.readText(path, 1000)).toBeNull();
    expect([...disk.reads, ...disk.lists]).toEqual([]);
  });

  it('marks contexts outside of the folder and reads nothing of them', async () => {
    const { index, disk } = await open({
      'compose.yml': 'services:\n  a:\n    build: {context: .., dockerfile: w/Dockerfile}\n  b:\n    build: ../elsewhere\n',
      Dockerfile: 'FROM a\nCOPY . .\n',
    });
    const use = await firstUse(index, 'Dockerfile');
    expect(use).toMatchObject({ source: 'compose', service: 'a', context: { path: '..', isOutside: true, ignore: null, files: { complete: false, paths: [] } } });
    expect((await index.viewFor('compose.yml', 'compose')).serviceUse('b')).toBeNull();
    expect([...disk.lists, ...disk.reads].filter((path) => path.startsWith('.') && path !== '.')).toEqual([]);
  });

  it('stops at its limits and says so', async () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`big/f${i}.txt`, '']));
    const { index } = await open({ ...many, 'big/Dockerfile': 'FROM a\n' }, { contextLimits: { entries: 10 }, searchLimits: { depth: 3 } });
    const { files } = (await firstUse(index, 'big/Dockerfile')).context;
    expect(files.complete).toBe(false);
    expect(files.paths.length).toBeLessThanOrEqual(10);
    const deep = await open({ 'a/b/c/d/e/f/Dockerfile': 'FROM a\n' }, { searchLimits: { depth: 3 } });
    expect(deep.index.dockerFiles()).toEqual([]);
    expect(deep.index.searchedEverything).toBe(false);
  });

  it('names files that cannot be read, and goes on without them', async () => {
    const { index } = await open({ ...HOME, 'bad/Dockerfile': null });
    expect(index.dockerFiles().map(({ path }) => path)).toContain('bad/Dockerfile');
    expect(await index.readText('bad/Dockerfile', 1000)).toBeNull();
    expect((await firstUse(index, 'bad/Dockerfile')).context.copied).toEqual([]);
  });

  it('stops where the signal says so, and can be opened again', async () => {
    const disk = new MemoryDisk('/w', HOME);
    const index = new WorkspaceIndex(disk, '/w');
    const controller = new AbortController();
    const opening = index.open(controller.signal);
    controller.abort(new Error('stop'));
    await expect(opening).rejects.toThrow('stop');
    await index.open();
    expect(index.dockerFiles()).toHaveLength(5);
    await expect(index.viewFor('api/Dockerfile', 'dockerfile', AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  });
});

describe('a folder that was not there before', () => {
  it('is found with the Docker files in it, from the event of one of them', async () => {
    const { index, disk } = await open();
    disk.set('new/deep/compose.yml', 'services:\n  x:\n    build: .\n');
    disk.set('new/deep/Dockerfile', 'FROM a\n');
    await index.fileChanged('new/deep/compose.yml');
    await index.fileChanged('new/deep/Dockerfile');
    expect(index.dockerFiles().map(({ path }) => path)).toContain('new/deep/compose.yml');
    expect((await firstUse(index, 'new/deep/Dockerfile')).source).toBe('compose');
  });
});

describe('what an event costs', () => {
  async function warm() {
    const opened = await open();
    for (const { path, language } of opened.index.dockerFiles()) await opened.index.viewFor(path, language);
    opened.disk.forgetCounts();
    return opened;
  }

  it('answers from memory where nothing changed', async () => {
    const { index, disk } = await warm();
    const [first, second] = [await firstUse(index, 'web/Dockerfile'), await firstUse(index, 'web/Dockerfile')];
    expect(first.context).toBe(second.context);
    expect([...disk.reads, ...disk.lists]).toEqual([]);
  });

  it('reads no disk while somebody types', async () => {
    const { index, disk } = await warm();
    for (const text of ['F', 'FROM a', 'FROM a\nCOPY x y', 'FROM a\nCOPY x y z\n']) {
      expect(index.overlay('api/Dockerfile', text)).toBe(true);
      await index.viewFor('api/Dockerfile', 'dockerfile');
    }
    expect((await firstUse(index, 'api/Dockerfile')).context.copied).toEqual(['x', 'y']);
    expect([...disk.reads, ...disk.lists]).toEqual([]);
    expect(index.overlay('api/Dockerfile', 'FROM a\nCOPY x y z\n')).toBe(false);
    expect(index.overlay('api/Dockerfile', null)).toBe(true);
    expect((await firstUse(index, 'api/Dockerfile')).context.copied).toEqual(['app', 'requirements.txt']);
    expect([...disk.reads, ...disk.lists]).toEqual([]);
  });

  it('uses what the caller has parsed', async () => {
    const { index } = await warm();
    const text = 'FROM a\nCOPY parsed /\n';
    index.overlay('api/Dockerfile', text);
    const parsed = new SourceDocument('api/Dockerfile', 'dockerfile', text, null);
    const { facts } = parsed;
    const view = await index.viewFor('api/Dockerfile', 'dockerfile', undefined, parsed);
    expect(view.uses[0]!.context.copied).toEqual(['parsed']);
    expect(parsed.facts).toBe(facts);
    // A parse of another text is not believed.
    index.overlay('api/Dockerfile', 'FROM a\nCOPY newer /\n');
    expect((await index.viewFor('api/Dockerfile', 'dockerfile', undefined, parsed)).uses[0]!.context.copied).toEqual(['newer']);
  });

  it('gives whoever checks a compose file the parse that the project was read from', async () => {
    const { index } = await warm();
    const document = index.parsed('compose.yml', 'compose')!;
    await index.viewFor('compose.yml', 'compose', undefined, document);
    expect(index.parsed('compose.yml', 'compose')).toBe(document);
    expect(index.parsed('compose.yml', 'dockerfile')).toBeNull();
    const text = 'services: {}\n';
    index.overlay('compose.yml', text);
    const typed = new SourceDocument('compose.yml', 'compose', text, null);
    await index.viewFor('compose.yml', 'compose', undefined, typed);
    expect(index.parsed('compose.yml', 'compose')).toBe(typed);
  });

  it('reads one file and one folder where one file changed', async () => {
    const { index, disk } = await warm();
    disk.set('api/Dockerfile', 'FROM python\nCOPY other .\n');
    await index.fileChanged('api/Dockerfile');
    expect((await firstUse(index, 'api/Dockerfile')).context.copied).toEqual(['other']);
    expect(disk.reads).toEqual(['api/Dockerfile']);
    expect(disk.lists).toEqual(['api']);
  });

  it('reads a changed manifest again, and only that', async () => {
    const { index, disk } = await warm();
    const files = async () => (await firstUse(index, 'api/Dockerfile')).context.files;
    const before = await files();
    disk.set('api/requirements.txt', 'django\n');
    await index.fileChanged('api/requirements.txt');
    const saved = await files();
    expect(saved.text('requirements.txt')).toBe('django\n');
    expect(disk.reads).toEqual(['api/requirements.txt']);
    index.overlay('api/requirements.txt', 'unsaved\n');
    const typed = await files();
    expect(typed.text('requirements.txt')).toBe('unsaved\n');
    // What is made of the texts is remembered with the files, so other texts are other files.
    expect(new Set([before, saved, typed]).size).toBe(3);
  });

  it('holds nothing for current that was made while a changed manifest was read', async () => {
    const { index, disk } = await warm();
    const filesOf = (view: Awaited<ReturnType<typeof index.viewFor>>) => view.serviceUse!('api')!.context.files;
    const view = await index.viewFor('compose.yml', 'compose');
    const read = disk.readText.bind(disk);
    let meanwhile: unknown = null;
    disk.readText = (...asked) => {
      meanwhile = filesOf(view);
      return read(...asked);
    };
    disk.set('api/requirements.txt', 'django\n');
    await index.fileChanged('api/requirements.txt');
    const now = filesOf(await index.viewFor('compose.yml', 'compose'));
    expect(now.text('requirements.txt')).toBe('django\n');
    expect(meanwhile).not.toBeNull();
    expect(now).not.toBe(meanwhile);
  });

  it('takes no notice of what happens inside node_modules', async () => {
    const { index, disk } = await warm();
    for (let i = 0; i < 100; i++) await index.fileChanged(`web/node_modules/p${i}/package.json`);
    await firstUse(index, 'web/Dockerfile');
    expect([...disk.reads, ...disk.lists]).toEqual([]);
  });
});

describe('what one change costs in a workspace of many services', () => {
  /** Thirty services in three projects that share a base file, all read once, all views asked for. */
  async function warm() {
    const files: Record<string, string> = { 'common.yml': 'services:\n  base: {build: {target: run}}\n', '.env': 'REGISTRY=r\n', 'compose.yaml': 'include: [p0/compose.yaml, p1/compose.yaml, p2/compose.yaml]\n' };
    for (let i = 0; i < 30; i++) {
      files[`p${i % 3}/s${i}/Dockerfile`] = `FROM python:3.12 AS run\nCOPY requirements.txt app${i} ./\n`;
      files[`p${i % 3}/s${i}/requirements.txt`] = 'flask\n';
      files[`p${i % 3}/s${i}/.dockerignore`] = '.git\n';
    }
    for (const p of [0, 1, 2]) {
      const services = Array.from({ length: 10 }, (_, i) => `  s${i * 3 + p}: {build: {context: ./s${i * 3 + p}, args: {R: "\${REGISTRY}"}}}\n`);
      files[`p${p}/compose.yaml`] = `services:\n${services.join('')}  e${p}: {extends: {file: ../common.yml, service: base}}\n`;
    }
    const opened = await open(files);
    const contexts = async () => {
      const { index } = opened;
      const views = await Promise.all(Array.from({ length: 30 }, (_, i) => index.viewFor(`p${i % 3}/s${i}/Dockerfile`, 'dockerfile')));
      for (const { path, language } of index.dockerFiles()) if (language !== 'dockerfile') await index.viewFor(path, language);
      return views.map(({ uses }) => uses[0]!.context);
    };
    const before = await contexts();
    for (const { copied } of before) expect(copied).toHaveLength(2);
    opened.disk.forgetCounts();
    /** The services whose context is another object than before, and what was read and listed for all thirty views. */
    const cost = async (change: () => unknown) => {
      const { disk } = opened;
      await change();
      const after = await contexts();
      return { changed: after.flatMap((context, i) => (context === before[i] ? [] : [i])), reads: disk.reads, lists: disk.lists, uses: after };
    };
    return { ...opened, cost };
  }

  const written = async ({ disk, index }: { disk: MemoryDisk; index: WorkspaceIndex }, path: string, text: string) => {
    disk.set(path, text);
    await index.fileChanged(path);
  };

  it('reads once what several projects share', async () => {
    const disk = new MemoryDisk('/w', { 'a/compose.yml': 'services:\n  s: {extends: {file: ../common.yml, service: b}}\n', 'b/compose.yml': 'services:\n  s: {extends: {file: ../common.yml, service: b}}\n', 'common.yml': 'services:\n  b: {build: ./x}\n' });
    const index = new WorkspaceIndex(disk, '/w');
    const views = await Promise.all(['a/compose.yml', 'b/compose.yml', 'a/compose.yml'].map((path) => index.viewFor(path, 'compose')));
    expect(views.map((view) => view.serviceUse('s')?.context.path)).toEqual(['x', 'x', 'x']);
    expect(disk.reads.filter((path) => path === 'common.yml')).toHaveLength(1);
  });

  it('a Dockerfile', async () => {
    const workspace = await warm();
    const { changed, reads, lists, uses } = await workspace.cost(() => written(workspace, 'p1/s4/Dockerfile', 'FROM python:3.12 AS run\nCOPY other ./\n'));
    expect({ changed, reads, lists }).toEqual({ changed: [4], reads: ['p1/s4/Dockerfile'], lists: ['p1/s4'] });
    expect(uses[4]!.copied).toEqual(['other']);
  });

  it('a Dockerfile whose inputs stay as they are', async () => {
    const workspace = await warm();
    const { changed, reads } = await workspace.cost(() => written(workspace, 'p1/s4/Dockerfile', '# note\nFROM python:3.12 AS run\nCOPY requirements.txt app4 ./\n'));
    expect({ changed, reads }).toEqual({ changed: [], reads: ['p1/s4/Dockerfile'] });
  });

  it('a compose service', async () => {
    const workspace = await warm();
    const text = (workspace.disk.files.get('/w/p2/compose.yaml') as string).replace('context: ./s5,', 'context: ./s5, target: x,');
    const { changed, reads, lists } = await workspace.cost(() => written(workspace, 'p2/compose.yaml', text));
    expect({ changed, reads, lists }).toEqual({ changed: [5], reads: ['p2/compose.yaml'], lists: ['p2'] });
    expect((await firstUse(workspace.index, 'p2/s5/Dockerfile')).target).toBe('x');
  });

  it('a compose file that says the same in other words', async () => {
    const workspace = await warm();
    const { generation } = workspace.index;
    const text = `# note\n${workspace.disk.files.get('/w/p2/compose.yaml') as string}`;
    const { changed, reads } = await workspace.cost(() => written(workspace, 'p2/compose.yaml', text));
    expect({ changed, reads }).toEqual({ changed: [], reads: ['p2/compose.yaml'] });
    // What rules make of the files that are merged with it may rest on any of its words.
    expect(workspace.index.generation).toBe(generation + 1);
  });

  it('a .dockerignore', async () => {
    const workspace = await warm();
    const { changed, reads, lists } = await workspace.cost(() => written(workspace, 'p0/s0/.dockerignore', 'docs\n'));
    expect({ changed, reads, lists }).toEqual({ changed: [0], reads: ['p0/s0/.dockerignore'], lists: ['p0/s0'] });
  });

  it('a manifest', async () => {
    const workspace = await warm();
    const { changed, reads, lists, uses } = await workspace.cost(() => written(workspace, 'p0/s3/requirements.txt', 'django\n'));
    expect({ changed, reads, lists }).toEqual({ changed: [3], reads: ['p0/s3/requirements.txt'], lists: ['p0/s3'] });
    expect(uses[3]!.files.text('requirements.txt')).toBe('django\n');
  });

  it('the variables of a project', async () => {
    const workspace = await warm();
    const { reads, lists } = await workspace.cost(() => written(workspace, '.env', 'REGISTRY=other\n'));
    expect({ reads, lists }).toEqual({ reads: ['.env'], lists: ['.'] });
    expect((await workspace.index.viewFor('p0/s0/Dockerfile', 'dockerfile')).uses.map(({ args }) => args.get('R'))).toContain('other');
  });

  it('a file that services extend', async () => {
    const workspace = await warm();
    const { reads, lists } = await workspace.cost(() => written(workspace, 'common.yml', 'services:\n  base: {build: {context: ./p0/s0, target: other}}\n'));
    expect({ reads, lists }).toEqual({ reads: ['common.yml'], lists: ['.'] });
    expect((await workspace.index.viewFor('p1/compose.yaml', 'compose')).serviceUse('e1')).toMatchObject({ target: 'other', context: { path: 'p0/s0' } });
  });

  it('many events at once', async () => {
    const workspace = await warm();
    const { reads, lists } = await workspace.cost(async () => {
      for (let i = 0; i < 200; i++) workspace.disk.set(`p0/s0/new${i}.txt`, '');
      await Promise.all(Array.from({ length: 200 }, (_, i) => workspace.index.fileChanged(`p0/s0/new${i}.txt`)));
    });
    expect({ reads, lists }).toEqual({ reads: [], lists: ['p0/s0'] });
  });
});

describe('what files of other names say of builds', () => {
  it('is read where a compose file names them, and followed', async () => {
    const { index, disk } = await open({ 'compose.yml': 'services:\n  s: {extends: {file: shared/common.yml, service: b}, build: {target: "${T:-t}"}}\n', 'x/Dockerfile': 'FROM a\n' });
    expect((await firstUse(index, 'x/Dockerfile')).source).toBe('assumed');
    disk.set('shared/common.yml', 'services:\n  b: {build: ../x}\n');
    await index.fileChanged('shared/common.yml');
    expect(await firstUse(index, 'x/Dockerfile')).toMatchObject({ source: 'compose', service: 's', definedIn: 'compose.yml', target: 't' });
    disk.set('.env', 'T=env\n');
    await index.fileChanged('.env');
    expect((await firstUse(index, 'x/Dockerfile')).target).toBe('env');
    index.overlay('shared/common.yml', 'services:\n  b: {build: {context: ../x, args: {A: 1}}}\n');
    expect((await firstUse(index, 'x/Dockerfile')).args).toEqual(new Map([['A', '1']]));
    index.overlay('shared/common.yml', null);
    disk.set('shared/common.yml', undefined);
    await index.fileChanged('shared');
    expect((await firstUse(index, 'x/Dockerfile')).source).toBe('assumed');
    expect(index.dockerFiles().map(({ path }) => path)).toEqual(['compose.yml', 'x/Dockerfile']);
  });

  it('counts unsaved even if it was opened before anybody named it', async () => {
    const { index, disk } = await open({ 'x/Dockerfile': 'FROM a\n', 'common.yml': 'services:\n  b: {build: ./y}\n' });
    index.overlay('common.yml', 'services:\n  b: {build: ./x}\n');
    await firstUse(index, 'x/Dockerfile');
    disk.set('compose.yml', 'services:\n  s: {extends: {file: common.yml, service: b}}\n');
    await index.fileChanged('compose.yml');
    expect((await firstUse(index, 'x/Dockerfile')).service).toBe('s');
  });

  it('is joined from bake files, an override of which is no build of its own', async () => {
    const { index, disk } = await open({
      'docker-bake.hcl': 'target "api" {\n  context = "api"\n  target = "run"\n}\n',
      'docker-bake.override.hcl': 'target "api" {\n  tags = ["x"]\n}\n',
      'api/Dockerfile': 'FROM a AS run\n',
      Dockerfile: 'FROM b\n',
    });
    expect(await firstUse(index, 'api/Dockerfile')).toMatchObject({ source: 'bake', service: 'api', definedIn: 'docker-bake.hcl', target: 'run', context: { path: 'api', known: true } });
    expect((await firstUse(index, 'Dockerfile')).source).toBe('assumed');
    expect(index.dockerFiles().map(({ path }) => path)).toEqual(['Dockerfile', 'api/Dockerfile']);
    // Half-typed: what was known stays.
    index.overlay('docker-bake.hcl', 'target "api" {\n  context = "api"\n  target = "ru');
    expect((await firstUse(index, 'api/Dockerfile')).target).toBe('run');
    index.overlay('docker-bake.hcl', null);
    disk.set('docker-bake.hcl', undefined);
    await index.fileChanged('docker-bake.hcl');
    expect((await firstUse(index, 'api/Dockerfile')).source).toBe('assumed');
  });

  it('survives circles of files and names of files that are not what they are taken for', async () => {
    const { index } = await open({
      'compose.yml': 'include: [a/compose.yml, Dockerfile, .env, a]\nservices:\n  s: {extends: {file: Dockerfile, service: x}, build: {context: ., dockerfile: compose.yml}}\n',
      'a/compose.yml': 'include: [../compose.yml]\nservices:\n  a: {build: {context: ., dockerfile: .env}}\n',
      '.env': 'A=1\n',
      Dockerfile: 'FROM a\n',
    });
    expect((await index.viewFor('compose.yml', 'compose')).serviceUse('s')).toMatchObject({ dockerfile: 'compose.yml' });
    expect((await firstUse(index, 'Dockerfile')).source).toBe('assumed');
  });
});

describe('what was measured', () => {
  const measure = { complete: true, sent: () => ({ files: 1, bytes: 2 }), largestSent: () => [], largestIgnored: () => [] };

  it('is shown until something happens in the context', async () => {
    const { index } = await open();
    const seen = async () => (await firstUse(index, 'api/Dockerfile')).context.measure;
    expect(await seen()).toBeNull();
    const { generation } = index;
    index.setMeasure('api', measure);
    expect(await seen()).toBe(measure);
    expect(index.generation).toBeGreaterThan(generation);
    const after = index.generation;
    index.setMeasure('api', measure);
    index.setMeasure('../out', measure);
    expect(index.generation).toBe(after);
    await index.fileChanged('lone/x');
    expect(await seen()).toBe(measure);
    await index.fileChanged('api/app/main.py');
    expect(await seen()).toBeNull();
    expect((await firstUse(index, 'lone/Dockerfile')).context.measure).toBeNull();
  });
});

describe('ignore files', () => {
  it('know the builds that read them: those of the context unless a Dockerfile has its own', async () => {
    const { index } = await open({
      'compose.yml': 'services:\n  a: {build: {context: ., dockerfile: x/Dockerfile}}\n  b: {build: {context: ., dockerfile: x/odd name.file}}\n  c: {build: {context: ., dockerfile_inline: FROM a}}\n  d: {build: {context: y, dockerfile: ../x/Dockerfile}}\n',
      'x/Dockerfile': 'FROM a\n', 'x/odd name.file': 'FROM a\n', 'lone/Dockerfile.dev': 'FROM a\n', '.dockerignore': '', 'x/odd name.file.dockerignore': '', 'x/.dockerignore': '', 'lone/.dockerignore': '',
      'lone/Dockerfile.dev.dockerignore': '', 'lone/Dockerfile.gone.dockerignore': '', 'y/.dockerignore': '',
    });
    const readers = async (path: string) => (await index.viewFor(path, 'dockerignore')).readers!.map(({ service, dockerfile }) => service ?? dockerfile);
    expect(await readers('.dockerignore')).toEqual(['a', 'c']);
    expect(await readers('x/odd name.file.dockerignore')).toEqual(['b']);
    expect(await readers('x/.dockerignore')).toEqual([]);
    expect(await readers('y/.dockerignore')).toEqual(['d']);
    expect(await readers('lone/.dockerignore')).toEqual([]);
    expect(await readers('lone/Dockerfile.dev.dockerignore')).toEqual(['lone/Dockerfile.dev']);
    expect(await readers('lone/Dockerfile.gone.dockerignore')).toEqual([]);
  });
});

describe('what events change', () => {
  it('created, changed and deleted ignore files', async () => {
    const { index, disk } = await open();
    expect((await firstUse(index, 'lone/Dockerfile')).context.ignore).toBeNull();
    disk.set('lone/.dockerignore', '.git\n');
    await index.fileChanged('lone/.dockerignore');
    expect((await firstUse(index, 'lone/Dockerfile')).context.ignore?.matcher.ignores('.git/x')).toBe(true);
    disk.set('lone/.dockerignore', 'docs\n');
    await index.fileChanged('lone/.dockerignore');
    expect((await firstUse(index, 'lone/Dockerfile')).context.ignore?.matcher.ignores('.git/x')).toBe(false);
    index.overlay('lone/Dockerfile.dockerignore', 'x');
    expect((await firstUse(index, 'lone/Dockerfile')).context.ignore?.path).toBe('lone/Dockerfile.dockerignore');
    index.overlay('lone/Dockerfile.dockerignore', null);
    disk.set('lone/.dockerignore', undefined);
    await index.fileChanged('lone/.dockerignore');
    expect((await firstUse(index, 'lone/Dockerfile')).context.ignore).toBeNull();
  });

  it('new and deleted folders', async () => {
    const { index, disk } = await open();
    disk.set('new/deep/Dockerfile', 'FROM a\nCOPY q .\n');
    await index.fileChanged('new');
    expect(index.dockerFiles().map(({ path }) => path)).toContain('new/deep/Dockerfile');
    disk.set('new/deep/Dockerfile', undefined);
    await index.fileChanged('new');
    expect(index.dockerFiles().map(({ path }) => path)).not.toContain('new/deep/Dockerfile');
  });

  it('a compose file that starts to build a Dockerfile', async () => {
    const { index } = await open();
    expect((await firstUse(index, 'lone/Dockerfile')).source).toBe('assumed');
    index.overlay('lone/compose.yml', 'services:\n  l:\n    build: .\n');
    expect(await firstUse(index, 'lone/Dockerfile')).toMatchObject({ source: 'compose', service: 'l', context: { known: true } });
    // Half-typed: what was known stays.
    index.overlay('lone/compose.yml', 'services:\n  l:\n    build: .\n   x: [\n');
    expect((await firstUse(index, 'lone/Dockerfile')).source).toBe('compose');
    index.overlay('lone/compose.yml', 'services:\n  l:\n    image: a\n');
    expect((await firstUse(index, 'lone/Dockerfile')).source).toBe('assumed');
    index.overlay('lone/compose.yml', null);
    expect(index.dockerFiles().map(({ path }) => path)).not.toContain('lone/compose.yml');
  });

  it('files in a context, without the event of every one of them', async () => {
    const { index, disk } = await open();
    expect((await firstUse(index, 'api/Dockerfile')).context.files.has('new.py')).toBe(false);
    disk.set('api/new.py', '');
    await index.fileChanged('api/new.py');
    expect((await firstUse(index, 'api/Dockerfile')).context.files.has('new.py')).toBe(true);
    disk.set('api/app/silent.py', '');
    disk.set('silent/Dockerfile', 'FROM a\n');
    await index.refresh();
    expect((await firstUse(index, 'api/Dockerfile')).context.files.has('app/silent.py')).toBe(true);
    expect(index.dockerFiles().map(({ path }) => path)).toContain('silent/Dockerfile');
  });

  it('unsaved texts that came before the folder was read', async () => {
    const disk = new MemoryDisk('/w', HOME);
    const index = new WorkspaceIndex(disk, '/w');
    index.overlay('api/Dockerfile', 'FROM a\nCOPY early .\n');
    void index.fileChanged('api/Dockerfile');
    expect((await firstUse(index, 'api/Dockerfile')).context.copied).toEqual(['early']);
  });

  it('survives a disk that fails now and then', async () => {
    const { index, disk } = await open();
    const { list } = disk;
    disk.list = async () => {
      throw new Error('disk trouble');
    };
    await index.fileChanged('api/Dockerfile');
    disk.list = list;
    await index.fileChanged('api/Dockerfile');
    expect((await firstUse(index, 'api/Dockerfile')).context.files.complete).toBe(true);
  });
});
