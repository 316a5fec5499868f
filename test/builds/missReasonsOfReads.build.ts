import { rmSync, symlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DockerfileWhat } from '../../server/src/build/request.ts';
import { docker, dockerOutput } from './support/docker.ts';
import { uniqueId } from './support/engine.ts';
import { RebuiltProject, type Rebuilt } from './support/rebuiltProject.ts';

const RUN = uniqueId('r').replaceAll(/[^a-z0-9]/g, '');
const OS = `drydock-b-os-${RUN}:local`;

const DOCKERFILE = `FROM ${OS} AS deps
RUN --mount=type=bind,source=go.mod,target=/tmp/go.mod cat /tmp/go.mod > /deps.txt
FROM deps AS app
COPY --exclude=*.md docs/ /docs/
COPY <<EOF /etc/app.conf
run=${RUN}
EOF
COPY links/app.conf /etc/linked.conf
ARG PART=one
COPY parts/\${PART}/ /part/
FROM app AS tested
RUN --mount=type=bind,target=/context cat /context/tests/*.txt > /tests.txt
`;

const FILES: Readonly<Record<string, string>> = {
  'docker/app.Dockerfile': DOCKERFILE,
  'docker/app.Dockerfile.dockerignore': '**/*.tmp\n',
  '.dockerignore': 'docs\n',
  'go.mod': `module ${RUN}\n`,
  'docs/guide.txt': `guide ${RUN}\n`,
  'docs/notes.md': 'notes\n',
  'real/app.conf': `linked ${RUN}\n`,
  'real/other.conf': `other ${RUN}\n`,
  'parts/one/a.txt': `one ${RUN}\n`,
  'parts/two/a.txt': `two ${RUN}\n`,
  'tests/first.txt': `first ${RUN}\n`,
};

const RUN_DEPS = 'RUN --mount=type=bind,source=go.mod,target=/tmp/go.mod cat /tmp/go.mod > /deps.txt';
const COPY_DOCS = 'COPY --exclude=*.md docs/ /docs/';
const COPY_TEXT = `COPY <<EOF /etc/app.conf\nrun=${RUN}\nEOF`;
const COPY_LINKED = 'COPY links/app.conf /etc/linked.conf';
const COPY_PART = 'COPY parts/${PART}/ /part/';
const RUN_TESTS = 'RUN --mount=type=bind,target=/context cat /context/tests/*.txt > /tests.txt';

let project: RebuiltProject;

const what = (more: Partial<DockerfileWhat> = {}): DockerfileWhat => ({
  kind: 'dockerfile', folder: project.root, dockerfile: project.at('docker/app.Dockerfile'), context: project.root, target: null, args: {}, platform: null, tags: [`drydock-b-${RUN}:local`], ...more,
});

/** What ran, and why, of the one target. */
async function rebuild(more: Partial<DockerfileWhat> = {}): Promise<{ ran: string[]; reason: ReturnType<Rebuilt['reason']> }> {
  const { ran, reason, record } = await project.rebuild(what(more));
  const { name } = record.trace.targets[0]!;
  return { ran: ran(name), reason: reason(name) };
}

const NOTHING = { ran: [], reason: null };

beforeAll(async () => {
  project = await RebuiltProject.create(FILES);
  project.write('links/readme', '');
  symlinkSync('../real/app.conf', project.at('links/app.conf'));
  await dockerOutput(['tag', 'drydock-base/debian:local', OS]);
  expect((await project.build(what())).state).toBe('done');
}, 180_000);

afterAll(async () => {
  await docker(['image', 'rm', OS, `drydock-b-${RUN}:local`]);
  project.remove();
});

if (process.platform !== 'win32') describe('what an instruction reads, with a real engine', () => {
  it('a file of a bind mount', async () => {
    project.write('go.mod', `module other${RUN}\n`);
    expect(await rebuild()).toMatchObject({ ran: [RUN_DEPS, COPY_DOCS, COPY_TEXT, COPY_LINKED, COPY_PART, RUN_TESTS], reason: { kind: 'files', changed: ['go.mod'] } });
  });

  it('what --exclude leaves out does not count for its COPY, and does for a mount of all', async () => {
    project.write('docs/notes.md', `other notes ${RUN}\n`);
    expect(await rebuild()).toMatchObject({ ran: [RUN_TESTS], reason: { step: RUN_TESTS, kind: 'files', changed: ['docs/notes.md'] } });
    project.write('docs/guide.txt', `other guide ${RUN}\n`);
    expect(await rebuild()).toMatchObject({ ran: [COPY_DOCS, COPY_TEXT, COPY_LINKED, COPY_PART, RUN_TESTS], reason: { kind: 'files', changed: ['docs/guide.txt'] } });
  });

  it('the text of a heredoc', async () => {
    project.edit('docker/app.Dockerfile', `run=${RUN}`, `run=other${RUN}`);
    const { ran, reason } = await rebuild({ target: 'app' });
    expect(ran).toEqual([COPY_TEXT.replace('run=', 'run=other'), COPY_LINKED, COPY_PART]);
    expect(reason).toMatchObject({ kind: 'instruction', changed: ['COPY (line 5)'] });
    expect(await rebuild()).toMatchObject({ ran: [RUN_TESTS], reason: { kind: 'target', changed: ['app'] } });
  });

  it('what a link leads to, and another target of the link', async () => {
    project.write('real/app.conf', `linked again ${RUN}\n`);
    expect(await rebuild()).toMatchObject({ ran: [COPY_LINKED, COPY_PART, RUN_TESTS], reason: { step: COPY_LINKED, kind: 'files', changed: ['real/app.conf'] } });
    rmSync(project.at('links/app.conf'));
    symlinkSync('../real/other.conf', project.at('links/app.conf'));
    const { ran, reason } = await rebuild();
    expect(ran).toEqual([COPY_LINKED, COPY_PART, RUN_TESTS]);
    expect(reason).toMatchObject({ step: COPY_LINKED, kind: 'files' });
    expect(reason!.changed).toContain('links/app.conf');
  });

  it('an argument that names the source, whose value is kept nowhere', async () => {
    expect(await rebuild({ args: { PART: 'two' } })).toMatchObject({ ran: [COPY_PART, RUN_TESTS], reason: { step: COPY_PART, kind: 'argument', changed: ['PART'] } });
    project.write('parts/one/a.txt', `one again ${RUN}\n`);
    expect(await rebuild({ args: { PART: 'two' } })).toMatchObject({ ran: [RUN_TESTS], reason: { step: RUN_TESTS, kind: 'files', changed: ['parts/one/a.txt'] } });
  });

  it('the ignore file beside the Dockerfile, not the one of the context', async () => {
    project.write('.dockerignore', 'docs\ntests\n');
    const first = await rebuild({ args: { PART: 'two' } });
    // It is a file of the context too, and the mount has all of them.
    expect(first).toMatchObject({ ran: [RUN_TESTS], reason: { kind: 'files', changed: ['.dockerignore'] } });
    project.write('docker/app.Dockerfile.dockerignore', '**/*.tmp\ndocs/guide.*\ndocker\n');
    const { ran, reason } = await rebuild({ args: { PART: 'two' } });
    expect(ran[0]).toBe(COPY_DOCS);
    expect(reason).toMatchObject({ step: COPY_DOCS, kind: 'ignore', changed: ['docs/guide.txt'] });
    expect(reason!.sentence).toContain('docker/app.Dockerfile.dockerignore now leaves out docs/guide.txt (by its line docs/guide.*)');
  });

  it('another target: what was not built for the earlier one', async () => {
    project.write('go.mod', `module third${RUN}\n`);
    await project.build(what({ target: 'deps' }));
    const { ran, reason } = await rebuild();
    expect(ran[0]).toBe(COPY_DOCS);
    expect(reason).toMatchObject({ step: COPY_DOCS, kind: 'target', changed: ['deps'] });
  });

  it('nothing', async () => {
    expect(await rebuild()).toEqual(NOTHING);
  });
});
