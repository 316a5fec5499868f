import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustBuild } from './support/build.ts';
import { uniqueId } from './support/engine.ts';
import { countMountedFiles } from './support/mountCount.ts';
import { PackageIndex } from './support/packageIndex.ts';
import { Workspace } from './support/workspace.ts';

let index: PackageIndex;
beforeAll(async () => {
  index = await PackageIndex.start();
});
afterAll(() => index.stop());

interface MountCase {
  readonly name: string;
  readonly workspace: string;
  readonly from: string;
  /** Options of the cache mount that is in the file, without `type=cache`. */
  readonly mount: string;
  /** What stands in the file before the RUN, and its command. */
  readonly before?: string;
  readonly command: string;
  /** The rule that tells that the mount is of no use. */
  readonly rule: string;
  readonly workdir?: string;
  /** Which fixes are applied, and the mount that is filled then where it is another one. */
  readonly fix: { readonly kind: 'safe' | 'suggestions'; readonly mount?: string };
}

const NPM = { workspace: 'npm', from: 'node:22-bookworm-slim' };
const PIP = { workspace: 'pip', from: 'python:3.12-slim-bookworm', command: 'pip install -r requirements.txt' };
const APT = { workspace: 'apt', from: 'debian:bookworm-slim' };
const AS_1001 = 'RUN useradd --uid 1001 --create-home app\nUSER 1001\n';
const ROOT_PIP = 'target=/root/.cache/pip';

const DEFEATED: readonly MountCase[] = [
  { ...PIP, name: 'pip --no-cache-dir', mount: ROOT_PIP, command: 'pip install --no-cache-dir -r requirements.txt', rule: 'no-defeated-cache-mount', fix: { kind: 'safe' } },
  { ...PIP, name: 'PIP_NO_CACHE_DIR=1', mount: ROOT_PIP, before: 'ENV PIP_NO_CACHE_DIR=1\n', rule: 'no-defeated-cache-mount', fix: { kind: 'suggestions' } },
  { ...PIP, name: 'PIP_NO_CACHE_DIR=false', mount: ROOT_PIP, before: 'ENV PIP_NO_CACHE_DIR=false\n', rule: 'no-defeated-cache-mount', fix: { kind: 'suggestions' } },
  { ...PIP, name: 'rm -rf of the cache', mount: ROOT_PIP, command: 'pip install -r requirements.txt && rm -rf /root/.cache/pip/*', rule: 'no-defeated-cache-mount', fix: { kind: 'safe' } },
  { ...NPM, name: 'npm cache clean', mount: 'target=/root/.npm', command: 'npm ci && npm cache clean --force', rule: 'no-defeated-cache-mount', fix: { kind: 'safe' } },
  { ...APT, name: "apt's docker-clean", mount: 'target=/var/cache/apt,sharing=locked', command: 'apt-get update && apt-get install -y --no-install-recommends jq', rule: 'no-defeated-cache-mount', fix: { kind: 'safe' } },
];

const MISPLACED: readonly MountCase[] = [
  { ...PIP, name: '~ is no home', mount: 'target=~/.cache/pip', rule: 'cache-mount-target', workdir: '/app', fix: { kind: 'safe', mount: ROOT_PIP } },
  { ...PIP, name: '$HOME is empty', mount: 'target=$HOME/.cache/pip', rule: 'cache-mount-target', workdir: '/app', fix: { kind: 'safe', mount: ROOT_PIP } },
  { ...PIP, name: "root's home under USER 1001", mount: ROOT_PIP, before: AS_1001, rule: 'cache-mount-target', fix: { kind: 'safe', mount: 'target=/home/app/.cache/pip,uid=1001,gid=1001' } },
  { ...PIP, name: 'no uid under USER 1001', mount: 'target=/home/app/.cache/pip', before: AS_1001, rule: 'no-defeated-cache-mount', fix: { kind: 'safe', mount: 'target=/home/app/.cache/pip,uid=1001,gid=1001' } },
];

describe('a mount that defeats itself stays empty until it is fixed', () => {
  for (const subject of DEFEATED) it.concurrent(subject.name, () => proveMount(subject));
});

describe('a mount in the wrong place is not used until it is fixed', () => {
  for (const subject of MISPLACED) it.concurrent(subject.name, () => proveMount(subject));
});

async function proveMount({ name, workspace: source, from, mount, before = '', command, rule, workdir = '/app', fix }: MountCase): Promise<void> {
  const id = uniqueId(name);
  const text = `FROM ${from}\nARG PIP_INDEX_URL\nARG PIP_TRUSTED_HOST\nWORKDIR /app\n${before}COPY . .\nRUN --mount=type=cache,${mount} \\\n    ${command}\n`;
  const workspace = await Workspace.copy({ workspace: source, dockerfile: text }, id);
  try {
    const found = (await workspace.scan()).map((finding) => finding.rule);
    expect(found, text).toContain(rule);
    const input = { folder: workspace.context, buildArgs: index.buildArgs };
    await mustBuild({ ...input, mounts: `${id}-before` });
    expect(await countMountedFiles(mount.replace('$HOME', ''), `${id}-before`, workdir), text).toBeLessThanOrEqual(LEFT_BEHIND[source] ?? 0);
    const left = (await workspace.scan(fix.kind)).map((finding) => finding.rule);
    const fixed = await workspace.read('Dockerfile');
    expect(left, fixed).not.toContain(rule);
    await mustBuild({ ...input, mounts: `${id}-after` });
    expect(await countMountedFiles(fix.mount ?? mount, `${id}-after`, workdir), fixed).toBeGreaterThan(LEFT_BEHIND[source] ?? 0);
  } finally {
    await workspace.remove();
  }
}

/** Files that are no packages: npm keeps its logs beside the cache, apt a lock. */
const LEFT_BEHIND: Readonly<Record<string, number>> = { npm: 6, apt: 2 };
