import { expect, it } from 'vitest';
import { WorkspaceIndex } from '../../../../server/src/host/workspaceIndex.ts';
import { requireDockerignore } from '../../../../server/src/rules/require-dockerignore.ts';
import { MemoryDisk } from '../../host/memoryDisk.ts';
import { cpuTime } from '../../support/cpuTime.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';
import { handMadeMeasure } from '../../support/handMadeMeasure.ts';

const NODE = 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n';

/** What the rule says of a Dockerfile whose context has files of these sizes. */
async function check(dockerfile: string, sizes: Record<string, number>, complete = true) {
  return (await checkOf(dockerfile, sizes, complete))();
}

/** The same check, to be made once its workspace is read. */
async function checkOf(dockerfile: string, sizes: Record<string, number>, complete = true) {
  const files = { ...Object.fromEntries(Object.keys(sizes).map((path) => [path, ''])), Dockerfile: dockerfile, 'package.json': '{}' };
  const index = new WorkspaceIndex(new MemoryDisk('/w', files), '/w');
  index.setMeasure('.', handMadeMeasure({ Dockerfile: 100, 'package.json': 2, ...sizes }, complete));
  const project = await index.viewFor('Dockerfile', 'dockerfile');
  return () => findingsOf(documentOf(dockerfile, 'dockerfile', 'Dockerfile'), { rules: [requireDockerignore], project });
}

const LARGE = { 'node_modules/a/i.js': 380_000_000, '.git/x.pack': 18_000_000, 'src/a.js': 3_000_000 };

it('says what is sent, what most of it is, and what a file would leave', async () => {
  const [found] = await check(NODE, LARGE);
  expect(found!.message).toBe(
    '`COPY .` sends 401 MB in 5 files of the workspace folder to every build and into the image, 398 MB of it in `node_modules/` and `.git/`: with a .dockerignore file it would be 3.0 MB in 2 files.',
  );
  expect(found).toMatchObject({ severity: 'warning', messageId: 'measured' });
  expect(found!.fixes[0]!.creates![0]!.text).toContain('**/node_modules\n');
});

it('says at least where not all could be measured', async () => {
  expect((await check(NODE, LARGE, false))[0]!.message).toContain('sends at least 401 MB in 5 files');
});

it('counts files as well as megabytes', async () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`node_modules/a/${i}.js`, 10]));
  expect((await check(NODE, many))[0]).toMatchObject({ severity: 'warning', messageId: 'measured', message: expect.stringContaining('302 files') });
});

it('is no warning where the waste weighs nothing, unless it is a secret', async () => {
  expect((await check(NODE, { 'node_modules/.keep': 0, 'src/a.js': 10 }))[0]).toMatchObject({ severity: 'information', messageId: 'measured' });
  expect((await check(NODE, { '.env': 40 }))[0]).toMatchObject({ severity: 'warning', messageId: 'waste' });
  expect((await check(NODE, { 'src/a.js': 9_000_000 }))[0]).toMatchObject({ severity: 'hint', messageId: 'everything' });
});

it('a mount of the whole context sends it too, and puts nothing into the image', async () => {
  const [found] = await check('FROM node:24\nRUN --mount=type=bind,target=/src npm ci --prefix /src\n', LARGE);
  expect(found!.message).toMatch(/^`--mount=type=bind` sends 401 MB in 5 files of the workspace folder to every build, 398 MB/);
  expect((await check('FROM node:24\nRUN --mount=type=bind,from=build,target=/src true\n', LARGE))).toEqual([]);
});

it('is a hint at most where folders are copied by name, and silent where they bring no waste', async () => {
  const named = 'FROM node:24\nCOPY package.json ./\nCOPY web ./web\nRUN npm ci\n';
  const [found] = await check(named, { ...LARGE, 'web/node_modules/a.js': 5_000_000, 'web/a.js': 10 });
  expect(found).toMatchObject({ severity: 'hint', messageId: 'measured', message: expect.stringMatching(/^`COPY web` sends 5\.0 MB in 2 files/) });
  expect(await check(named, { ...LARGE, 'web/a.js': 10_000_000 })).toEqual([]);
});

it('asks little of a Dockerfile with thousands of copies', async () => {
  const copies = Array.from({ length: 3_000 }, (_, i) => `COPY d${i} /x\n`).join('');
  const made = await checkOf(`FROM x\n${copies}`, Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`d${i}/a`, 1])));
  expect(cpuTime(() => expect(made()).toEqual([]))).toBeLessThan(5_000);
});
