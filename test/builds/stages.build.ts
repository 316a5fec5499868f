import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RULES } from '../../server/src/rules/index.ts';
import { imageFiles, mustBuild } from './support/build.ts';
import { docker, dockerOutput } from './support/docker.ts';
import { uniqueId } from './support/engine.ts';
import { PackageIndex } from './support/packageIndex.ts';
import type { ImageFiles } from './support/tar.ts';
import { Workspace } from './support/workspace.ts';

let index: PackageIndex;
beforeAll(async () => {
  index = await PackageIndex.start();
});
afterAll(() => index.stop());

/** A Dockerfile of one stage that ships what only its build needs. */
interface SplitCase {
  readonly name: string;
  readonly workspace: string;
  readonly dockerfile: string;
  readonly output: RegExp;
  /** A file that goes, and one that stays. */
  readonly gone: string;
  readonly kept: string;
  /** The application's folder, whose files stay the same but for those below `gone`. */
  readonly application: string;
}

const CASES: readonly SplitCase[] = [
  {
    name: 'pip with headers',
    workspace: 'pip-headers',
    dockerfile: `FROM python:3.12-slim-bookworm
ARG PIP_INDEX_URL
ARG PIP_TRUSTED_HOST
ENV PYTHONDONTWRITEBYTECODE=1
# for PyYAML
RUN apt-get update && apt-get install -y --no-install-recommends libyaml-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY . .
CMD ["python", "app.py"]
`,
    output: /^yaml True alpha beta gamma delta$/,
    gone: 'usr/include/yaml.h',
    kept: 'opt/venv/bin/python',
    application: 'app/',
  },
  {
    name: 'npm with a build',
    workspace: 'npm-build',
    dockerfile: `FROM node:22-bookworm-slim
WORKDIR /srv/app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
# writes dist/
RUN npm run build
EXPOSE 3000
CMD ["node", "dist/server.js"]
`,
    output: /^built 3600000 hello$/,
    gone: 'srv/app/node_modules/picocolors/package.json',
    kept: 'srv/app/dist/server.js',
    application: 'srv/app/',
  },
];

describe('a service runs the same without what built it', () => {
  for (const subject of CASES) it(subject.name, () => proveSplit(subject));
});

async function proveSplit({ name, workspace: source, dockerfile, output, gone, kept, application }: SplitCase): Promise<void> {
  const id = uniqueId(name);
  const workspace = await Workspace.copy({ workspace: source, dockerfile }, id);
  const tag = `drydock-build:${id}`;
  const input = { folder: workspace.context, mounts: id, buildArgs: index.buildArgs };
  try {
    if (source.startsWith('npm')) await workspace.resolveLockfile();
    await askOnly(workspace, 'no-build-tools-in-final');
    const before = await buildAndRun(input, tag, output);
    expect(before.has(gone), gone).toBe(true);

    expect(await workspace.scan('suggestions')).toEqual([]);
    const split = await workspace.read('Dockerfile');
    expect(split).toMatch(/AS production/);
    const after = await buildAndRun(input, tag, output);
    expect(after.has(gone), split).toBe(false);
    expect(after.has(kept), split).toBe(true);
    const folder = path.posix.dirname(gone);
    const own = (files: ImageFiles) => [...files].filter(([file]) => file.startsWith(application) && !isBelow(file, folder) && !isNoise(file));
    expect(own(after).map(describeFile), split).toEqual(own(before).map(describeFile));
  } finally {
    await docker(['image', 'rm', '--force', tag]);
    await workspace.remove();
  }
}

it('a service of root runs as an account of its own and tells Docker that it works', async () => {
  const id = uniqueId('user and health');
  const dockerfile = 'FROM python:3.12-slim-bookworm\nWORKDIR /app\nCOPY app.py ./\nEXPOSE 8123\nCMD ["python", "-m", "http.server", "8123"]\n';
  const workspace = await Workspace.copy({ workspace: 'pip', dockerfile }, id);
  const tag = `drydock-build:${id}`;
  let container: string | null = null;
  try {
    await askOnly(workspace, 'require-non-root-user', 'require-healthcheck');
    expect((await workspace.scan('suggestions')).map(({ rule }) => rule)).toEqual([]);
    await mustBuild({ folder: workspace.context, mounts: id }, { tag });
    expect(await dockerOutput(['run', '--rm', tag, 'id', '-un'])).toBe('app\n');
    container = (await dockerOutput(['run', '--detach', '--network', 'none', tag])).trim();
    await expect.poll(() => dockerOutput(['inspect', '--format', '{{.State.Health.Status}}', container!]), { timeout: 60_000, interval: 1000 }).toBe('healthy\n');
  } finally {
    if (container) await docker(['rm', '--force', container]);
    await docker(['image', 'rm', '--force', tag]);
    await workspace.remove();
  }
});

/** Other rules' suggestions are proved elsewhere. */
async function askOnly(workspace: Workspace, ...ids: readonly string[]): Promise<void> {
  const rules = Object.fromEntries(RULES.map(({ meta }) => [meta.id, ids.includes(meta.id) ? 'default' : 'off']));
  await writeFile(path.join(workspace.folder, 'drydock.json'), JSON.stringify({ rules }));
}

async function buildAndRun(input: Parameters<typeof imageFiles>[0], tag: string, output: RegExp): Promise<ImageFiles> {
  await mustBuild(input, { tag });
  expect((await dockerOutput(['run', '--rm', '--network', 'none', tag])).trim()).toMatch(output);
  return imageFiles(input);
}

function isBelow(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`);
}

/** The Dockerfile itself, which is copied and changed, and npm's own notes of what it installed. */
function isNoise(file: string): boolean {
  return /(?:^|\/)(?:Dockerfile|\.package-lock\.json)$/.test(file);
}

function describeFile([file, { kind, mode, owner, content }]: [string, { kind: string; mode: unknown; owner: unknown; content: string }]): unknown {
  return [file, kind, mode, owner, content];
}
