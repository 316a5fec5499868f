import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BakeWhat, BuildRequest, Command, ComposeWhat, DockerfileWhat, PlannedTarget } from '../../../../server/src/build/request.ts';
import type { BuildOutcome } from '../../../../server/src/build/run.ts';
import { HistoryStore } from '../../../../server/src/host/builds/historyStore.ts';
import { createRunBuild } from '../../../../server/src/host/builds/runBuild.ts';
import { applyDelta } from '../../../../server/src/timing/delta.ts';
import type { BuildTrace } from '../../../../server/src/timing/trace.ts';
import { docker } from '../docker.ts';
import { currentEngine, uniqueId } from '../engine.ts';

/** A build, with all that was told while it ran. */
export interface Ran extends BuildOutcome {
  readonly planned: readonly PlannedTarget[];
  readonly started: readonly Command[];
  /** What the deltas amount to. */
  readonly told: BuildTrace | null;
  readonly log: string;
  readonly milliseconds: number;
}

type Rest = Partial<Omit<BuildRequest, 'what'>>;

/** A workspace folder of a test, built by `runBuild` on the test's engine, with a history and a temporary folder of its own. */
export class BuildProject {
  private readonly run;
  private planned: readonly PlannedTarget[] = [];

  private constructor(readonly root: string, readonly name: string, readonly history: HistoryStore, readonly env: Readonly<Record<string, string | undefined>>) {
    this.run = createRunBuild({ workspaceFolder: this.folder, history, env });
  }

  /** @param files by path; `{{base}}` in them becomes the image that tests build from */
  static async create(name: string, files: Readonly<Record<string, string>>, env: Readonly<Record<string, string | undefined>> = {}): Promise<BuildProject> {
    const root = await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-running-')));
    const id = uniqueId(name);
    const history = await HistoryStore.open(path.join(root, id), { stateFolder: path.join(root, 'state') });
    const temporary = path.join(root, 'tmp');
    await mkdir(temporary);
    const project = new BuildProject(root, id, history, { ...process.env, ...currentEngine().env, TMPDIR: temporary, TEMP: temporary, ...env });
    for (const [file, text] of Object.entries(files)) await project.write(file, text);
    return project;
  }

  /** The workspace folder; compose names images after it. */
  get folder(): string {
    return path.join(this.root, this.name);
  }

  async write(file: string, text: string): Promise<void> {
    const target = path.join(this.folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, text.replaceAll('{{base}}', BASE).replaceAll('{{run}}', this.name));
  }

  compose(what: Partial<ComposeWhat> = {}, rest: Rest = {}, signal?: AbortSignal, onLog?: (text: string) => void): Promise<Ran> {
    return this.build({ kind: 'compose', folder: this.folder, files: [], services: [], profiles: [], ...what }, rest, signal, onLog);
  }

  dockerfile(what: Partial<DockerfileWhat> = {}, rest: Rest = {}): Promise<Ran> {
    const { folder } = this;
    return this.build({ kind: 'dockerfile', folder, dockerfile: `${folder}/Dockerfile`, context: folder, target: null, args: {}, platform: null, tags: [], ...what }, rest);
  }

  bake(what: Partial<BakeWhat> & Pick<BakeWhat, 'files'>, rest: Rest = {}): Promise<Ran> {
    return this.build({ kind: 'bake', folder: this.folder, targets: [], ...what }, rest);
  }

  private async build(what: BuildRequest['what'], rest: Rest, signal = new AbortController().signal, onLog?: (text: string) => void): Promise<Ran> {
    const told: { trace: BuildTrace | null } = { trace: null };
    const started: Command[] = [];
    const log: string[] = [];
    const request: BuildRequest = { what, noCache: false, builder: null, parallel: 0, onFailure: 'stop', docker: currentEngine().docker, ...rest };
    const since = performance.now();
    let planned: readonly PlannedTarget[] = [];
    const outcome = await this.run(
      request,
      {
        planned: (targets) => (planned = this.planned = targets),
        started: (command) => started.push(command),
        progress: (delta) => (told.trace = applyDelta(told.trace, delta)),
        log: ({ text }) => {
          log.push(text);
          onLog?.(text);
        },
      },
      signal,
    );
    return { ...outcome, planned, started, told: told.trace, log: log.join(''), milliseconds: performance.now() - since };
  }

  /** What builds left in the folder for temporary files. */
  async leftBehind(): Promise<string[]> {
    return readdir(path.join(this.root, 'tmp'), { recursive: true });
  }

  /** Takes its images away, and itself. */
  async remove(): Promise<void> {
    const tags = this.planned.flatMap((target) => target.tags).filter((tag) => tag.includes(this.name));
    if (tags.length > 0) await docker(['image', 'rm', '--no-prune', ...new Set(tags)]);
    await rm(this.root, { recursive: true, force: true });
  }
}

/** An image by a name of the tests' own, so that compose can build from it whatever the engine has. */
const BASE = `drydock-build-test/base:${uniqueId('running')}`;

export async function makeBase(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'drydock-base-'));
  try {
    await writeFile(path.join(folder, 'Dockerfile'), 'FROM debian:bookworm-slim\nLABEL drydock.test=running\n');
    const { code, stderr } = await docker(['buildx', 'build', '--progress', 'plain', '--provenance=false', '--load', '--tag', BASE, ...currentEngine().bases, folder]);
    if (code !== 0) throw new Error(`There is no image to build from:\n${stderr}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function removeBase(): Promise<void> {
  await docker(['image', 'rm', '--no-prune', BASE]);
}
