import { chmodSync, utimesSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { compareRecords } from '../../../../server/src/timing/compare/compareRecords.ts';
import type { MissReason } from '../../../../server/src/timing/comparison.ts';
import { BuiltProject, type BuildParts } from './builtProject.ts';

let project: BuiltProject;
afterEach(() => project.remove());

const DOCKERFILE = `ARG VERSION=12
FROM debian:\${VERSION} AS deps
ARG MIRROR=https://example.com
ENV FLAVOUR=plain
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci
FROM deps
ARG MODE
USER app
COPY src ./src
RUN make $MODE
LABEL a=b
`;
const FILES = { Dockerfile: DOCKERFILE, 'package.json': '{}', 'package-lock.json': '{}', 'src/a.js': 'a', 'src/b.js': 'b', 'src/deep/c.js': 'c', '.dockerignore': '*.log\n' };
const NPM = 'RUN npm ci';
const COPY = 'COPY src';
const MAKE = 'RUN make';

interface Change {
  readonly files?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
  readonly before?: BuildParts;
  readonly after?: BuildParts;
  readonly between?: () => void;
}

/** The reason of the first of `ran` after a change. */
async function reasonFor(ran: readonly string[], { files = {}, remove = [], before = {}, after = {}, between }: Change, start: Readonly<Record<string, string>> = FILES): Promise<MissReason> {
  project = new BuiltProject(start);
  const first = await project.build(before);
  project.write(files);
  for (const name of remove) project.remove(name);
  between?.();
  const second = await project.build({ ...after, ran });
  const [target] = compareRecords(first, second).targets;
  expect(target!.firstMiss!.label.startsWith(ran[0]!)).toBe(true);
  return target!.firstMiss!.reason;
}

const replaced = (from: string, to: string): Record<string, string> => {
  expect(DOCKERFILE).toContain(from);
  return { Dockerfile: DOCKERFILE.replace(from, to) };
};

describe('files', () => {
  it('tell what is changed, new and gone', async () => {
    expect(await reasonFor([COPY, MAKE], { files: { 'src/a.js': 'other', 'src/new/x.js': 'x', 'src/new/y.js': 'y' }, remove: ['src/deep'] })).toEqual({
      kind: 'files',
      sentence: 'COPY src ./src ran again because src/a.js changed, src/new/x.js and src/new/y.js are new and src/deep/c.js is gone.',
      changed: ['src/a.js', 'src/new/x.js', 'src/new/y.js', 'src/deep/c.js'],
      count: 4,
    });
  });

  it('of other instructions do not count', async () => {
    expect(await reasonFor([COPY], { files: { 'package.json': '{"a":1}', 'README.md': 'x' } })).toMatchObject({ kind: 'evicted' });
  });

  it('are named with what says most first, and counted', async () => {
    const start = { ...FILES, Dockerfile: 'FROM a\nCOPY . .\n' };
    const litter = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`node_modules/m${at}.js`, 'x']));
    const reason = await reasonFor(['COPY'], { files: { ...litter, 'src/a.js': 'other', 'package-lock.json': '{"b":1}' } }, { ...start, ...Object.fromEntries(Object.keys(litter).map((name) => [name, ''])) });
    expect(reason).toMatchObject({ kind: 'files', count: 32 });
    expect(reason.changed).toHaveLength(20);
    expect(reason.changed.slice(0, 2)).toEqual(['package-lock.json', 'src/a.js']);
    expect(reason.sentence).toBe('COPY . . ran again because package-lock.json, src/a.js and 30 more files changed.');
  });

  it('are told with the path of their context', async () => {
    project = new BuiltProject({ 'api/Dockerfile': 'FROM a\nCOPY . .\n', 'api/x': '1', 'lib/y': '1' });
    const parts = { context: project.at('api'), dockerfile: 'api/Dockerfile' };
    const first = await project.build(parts);
    project.write({ 'api/x': '2' });
    const { sentence } = compareRecords(first, await project.build({ ...parts, ran: ['COPY'] })).targets[0]!.firstMiss!.reason;
    expect(sentence).toBe('COPY . . ran again because api/x changed.');
  });

  it('of a named context are found', async () => {
    project = new BuiltProject({ Dockerfile: 'FROM a\nCOPY x /\nCOPY --from=lib y /\n', x: '1', 'lib/x': '1', 'lib/y': '1' });
    const parts = { contexts: { lib: project.at('lib') } };
    const first = await project.build(parts);
    project.write({ 'lib/y': '2', 'lib/x': '2' });
    const found = compareRecords(first, await project.build({ ...parts, ran: ['COPY --from=lib'] })).targets[0]!.firstMiss!;
    expect(found.reason).toMatchObject({ kind: 'files', changed: ['lib/y'] });
  });

  it('of a bind mount are found', async () => {
    const start = { Dockerfile: 'FROM a\nRUN --mount=type=bind,source=go.mod,target=/go.mod go mod download\n', 'go.mod': 'a' };
    expect(await reasonFor(['RUN'], { files: { 'go.mod': 'b' } }, start)).toMatchObject({ kind: 'files', changed: ['go.mod'] });
  });

  it('that --exclude leaves out do not count', async () => {
    const start = { Dockerfile: 'FROM a\nCOPY --exclude=*.md . /\n', 'a.md': '1', 'b.txt': '1' };
    expect(await reasonFor(['COPY'], { files: { 'a.md': '2', 'c.md': 'new' } }, start)).toMatchObject({ kind: 'evicted' });
    project.remove();
    expect(await reasonFor(['COPY'], { files: { 'a.md': '2', 'b.txt': '2' } }, start)).toMatchObject({ kind: 'files', changed: ['b.txt'] });
  });

  it('with escape sequences in their names are told without', async () => {
    const start = { Dockerfile: 'FROM a\nCOPY . .\n' };
    const { sentence, changed } = await reasonFor(['COPY'], { files: { 'x\u001b[31my\u202e': '1' } }, start);
    expect([sentence, ...changed].join()).not.toMatch(/[\u001b\u202e]/);
  });

  if (process.platform !== 'win32') it('have permissions', async () => {
    expect(await reasonFor([COPY], { between: () => chmodSync(project.at('src/a.js'), 0o755) })).toEqual({
      kind: 'mode', sentence: 'COPY src ./src ran again because the permissions of src/a.js changed.', changed: ['src/a.js'], count: 1,
    });
  });

  it('do not count for their times', async () => {
    expect(await reasonFor([COPY], { between: () => utimesSync(project.at('src/a.js'), 1, 1) })).toMatchObject({ kind: 'evicted', changed: [], count: 0 });
  });
});

describe('the ignore file', () => {
  it('keeps out what was copied, by a line', async () => {
    expect(await reasonFor([COPY], { files: { '.dockerignore': '*.log\nsrc/deep\n' } })).toEqual({
      kind: 'ignore', sentence: 'COPY src ./src ran again because .dockerignore now leaves out src/deep/c.js (by its line src/deep).', changed: ['src/deep/c.js'], count: 1,
    });
  });

  it('lets in what it kept out', async () => {
    const start = { ...FILES, '.dockerignore': 'src/deep\nsrc/b.js\n' };
    expect(await reasonFor([COPY], { files: { '.dockerignore': '' } }, start)).toMatchObject({
      kind: 'ignore', sentence: 'COPY src ./src ran again because .dockerignore now lets in src/b.js and src/deep/c.js.', changed: ['src/b.js', 'src/deep/c.js'],
    });
  });

  it('that is new, or gone, does so too', async () => {
    const { '.dockerignore': _, ...without } = FILES;
    expect(await reasonFor([COPY], { files: { '.dockerignore': 'src/b.js' } }, without)).toMatchObject({ kind: 'ignore', changed: ['src/b.js'] });
    project.remove();
    expect(await reasonFor([COPY], { remove: ['.dockerignore'] }, { ...FILES, '.dockerignore': 'src/b.js' })).toMatchObject({ kind: 'ignore', changed: ['src/b.js'] });
  });

  it('is not to blame for a file that changed as well', async () => {
    expect(await reasonFor([COPY], { files: { '.dockerignore': 'src/b.js', 'src/a.js': 'other' } })).toMatchObject({ kind: 'files', changed: ['src/a.js'] });
  });
});

describe('instructions', () => {
  it('that were changed', async () => {
    expect(await reasonFor([`${MAKE} all`], { files: replaced('RUN make $MODE', 'RUN make all $MODE') })).toEqual({
      kind: 'instruction', sentence: 'RUN make all $MODE ran again because its line in the Dockerfile was changed (it was RUN make $MODE).', changed: ['RUN (line 12)'], count: 1,
    });
  });

  it('that are new', async () => {
    expect(await reasonFor(['RUN new', MAKE], { files: replaced('RUN make', 'RUN new\nRUN make') })).toMatchObject({ kind: 'instruction', sentence: 'RUN new ran because it is new in the Dockerfile.' });
  });

  it('that are gone', async () => {
    expect(await reasonFor([NPM], { files: replaced('WORKDIR /src\n', '') })).toMatchObject({
      kind: 'instruction', sentence: 'RUN npm ci ran again because WORKDIR in line 5 of the earlier Dockerfile, which it depends on, was removed.',
    });
  });

  it.each([
    ['a variable', 'ENV FLAVOUR=plain', 'ENV FLAVOUR=rich', 'ENV FLAVOUR in line 4, which it depends on, was changed'],
    ['a new variable', 'WORKDIR', 'ENV A=1 B=2\nWORKDIR', 'ENV A, B in line 5, which it depends on, was added'],
    ['a shell', 'WORKDIR', 'SHELL ["bash", "-c"]\nWORKDIR', 'SHELL in line 5, which it depends on, was added'],
    ['the default of an argument', 'MIRROR=https://example.com', 'MIRROR=https://example.org', 'ARG MIRROR in line 3, which it depends on, was changed'],
  ])('without a step: %s', async (_, from, to, why) => {
    expect((await reasonFor([NPM], { files: replaced(from, to) })).sentence).toBe(`RUN npm ci ran again because ${why}.`);
  });

  it('without a step in the stage itself: a user', async () => {
    expect(await reasonFor([MAKE], { files: replaced('USER app', 'USER web') })).toMatchObject({ kind: 'instruction', changed: ['USER (line 10)'] });
  });

  it('that no step sees do not count', async () => {
    expect(await reasonFor([MAKE], { files: replaced('LABEL a=b', 'LABEL a=c\nCMD ["x"]') })).toMatchObject({ kind: 'evicted' });
    project.remove();
    expect(await reasonFor([COPY], { files: replaced('USER app', 'USER web') })).toMatchObject({ kind: 'evicted' });
    project.remove();
    expect(await reasonFor([COPY], { files: replaced('ENV FLAVOUR=plain', 'ENV FLAVOUR=rich') })).toMatchObject({ kind: 'evicted' });
  });

  it('of COPY count for the variables that it names', async () => {
    const start = { Dockerfile: 'FROM a\nARG DIR=one\nENV FROM_DIR=$DIR OTHER=1\nCOPY ${FROM_DIR} /\n', 'one/x': '', 'two/x': '' };
    expect(await reasonFor(['COPY'], { after: { args: { DIR: 'two' } } }, start)).toMatchObject({ kind: 'argument', changed: ['DIR'] });
    project.remove();
    expect(await reasonFor(['COPY'], { files: { Dockerfile: start.Dockerfile.replace('OTHER=1', 'OTHER=2') } }, start)).toMatchObject({ kind: 'instruction' });
  });

  it('that only moved down are the same', async () => {
    expect(await reasonFor([COPY], { files: { Dockerfile: `# A comment.\n\n${DOCKERFILE}`, 'src/a.js': 'other' } })).toMatchObject({ kind: 'files', changed: ['src/a.js'] });
  });

  it('in a stage that is new before others', async () => {
    const stage = 'FROM deps AS lint\nRUN npm run lint\n';
    expect(await reasonFor([COPY], { files: { ...replaced('FROM deps\n', `${stage}FROM deps\n`), 'src/a.js': 'other' } })).toMatchObject({ kind: 'files', changed: ['src/a.js'] });
  });
});

describe('arguments', () => {
  it('that were given another value, which is not told', async () => {
    const reason = await reasonFor([MAKE], { before: { args: { MODE: 'hidden-one' } }, after: { args: { MODE: 'hidden-two' } } });
    expect(reason).toEqual({ kind: 'argument', sentence: 'RUN make $MODE ran again because the value of the build argument MODE changed.', changed: ['MODE'], count: 1 });
  });

  it('that were given now, and before not', async () => {
    expect(await reasonFor([NPM], { after: { args: { MIRROR: 'x' } } })).toMatchObject({ kind: 'argument', changed: ['MIRROR'] });
  });

  it('from the environment', async () => {
    const args = { MODE: null };
    expect(await reasonFor([MAKE], { before: { args, env: { MODE: 'a' } }, after: { args, env: { MODE: 'b' } } })).toMatchObject({ kind: 'argument', changed: ['MODE'] });
  });

  it('that are declared after the step do not count', async () => {
    expect(await reasonFor([NPM], { before: { args: { MODE: 'a' } }, after: { args: { MODE: 'b' } } })).toMatchObject({ kind: 'evicted' });
  });

  it('whose default changed while a value was given do not count', async () => {
    const args = { MIRROR: 'given' };
    expect(await reasonFor([NPM], { before: { args }, after: { args }, files: replaced('https://example.com', 'https://example.org') })).toMatchObject({ kind: 'evicted' });
  });

  it('that choose the base image', async () => {
    expect(await reasonFor(['WORKDIR'], { after: { args: { VERSION: '13' } } })).toMatchObject({
      kind: 'argument', sentence: 'WORKDIR /src ran again because the value of the build argument VERSION changed, which FROM names.', changed: ['VERSION'],
    });
  });
});

describe('base images', () => {
  it('by another name', async () => {
    const start = { Dockerfile: 'FROM node:20\nRUN x\n' };
    expect(await reasonFor(['RUN'], { files: { Dockerfile: 'FROM node:22\nRUN x\n' } }, start)).toEqual({
      kind: 'base-image', sentence: 'RUN x ran again because its stage now begins with node:22 instead of node:20.', changed: ['node:22', 'node:20'], count: 2,
    });
  });

  /** The engine knows no image here: ids are put in by hand. */
  const withId = (record: Awaited<ReturnType<BuiltProject['build']>>, image: string, id: string) =>
    ({ ...record, inputs: { web: { ...record.inputs!['web']!, bases: { [image]: id } } } });

  it('that are other ones by the same name', async () => {
    project = new BuiltProject({ Dockerfile: 'FROM node:20 AS a\nFROM a\nRUN x\nCOPY --from=busybox /bin/sh /\n' });
    const [first, second] = [await project.build(), await project.build({ ran: ['RUN'] })];
    const reason = (image: string, before: string, after: string, record = second) => compareRecords(withId(first, image, before), withId(record, image, after)).targets[0]!.firstMiss!.reason;
    expect(reason('node:20', 'sha256:1', 'sha256:2')).toMatchObject({ kind: 'base-image', changed: ['node:20'] });
    expect(reason('node:20', 'sha256:1', 'sha256:1')).toMatchObject({ kind: 'evicted' });
    const copied = await project.build({ ran: ['COPY'] });
    expect(reason('busybox', 'sha256:1', 'sha256:2', copied)).toMatchObject({ kind: 'base-image', changed: ['busybox'] });
  });

  it('are known by the digests in the names of steps', async () => {
    project = new BuiltProject({ Dockerfile: 'FROM node:20\nRUN x\n' });
    const build = async (digit: string, ran: readonly string[]) => {
      const record = await project.build({ ran });
      const steps = record.trace.steps.map((step) => (step.kind === 'base' ? { ...step, label: `FROM docker.io/library/node:20@sha256:${digit.repeat(64)}` } : step));
      return { ...record, trace: { ...record.trace, steps } };
    };
    const [one, two, same] = [await build('1', []), await build('2', ['RUN']), await build('1', ['RUN'])];
    expect(compareRecords(one, two).targets[0]!.firstMiss!.reason).toMatchObject({ kind: 'base-image', changed: ['docker.io/library/node:20'] });
    expect(compareRecords({ ...one, inputs: null }, two).targets[0]!.firstMiss!.reason.kind).toBe('base-image');
    expect(compareRecords(one, same).targets[0]!.firstMiss!.reason.kind).toBe('evicted');
  });
});

describe('the build as a whole', () => {
  it('without cache', async () => {
    expect(await reasonFor([NPM], { after: { record: { noCache: true } }, files: { 'src/a.js': 'x' } })).toMatchObject({ kind: 'no-cache', sentence: 'RUN npm ci ran again because the build was told to use no cache.' });
  });

  it('with another builder', async () => {
    expect(await reasonFor([NPM], { after: { record: { builder: 'big' } } })).toMatchObject({ kind: 'builder', changed: ['big'] });
  });

  it('for another platform', async () => {
    expect(await reasonFor([NPM], { after: { platforms: ['linux/arm64'] } })).toMatchObject({ kind: 'platform', changed: ['linux/arm64'] });
  });

  it('for a target that the earlier one did not build', async () => {
    project = new BuiltProject(FILES);
    const first = await project.build({ name: 'api' });
    const comparison = compareRecords(first, await project.build({ name: 'web', ran: [NPM] }));
    expect(comparison.targets.map(({ target, only, firstMiss }) => [target, only, firstMiss?.reason.kind])).toEqual([['web', 'after', 'not-built-before'], ['api', 'before', undefined]]);
  });

  it('for another stage', async () => {
    project = new BuiltProject(FILES);
    const first = await project.build({ target: 'deps' });
    const ofDeps = { ...first, trace: { ...first.trace, steps: first.trace.steps.filter(({ stage }) => stage === 'deps') } };
    const { reason } = compareRecords(ofDeps, await project.build({ ran: [COPY, MAKE] })).targets[0]!.firstMiss!;
    expect(reason).toMatchObject({ kind: 'target', sentence: 'COPY src ./src ran because the build was for the last stage, and the earlier one for the stage deps.' });
  });

  it.each([['failed', 'failed at it'], ['waiting', 'ended before it was done'], ['cancelled', 'ended before it was done']] as const)('after one in which the step %s', async (state, how) => {
    expect(await reasonFor([MAKE], { before: { ran: [MAKE], state } })).toMatchObject({ kind: 'not-built-before', sentence: `RUN make $MODE ran because the earlier build ${how}.` });
  });

  it('whose inputs are gone', async () => {
    project = new BuiltProject(FILES);
    const [first, second] = [await project.build(), await project.build({ ran: [COPY] })];
    expect(compareRecords({ ...first, inputs: null }, second).targets[0]!.firstMiss!.reason).toMatchObject({ kind: 'unknown' });
    expect(compareRecords(first, { ...second, inputs: { web: { ...second.inputs!['web']!, instructions: [] } } }).targets[0]!.firstMiss!.reason).toMatchObject({ kind: 'unknown' });
    project.write(replaced('COPY src ./src', 'COPY src /app'));
    const third = await project.build({ ran: ['COPY src /app'] });
    expect(compareRecords({ ...first, inputs: null }, third).targets[0]!.firstMiss!.reason).toMatchObject({ kind: 'instruction', changed: ['COPY src /app'] });
  });

  it('that fetches something', async () => {
    expect(await reasonFor(['ADD'], {}, { Dockerfile: 'FROM a\nADD https://example.com/a.tgz /\n' })).toMatchObject({ kind: 'unknown', sentence: expect.stringContaining('what it fetches may have') as string });
  });

  it('whose files could not all be compared', async () => {
    project = new BuiltProject(FILES);
    const [first, second] = [await project.build(), await project.build({ ran: [COPY] })];
    const web = first.inputs!['web']!;
    const part = (files: Record<string, string>, complete = true) => ({ ...first, inputs: { web: { ...web, contexts: { '.': { ...web.contexts['.']!, files, complete } } } } });
    const files = web.contexts['.']!.files;
    expect(compareRecords(part({ ...files, 'src/a.js': '644:~1-2' }), second).targets[0]!.firstMiss!.reason.kind).toBe('unknown');
    const { 'src/a.js': _, ...fewer } = files;
    expect(compareRecords(part(fewer, false), second).targets[0]!.firstMiss!.reason.kind).toBe('unknown');
    expect(compareRecords(part(fewer), second).targets[0]!.firstMiss!.reason).toMatchObject({ kind: 'files', changed: ['src/a.js'] });
  });

  it('on another target that was rebuilt', async () => {
    project = new BuiltProject({ 'base/Dockerfile': 'FROM a\nRUN base\n', 'web/Dockerfile': 'FROM base\nCOPY x /\nRUN web\n', 'web/x': '1' });
    const contexts = { base: 'target:base' };
    const build = async (ran: readonly string[]) => {
      const base = await project.build({ name: 'base', dockerfile: 'base/Dockerfile', context: project.at('base'), ran });
      const web = await project.build({ name: 'web', dockerfile: 'web/Dockerfile', context: project.at('web'), contexts, ran });
      const last = base.trace.steps.at(-1)!.id;
      const own = web.trace.steps.filter(({ kind }) => kind !== 'base').map((step, at) => (at === 0 ? { ...step, inputs: [last] } : step));
      const steps = [...base.trace.steps.map((step) => ({ ...step, targets: ['base', 'web'] })), ...own];
      return { ...web, inputs: { ...base.inputs, ...web.inputs }, trace: { ...web.trace, steps, targets: [...base.trace.targets, ...web.trace.targets] } };
    };
    const first = await build([]);
    project.write({ 'base/Dockerfile': 'FROM a\nRUN base again\n' });
    const { targets, headline } = compareRecords(first, await build(['RUN base again', 'COPY x', 'RUN web']));
    expect(targets.map(({ target, firstMiss }) => [target, firstMiss!.label, firstMiss!.reason.kind, firstMiss!.reason.changed])).toEqual([
      ['base', 'RUN base again', 'instruction', ['RUN (line 2)']],
      ['web', 'COPY x /', 'other-target', ['base']],
    ]);
    expect(targets[1]!.steps.map(({ label }) => label)).toEqual(['COPY x /', 'RUN web']);
    expect(headline).toContain('in base, RUN base again ran again');
  });
});
