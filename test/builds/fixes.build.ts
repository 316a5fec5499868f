import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aptCases } from './cases/apt.ts';
import type { BuildCase } from './cases/buildCase.ts';
import { npmCases } from './cases/npm.ts';
import { pipCases } from './cases/pip.ts';
import { imageFiles, type BuildInput } from './support/build.ts';
import { compareImages } from './support/compareImages.ts';
import { docker, dockerOutput } from './support/docker.ts';
import { uniqueId } from './support/engine.ts';
import { SceneRun } from './support/measure.ts';
import { PackageIndex } from './support/packageIndex.ts';
import { recordRow, type Row } from './support/record.ts';
import { Workspace } from './support/workspace.ts';

let index: PackageIndex;
beforeAll(async () => {
  index = await PackageIndex.start();
});
afterAll(() => index.stop());

describe('the safe fixes keep the image and save time', () => {
  for (const subject of [...npmCases, ...pipCases, ...aptCases]) it(subject.name, () => proveFixes(subject));
});

/** The workspace before or after the fixes, and how it is built. */
interface Side {
  readonly workspace: Workspace;
  readonly tag: string;
  readonly input: BuildInput;
  readonly scenes: SceneRun;
}

async function proveFixes(subject: BuildCase): Promise<void> {
  const [before, after] = await Promise.all([sideOf(subject, 'before'), sideOf(subject, 'after')]);
  try {
    await applyFixes(subject, after.workspace);
    const { cold, noise } = await proveSameImage(subject, before, after);
    const changes = { before: await before.scenes.changes(), after: await after.scenes.changes() };
    const output = await runImage(before.tag);
    expect(output).toContain('version 2');
    expect(await runImage(after.tag)).toBe(output);
    const row = {
      name: subject.name,
      noise,
      before: { cold: cold.before, ...changes.before },
      after: { cold: cold.after, ...changes.after },
    };
    proveSavings(subject, row);
    await recordRow(row);
  } finally {
    await docker(['image', 'rm', '--force', before.tag, after.tag]);
    await Promise.all([before.workspace.remove(), after.workspace.remove()]);
  }
}

async function sideOf(subject: BuildCase, name: string): Promise<Side> {
  const id = uniqueId(subject.name);
  const workspace = await Workspace.copy(subject, id);
  await subject.packages.prepare?.(workspace);
  const tag = `drydock-build:${id}-${name}`;
  const input = { folder: workspace.context, mounts: `${id}-${name}`, buildArgs: index.buildArgs };
  return { workspace, tag, input, scenes: new SceneRun(subject, workspace, input, tag, index) };
}

async function applyFixes({ rules }: BuildCase, workspace: Workspace): Promise<void> {
  const found = await workspace.scan();
  expect(found.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...rules]));
  const left = await workspace.scan('safe');
  expect(left.map(({ rule }) => rule).filter((rule) => rules.includes(rule)), await workspace.read('Dockerfile')).toEqual([]);
}

/** Same files, same output, same configuration; the naive file is built twice to learn what no two builds have in common. */
async function proveSameImage(subject: BuildCase, before: Side, after: Side) {
  const cold = { before: await before.scenes.cold(), after: await after.scenes.cold() };
  const output = await runImage(before.tag);
  expect(output.trim()).toMatch(subject.output);
  expect(await runImage(after.tag)).toBe(output);
  expect(await imageConfig(after.tag)).toEqual(await imageConfig(before.tag));
  const files = { before: await imageFiles(before.input), after: await imageFiles(after.input) };
  await before.scenes.cold();
  const { differences, noise } = compareImages(files.before, await imageFiles(before.input), files.after, subject.caches);
  expect(differences, await after.workspace.read('Dockerfile')).toEqual([]);
  return { cold, noise };
}

function proveSavings({ packages: { added } }: BuildCase, { before, after }: Row): void {
  const all = before.cold.downloads;
  expect(all.length).toBeGreaterThan(0);
  expect(after.cold.downloads).toEqual(all);
  expect(before['code change']).toMatchObject({ isInstallCached: false, downloads: all });
  expect(after['code change']).toMatchObject({ isInstallCached: true, downloads: [] });
  expect(before['dependency change'].downloads).toEqual([...all, ...added].sort());
  expect(after['dependency change'].downloads).toEqual(added);
}

function runImage(tag: string): Promise<string> {
  return dockerOutput(['run', '--rm', '--network', 'none', tag]);
}

/** What `docker run` starts the image with. */
async function imageConfig(tag: string): Promise<unknown> {
  return JSON.parse(await dockerOutput(['image', 'inspect', '--format', '{{json .Config}}', tag]));
}
