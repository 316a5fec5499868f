import { cp } from 'node:fs/promises';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { BuildTrace } from '../../server/src/timing/trace.ts';
import { sendContext } from './support/contextBuild.ts';
import { docker, dockerOutput } from './support/docker.ts';
import { BuildProject, makeBase, removeBase, type Ran } from './support/running/buildProject.ts';
import { mostAtOnce, stepWith, workOf } from './support/running/intervals.ts';

let open: BuildProject[] = [];
beforeAll(makeBase);
afterEach(async () => {
  for (const project of open) await project.remove();
  open = [];
});
afterAll(removeBase);

async function create(...[name, files, env]: Parameters<typeof BuildProject.create>): Promise<BuildProject> {
  const project = await BuildProject.create(name, files, env);
  open.push(project);
  return project;
}

const state = (trace: BuildTrace): Record<string, string> => Object.fromEntries(trace.targets.map((target) => [target.name, target.state]));
const shown = ({ started }: Ran): string[] => started.map(({ args }) => args.join(' '));

/** What holds for every build that came to its end. */
async function expectWhole(project: BuildProject, ran: Ran): Promise<void> {
  expect(ran.told).toEqual(ran.trace);
  expect(ran.commands).toEqual(ran.started);
  expect(await project.leftBehind()).toEqual([]);
  expect(await project.history.get(ran.record!.id)).toEqual(ran.record);
  const { summary, wall } = ran.trace;
  expect(summary.critical).toBeLessThanOrEqual(wall + 0.001);
}

describe('four services', () => {
  const service = (name: string): string => `  ${name}: {build: ./${name}}\n`;
  const names = ['alpha', 'beta', 'gamma', 'delta'];
  const files = {
    'compose.yml': `services:\n${names.map(service).join('')}`,
    ...Object.fromEntries(names.map((name) => [`${name}/Dockerfile`, `FROM {{base}}\nRUN echo ${name} {{run}} && sleep 3\n`])),
  };

  it('are built at once', async () => {
    const project = await create('at once', files);
    const ran = await project.compose();
    expect(ran.problem).toBeNull();
    expect(shown(ran)).toEqual(['compose --progress json build']);
    expect(mostAtOnce(ran.trace)).toBe(4);
    expect(state(ran.trace)).toEqual({ alpha: 'done', beta: 'done', gamma: 'done', delta: 'done' });
    await expectWhole(project, ran);
    const again = await project.compose();
    expect(again.trace.summary).toMatchObject({ instructions: 4, cached: 4, cacheRate: 1 });
  });

  it.each([1, 2, 3])('are built %d at a time', async (limit) => {
    const project = await create(`limit ${limit}`, files);
    const ran = await project.compose({}, { parallel: limit });
    expect(ran.problem).toBeNull();
    expect(mostAtOnce(ran.trace)).toBe(limit);
    expect(shown(ran)).toEqual(names.toSorted().map((name) => `compose --progress json build ${name}`));
    for (const name of names) expect((await docker(['image', 'inspect', `${project.name}-${name}`])).code).toBe(0);
    await expectWhole(project, ran);
  });

  it('are built one at a time just as compose builds them together', async () => {
    const project = await create('same images', files);
    const labels = async (): Promise<string[]> =>
      Promise.all(names.map((name) => dockerOutput(['image', 'inspect', '--format', '{{json .Config}} {{json .RepoTags}} {{json .RootFS.Layers}}', `${project.name}-${name}`])));
    await project.compose();
    const together = await labels();
    await project.compose({}, { parallel: 1 });
    expect(await labels()).toEqual(together);
  });
});

describe('services that others are built from', () => {
  const files = {
    'compose.yml': `services:
  web: {build: {context: ./web, additional_contexts: {parent: "service:my.base"}}}
  api: {build: {context: ./api, additional_contexts: {parent: "service:my.base"}}}
  my.base: {build: ./base}
`,
    'base/Dockerfile': 'FROM {{base}}\nRUN echo base {{run}} && sleep 1.5\n',
    'web/Dockerfile': 'FROM parent\nRUN echo web {{run}} && sleep 1\n',
    'api/Dockerfile': 'FROM parent\nRUN echo api {{run}} && sleep 1\n',
  };

  it.each([
    ['at once', 0, false],
    ['one by one', 1, false],
    ['two at a time, without the cache', 2, true],
  ])('come first: %s', async (_, parallel, noCache) => {
    const project = await create(`edges ${parallel}`, files);
    if (noCache) await project.compose();
    const ran = await project.compose({ services: ['api', 'web'] }, { parallel, noCache });
    expect(ran.problem).toBeNull();
    const [base, web, api] = ['echo base', 'echo web', 'echo api'].map((text) => workOf(stepWith(ran.trace, text)));
    // Once, however many processes need it.
    expect(base).toHaveLength(1);
    for (const [start] of [web![0]!, api![0]!]) expect(start).toBeGreaterThanOrEqual(base![0]![1]);
    if (parallel !== 1) expect(mostAtOnce(ran.trace)).toBe(2);
    expect(mostAtOnce(ran.trace)).toBeLessThanOrEqual(parallel === 0 ? 2 : parallel);
    expect(ran.planned.find(({ name }) => name === 'web')?.needs).toEqual(['my_base']);
    expect((await docker(['image', 'inspect', `${project.name}-my.base`])).code).toBe(0);
    await expectWhole(project, ran);
  });
});

describe('a service that fails', () => {
  const files = {
    'compose.yml': `services:
  bad: {build: {context: ./bad, args: {TOKEN: hunter2-{{run}}}}}
  good: {build: ./good}
  later: {build: {context: ./good, dockerfile: later.Dockerfile, additional_contexts: {parent: "service:bad"}}}
`,
    'bad/Dockerfile': '# comment\nFROM {{base}}\nARG TOKEN\nRUN echo first\n\nRUN echo about to fail {{run}} $TOKEN && \\\n  exit 7\n',
    'good/Dockerfile': 'FROM {{base}}\nRUN echo good {{run}} && sleep 4\n',
    'good/later.Dockerfile': 'FROM parent\nRUN echo never\n',
  };

  it('is shown with its step, its line and its log, and stops the others', async () => {
    const project = await create('stop', files);
    const ran = await project.compose();
    const step = ran.trace.steps.find((one) => one.state === 'failed')!;
    expect(step.place).toMatchObject({ dockerfile: `${project.folder}/bad/Dockerfile`, line: 5, endLine: 6 });
    expect(step.log.text).toContain(`about to fail ${project.name}`);
    expect(ran.trace.state).toBe('failed');
    expect(state(ran.trace)).toEqual({ bad: 'failed', good: 'cancelled', later: 'cancelled' });
    expect(ran.trace.targets.find(({ name }) => name === 'bad')?.failedStep).toBe(step.id);
    expect(ran.problem).toMatchObject({ kind: 'step-failed', message: expect.stringMatching(/^RUN echo about to fail .* \(bad\/Dockerfile, line 6\) failed with exit code 7: its log says why\.$/) as string });
    expect(JSON.stringify(ran.record)).not.toContain(`hunter2-${project.name}`);
    await expectWhole(project, ran);
  });

  it('stops the others also where each has its own process', async () => {
    const project = await create('stop apart', files);
    const ran = await project.compose({}, { parallel: 2 });
    expect(state(ran.trace)).toEqual({ bad: 'failed', good: 'cancelled', later: 'cancelled' });
    expect(ran.milliseconds).toBeLessThan(15_000);
    expect(ran.problem?.kind).toBe('step-failed');
    await expectWhole(project, ran);
  });

  it('lets the others go on, but for those that need it', async () => {
    const project = await create('continue', files);
    const ran = await project.compose({}, { onFailure: 'continue' });
    expect(state(ran.trace)).toEqual({ bad: 'failed', good: 'done', later: 'cancelled' });
    expect(ran.trace.targets.find(({ name }) => name === 'later')?.error).toBe('not begun: bad failed');
    expect(shown(ran)).toHaveLength(2);
    expect((await docker(['image', 'inspect', `${project.name}-good`])).code).toBe(0);
    expect(ran.trace.state).toBe('failed');
    expect(ran.record?.images).toHaveProperty('good');
    await expectWhole(project, ran);
  });
});

describe('cancelling', () => {
  /** Writes the time into a cache mount for as long as it runs, wherever the engine is. */
  const files = {
    'compose.yml': 'services:\n  a: {build: ./a}\n  b: {build: ./b}\n',
    'a/Dockerfile': 'FROM {{base}}\nRUN --mount=type=cache,id={{run}},target=/c echo begins {{run}}; while :; do date +%s%N > /c/beat; sleep 0.1; done\n',
    'b/Dockerfile': 'FROM {{base}}\nRUN echo begins b {{run}}; sleep 600\n',
    'beat/Dockerfile': 'FROM {{base}}\nARG ASKED\nRUN --mount=type=cache,id={{run}},target=/c cat /c/beat; sleep 1; cat /c/beat\n',
  };

  it.each([
    ['one process', 0],
    ['two processes', 1],
  ])('ends %s and what runs in the engine, and leaves nothing', async (_, parallel) => {
    const marker = `DRYDOCK_TEST_${Math.floor(Math.random() * 1e9)}`;
    const project = await create(`cancel ${parallel}`, files, { DRYDOCK_MARKER: marker });
    const controller = new AbortController();
    const ran = await project.compose({}, { parallel }, controller.signal, (text) => {
      if (text.startsWith('begins')) setTimeout(() => controller.abort(), 1_000);
    });
    expect(ran.problem).toMatchObject({ kind: 'cancelled' });
    expect(ran.trace.state).toBe('cancelled');
    expect(state(ran.trace)).toEqual({ a: 'cancelled', b: 'cancelled' });
    expect(ran.trace.steps.filter((step) => step.label.startsWith('RUN')).map((step) => step.state)).toEqual(parallel === 0 ? ['cancelled', 'cancelled'] : ['cancelled']);
    expect(ran.record?.state).toBe('cancelled');
    await expectWhole(project, ran);
    expect(await processesWith(marker)).toEqual([]);

    const next = await project.dockerfile({ dockerfile: `${project.folder}/beat/Dockerfile`, context: `${project.folder}/beat`, args: { ASKED: marker } });
    expect(next.problem).toBeNull();
    expect(next.milliseconds).toBeLessThan(20_000);
    const [first, second] = stepWith(next.trace, '/c/beat').log.text.trim().split('\n');
    expect(first).toMatch(/^\d{10,}$/);
    expect(second).toBe(first);
  });

  it('before anything has begun starts nothing', async () => {
    const project = await create('aborted', files);
    const ran = await project.compose({}, {}, AbortSignal.abort());
    expect(ran).toMatchObject({ record: null, commands: [], started: [], problem: { kind: 'cancelled' } });
    expect(await project.leftBehind()).toEqual([]);
  });
});

/** Processes of this machine that were started with a value in their environment. */
async function processesWith(marker: string): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const found: string[] = [];
  for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && name !== String(process.pid))) {
    const environment = await readFile(`/proc/${id}/environ`, 'latin1').catch(() => '');
    if (environment.includes(marker)) found.push(await readFile(`/proc/${id}/cmdline`, 'latin1').catch(() => id));
  }
  return found;
}

describe('a Dockerfile', () => {
  const files = {
    Dockerfile: 'FROM {{base}} AS build\nARG GREETING=none\nRUN echo "$GREETING" > /greeting && echo {{run}}\nFROM build AS prod\nCOPY data /data\nRUN sleep 20\nFROM build AS sent\nCOPY data /data\nFROM build AS test\nRUN exit 1\n',
    'data/a.txt': 'a'.repeat(70_000),
    'data/deep/b.txt': 'b',
    'data/ignored.log': 'x'.repeat(1000),
    'other.txt': 'not copied',
    '.dockerignore': '**/*.log\n',
  };

  it('is built to a stage, with arguments, for a platform, and timed as it went', async () => {
    const project = await create('dockerfile', files);
    const copy = `${project.root}/copy`;
    await cp(project.folder, copy, { recursive: true, preserveTimestamps: true });
    const platform = (await dockerOutput(['version', '--format', '{{.Server.Os}}/{{.Server.Arch}}'])).trim();
    const tag = `${project.name}:built`;
    const ran = await project.dockerfile({ target: 'prod', args: { GREETING: `hello ${project.name}` }, platform, tags: [tag] });
    expect(ran.problem).toBeNull();
    await expectWhole(project, ran);

    const [target] = ran.trace.targets;
    expect(target).toMatchObject({ name: 'Dockerfile (prod)', state: 'done' });
    expect(ran.trace.steps.some(({ stage }) => stage === 'test')).toBe(false);
    expect(stepWith(ran.trace, 'sleep 20').place?.line).toBe(5);
    expect(JSON.stringify(ran.record)).not.toContain(`hello ${project.name}`);
    expect(ran.record?.what).toEqual({ kind: 'dockerfile', files: ['Dockerfile'], names: ['prod'] });

    const wall = ran.record!.milliseconds;
    expect(Math.abs(wall - ran.trace.wall)).toBeLessThan(Math.max(500, wall * 0.05));

    const { transferred } = await sendContext({ folder: copy, dockerfile: `${copy}/Dockerfile`, target: 'sent' });
    expect(target!.contextBytes).toBe(transferred);
    expect(transferred).toBeGreaterThan(70_000);

    const [id, bytes] = (await dockerOutput(['image', 'inspect', '--format', '{{.Id}} {{.Size}}', tag])).trim().split(' ');
    const image = ran.record!.images[target!.name]!;
    expect([image.id, String(image.bytes)]).toEqual([id, bytes]);
    expect(image.names).toEqual([tag]);
    expect(image.layers.find(({ createdBy }) => createdBy.startsWith('COPY data'))?.bytes).toBe(70_001);
    expect(image.layers.reduce((sum, layer) => sum + layer.bytes, 0)).toBe(image.bytes);
    await docker(['image', 'rm', '--no-prune', tag]);
  });
});

describe('a bake file', () => {
  const files = {
    'docker/docker-bake.hcl': `
group "default" { targets = ["web", "tool"] }
target "base" {
  context = "../base"
}
target "web" {
  context = "../web"
  contexts = { parent = "target:base" }
  tags = ["{{run}}:web"]
}
target "tool" {
  context = "."
  dockerfile-inline = "FROM {{base}}\\nRUN echo tool {{run}}"
  tags = ["{{run}}:tool"]
}
target "far" {
  context = "../../far"
}
`,
    'base/Dockerfile': 'FROM {{base}}\nRUN echo base {{run}} && sleep 1\n',
    'web/Dockerfile': 'FROM parent\nRUN echo web {{run}}\n',
    '../far/Dockerfile': 'FROM {{base}}\n',
  };

  it.each([0, 1])('is built with its groups, edges and neighbours (limit %d)', async (parallel) => {
    const project = await create(`bake ${parallel}`, files);
    const ran = await project.bake({ folder: `${project.folder}/docker`, files: [`${project.folder}/docker/docker-bake.hcl`] }, { parallel });
    expect(ran.problem).toBeNull();
    expect(state(ran.trace)).toEqual({ base: 'done', tool: 'done', web: 'done' });
    expect(ran.planned.find(({ name }) => name === 'web')).toMatchObject({ context: `${project.folder}/web`, needs: ['base'] });
    const [base, web] = ['echo base', 'echo web'].map((text) => stepWith(ran.trace, text));
    expect(web!.intervals[0]![0]).toBeGreaterThanOrEqual(workOf(base!)[0]![1]);
    expect(base!.place).toMatchObject({ dockerfile: `${project.folder}/base/Dockerfile`, line: 1 });
    // Built since another needs it: no image of its own.
    expect(ran.trace.targets.find(({ name }) => name === 'base')?.imageId).toBeNull();
    expect(Object.keys(ran.record!.images).sort()).toEqual(['tool', 'web']);
    await expectWhole(project, ran);
  });

  it('may not read beyond the workspace folder', async () => {
    const project = await create('far', files);
    const ran = await project.bake({ folder: `${project.folder}/docker`, files: [`${project.folder}/docker/docker-bake.hcl`], targets: ['far'] });
    expect(ran).toMatchObject({ record: null, commands: [] });
    expect(ran.problem).toMatchObject({ kind: 'outside-context', message: `The target far reads ${project.root}/far, outside of the workspace folder: open a folder that holds both, or run bake in a terminal with \`--allow=fs.read=${project.root}/far\`.` });
  });
});

describe('compose files', () => {
  const files = {
    'compose.yml': `services:
  api: {build: ./api}
  debug: {build: ./api, profiles: [debug], image: "{{run}}-extra:dev"}
  db: {image: nothing/to-build}
`,
    'api/Dockerfile': 'FROM {{base}}\nCOPY --from=lib x /x\n',
    'must.yml': 'services: {api: {build: {context: ./api, args: {X: "${MUST_BE_SET:?see the readme}"}}}}\n',
    'secret.yml': 'services: {api: {build: {context: ./api, secrets: [token]}}}\nsecrets: {token: {file: ./token.txt}}\n',
    'wide.yml': 'services: {api: {build: {context: ./api, additional_contexts: {lib: ../lib}}}}\n',
    '../lib/x': 'x',
  };
  const wide = { 'compose.yml': files['compose.yml'].replaceAll('./api', '{context: ./api, additional_contexts: {lib: ../lib}}') };

  it('build what their profiles say, from contexts anywhere', async () => {
    const project = await create('profiles', { ...files, ...wide });
    const [without, with_] = [await project.compose(), await project.compose({ profiles: ['debug'] })];
    expect(Object.keys(state(without.trace))).toEqual(['api']);
    expect(state(with_.trace)).toEqual({ api: 'done', debug: 'done' });
    expect(with_.trace.targets.flatMap(({ imageNames }) => imageNames).join(' ')).toContain(`${project.name}-extra:dev`);
    await expectWhole(project, with_);
  });

  it.each([
    ['a variable is missing', { files: ['must.yml'] }, 'unset-variable', 'The variable MUST_BE_SET has no value (see the readme): set it in the environment or in the .env file beside the compose file.'],
    ['the file of a secret is missing', { files: ['secret.yml'] }, 'missing-secret', 'The file token.txt of a build secret does not exist: create it, or correct its path.'],
    ['a service is unknown', { services: ['nope'] }, 'no-such-target', 'There is no service nope in the compose files that were read.'],
    ['there is nothing to build', { services: ['db'] }, 'no-such-target', 'There is nothing to build: the service db has no `build` in the compose files.'],
  ])('tell that %s', async (_, what, kind, message) => {
    const project = await create('problems', files);
    const ran = await project.compose({ ...what, ...('files' in what && { files: what.files.map((file) => path.join(project.folder, file)) }) });
    expect(ran.problem).toMatchObject({ kind, message });
    expect(ran.trace.state).toBe('failed');
    expect(await project.leftBehind()).toEqual([]);
  });

  it.each([
    ['the engine is down', { DOCKER_HOST: 'unix:///no/such/docker.sock' }, {}, 'no-engine'],
    ['a remote engine does not answer', { DOCKER_HOST: 'tcp://127.0.0.1:1' }, {}, 'no-engine'],
    ['there is no such builder', {}, { builder: 'drydock-no-such-builder' }, 'no-builder'],
    ['there is no docker', {}, { docker: '/no/such/docker' }, 'no-docker'],
  ])('tell that %s', async (_, env, rest, kind) => {
    const project = await create('tools', { ...files, ...wide }, env);
    const ran = await project.compose({}, rest);
    expect(ran.problem?.kind).toBe(kind);
    expect(await project.leftBehind()).toEqual([]);
  });
});
