import { chmodSync, linkSync, mkdirSync, symlinkSync, truncateSync, utimesSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../../../server/src/host/fileSystem.ts';
import { hashFiles } from '../../../../server/src/host/builds/inputs/hashFiles.ts';
import { snapshotInputs } from '../../../../server/src/host/builds/inputSnapshot.ts';
import { itWithLinks } from '../../support/onlyWithLinks.ts';
import { BuiltProject, type BuildParts } from './builtProject.ts';

let project: BuiltProject;
afterEach(() => project.remove());

const of = (files: Readonly<Record<string, string>>): BuiltProject => (project = new BuiltProject(files));
const sent = async (parts: BuildParts = {}): Promise<string[]> => Object.keys((await project.inputs(parts)).contexts['.']!.files).sort();
const reads = async (parts: BuildParts = {}) =>
  (await project.inputs(parts)).instructions.flatMap((one) => one.reads.map(({ context, paths, except }) => [one.keyword, context, [...paths].sort(), [...except].sort()]));

describe('files of a context', () => {
  it('are those that a build sends: what instructions name, without what the ignore file leaves out', async () => {
    of({
      Dockerfile: 'FROM a\nCOPY src package.json /app/\n',
      '.dockerignore': '**/*.log\nsrc/old\n',
      'package.json': '{}', 'src/a.js': 'a', 'src/b.log': 'b', 'src/old/c.js': 'c', 'docs/d.md': 'd',
    });
    const { contexts, ignore } = await project.inputs();
    expect(Object.keys(contexts['.']!.files).sort()).toEqual(['package.json', 'src/', 'src/a.js']);
    expect(contexts['.']).toMatchObject({ path: '.', complete: true, leftOut: { 'src/b.log': '**/*.log', 'src/old/': 'src/old' } });
    expect(ignore).toEqual({ path: '.dockerignore', hash: expect.stringMatching(/^[0-9a-f]{16}$/) });
  });

  it('have their mode and a hash that nobody can guess without the key', async () => {
    of({ Dockerfile: 'FROM a\nCOPY . .\n', 'a.sh': 'same', 'b.sh': 'same' });
    if (process.platform !== 'win32') chmodSync(project.at('b.sh'), 0o755);
    const target = project.target();
    const snapshot = async (key: string) =>
      (await snapshotInputs([target], { folder: project.root, key, docker: 'no-such-docker', env: {} }, new AbortController().signal))['web']!.contexts['.']!.files;
    const [first, again, other] = [await snapshot('one'), await snapshot('one'), await snapshot('two')];
    expect(again).toEqual(first);
    expect(first['a.sh']!.split(':')[1]).toBe(first['b.sh']!.split(':')[1]);
    expect(other['a.sh']).not.toBe(first['a.sh']);
    if (process.platform !== 'win32') expect([first['a.sh'], first['b.sh']].map((mark) => mark!.split(':')[0])).toEqual(['644', '755']);
  });

  it('do not change with their times', async () => {
    of({ Dockerfile: 'FROM a\nCOPY . .\n', a: 'a' });
    const before = await project.inputs();
    utimesSync(project.at('a'), 1, 1);
    expect(await project.inputs()).toEqual(before);
  });

  it('are those of the ignore file beside the Dockerfile where there is one', async () => {
    of({ 'docker/api.Dockerfile': 'FROM a\nCOPY . .\n', 'docker/api.Dockerfile.dockerignore': 'docker\n.dockerignore\n', '.dockerignore': 'kept\n', kept: 'k' });
    expect(await sent({ dockerfile: 'docker/api.Dockerfile' })).toEqual(['kept']);
    expect((await project.inputs({ dockerfile: 'docker/api.Dockerfile' })).ignore!.path).toBe('docker/api.Dockerfile.dockerignore');
  });

  it('are none where nothing is copied', async () => {
    of({ Dockerfile: 'FROM a\nRUN true\n', a: 'a' });
    expect(await project.inputs()).toMatchObject({ contexts: { '.': { complete: true, files: {} } } });
  });

  it('are those of the stages that the target needs', async () => {
    of({ Dockerfile: 'FROM a AS one\nCOPY one /\nFROM a AS two\nCOPY two /\n', one: '1', two: '2' });
    expect([await sent(), await sent({ target: 'one' })]).toEqual([['two'], ['one']]);
  });

  it('are found by the arguments that the build is given', async () => {
    of({ Dockerfile: 'ARG DIR=one\nFROM a\nARG DIR\nARG FILE=x\nCOPY $DIR/${FILE} /\n', 'one/x': '1', 'two/x': '2', 'two/y z"$': '3' });
    expect(await sent()).toContain('one/x');
    expect(await sent({ args: { DIR: 'two' } })).toContain('two/x');
    expect(await sent({ args: { DIR: 'two', FILE: 'y z"$' } })).toContain('two/y z"$');
    expect(await sent({ args: { DIR: null }, env: { DIR: 'two' } })).toContain('two/x');
    expect(await sent({ args: { DIR: null } })).toContain('one/x');
  });

  it('of folders that are left out are not walked through, and what an exception brings back is there', async () => {
    of({ Dockerfile: 'FROM a\nCOPY . .\n', '.dockerignore': 'node_modules\n!node_modules/kept\nout\nDockerfile\n.dockerignore\n', 'node_modules/kept/a': 'a', 'node_modules/b/c': 'c', 'out/d': 'd' });
    expect(await sent()).toEqual(['node_modules/', 'node_modules/kept/', 'node_modules/kept/a']);
    expect((await project.inputs()).contexts['.']!.leftOut).toMatchObject({ 'out/': 'out', 'node_modules/b/': 'node_modules' });
  });

  itWithLinks('that are links are told by where they lead, and nothing outside is read', async () => {
    of({ Dockerfile: 'FROM a\nCOPY link dangling out /\n', real: 'r' });
    symlinkSync('real', project.at('link'));
    symlinkSync('nowhere', project.at('dangling'));
    symlinkSync('/etc/passwd', project.at('out'));
    const { files } = (await project.inputs()).contexts['.']!;
    expect(Object.keys(files).sort()).toEqual(['dangling', 'link', 'out', 'real']);
    expect(['dangling', 'link', 'out'].map((name) => files[name])).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(/^link:[0-9a-f]{16}$/) as string));
  });

  itWithLinks('that only links lead to are found, however many links that takes, and the rest is not walked through', async () => {
    of({ Dockerfile: 'FROM a\nCOPY start/x* /\n', 'd1/a': '', 'far/away/xfile': 'x', 'node_modules/a/b': '', 'other/c': '' });
    symlinkSync('d1/next', project.at('start'));
    symlinkSync('../d2', project.at('d1/next'));
    symlinkSync('d3', project.at('d2'));
    symlinkSync('d4', project.at('d3'));
    symlinkSync('d5', project.at('d4'));
    symlinkSync('far/away', project.at('d5'));
    expect(await sent()).toEqual(['d1/', 'd1/next', 'd2', 'd3', 'd4', 'd5', 'far/', 'far/away/', 'far/away/xfile', 'start']);
    const walked: string[] = [];
    const fileSystem = { ...nodeFileSystem, sizes: (folder: string, limit: number, signal?: AbortSignal) => (walked.push(folder.slice(project.root.length)), nodeFileSystem.sizes!(folder, limit, signal)) };
    project.write({ Dockerfile: 'FROM a\nCOPY far/away other /\n' });
    await snapshotInputs([project.target()], { folder: project.root, key: 'k', docker: 'no-such-docker', fileSystem }, new AbortController().signal);
    expect(walked.sort()).toEqual(['', '/far', '/far/away', '/other']);
  });

  if (process.platform !== 'win32') it('may be pipes or unreadable, which holds up nothing', async () => {
    of({ Dockerfile: 'FROM a\nCOPY . .\n', secret: 's', plain: 'p', twin: 't' });
    execFileSync('mkfifo', [project.at('pipe')]);
    linkSync(project.at('plain'), project.at('hard'));
    const { files } = (await project.inputs()).contexts['.']!;
    expect(files['pipe']).toBe('other:');
    expect(files['hard']).toBe(files['plain']);
  });

  it('have odd names', async () => {
    of({ Dockerfile: 'FROM a\nCOPY . .\n', ['__proto__']: 'p', constructor: 'c', 'grüße 🐳': 'g', '-rf': 'r' });
    expect(await sent()).toEqual(['-rf', 'Dockerfile', '__proto__', 'constructor', 'grüße 🐳']);
  });

  it('beyond the bytes that are read stand there with size and time, the largest first', async () => {
    of({ a: '1', b: '22', large: '' });
    truncateSync(project.at('large'), 5_000);
    const files = [{ path: project.at('large'), bytes: 5_000 }, { path: project.at('a'), bytes: 1 }, { path: project.at('b'), bytes: 2 }];
    const marks = await hashFiles(files, 'key', new AbortController().signal, 1_000);
    expect([...marks].map(([path, mark]) => [path.slice(project.root.length + 1), mark.replace(/\d{10,}/, 'TIME').replace(/[0-9a-f]{16}/, 'HASH')]).sort()).toEqual([
      ['a', expect.stringContaining(':HASH')], ['b', expect.stringContaining(':HASH')], ['large', expect.stringContaining(':~5000-TIME')],
    ]);
  });

  it('of more than one piece are read to their end', async () => {
    of({ whole: 'x'.repeat(262_144), more: 'x'.repeat(600_001), other: `${'x'.repeat(600_000)}y`, empty: '' });
    const names = ['whole', 'more', 'other', 'empty'];
    const marks = await hashFiles(names.map((name) => ({ path: project.at(name), bytes: 1 })), 'key', new AbortController().signal);
    const expected = (text: string): string => createHmac('sha256', 'key').update(text).digest('hex').slice(0, 16);
    expect(names.map((name) => marks.get(project.at(name))!.split(':')[1])).toEqual(['x'.repeat(262_144), 'x'.repeat(600_001), `${'x'.repeat(600_000)}y`, ''].map(expected));
  });

  it('that are more than anybody keeps make it incomplete', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_005 }, (_, at) => [`d${at % 50}/f${at}`, '']));
    of({ Dockerfile: 'FROM a\nCOPY . .\n', ...many });
    const { files, complete } = (await project.inputs()).contexts['.']!;
    expect([Object.keys(files).length, complete]).toEqual([20_000, false]);
  }, 60_000);
});

describe('what instructions read', () => {
  it('follows wildcards, several sources and quotes', async () => {
    of({ Dockerfile: 'FROM a\nCOPY package*.json *.toml /\nCOPY ["a b", "./src/../src/", "/"]\nCOPY . .\nRUN x\n', 'package.json': '', 'package-lock.json': '', 'a b': '', 'src/c': '', 'x.md': '' });
    expect(await reads()).toEqual([
      ['COPY', '.', ['package-lock.json', 'package.json'], []],
      ['COPY', '.', ['a b', 'src'], []],
      ['COPY', '.', ['.'], []],
    ]);
  });

  it('does not take addresses, heredocs and other stages for files', async () => {
    of({ Dockerfile: 'FROM a AS s\nADD https://example.com/x.tgz git@github.com:a/b.git /\nCOPY <<EOF /x\nfile\nEOF\nFROM a\nCOPY --from=s file /\nCOPY --from=busybox file /\nADD file https://example.com/y /\n', file: '', x: '' });
    expect(await reads()).toEqual([['ADD', '.', ['file'], []]]);
    expect((await project.inputs()).instructions.map(({ from }) => from)).toEqual([['image:a'], [], [], ['image:a'], ['stage:0'], ['image:busybox'], []]);
  });

  it('knows bind mounts, of the context and of others', async () => {
    of({
      Dockerfile: 'FROM a AS s\nRUN --mount=target=/w --mount=type=bind,source=./sub/f,target=/f --mount=type=bind,from=s,target=/s --mount=type=bind,from=lib,source=x,target=/l --mount=type=cache,target=/c true\n',
      'sub/f': '', 'lib/x': '', 'lib/y': '',
    });
    const contexts = { lib: project.at('lib') };
    expect(await reads({ contexts })).toEqual([['RUN', '.', ['.'], []], ['RUN', '.', ['sub/f'], []], ['RUN', 'lib', ['x'], []]]);
    expect((await project.inputs({ contexts })).contexts['lib']).toMatchObject({ path: 'lib', complete: true, files: { x: expect.any(String) as string } });
  });

  it('leaves out what --exclude says, below each source', async () => {
    of({ Dockerfile: 'FROM a\nCOPY --exclude=*.md --exclude=deep/tmp . /\nCOPY --exclude=*.md sub /\nCOPY --exclude=*.md top.md sub/in.md /\n', 'top.md': '', 'sub/in.md': '', 'sub/deep.txt': '', 'deep/tmp/x': '', 'deep/y': '' });
    expect(await reads()).toEqual([
      ['COPY', '.', ['.'], ['deep/tmp', 'top.md']],
      ['COPY', '.', ['sub'], ['sub/in.md']],
      ['COPY', '.', ['sub/in.md', 'top.md'], ['sub/in.md', 'top.md']],
    ]);
  });

  it('follows --parents with wildcards in the middle', async () => {
    of({ Dockerfile: 'FROM a\nCOPY --parents packages/*/package.json ./x/./y/*.txt /\n', 'packages/a/package.json': '', 'packages/b/package.json': '', 'packages/b/src/c': '', 'x/y/z.txt': '' });
    expect(await reads()).toEqual([['COPY', '.', ['packages/a/package.json', 'packages/b/package.json', 'x/y/z.txt'], []]]);
  });

  it('knows named contexts: folders with their own ignore file, other targets, images, addresses', async () => {
    of({
      Dockerfile: 'FROM base AS one\nCOPY --from=lib / /lib\nCOPY --from=LIB keep /\nCOPY --from=img /x /\nCOPY --from=git /x /\nFROM node:20\n',
      'libs/lib/keep': '', 'libs/lib/skip': '', 'libs/lib/.dockerignore': 'skip\n.dockerignore\n',
    });
    const contexts = { base: 'target:base', lib: project.at('libs/lib'), img: 'docker-image://alpine:3', git: 'https://user:s3cret@example.com/r.git?token=s3cret', 'node:20': 'target:other' };
    const inputs = await project.inputs({ contexts });
    expect(inputs.instructions.map(({ from }) => from)).toEqual([['target:base'], ['context:lib'], ['context:lib'], ['image:alpine:3'], ['context:git'], ['target:other']]);
    expect(Object.keys(inputs.contexts['lib']!.files)).toEqual(['keep']);
    expect(inputs.contexts['git']).toEqual({ path: 'https://example.com/r.git', complete: false, files: {}, leftOut: {} });
    expect(JSON.stringify(inputs)).not.toContain('s3cret');
    expect(Object.keys(inputs.bases)).toEqual(['alpine:3']);
  });

  it('does not take forever for ten thousand instructions', async () => {
    const copies = Array.from({ length: 10_000 }, (_, at) => `COPY **/f${at} /x${at}`);
    of({ Dockerfile: `FROM a\n${copies.join('\n')}\n`, ...Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`d${at}/f${at}`, ''])) });
    expect((await project.inputs()).instructions).toHaveLength(10_001);
  }, 60_000);
});

describe('instructions', () => {
  const hashes = async (text: string) => {
    project.write({ Dockerfile: text });
    return (await project.inputs()).instructions.map(({ hash }) => hash);
  };

  it('have hashes of what BuildKit makes of them', async () => {
    of({});
    const [from, run] = await hashes('FROM a\nRUN one two\n');
    expect(await hashes('# comment\nFROM a\n\nrun one \\\n# comment\ntwo\n')).toEqual([from, run]);
    expect(await hashes('FROM a\r\nRUN one \\\r\ntwo\r\n')).toEqual([from, run]);
    expect((await hashes('FROM a\nRUN one  two\n'))[1]).not.toBe(run);
    expect((await hashes('FROM a\nRUN --network=none one two\n'))[1]).not.toBe(run);
  });

  it('include their heredocs', async () => {
    of({});
    const [, one] = await hashes('FROM a\nRUN <<EOF\necho 1\nEOF\n');
    const [, two] = await hashes('FROM a\nRUN <<EOF\necho 2\nEOF\n');
    expect(one).not.toBe(two);
  });

  it('name what they declare and use', async () => {
    of({ Dockerfile: 'ARG V=1\nFROM a:$V\nARG A=1 B\nENV C=$A D="${B:-x}"\nCOPY ${C} /$D\nRUN echo $HOME\n' });
    const { instructions, stages, bases } = await project.inputs();
    expect(instructions.map(({ declares, uses, stage, line }) => [declares, uses, stage, line])).toEqual([
      [['V'], [], -1, 0], [[], ['V'], 0, 1], [['A', 'B'], [], 0, 2], [['C', 'D'], ['A', 'B'], 0, 3], [[], ['C', 'D'], 0, 4], [[], [], 0, 5],
    ]);
    expect(stages).toEqual([{ name: null, parent: null, base: 'a:$V' }]);
    expect(bases).toEqual({ 'a:$V': expect.stringMatching(/^name:[0-9a-f]{16}$/) as string });
  });

  it('never hold a value of an argument', async () => {
    of({ Dockerfile: 'ARG IMAGE\nFROM ${IMAGE} AS s\nARG TOKEN=fallback-secret\nCOPY $TOKEN /\nFROM s\nCOPY --from=s /a /\n' });
    const inputs = await project.inputs({ args: { IMAGE: 'registry/private-image', TOKEN: 'tok3n-value' } });
    expect(JSON.stringify(inputs)).not.toMatch(/private-image|tok3n-value|fallback-secret/);
    expect(Object.keys(inputs.args)).toEqual(['IMAGE', 'TOKEN']);
    expect(inputs.stages.map(({ parent }) => parent)).toEqual([null, 0]);
    expect(Object.keys((await project.inputs()).args)).toEqual(['0:TOKEN']);
  });
});

describe('what cannot be read', () => {
  it('is left out', async () => {
    of({});
    expect(await project.inputs()).toMatchObject({ dockerfile: 'Dockerfile', instructions: [], contexts: { '.': { files: {} } } });
    expect(await project.inputs({ context: project.at('nowhere') })).toMatchObject({ contexts: { '.': { path: 'nowhere', complete: false } } });
    expect(await project.inputs({ context: 'https://example.com/r.git#main', inline: 'FROM a\nCOPY . .\n' })).toMatchObject({ dockerfile: null, contexts: { '.': { path: 'https://example.com/r.git#main', complete: false } } });
  });

  it('is a Dockerfile of any bytes', async () => {
    of({});
    for (const text of ['', '\0\0', 'FROM', 'COPY --from= a b', 'FROM a\nCOPY <<EOF /x\nno end', `FROM a\nRUN ${'('.repeat(5_000)}`, 'ARG\nENV\nFROM $\nCOPY', 'FROM 0\nFROM 0\nCOPY --from=9 a b']) {
      await project.inputs({ inline: text });
    }
  });

  it('stops when it is told to', async () => {
    of({ Dockerfile: 'FROM a\nCOPY . .\n', a: 'a' });
    mkdirSync(project.at('deep'));
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(project.inputs({}, stop.signal)).rejects.toThrow('enough');
    const later = new AbortController();
    const running = project.inputs({}, later.signal);
    later.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
  });
});
