import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CANCELLED } from '../../build/failures.ts';
import { needsNoPlan } from '../../build/plan.ts';
import { SILENT_PLAN } from '../../build/planProblems.ts';
import type { BuildProblem, BuildRequest, Command } from '../../build/request.ts';
import type { BuildListener, BuildOutcome, RunBuild } from '../../build/run.ts';
import { isOlder, type Tool } from '../../build/toolProblems.ts';
import { EMPTY_TRACE } from '../../timing/emptyTrace.ts';
import { makeRecord } from '../../timing/history/makeRecord.ts';
import type { BuildRecord, TargetInputs } from '../../timing/record.ts';
import type { BuildTrace } from '../../timing/trace.ts';
import { toSlashes } from '../fileSystem.ts';
import { BuildRun } from './buildRun.ts';
import { builtWhat } from './buildWhat.ts';
import { dockerEnvironment } from './dockerEnvironment.ts';
import { DockerTools } from './dockerTools.ts';
import { atExit } from './endAtExit.ts';
import { HeadStart } from './headStart.ts';
import { hiddenValues } from './hiddenValues.ts';
import type { HistoryStore } from './historyStore.ts';
import { imageSizes, type DockerAccess } from './imageSizes.ts';
import { snapshotInputs } from './inputSnapshot.ts';
import { planBuild, readOutlines, type BuildPlan } from './planBuild.ts';

export interface RunBuildOptions {
  /** Absolute. Nothing of it is ever started as a program. */
  readonly workspaceFolder: string;
  /** Where builds are kept; null for nowhere. */
  readonly history: HistoryStore | null;
  /** What docker is started with; the process's own where it is left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds that docker may take to tell its plan when it has built it already; what is usual where it is left out. */
  readonly planPatience?: number;
}

/** Milliseconds that reading what was built may take when the build is over. */
const SNAPSHOT_PATIENCE = 5_000;

/** `fs.read` is asked about since this version of buildx, and `--allow` known. */
const ASKS_TO_READ = [0, 17];

/** The one way to build a workspace folder's services, bake targets and Dockerfiles. */
export function createRunBuild(options: RunBuildOptions): RunBuild {
  const tools = new DockerTools();
  return async (request, listener, signal) => {
    const temporaryFolder = await mkdtemp(path.join(temporaryFolderOf(options.env), 'drydock-docker-')).catch(() => null);
    const callOff = atExit(() => temporaryFolder !== null && rmSync(temporaryFolder, { recursive: true, force: true, maxRetries: 3 }));
    try {
      return await new Build(options, tools, request, sturdy(listener), signal, temporaryFolder).run();
    } catch (error) {
      // A bug of ours, or a disk that fails: whoever builds is told, and nothing else stops working.
      return unbuilt({ kind: 'other', message: `The build could not be followed to its end (${(error as Error).message}).`, detail: String((error as Error).stack) });
    } finally {
      if (temporaryFolder !== null) await rm(temporaryFolder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
      callOff();
    }
  };
}

/** A listener that throws loses what it is told, and nothing else. */
function sturdy(listener: BuildListener): BuildListener {
  const guarded = <Told>(tell: ((told: Told) => void) | undefined) => (told: Told): void => {
    try {
      tell?.(told);
    } catch {
      // Whoever listens has to know.
    }
  };
  return {
    planned: guarded((targets) => listener.planned?.(targets)),
    started: guarded((command) => listener.started?.(command)),
    progress: guarded((delta) => listener.progress?.(delta)),
    log: guarded((entry) => listener.log?.(entry)),
  };
}

/** Where docker would put its temporary files. */
function temporaryFolderOf(env: RunBuildOptions['env']): string {
  return env?.[process.platform === 'win32' ? 'TEMP' : 'TMPDIR'] || tmpdir();
}

class Build {
  private readonly workspaceFolder: string;
  private readonly env: Readonly<Record<string, string | undefined>>;
  private readonly commands: Command[] = [];

  constructor(
    private readonly options: RunBuildOptions,
    private readonly tools: DockerTools,
    private readonly request: BuildRequest,
    private readonly listener: BuildListener,
    private readonly signal: AbortSignal,
    temporaryFolder: string | null,
  ) {
    this.workspaceFolder = toSlashes(path.resolve(options.workspaceFolder));
    this.env = dockerEnvironment(options.env ?? process.env, request.builder, temporaryFolder);
  }

  async run(): Promise<BuildOutcome> {
    const { request, signal, workspaceFolder } = this;
    const { folder, kind } = request.what;
    const find = (tool: Tool) => this.tools.find(request.docker, tool, this.env, workspaceFolder, folder, signal);
    // Compose builds by buildx, and without it by a builder of its own that tells nothing.
    const [buildx, compose] = await Promise.all([find('buildx'), kind === 'compose' ? find('compose') : null]);
    if (signal.aborted) return unbuilt(CANCELLED);
    if (compose && 'problem' in compose) return unbuilt(compose.problem);
    if ('problem' in buildx) return unbuilt(buildx.problem);
    const { program, version } = buildx.docker;
    const docker: DockerAccess = { program, env: this.env, folder };
    const asksToRead = version === null || !isOlder(version, ASKS_TO_READ);
    const head = needsNoPlan(request) ? new HeadStart(request, docker, signal, this.options.planPatience) : null;
    try {
      const planned = await planBuild(request, workspaceFolder, docker, head === null ? signal : AbortSignal.any([signal, head.overdue]));
      if ('problem' in planned) return unbuilt(head?.overdue.aborted && !signal.aborted ? SILENT_PLAN : planned.problem);
      return await this.build(asksToRead ? planned.plan : { ...planned.plan, reads: [] }, docker, head);
    } finally {
      await head?.leave();
    }
  }

  private async build(plan: BuildPlan, docker: DockerAccess, head: HeadStart | null): Promise<BuildOutcome> {
    const outlines = await readOutlines(plan.targets, this.signal).catch(() => []);
    if (this.signal.aborted) return unbuilt(CANCELLED);
    this.listener.planned?.(plan.targets);
    const since = head?.since ?? performance.now();
    const began = (this.options.now ?? Date.now)() - (performance.now() - since);
    const snapshot = new AbortController();
    const inputs = this.snapshot(plan, docker, snapshot.signal);
    const run = new BuildRun(this.request, plan, outlines, this.workspaceFolder, docker, { ...this.listener, started: (command) => this.started(command) }, this.signal, head);
    const { trace, problem } = await run.toEnd();
    const milliseconds = (head?.endedAt ?? performance.now()) - since;
    // Where all came from the cache, the build is over before its files are read.
    const patience = setTimeout(() => snapshot.abort(), trace.state === 'cancelled' ? 0 : SNAPSHOT_PATIENCE);
    const [images, taken] = await Promise.all([imageSizes(trace.targets, docker, this.signal), inputs]);
    clearTimeout(patience);
    const hidden = hiddenValues(this.request, plan.targets, this.env);
    const record = makeRecord({
      salt: randomUUID().replaceAll('-', '').slice(0, 8),
      startedAt: new Date(began).toISOString(),
      state: trace.state === 'running' ? 'failed' : trace.state,
      what: await builtWhat(this.request, this.workspaceFolder),
      milliseconds,
      noCache: this.request.noCache,
      builder: this.request.builder,
      trace,
      inputs: taken,
      images,
      hidden,
    });
    await this.keep(record);
    return { trace, record, problem, commands: this.commands, hidden };
  }

  private started(command: Command): void {
    this.commands.push(command);
    this.listener.started?.(command);
  }

  /** Null where it could not be taken: a build is worth having without it. */
  private async snapshot({ targets }: BuildPlan, { program, env }: DockerAccess, signal: AbortSignal): Promise<Record<string, TargetInputs> | null> {
    const { history } = this.options;
    if (history === null) return null;
    return snapshotInputs(targets, { folder: this.workspaceFolder, key: history.key, docker: program, env }, signal).catch(() => null);
  }

  /** A full disk keeps no history, and still it was built. */
  private async keep(record: BuildRecord): Promise<void> {
    await this.options.history?.add(record).catch(() => undefined);
  }
}

function unbuilt(problem: BuildProblem): BuildOutcome {
  const trace: BuildTrace = { ...EMPTY_TRACE, state: problem.kind === 'cancelled' ? 'cancelled' : 'failed' };
  return { trace, record: null, problem, commands: [], hidden: [] };
}
