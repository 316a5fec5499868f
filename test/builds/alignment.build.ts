import { cp, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DockerfileUse } from '../../server/src/core/engine/projectView.ts';
import { alignByAction, alignByFindings, baseImageFindings, dockerfilesIn, namedImages } from './support/alignment.ts';
import { build, type Build } from './support/build.ts';
import { uniqueId } from './support/engine.ts';
import { PackageIndex } from './support/packageIndex.ts';
import { StandIns } from './support/standIns.ts';
import { makeWheels } from './support/wheels.ts';

const HOMELAB = path.join(import.meta.dirname, '../../examples/homelab');

/**
 * Every base image that the services below are built on, before and after, by the tags that official images have. A tag that is not here has no
 * stand-in, so a build that was aligned to it fails.
 */
const BASE_IMAGES = [
  'python:3.9-slim', 'python:3.11-slim', 'python:3.12-slim', 'python:3.11', 'python:3.12',
  'node:18', 'node:20-alpine', 'node:24', 'node:24-alpine', 'golang:1.24-bookworm', 'golang:1.26-bookworm', 'ubuntu:22.04', 'ubuntu:24.04',
];

/** What they install with apt. */
const DEBIAN_PACKAGES = [
  'gcc', 'libpq-dev', 'curl', 'build-essential', 'gfortran', 'libopenblas-dev', 'libgl1', 'libglib2.0-0', 'libtbb12', 'ffmpeg', 'upx-ucl:upx', 'ca-certificates',
];

/** What aligning changes: each of them is built before and after. */
const CHANGED = [
  'automation-miner', 'camera-archiver', 'data-api', 'device-intelligence', 'mqtt-bridge', 'notifier', 'openvino-inference', 'report-worker', 'sensor-ingest',
  'tariff-watch', 'weather-api',
];

/** What keeps its Dockerfile to the byte, so that it builds as it did: on the common version already, or on an image without a version. */
const UNCHANGED = ['admin-api', 'calendar-sync', 'dashboard', 'energy-correlator', 'log-aggregator', 'websocket-gateway'];

interface Lab {
  readonly root: string;
  readonly uses: readonly DockerfileUse[];
}

let before: Lab;
let after: Lab;
let exceptions: readonly string[];
let index: PackageIndex;
let standIns: StandIns;

beforeAll(async () => {
  const [untouched, aligned] = await Promise.all([copyLab(), copyLab()]);
  exceptions = await alignByAction(aligned);
  [before, after] = await Promise.all([labOf(untouched), labOf(aligned)]);
  index = await PackageIndex.start(makeWheels(await pinnedPackages()));
  standIns = await StandIns.make({ images: BASE_IMAGES, packages: DEBIAN_PACKAGES, buildArgs: index.buildArgs });
}, 120_000);

afterAll(async () => {
  await standIns.remove();
  await index.stop();
  await Promise.all([before, after].map(({ root }) => rm(root, { recursive: true, force: true })));
});

describe('aligning base images over the home lab', () => {
  it('gives each image one release line', async () => {
    expect(await linesOf(before.root)).toEqual({ golang: ['1.24', '1.26'], nginx: ['1.30'], node: ['18', '20'], python: ['3.11', '3.12', '3.9'], ubuntu: ['22.04', '24.04'] });
    expect(await linesOf(after.root)).toEqual({ golang: ['1.26'], nginx: ['1.30'], node: ['24'], python: ['3.12'], ubuntu: ['24.04'] });
  });

  it('leaves nothing behind but images that name no version, which are told by name', async () => {
    expect(exceptions).toEqual([]);
    const unnamed = (await namedImages(after.root)).filter(({ line }) => line === null).map(({ path: file, text }) => `${file}: ${text}`);
    expect(unnamed).toEqual([
      'services/dashboard/Dockerfile: node', 'services/dashboard/Dockerfile: nginx:alpine', 'services/log-aggregator/Dockerfile: python:latest',
    ]);
    const told = (await baseImageFindings(after.root)).map(({ path: file, finding }) => `${file}: ${finding.rule} ${/`([^`]+)`/.exec(finding.message)?.[1]}`);
    expect(told.sort()).toEqual([
      'services/dashboard/Dockerfile: pin-base-image nginx:alpine', 'services/dashboard/Dockerfile: pin-base-image node',
      'services/log-aggregator/Dockerfile: pin-base-image python:latest',
    ]);
  });

  it('comes to the same by the suggestions of the files, one after the other', async () => {
    const other = await copyLab();
    try {
      await alignByFindings(other);
      expect(await linesOf(other)).toEqual(await linesOf(after.root));
      for (const { path: file, text } of await dockerfilesIn(other)) expect(text, file).toBe(await readFile(path.join(after.root, file), 'utf8'));
    } finally {
      await rm(other, { recursive: true, force: true });
    }
  });

  it('changes nothing but Dockerfiles, of these services', async () => {
    const services = new Map(after.uses.map((use) => [use.service, use.dockerfile]));
    const changed = (await changedFiles()).map((file) => [...services].find(([, dockerfile]) => dockerfile === file)?.[0] ?? file);
    expect(changed.sort()).toEqual(CHANGED);
    // The tests of the notifier are built from its Dockerfile.
    const others = [...services].filter(([service]) => !CHANGED.includes(service!)).map(([service]) => service).sort();
    expect(others).toEqual([...UNCHANGED, 'notifier-tests'].sort());
  });
});

/** Those on Go have their program made by a stand-in, which says no where Go would for its version. */
describe.concurrent('builds as before with aligned base images', () => {
  for (const service of CHANGED) {
    it.concurrent(service, async ({ expect: expectHere }) => {
      const first = await buildService(before, service);
      expectHere(first.succeeded, storyOf(first)).toBe(true);
      const second = await buildService(after, service);
      expectHere(second.succeeded, storyOf(second)).toBe(true);
      const commands = second.steps.filter(({ name }) => / RUN /.test(name));
      // Those of a stage whose image stays are taken from the first build.
      expectHere(commands.some(({ isCached }) => !isCached)).toBe(true);
    });
  }
});

async function copyLab(): Promise<string> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-alignment-')));
  await cp(HOMELAB, root, { recursive: true });
  return root;
}

async function labOf(root: string): Promise<Lab> {
  return { root, uses: (await dockerfilesIn(root)).flatMap(({ uses }) => uses) };
}

/** Release lines by image. */
async function linesOf(root: string): Promise<Record<string, string[]>> {
  const lines = new Map<string, Set<string>>();
  for (const { family, line } of await namedImages(root)) if (line !== null) lines.set(family, (lines.get(family) ?? new Set()).add(line));
  return Object.fromEntries([...lines].sort().map(([family, found]) => [family, [...found].sort()]));
}

async function changedFiles(): Promise<string[]> {
  const entries = await readdir(HOMELAB, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.relative(HOMELAB, path.join(entry.parentPath, entry.name)));
  const changed = await Promise.all(files.map(async (file) => !(await readFile(path.join(HOMELAB, file))).equals(await readFile(path.join(after.root, file)))));
  return files.filter((_, at) => changed[at]).map((file) => file.split(path.sep).join('/'));
}

/** Every package that a service pins, as an empty one. */
async function pinnedPackages(): Promise<Parameters<typeof makeWheels>[0]> {
  const entries = await readdir(HOMELAB, { recursive: true, withFileTypes: true });
  const lists = entries.filter(({ name }) => name === 'requirements.txt').map((entry) => readFile(path.join(entry.parentPath, entry.name), 'utf8'));
  const pins = new Set((await Promise.all(lists)).flatMap((text) => text.split('\n').map((line) => line.trim()).filter((line) => line.includes('=='))));
  return [...pins].map((pin) => {
    const [, name, extras, version] = /^([\w.-]+)(?:\[([\w,-]+)\])?==([\w.]+)$/.exec(pin) as unknown as [string, string, string | undefined, string];
    return { name, version, extras: extras?.split(',') ?? [], modules: 1, megabytes: 0 };
  });
}

async function buildService({ root, uses }: Lab, service: string): Promise<Build> {
  const use = uses.find((one) => one.service === service)!;
  const dockerfile = path.join(root, use.dockerfile);
  // Another frontend is another image to pull; the engine's own one reads the file as well.
  await writeFile(dockerfile, (await readFile(dockerfile, 'utf8')).replace(/^# syntax=.*$/m, '#'));
  const buildArgs = Object.fromEntries([...use.args].filter((arg): arg is [string, string] => arg[1] !== null));
  return build({ folder: path.join(root, use.context.path), dockerfile, mounts: uniqueId(service), buildArgs, options: standIns.options });
}

function storyOf({ steps, said }: Build): string {
  return `${steps.map(({ name, log, error }) => `${name}\n${log}${error ?? ''}`).join('\n')}\n${said}`;
}
