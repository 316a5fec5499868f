import type { CancellationToken } from 'vscode-languageserver';
import { endedFacts, recordFacts, requestTitle } from '../../build/facts.ts';
import type { BuildProblem, BuildRequest } from '../../build/request.ts';
import { relativeTo } from '../../build/relativeTo.ts';
import type { BuildListener } from '../../build/run.ts';
import { shownCommand } from '../../build/shownCommand.ts';
import { compareWithPast, earlierRecords, newestRecords } from '../../host/builds/pastBuilds.ts';
import {
  BUILD_LOG, BUILD_PROGRESS, BUILD_STARTED,
  type BuildEnd, type BuildLogParams, type BuildParams, type BuildProgressParams, type BuildRecordParams, type BuildRecordResult, type BuildsParams, type BuildsResult,
  type BuildStartedParams, type CompareBuildsParams, type Comparison, type ExportBuildParams, type ExportBuildResult, type ForgetBuildsParams,
} from '../../protocol.ts';
import { buildJson } from '../../timing/export/json.ts';
import { timelineHtml } from '../../timing/export/html.ts';
import { withNamedPaths } from '../../timing/export/namedPaths.ts';
import { perfettoTrace } from '../../timing/export/perfetto.ts';
import { trendsOf } from '../../timing/history/trends.ts';
import { cancellable } from '../cancellable.ts';
import type { Folder } from '../folder.ts';
import type { Folders } from '../folders.ts';
import type { BuildHistory, BuildHost, FolderBuilds } from './buildHost.ts';
import { LastBuilds } from './lastBuilds.ts';
import { LogBatches } from './logBatches.ts';
import { EMPTY_TRACE } from '../../timing/emptyTrace.ts';

export interface BuildEvents {
  notify(method: string, params: unknown): void;
  /** What lenses and findings say of builds is something else now. */
  onChanged(): void;
}

/** Builds that the editor asks for, and the history of each workspace folder. */
export class Builds {
  readonly last = new LastBuilds();
  private readonly opened = new Map<string, Promise<FolderBuilds>>();
  private readonly restored = new Map<string, Promise<void>>();
  private readonly running = new Map<AbortController, Promise<unknown>>();

  constructor(
    private readonly folders: Folders,
    private readonly host: BuildHost | null,
    private readonly events: BuildEvents,
  ) {}

  async build(params: BuildParams, token: CancellationToken): Promise<BuildEnd> {
    const folder = this.folderOf(params.request);
    if (!folder || !this.host) return notStarted(params.request, 'Open the folder of this file to build it: outside of a workspace folder nothing is built.');
    const controller = new AbortController();
    const { signal, dispose } = cancellable(token);
    signal.addEventListener('abort', () => controller.abort());
    if (signal.aborted) controller.abort();
    const building = this.buildIn(folder, this.host, params, controller.signal).finally(() => {
      dispose();
      this.running.delete(controller);
    });
    this.running.set(controller, building);
    return building;
  }

  /** Cancels what runs and settles when its processes have ended. */
  async stop(): Promise<void> {
    for (const controller of this.running.keys()) controller.abort();
    await Promise.allSettled(this.running.values());
  }

  async list({ folder: uri }: BuildsParams): Promise<BuildsResult> {
    const folders = this.folders.all().filter((folder) => uri === null || folder.uri === uri);
    const results = await Promise.all(
      folders.map(async (folder) => {
        const summaries = (await this.historyOf(folder)?.then((history) => history.summaries())) ?? [];
        return {
          builds: summaries.map((summary) => ({ ...summary, folder: folder.uri })),
          trends: trendsOf(summaries).map((trend) => ({ ...trend, folder: folder.uri })),
        };
      }),
    );
    return { builds: results.flatMap(({ builds }) => builds), trends: results.flatMap(({ trends }) => trends) };
  }

  async record({ folder, id }: BuildRecordParams): Promise<BuildRecordResult | null> {
    const history = await this.historyAt(folder);
    const record = await history?.get(id);
    if (!history || !record) return null;
    return { record, facts: recordFacts(record, await earlierRecords(history, record)) };
  }

  async compare({ folder, before, after }: CompareBuildsParams): Promise<Comparison | null> {
    const history = await this.historyAt(folder);
    const newer = await history?.get(after);
    if (!history || !newer) return null;
    const older = before === null ? null : await history.get(before);
    return before !== null && older === null ? null : compareWithPast(history, newer, older);
  }

  async forget({ folder, ids }: ForgetBuildsParams): Promise<void> {
    await (await this.historyAt(folder))?.remove(ids);
    this.last.forget();
    this.restored.clear();
    this.events.onChanged();
  }

  async export({ folder, id, format }: ExportBuildParams): Promise<ExportBuildResult | null> {
    const found = await this.record({ folder, id });
    if (!found || !this.host) return null;
    const { record, facts } = found;
    const comparison = await this.compare({ folder, before: null, after: id });
    const root = this.folders.byUri(folder)?.root ?? '';
    const report = { facts, record, trace: withNamedPaths(record.trace, (path) => relativeTo(root, path)), comparison };
    const name = `build-${fileName(facts.title)}-${record.startedAt.slice(0, 19).replaceAll(':', '-')}`;
    if (format === 'json') return { fileName: `${name}.json`, text: buildJson(report) };
    if (format === 'perfetto') return { fileName: `${name}.perfetto.json`, text: perfettoTrace(report) };
    return { fileName: `${name}.html`, text: timelineHtml(report, await this.host.timelineAssets()) };
  }

  /** Takes what the history says of a folder's last builds, once; afterwards builds tell it themselves. */
  restore(folder: Folder): Promise<void> {
    const known = this.restored.get(folder.uri);
    if (known) return known;
    const restoring = this.readLast(folder).catch(() => {});
    this.restored.set(folder.uri, restoring);
    return restoring;
  }

  private async readLast(folder: Folder): Promise<void> {
    const history = await this.historyOf(folder);
    if (!history) return;
    const records = await newestRecords(history);
    if (records.length === 0) return;
    this.last.restore(records);
    this.events.onChanged();
  }

  private async buildIn(folder: Folder, host: BuildHost, { key, request, wantsLog }: BuildParams, signal: AbortSignal): Promise<BuildEnd> {
    const started = new Date();
    const { run, history } = await this.open(folder, host);
    const log = new LogBatches((text) => this.events.notify(BUILD_LOG, { key, text } satisfies BuildLogParams));
    const listener: BuildListener = {
      started: (command) => this.events.notify(BUILD_STARTED, { key, command: shownCommand(command, host.shell) } satisfies BuildStartedParams),
      progress: (delta) => this.events.notify(BUILD_PROGRESS, { key, delta } satisfies BuildProgressParams),
      ...(wantsLog ? { log: ({ target, text }) => log.add(target === null ? text : prefixed(target, text)) } : {}),
    };
    const outcome = await run(request, listener, signal);
    log.flush();
    const { record, trace, problem, commands } = outcome;
    const ended = { request, ...outcome, startedAt: started.toISOString(), milliseconds: Date.now() - started.getTime() };
    const facts = endedFacts(ended, record ? await earlierRecords(history, record) : [], host.shell);
    if (record) {
      await this.restore(folder);
      this.last.add(record.id, trace);
      this.events.onChanged();
    }
    return { id: record?.id ?? null, facts, trace, problem, commands };
  }

  private open(folder: Folder, host: BuildHost): Promise<FolderBuilds> {
    const known = this.opened.get(folder.root!);
    if (known) return known;
    const opening = host.open(folder.root!);
    this.opened.set(folder.root!, opening);
    opening.catch(() => this.opened.delete(folder.root!));
    return opening;
  }

  private historyOf(folder: Folder): Promise<BuildHistory> | null {
    return this.host && folder.root !== null ? this.open(folder, this.host).then(({ history }) => history) : null;
  }

  private async historyAt(uri: string): Promise<BuildHistory | null> {
    const folder = this.folders.byUri(uri);
    return (folder && (await this.historyOf(folder))) ?? null;
  }

  /** The innermost workspace folder that what is built lies in. */
  private folderOf({ what }: BuildRequest): Folder | null {
    const at = what.kind === 'dockerfile' ? what.dockerfile : `${what.folder}/`;
    const holding = this.folders.all().filter(({ root }) => root !== null && at.startsWith(root === '/' ? '/' : `${root}/`));
    return holding.sort((a, b) => b.root!.length - a.root!.length)[0] ?? null;
  }
}

function notStarted(request: BuildRequest, message: string): BuildEnd {
  const problem: BuildProblem = { kind: 'other', message, detail: '' };
  const facts = { title: requestTitle(request), startedAt: new Date().toISOString(), milliseconds: 0, images: {}, withoutCache: null, commands: [], problem: message };
  return { id: null, facts, trace: EMPTY_TRACE, problem, commands: [] };
}

function prefixed(target: string, text: string): string {
  return text.replace(/^(?=[^])/gm, `${target} | `);
}

function fileName(title: string): string {
  return title.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '').slice(0, 60) || 'all';
}
