import { chmodSync, mkdirSync, rmSync, utimesSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuildRequest } from '../../server/src/build/request.ts';
import { docker, dockerOutput } from './support/docker.ts';
import { uniqueId } from './support/engine.ts';
import { RebuiltProject } from './support/rebuiltProject.ts';

const RUN = uniqueId('b').replaceAll(/[^a-z0-9]/g, '');
const OS = `drydock-b-os-${RUN}:local`;

const FILES: Readonly<Record<string, string>> = {
  'compose.yml': `
name: drydock-b-${RUN}
services:
  base:
    build: ./base
  web:
    build:
      context: ./web
      additional_contexts: {base: "service:base"}
  api:
    build:
      context: ./api
      args: {GREETING: hello, SECRET_TOKEN: "t0p-s3cret-value"}
`,
  'base/Dockerfile': `FROM ${OS}\nCOPY setup.sh /setup.sh\nRUN sh /setup.sh\n`,
  'base/setup.sh': `echo ${RUN} > /setup.txt\n`,
  'web/Dockerfile': 'FROM base\nCOPY page.html /page.html\nRUN cat /setup.txt /page.html > /site.html\n',
  'web/page.html': '<h1>hello</h1>\n',
  'api/Dockerfile': `FROM ${OS} AS build
WORKDIR /src/${RUN}
COPY requirements.txt ./
RUN cat requirements.txt > /deps.txt
ARG LEVEL=1
COPY src/ ./src/
RUN sh src/make.sh > /out.txt && cat src/*.txt >> /out.txt
FROM ${OS}
LABEL run=${RUN}
COPY --from=build /out.txt /deps.txt /app/
COPY config/*.ini /etc/app/
ARG GREETING
RUN echo "$GREETING" > /greeting.txt
CMD ["cat", "/greeting.txt"]
`,
  'api/.dockerignore': '# What no build needs.\n**/*.log\n',
  'api/requirements.txt': `flask==3 # ${RUN}\n`,
  'api/src/make.sh': 'echo made\n',
  'api/src/a.txt': `a ${RUN}\n`,
  'api/src/b.txt': 'b\n',
  'api/src/noise.log': 'noise\n',
  'api/config/app.ini': `[app ${RUN}]\n`,
  'api/config/readme.md': 'Not copied.\n',
  'api/README.md': 'Not copied.\n',
};

const COPY_MANIFEST = 'COPY requirements.txt ./';
const RUN_DEPS = 'RUN cat requirements.txt > /deps.txt';
const COPY_SOURCES = 'COPY src/ ./src/';
const RUN_MAKE = 'RUN sh src/make.sh > /out.txt && cat src/*.txt >> /out.txt';
const COPY_RESULT = 'COPY --from=build /out.txt /deps.txt /app/';
const COPY_CONFIG = 'COPY config/*.ini /etc/app/';
const RUN_GREETING = 'RUN echo "$GREETING" > /greeting.txt';
const WORKDIR = `WORKDIR /src/${RUN}`;

let project: RebuiltProject;

const at = (file: string): string => project.at(file);
const write = (file: string, text: string): void => project.write(file, text);
const edit = (file: string, from: string, to: string): void => project.edit(file, from, to);

beforeAll(async () => {
  project = await RebuiltProject.create(FILES);
  await dockerOutput(['tag', 'drydock-base/debian:local', OS]);
  await build(['api', 'web']);
}, 180_000);

afterAll(async () => {
  const names = (await dockerOutput(['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}'])).split('\n').filter((name) => name.includes(RUN));
  await docker(['image', 'rm', ...names]);
  project.remove();
});

const build = (services: readonly string[], more: Partial<BuildRequest> = {}) =>
  project.build({ kind: 'compose', folder: project.root, files: [], services, profiles: [] }, more);
const rebuild = (services: readonly string[] = ['api'], more: Partial<BuildRequest> = {}) =>
  project.rebuild({ kind: 'compose', folder: project.root, files: [], services, profiles: [] }, more);

/** Of the final stage, in the order of the file. */
const AFTER_RESULT = [COPY_RESULT, COPY_CONFIG, RUN_GREETING];

describe('the reason why a step ran again, with a real engine', () => {
  it('nothing changed: everything comes from the cache', async () => {
    const { ran, reason, comparison } = await rebuild();
    expect(ran('api')).toEqual([]);
    expect(reason('api')).toBeNull();
    expect(comparison.headline).toContain('everything came from the cache');
  });

  it('a source file', async () => {
    write('api/src/a.txt', `another a ${RUN}\n`);
    const { ran, reason, comparison } = await rebuild();
    expect(ran('api')).toEqual([COPY_SOURCES, RUN_MAKE, ...AFTER_RESULT]);
    const sentence = 'COPY src/ ./src/ ran again because api/src/a.txt changed.';
    expect(reason('api')).toEqual({ step: COPY_SOURCES, kind: 'files', changed: ['api/src/a.txt'], sentence });
    expect(comparison.headline).toContain(sentence);
  });

  it('a manifest, and a file beside it', async () => {
    write('api/requirements.txt', `flask==4 # ${RUN}\n`);
    write('api/src/b.txt', `another b ${RUN}\n`);
    const { ran, reason } = await rebuild();
    expect(ran('api')).toEqual([COPY_MANIFEST, RUN_DEPS, COPY_SOURCES, RUN_MAKE, ...AFTER_RESULT]);
    expect(reason('api')).toMatchObject({ step: COPY_MANIFEST, kind: 'files', changed: ['api/requirements.txt'] });
  });

  it('a file that a wildcard takes, and one that it does not', async () => {
    write('api/config/readme.md', `Changed ${RUN}.\n`);
    expect((await rebuild()).ran('api')).toEqual([]);
    write('api/config/db.ini', `[db ${RUN}]\n`);
    const { ran, reason } = await rebuild();
    expect(ran('api')).toEqual([COPY_CONFIG, RUN_GREETING]);
    expect(reason('api')).toMatchObject({ step: COPY_CONFIG, kind: 'files', changed: ['api/config/db.ini'] });
    expect(reason('api')!.sentence).toContain('api/config/db.ini is new');
  });

  it('the value of a build argument, which is never told', async () => {
    edit('compose.yml', 'GREETING: hello', 'GREETING: s3cret-greeting');
    const { ran, reason, record } = await rebuild();
    expect(ran('api')).toEqual([RUN_GREETING]);
    expect(reason('api')).toMatchObject({ step: RUN_GREETING, kind: 'argument', changed: ['GREETING'] });
    expect(JSON.stringify(record)).not.toMatch(/s3cret-greeting|t0p-s3cret/);
  });

  it('the default of an argument that RUN sees', async () => {
    edit('api/Dockerfile', 'ARG LEVEL=1', 'ARG LEVEL=2');
    const { ran, reason } = await rebuild();
    expect(ran('api')).toEqual([RUN_MAKE]);
    expect(reason('api')).toMatchObject({ step: RUN_MAKE, kind: 'instruction', changed: ['ARG LEVEL (line 5)'] });
  });

  it('a line of the Dockerfile', async () => {
    edit('api/Dockerfile', RUN_GREETING, 'RUN echo "$GREETING!" > /greeting.txt');
    const { ran, reason } = await rebuild();
    expect(ran('api')).toEqual(['RUN echo "$GREETING!" > /greeting.txt']);
    expect(reason('api')).toMatchObject({ kind: 'instruction', changed: ['RUN (line 13)'] });
  });

  it('a line that is new, and one that has no step', async () => {
    edit('api/Dockerfile', COPY_SOURCES, `${COPY_SOURCES}\nRUN echo ${RUN} > /new.txt`);
    const added = await rebuild();
    expect(added.ran('api')).toEqual([`RUN echo ${RUN} > /new.txt`, RUN_MAKE]);
    expect(added.reason('api')).toMatchObject({ step: `RUN echo ${RUN} > /new.txt`, kind: 'instruction' });
    edit('api/Dockerfile', COPY_MANIFEST, `ENV FLAVOUR=${RUN}\n${COPY_MANIFEST}`);
    const variable = await rebuild();
    expect(variable.ran('api')).toEqual([RUN_DEPS, COPY_SOURCES, `RUN echo ${RUN} > /new.txt`, RUN_MAKE]);
    expect(variable.reason('api')).toMatchObject({ step: RUN_DEPS, kind: 'instruction', changed: ['ENV FLAVOUR (line 3)'] });
  });

  it('a label and a command, which no step sees', async () => {
    edit('api/Dockerfile', `LABEL run=${RUN}`, `LABEL run=other${RUN}`);
    edit('api/Dockerfile', 'CMD ["cat"', 'CMD ["tac"');
    const { ran, reason } = await rebuild();
    expect([ran('api'), reason('api')]).toEqual([[], null]);
  });

  it('a comment, a blank line and a continued line', async () => {
    edit('api/Dockerfile', RUN_DEPS, '# What it needs.\n\nRUN cat requirements.txt \\\n# (a comment)\n> /deps.txt');
    const { ran, reason } = await rebuild();
    expect([ran('api'), reason('api')]).toEqual([[], null]);
  });

  it('.dockerignore leaves out what was copied, and lets it in again', async () => {
    write('api/.dockerignore', '# What no build needs.\n**/*.log\nsrc/b.*\n');
    const out = await rebuild();
    expect(out.ran('api')[0]).toBe(COPY_SOURCES);
    expect(out.reason('api')).toEqual({
      step: COPY_SOURCES,
      kind: 'ignore',
      changed: ['api/src/b.txt'],
      sentence: 'COPY src/ ./src/ ran again because api/.dockerignore now leaves out api/src/b.txt (by its line src/b.*).',
    });
    write('api/.dockerignore', '# What no build needs.\nsrc/b.*\n');
    const letIn = await rebuild();
    expect(letIn.ran('api')[0]).toBe(COPY_SOURCES);
    expect(letIn.reason('api')).toMatchObject({ kind: 'ignore', changed: ['api/src/noise.log'] });
  });

  it('a line of .dockerignore that changes nothing', async () => {
    write('api/.dockerignore', '# Something else.\nsrc/b.*\n*.md\n');
    const { ran, reason } = await rebuild();
    expect([ran('api'), reason('api')]).toEqual([[], null]);
  });

  if (process.platform !== 'win32') it('a mode bit', async () => {
    chmodSync(at('api/src/make.sh'), 0o755);
    const { ran, reason } = await rebuild();
    expect(ran('api')[0]).toBe(COPY_SOURCES);
    expect(reason('api')).toMatchObject({ step: COPY_SOURCES, kind: 'mode', changed: ['api/src/make.sh'] });
  });

  it('an empty folder, and the mode of a folder, which does not count', async () => {
    mkdirSync(at('api/src/empty'));
    const folder = await rebuild();
    expect(folder.ran('api')[0]).toBe(COPY_SOURCES);
    expect(folder.reason('api')).toMatchObject({ kind: 'files', changed: ['api/src/empty/'] });
    chmodSync(at('api/src/empty'), 0o700);
    chmodSync(at('api/src'), 0o700);
    const { ran, reason } = await rebuild();
    expect([ran('api'), reason('api')]).toEqual([[], null]);
  });

  it('a file that is only touched, and one that is not copied', async () => {
    utimesSync(at('api/src/a.txt'), 1_000_000_000, 1_000_000_000);
    utimesSync(at('api/requirements.txt'), new Date(), new Date());
    write('api/README.md', `Changed ${RUN}.\n`);
    const { ran, reason } = await rebuild();
    expect([ran('api'), reason('api')]).toEqual([[], null]);
  });

  it('files that are new, changed and gone in a folder', async () => {
    write('api/src/deep/new.txt', `new ${RUN}\n`);
    rmSync(at('api/src/noise.log'));
    write('api/src/a.txt', `third a ${RUN}\n`);
    const { ran, reason } = await rebuild();
    expect(ran('api')[0]).toBe(COPY_SOURCES);
    expect(reason('api')).toEqual({
      step: COPY_SOURCES,
      kind: 'files',
      changed: ['api/src/a.txt', 'api/src/deep/new.txt', 'api/src/noise.log'],
      sentence: 'COPY src/ ./src/ ran again because api/src/a.txt changed, api/src/deep/new.txt is new and api/src/noise.log is gone.',
    });
  });

  it('another base image by the same name', async () => {
    await dockerOutput(['tag', 'drydock-base/python:local', OS]);
    const { ran, reason } = await rebuild();
    expect(ran('api')[0]).toBe(WORKDIR);
    expect(ran('api')).toHaveLength(9);
    expect(reason('api')).toMatchObject({ step: WORKDIR, kind: 'base-image', changed: [OS] });
    await dockerOutput(['tag', 'drydock-base/debian:local', OS]);
    await build(['api', 'web']);
  });

  it('another target that it builds on', async () => {
    await build(['web']);
    write('base/setup.sh', `echo another ${RUN} > /setup.txt\n`);
    const { ran, reason, comparison } = await rebuild(['web']);
    expect(ran('base')).toEqual(['COPY setup.sh /setup.sh', 'RUN sh /setup.sh']);
    expect(ran('web')).toEqual(['COPY page.html /page.html', 'RUN cat /setup.txt /page.html > /site.html']);
    expect(reason('base')).toMatchObject({ kind: 'files', changed: ['base/setup.sh'] });
    expect(reason('web')).toEqual({
      step: 'COPY page.html /page.html',
      kind: 'other-target',
      changed: ['base'],
      sentence: 'COPY page.html /page.html ran again because base, which it builds on, was rebuilt.',
    });
    expect(comparison.headline).toContain('base/setup.sh changed');
  });

  it('told to use no cache', async () => {
    const { ran, reason } = await rebuild(['web'], { noCache: true });
    expect(ran('web')).toHaveLength(2);
    expect(reason('web')).toMatchObject({ kind: 'no-cache' });
  });

  it('a target that was not built before, and one that was not asked for', async () => {
    write('api/requirements.txt', `flask==5 # ${RUN}\n`);
    const { comparison, reason } = await rebuild(['api']);
    expect(comparison.targets.map(({ target, only }) => [target, only])).toEqual(expect.arrayContaining([['api', 'after'], ['web', 'before']]));
    expect(reason('api')).toMatchObject({ kind: 'not-built-before' });
  });

  it('a build that failed before it got there', async () => {
    edit('api/Dockerfile', 'RUN echo "$GREETING!" > /greeting.txt', 'RUN echo "$GREETING?" > /greeting.txt && test -e /fixed.txt || test -e /etc/app/fixed.ini');
    expect((await build(['api'])).state).toBe('failed');
    write('api/config/fixed.ini', `${RUN}\n`);
    const { ran, reason, comparison } = await rebuild();
    expect(ran('api')).toEqual([COPY_CONFIG, expect.stringContaining('fixed.ini')]);
    expect(reason('api')).toMatchObject({ step: COPY_CONFIG, kind: 'files', changed: ['api/config/fixed.ini'] });
    expect(comparison.headline).toContain('; the build before failed after ');
  });
});
