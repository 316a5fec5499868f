import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustBuild } from './support/build.ts';
import { uniqueId } from './support/engine.ts';
import { countMountedFiles } from './support/mountCount.ts';
import { PackageIndex } from './support/packageIndex.ts';
import { Workspace, type ReportedFinding } from './support/workspace.ts';

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
  readonly fix: 'safe' | 'suggestions';
  /** The mount that is filled after the fix, where it is another one. */
  readonly fixedMount?: string;
}

const ROOT_MOUNT = 'target=/root/.cache/pip';
const USER_MOUNT = 'target=/home/app/.cache/pip,uid=1001,gid=1001';
const AS_1001 = 'RUN useradd --uid 1001 --create-home app\nUSER 1001\n';

const NPM = { workspace: 'npm', from: 'node:22-bookworm-slim', mount: 'target=/root/.npm' };
const PIP = { workspace: 'pip', from: 'python:3.12-slim-bookworm', mount: ROOT_MOUNT, command: 'pip install -r requirements.txt' };
const APT = { workspace: 'apt', from: 'debian:bookworm-slim', mount: 'target=/var/cache/apt,sharing=locked' };

const safe = { fix: 'safe' } as const;
const defeated = { ...safe, rule: 'no-defeated-cache-mount' };
const misplaced = { ...safe, rule: 'cache-mount-target' };
/** Taking a variable out of the image is for a person to decide. */
const suggested = { ...defeated, fix: 'suggestions' } as const;

const DEFEATED: readonly MountCase[] = [
  { ...PIP, ...defeated, name: 'pip --no-cache-dir', command: 'pip install --no-cache-dir -r requirements.txt' },
  { ...PIP, ...suggested, name: 'PIP_NO_CACHE_DIR=1', before: 'ENV PIP_NO_CACHE_DIR=1\n' },
  { ...PIP, ...suggested, name: 'PIP_NO_CACHE_DIR=false', before: 'ENV PIP_NO_CACHE_DIR=false\n' },
  { ...PIP, ...defeated, name: 'rm -rf of the cache', command: 'pip install -r requirements.txt && rm -rf /root/.cache/pip/*' },
  { ...PIP, ...defeated, name: 'no uid under USER 1001', mount: 'target=/home/app/.cache/pip', before: AS_1001, fixedMount: USER_MOUNT },
  { ...NPM, ...defeated, name: 'npm cache clean', command: 'npm ci && npm cache clean --force' },
  { ...APT, ...defeated, name: "apt's docker-clean", command: 'apt-get update && apt-get install -y --no-install-recommends jq' },
];

const MISPLACED: readonly MountCase[] = [
  { ...PIP, ...misplaced, name: '~ is no home', mount: 'target=~/.cache/pip', fixedMount: ROOT_MOUNT },
  { ...PIP, ...misplaced, name: '$HOME is empty', mount: 'target=$HOME/.cache/pip', fixedMount: ROOT_MOUNT },
  { ...PIP, ...misplaced, name: "root's home under USER 1001", before: AS_1001, fixedMount: USER_MOUNT },
];

/** Files that are no packages: npm keeps its logs beside the cache, apt a lock. */
const LEFT_BEHIND: Readonly<Record<string, number>> = { npm: 6, pip: 0, apt: 2 };

describe('a mount that defeats itself stays empty until it is fixed', () => {
  for (const subject of DEFEATED) it.concurrent(subject.name, () => proveMount(subject));
});

describe('a mount in the wrong place is not used until it is fixed', () => {
  for (const subject of MISPLACED) it.concurrent(subject.name, () => proveMount(subject));
});

async function proveMount(subject: MountCase): Promise<void> {
  const { workspace: source, mount, rule, fix, fixedMount = mount } = subject;
  const id = uniqueId(subject.name);
  const text = dockerfileOf(subject);
  const workspace = await Workspace.copy({ workspace: source, dockerfile: text }, id);
  const countAfterBuild = async (at: string, mounts: string) => {
    await mustBuild({ folder: workspace.context, buildArgs: index.buildArgs, mounts });
    // The counting file has no HOME either; BuildKit would only warn of it.
    return countMountedFiles(at.replace('$HOME', ''), mounts, '/app');
  };
  try {
    expect(rulesOf(await workspace.scan()), text).toContain(rule);
    expect(await countAfterBuild(mount, `${id}-before`), text).toBeLessThanOrEqual(LEFT_BEHIND[source]!);
    const left = rulesOf(await workspace.scan(fix));
    const fixed = await workspace.read('Dockerfile');
    expect(left, fixed).not.toContain(rule);
    expect(await countAfterBuild(fixedMount, `${id}-after`), fixed).toBeGreaterThan(LEFT_BEHIND[source]!);
  } finally {
    await workspace.remove();
  }
}

function dockerfileOf({ from, before = '', mount, command }: MountCase): string {
  const start = `FROM ${from}\nARG PIP_INDEX_URL\nARG PIP_TRUSTED_HOST\nWORKDIR /app\n`;
  return `${start}${before}COPY . .\nRUN --mount=type=cache,${mount} \\\n    ${command}\n`;
}

function rulesOf(findings: readonly ReportedFinding[]): string[] {
  return findings.map(({ rule }) => rule);
}
