import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DockerfileUse } from '../../server/src/core/engine/projectView.ts';
import { foldFacts } from '../../server/src/core/dockerfile/foldFacts.ts';
import { parseDockerfile } from '../../server/src/core/dockerfile/parseDockerfile.ts';
import { createIgnoreMatcher } from '../../server/src/core/ignore/matcher.ts';
import { nodeFileSystem } from '../../server/src/host/fileSystem.ts';
import { WorkspaceIndex } from '../../server/src/host/workspaceIndex.ts';
import type { SentPath } from '../server/support/listSent.ts';
import { sentSources } from '../../server/src/project/context/sentSources.ts';
import { generateDockerignore } from '../../server/src/project/dockerignore/generateDockerignore.ts';
import { receiveContext, type Received } from './support/contextBuild.ts';
import { contextPart, CONTEXT_IN_IMAGE } from './support/contextPart.ts';
import { writeContents } from './support/contextFolder.ts';
import { proveSent, sentOf, type Reading } from './support/proveSent.ts';
import type { ImageFiles } from './support/tar.ts';

const HOMELAB = path.join(import.meta.dirname, '../../examples/homelab');

/** What a home lab that is worked in has beside its sources. */
const LITTER = ['.', 'services/sensor-ingest', 'services/report-worker', 'services/weather-api', 'services/dashboard'].flatMap((folder) =>
  [
    ['.env', 'PASSWORD=secret\n'], ['.git/objects/pack/pack-1.pack', 'p'.repeat(9_000)], ['node_modules/ms/index.js', 'm'.repeat(2_000)],
    ['src/__pycache__/main.cpython-312.pyc', 'c'.repeat(700)], ['logs/today.log', 'l'.repeat(1_200)], ['docs/notes.md', 'notes'], ['.DS_Store', 'x'],
    ['dist/bundle.js', 'b'.repeat(300)], ['tests/test_more.py', 'assert True'], ['.vscode/settings.json', '{}'],
  ].map(([name, content]) => [path.posix.join(folder, name!), content!] as const),
);

/** A copy that nothing was built from before. */
class Lab {
  private constructor(readonly root: string) {}

  static async copy(): Promise<Lab> {
    const lab = new Lab(await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-homelab-'))));
    await cp(HOMELAB, lab.root, { recursive: true });
    writeContents(lab.root, LITTER);
    return lab;
  }

  /** Builds that the project model knows, each Dockerfile's. */
  async uses(): Promise<DockerfileUse[]> {
    const index = new WorkspaceIndex(nodeFileSystem, this.root);
    await index.open();
    const dockerfiles = index.dockerFiles().filter(({ language }) => language === 'dockerfile');
    return (await Promise.all(dockerfiles.map(({ path: file }) => index.viewFor(file, 'dockerfile')))).flatMap(({ uses }) => uses);
  }

  file(name: string): string {
    return path.join(this.root, name);
  }

  /** Leaves of the Dockerfile what concerns its context, in its place: which ignore file applies is for the builder to find out. */
  async reduce({ dockerfile, target, context }: DockerfileUse): Promise<Reading> {
    const text = await readFile(this.file(dockerfile), 'utf8');
    await writeFile(this.file(dockerfile), contextPart(text));
    const model = parseDockerfile(text);
    return { folder: this.file(context.path), sources: sentSources(model, foldFacts(model, null), target), ignore: context.ignore?.matcher ?? null };
  }

  build({ dockerfile, target, context }: DockerfileUse): Promise<Received> {
    return receiveContext({ folder: this.file(context.path), dockerfile: this.file(dockerfile), target });
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }
}

let uses: readonly DockerfileUse[];
/** What each of them builds, from the first test on. */
const images = new Map<DockerfileUse, ImageFiles>();

beforeAll(async () => {
  const lab = await Lab.copy();
  uses = await lab.uses();
  await lab.remove();
});

describe('the home lab', () => {
  it('builds services from its root and from their folders, with and without ignore files', () => {
    expect(uses.length).toBeGreaterThan(15);
    expect(uses.every(({ source, context }) => source === 'compose' && context.files.complete)).toBe(true);
    expect(new Set(uses.map(({ context }) => context.path === '.')).size).toBe(2);
    expect(new Set(uses.map(({ context }) => context.ignore === null)).size).toBe(2);
  });

  it('has every build receive what we say is sent', async () => {
    for (const use of uses) await inLab(async (lab) => {
      const reading = await lab.reduce(use);
      const received = await lab.build(use);
      await proveSent(reading, received, use.dockerfile);
      images.set(use, received.files);
    });
  });

  it('keeps its images under the ignore files that we propose, but for what they say', async () => {
    const proposals = uses.filter(({ context }) => context.ignore === null);
    const all = new Set<string>();
    for (const use of proposals) for (const name of await proveProposal(use, images.get(use)!)) all.add(name);
    expect(all.size).toBeGreaterThan(20);
    expect([...all].filter((name) => !isLitter(name) && !NOT_FOR_IMAGES.test(name))).toEqual([]);
  });
});

/** What may be left out of the example itself: Docker's own files, secrets, tests and documentation. */
const NOT_FOR_IMAGES = /(?:^|\/)(?:Dockerfile|\.dockerignore|docker-compose[^/]*\.yml|\.env)$|(?:^|\/)(?:tests?|docs)\//;

function isLitter(name: string): boolean {
  return LITTER.some(([litter]) => litter === name || litter.endsWith(`/${name}`));
}

async function inLab<T>(use: (lab: Lab) => Promise<T>): Promise<T> {
  const lab = await Lab.copy();
  try {
    return await use(lab);
  } finally {
    await lab.remove();
  }
}

/** Builds with the proposed file. Returns the files that are in the image without it only. */
async function proveProposal(use: DockerfileUse, before: ImageFiles): Promise<string[]> {
  const { text } = generateDockerignore(use.context);
  const ignore = createIgnoreMatcher(text);
  const why = `${use.dockerfile}\n${text}`;
  return inLab(async (lab) => {
    const reading = await lab.reduce(use);
    const told = { all: filesOf(await sentOf(reading)), kept: new Set(filesOf(await sentOf({ ...reading, ignore }))) };
    await writeFile(path.join(reading.folder, '.dockerignore'), text);
    const { files: after } = await lab.build(use);
    const missing = [...before].filter(([name, { kind }]) => kind !== 'folder' && !after.has(name)).map(([name]) => name.slice(CONTEXT_IN_IMAGE.length)).sort();
    // What is gone is what was told before the file was written, and nothing that a COPY names.
    expect(missing, why).toEqual(told.all.filter((name) => !told.kept.has(name)).sort());
    expect(missing.filter((name) => reading.sources.includes(name)), why).toEqual([]);
    for (const [name, file] of after) if (name !== `${CONTEXT_IN_IMAGE}.dockerignore`) expect(file, `${name} of ${why}`).toEqual(before.get(name));
    return missing;
  });
}

function filesOf(sent: readonly SentPath[]): string[] {
  return sent.map(({ path: name }) => name).filter((name) => !name.endsWith('/'));
}
