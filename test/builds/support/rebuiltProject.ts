import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BuildRequest } from '../../../server/src/build/request.ts';
import { HistoryStore } from '../../../server/src/host/builds/historyStore.ts';
import { createRunBuild } from '../../../server/src/host/builds/runBuild.ts';
import { compareRecords } from '../../../server/src/timing/compare/compareRecords.ts';
import type { Comparison } from '../../../server/src/timing/comparison.ts';
import type { BuildRecord } from '../../../server/src/timing/record.ts';
import { currentEngine } from './engine.ts';

export interface Rebuilt {
  readonly comparison: Comparison;
  readonly record: BuildRecord;
  /** Instructions of a target that really ran, as the Dockerfile has them, in its order. */
  ran(target: string): string[];
  reason(target: string): { readonly step: string; readonly kind: string; readonly changed: readonly string[]; readonly sentence: string } | null;
}

/** A project on disk that is built again and again, with a history of its own. */
export class RebuiltProject {
  private constructor(
    readonly root: string,
    private readonly store: HistoryStore,
  ) {}

  static async create(files: Readonly<Record<string, string>>): Promise<RebuiltProject> {
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'drydock-rebuilt-')));
    const root = path.join(folder, 'work');
    mkdirSync(root);
    const project = new RebuiltProject(root, await HistoryStore.open(root, { stateFolder: path.join(folder, 'state') }));
    for (const [file, text] of Object.entries(files)) project.write(file, text);
    return project;
  }

  at(file: string): string {
    return path.join(this.root, file);
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(this.at(file)), { recursive: true });
    writeFileSync(this.at(file), text);
  }

  /** @throws where the file does not hold `from` */
  edit(file: string, from: string, to: string): void {
    const text = readFileSync(this.at(file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}:\n${text}`);
    this.write(file, text.replace(from, () => to));
  }

  remove(): void {
    rmSync(path.dirname(this.root), { recursive: true });
  }

  /** Builds, and adds the record to the history. */
  async build(what: BuildRequest['what'], more: Partial<BuildRequest> = {}): Promise<BuildRecord> {
    const { docker, env } = currentEngine();
    const runBuild = createRunBuild({ workspaceFolder: this.root, history: this.store, env: { ...process.env, ...env } });
    const request: BuildRequest = { what, noCache: false, builder: null, parallel: 0, onFailure: 'stop', docker, ...more };
    const { record, problem } = await runBuild(request, {}, new AbortController().signal);
    if (!record) throw new Error(`Nothing was built: ${problem?.message} ${problem?.detail}`);
    return record;
  }

  /** Builds again and compares with the build before, both as they come from the disk. */
  async rebuild(what: BuildRequest['what'], more: Partial<BuildRequest> = {}): Promise<Rebuilt> {
    const { id, state, trace } = await this.build(what, more);
    if (state !== 'done') throw new Error(`The build is ${state}: ${trace.targets.map(({ error }) => error).join()} ${trace.text}`);
    const [after, before] = await this.store.list();
    if (after?.id !== id || !before) throw new Error('The history does not hold the last two builds.');
    const comparison = compareRecords(before, after);
    return {
      comparison,
      record: after,
      ran: (target) => after.trace.steps
        .filter((step) => step.kind === 'instruction' && step.targets[0] === target && step.state !== 'cached')
        .sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0))
        .map(({ place, label }) => place?.text ?? label),
      reason: (target) => {
        const miss = comparison.targets.find((one) => one.target === target)?.firstMiss;
        return miss ? { step: miss.label, kind: miss.reason.kind, changed: miss.reason.changed, sentence: miss.reason.sentence } : null;
      },
    };
  }
}
