import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aptCases } from './cases/apt.ts';
import type { BuildCase } from './cases/buildCase.ts';
import { npmCases } from './cases/npm.ts';
import { pipCases } from './cases/pip.ts';
import { imageFiles } from './support/build.ts';
import { compareImages } from './support/compareImages.ts';
import { docker, dockerOutput } from './support/docker.ts';
import { uniqueId } from './support/engine.ts';
import { SceneRun } from './support/measure.ts';
import { PackageIndex } from './support/packageIndex.ts';
import { recordRow } from './support/record.ts';
import { Workspace } from './support/workspace.ts';

let index: PackageIndex;
beforeAll(async () => {
  index = await PackageIndex.start();
});
afterAll(() => index.stop());

describe('the safe fixes keep the image and save time', () => {
  for (const subject of [...npmCases, ...pipCases, ...aptCases]) it(subject.name, () => proveFixes(subject));
});

async function proveFixes(subject: BuildCase): Promise<void> {
  const id = uniqueId(subject.name);
  const [naive, fixed] = await Promise.all([Workspace.copy(subject, id), Workspace.copy(subject, id)]);
  await Promise.all([naive, fixed].map((workspace) => subject.packages.prepare?.(workspace)));
  const side = (workspace: Workspace, name: string) => {
    const tag = `drydock-build:${id}-${name}`;
    const input = { folder: workspace.context, mounts: `${id}-${name}`, buildArgs: index.buildArgs };
    return { tag, input, run: new SceneRun(subject, workspace, input, tag, index) };
  };
  const before = side(naive, 'before');
  const after = side(fixed, 'after');
  try {
    const rules = (await fixed.scan()).map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining([...subject.rules]));
    const left = (await fixed.scan('safe')).map(({ rule }) => rule);
    expect(left.filter((rule) => subject.rules.includes(rule)), await fixed.read('Dockerfile')).toEqual([]);

    const coldBefore = await before.run.cold();
    const naiveFiles = await imageFiles(before.input);
    const output = await dockerOutput(['run', '--rm', '--network', 'none', before.tag]);
    const config = await imageConfig(before.tag);
    await before.run.cold();
    const naiveAgain = await imageFiles(before.input);
    const coldAfter = await after.run.cold();
    const fixedFiles = await imageFiles(after.input);

    const { differences, noise } = compareImages(naiveFiles, naiveAgain, fixedFiles, subject.caches);
    expect(differences, await fixed.read('Dockerfile')).toEqual([]);
    expect(output.trim()).toMatch(subject.output);
    expect(await dockerOutput(['run', '--rm', '--network', 'none', after.tag])).toBe(output);
    expect(await imageConfig(after.tag)).toEqual(config);

    const changedBefore = await before.run.changes();
    const changedAfter = await after.run.changes();
    for (const { tag } of [before, after]) {
      expect(await dockerOutput(['run', '--rm', '--network', 'none', tag])).toBe(output.replace('version 1', 'version 2'));
    }
    expect(coldBefore.downloads.length).toBeGreaterThan(0);
    expect(coldAfter.downloads).toEqual(coldBefore.downloads);
    expect(changedBefore['code change'].isInstallCached).toBe(false);
    expect(changedAfter['code change']).toMatchObject({ isInstallCached: true, downloads: [] });
    expect(changedBefore['dependency change'].downloads).toEqual([...coldBefore.downloads, ...subject.packages.added].sort());
    expect(changedAfter['dependency change'].downloads).toEqual(subject.packages.added);
    await recordRow({ name: subject.name, noise, before: { cold: coldBefore, ...changedBefore }, after: { cold: coldAfter, ...changedAfter } });
  } finally {
    await docker(['image', 'rm', '--force', before.tag, after.tag]);
    await Promise.all([naive.remove(), fixed.remove()]);
  }
}

/** What `docker run` starts the image with. */
async function imageConfig(tag: string): Promise<unknown> {
  return JSON.parse(await dockerOutput(['image', 'inspect', '--format', '{{json .Config}}', tag]));
}
