import { mkdir, mkdtemp, realpath, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explained } from '../server/explain/explained.ts';
import { mustBuild, type Build } from './support/build.ts';
import { currentEngine, uniqueId } from './support/engine.ts';

/** One thing that changes between two builds, and a RUN that may run again for it. */
interface Change {
  /** Name of the stage with the RUN, which stands in it as `RUN … echo <name>`. */
  readonly name: string;
  /** What the hover on that RUN calls the thing, where it says that the RUN runs again when it changes. */
  readonly called: string;
  readonly runsAgain: boolean;
  /** Its stages; the same in all builds. */
  readonly text: string;
  /** What the hover says of it where it looks like a reason and is none. */
  readonly dismissed?: string;
}

const ON_START = 'FROM start AS';

const CHANGES: readonly Change[] = [
  { name: 'copied', called: '`COPY f`', runsAgain: true, text: `${ON_START} copied\nCOPY f /f\nRUN echo copied\n` },
  { name: 'linked', called: '`COPY f`', runsAgain: true, text: `${ON_START} linked\nCOPY --link f /f\nRUN echo linked\n` },
  { name: 'folder', called: '`COPY folder`', runsAgain: true, text: `${ON_START} folder\nCOPY folder /x\nRUN echo folder\n` },
  { name: 'ignored', called: 'ignored', runsAgain: false, text: `${ON_START} ignored\nCOPY quiet /x\nRUN echo ignored\n` },
  { name: 'touched', called: 'touched', runsAgain: false, dismissed: 'the times of files', text: `${ON_START} touched\nCOPY old /x\nRUN echo touched\n` },
  { name: 'below', called: '`COPY f`', runsAgain: false, text: `${ON_START} below\nRUN echo below\nCOPY f /f\n` },
  {
    name: 'same-result', called: '`COPY f`', runsAgain: false,
    text: `${ON_START} maker\nCOPY f /f\nRUN mkdir /out && touch -d @0 /out/x /out\n${ON_START} same-result\nCOPY --from=maker /out /out\nRUN echo same-result\n`,
  },
  {
    name: 'other-result', called: '`COPY --from=taker /out`', runsAgain: true,
    text: `${ON_START} taker\nCOPY f /f\nRUN cp /f /out\n${ON_START} other-result\nCOPY --from=taker /out /out\nRUN echo other-result\n`,
  },
  { name: 'mounted', called: 'the bind mount of `f`', runsAgain: true, text: `${ON_START} mounted\nRUN --mount=type=bind,source=f,target=/f echo mounted\n` },
  { name: 'beside', called: '`g`', runsAgain: false, text: `${ON_START} beside\nRUN --mount=type=bind,source=same,target=/f echo beside\n` },
  {
    name: 'mounted-above', called: 'the bind mount of `f`', runsAgain: true,
    text: `${ON_START} mounted-above\nRUN --mount=type=bind,source=f,target=/f true\nRUN echo mounted-above\n`,
  },
  { name: 'mounted-result', called: '`COPY f`', runsAgain: false, text: `${ON_START} mounted-result\nRUN --mount=type=bind,from=maker,source=/out,target=/m echo mounted-result\n` },
  { name: 'argument', called: '`ARG GIVEN`', runsAgain: true, text: `${ON_START} argument\nARG GIVEN\nRUN echo argument\n` },
  { name: 'inherited', called: '`ARG GIVEN`', runsAgain: true, text: `${ON_START} parent\nARG GIVEN\nFROM parent AS inherited\nRUN echo inherited\n` },
  { name: 'argument-below', called: '`ARG GIVEN`', runsAgain: false, text: `${ON_START} argument-below\nRUN echo argument-below\nARG GIVEN\n` },
  { name: 'not-declared', called: '`ARG GIVEN`', runsAgain: false, text: `${ON_START} not-declared\nRUN echo not-declared\n` },
  { name: 'secret', called: 'secret', runsAgain: false, dismissed: 'secrets', text: `${ON_START} secret\nRUN --mount=type=secret,id=key,required echo secret\n` },
  {
    name: 'cache', called: '`/c`', runsAgain: false, dismissed: 'the content of the cache mount `/c`',
    text: `${ON_START} filler\nRUN --mount=type=cache,target=/c --mount=type=bind,source=f,target=/f cp /f /c/\n${ON_START} cache\nRUN --mount=type=cache,target=/c echo cache\n`,
  },
  { name: 'image', called: '`drydock/moving:1`', runsAgain: true, text: 'FROM drydock/moving:1 AS image\nENV ID={id}\nRUN echo image\n' },
];

/** Instructions above a RUN that are edited; the hover's last item is about them. */
const EDITS: readonly { readonly keyword: string; readonly first: string; readonly second: string; readonly runsAgain: boolean }[] = [
  { keyword: 'comments', first: '# one', second: '# two', runsAgain: false },
  { keyword: 'LABEL', first: 'LABEL a=1', second: 'LABEL a=2', runsAgain: false },
  { keyword: 'EXPOSE', first: 'EXPOSE 80', second: 'EXPOSE 81', runsAgain: false },
  { keyword: 'VOLUME', first: 'VOLUME /v', second: 'VOLUME /w', runsAgain: false },
  { keyword: 'HEALTHCHECK', first: 'HEALTHCHECK NONE', second: 'HEALTHCHECK CMD true', runsAgain: false },
  { keyword: 'STOPSIGNAL', first: 'STOPSIGNAL 2', second: 'STOPSIGNAL 9', runsAgain: false },
  { keyword: 'ENTRYPOINT', first: 'ENTRYPOINT ["a"]', second: 'ENTRYPOINT ["b"]', runsAgain: false },
  { keyword: 'CMD', first: 'CMD ["a"]', second: 'CMD ["b"]', runsAgain: false },
  { keyword: 'ENV', first: 'ENV A=1', second: 'ENV A=2', runsAgain: true },
  { keyword: 'WORKDIR', first: 'WORKDIR /a', second: 'WORKDIR /b', runsAgain: true },
  { keyword: 'USER', first: 'USER 1', second: 'USER 2', runsAgain: true },
  { keyword: 'RUN', first: 'RUN true 1', second: 'RUN true 2', runsAgain: true },
];

const stageOfEdit = (keyword: string): string => `edited-${keyword.toLowerCase()}`;

/** The Dockerfile with all of it: one build tells of every RUN. */
function dockerfile(which: 'first' | 'second'): string {
  const edits = EDITS.map((edit) => `${ON_START} ${stageOfEdit(edit.keyword)}\n${edit[which]}\nRUN echo ${stageOfEdit(edit.keyword)}\n`);
  const names = [...CHANGES.map(({ name }) => name), ...EDITS.map(({ keyword }) => stageOfEdit(keyword)), 'filler'];
  const all = names.map((name) => `COPY --from=${name} /etc/debian_version /${name}\n`);
  const stages = `FROM debian:bookworm-slim AS start\nENV ID={id}\n${CHANGES.map(({ text }) => text).join('')}${edits.join('')}FROM scratch AS all\n${all.join('')}`;
  return stages.replaceAll('{id}', id);
}

const FILES = { f: '1', g: '1', same: '1', old: '1', 'folder/a': '1', 'quiet/a': '1', 'quiet/ignored': '1', '.dockerignore': '**/ignored\n' };
const COMPOSE = 'services:\n  all:\n    build:\n      context: .\n      args:\n        GIVEN: one\n';

const id = uniqueId('explain');
let folder: string;
let builds: { readonly first: Build; readonly again: Build; readonly changed: Build };

beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-explain-')));
  for (const [name, text] of Object.entries({ ...FILES, Dockerfile: dockerfile('first') })) await write(name, text);
  const before = { given: 'one', image: 'debian:bookworm-slim', secret: 'one' };
  const [first, again] = [await buildAll(before), await buildAll(before)];
  for (const name of ['f', 'g', 'folder/a', 'quiet/ignored']) await write(name, '2');
  await utimes(path.join(folder, 'context/old'), 0, 0);
  await write('Dockerfile', dockerfile('second'));
  builds = { first, again, changed: await buildAll({ given: 'two', image: 'python:3.12-slim-bookworm', secret: 'two' }) };
}, 180_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

it('builds every RUN once, and none again where nothing changes', () => {
  const names = [...CHANGES.map(({ name }) => name), ...EDITS.map(({ keyword }) => stageOfEdit(keyword))];
  expect(names.filter((name) => isCached(builds.first, name))).toEqual([]);
  expect(names.filter((name) => !isCached(builds.again, name))).toEqual([]);
});

describe('a hover on RUN names what makes it run again, as the builder does', () => {
  it.each(CHANGES.map((change) => [change.name, change] as const))('%s', async (name, { called, runsAgain, dismissed }) => {
    expect(isCached(builds.changed, name)).toBe(!runsAgain);
    const { items, closing } = await hoverOn(name);
    expect(items.some((item) => item.includes(called)), items.join('\n')).toBe(runsAgain);
    if (dismissed !== undefined) expect(closing.toLowerCase()).toContain(dismissed);
  });

  it.each(EDITS.map((edit) => [edit.keyword, edit] as const))('an edit of %s above it', async (keyword, { runsAgain }) => {
    expect(isCached(builds.changed, stageOfEdit(keyword))).toBe(!runsAgain);
    const { items } = await hoverOn(stageOfEdit(keyword));
    const [, excepted = ''] = /^this RUN or an instruction above it, by an edit \((.*) do not count\)$/.exec(items.at(-1)!) ?? [];
    expect(excepted.split(/, | and /).includes(keyword), excepted).toBe(!runsAgain);
  });
});

async function write(name: string, text: string): Promise<void> {
  const file = path.join(folder, 'context', name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

async function buildAll({ given, image, secret }: { readonly given: string; readonly image: string; readonly secret: string }): Promise<Build> {
  const key = path.join(folder, 'key');
  await writeFile(key, secret);
  const options = ['--build-context', `drydock/moving:1=${sourceOf(image)}`, '--secret', `id=key,src=${key}`, '--output', 'type=cacheonly'];
  return mustBuild({ folder: path.join(folder, 'context'), mounts: id, buildArgs: { GIVEN: given }, options });
}

/** Where this engine has an image from. */
function sourceOf(image: string): string {
  const known = currentEngine().bases.find((argument) => argument.startsWith(`${image}=`));
  return known?.slice(image.length + 1) ?? `docker-image://${image}`;
}

function isCached(build: Build, name: string): boolean {
  const found = build.steps.filter((step) => step.name.endsWith(` echo ${name}`));
  if (found.length !== 1) throw new Error(`${found.length} steps are of ${name}.`);
  return found[0]!.isCached;
}

async function hoverOn(name: string): Promise<{ readonly items: readonly string[]; readonly closing: string }> {
  const text = dockerfile('first');
  const run = text.split('\n').find((line) => line.endsWith(` echo ${name}`))!;
  const files = { ...FILES, Dockerfile: text, 'compose.yaml': COMPOSE };
  const markdown = await explained({ files }, 'Dockerfile', `${run}\n`);
  const items = [...markdown!.matchAll(/^\d+\. (.*)$/gm)].map(([, item]) => item!);
  return { items, closing: markdown!.split('\n').at(-1)! };
}
