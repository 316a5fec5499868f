import { CANCELLED, problemOf } from '../../build/failures.ts';
import type { BuildProblem, BuildRequest, PlannedTarget } from '../../build/request.ts';
import type { BuildListener } from '../../build/run.ts';
import { listed } from '../../core/text/listing.ts';
import { reachable } from '../../timing/reachable.ts';
import type { BuildTrace, TargetOutline, TraceTarget } from '../../timing/trace.ts';
import { TraceRecorder, type ProgressReader } from '../../timing/traceRecorder.ts';
import type { HeadStart } from './headStart.ts';
import type { DockerAccess } from './imageSizes.ts';
import type { BuildPlan } from './planBuild.ts';
import { ProcessOutput } from './processOutput.ts';
import { ProcessTree } from './processTree.ts';
import { runProcesses, type BuildProcess } from './targetProcesses.ts';

/** Milliseconds between two deltas. */
const DELTA_EVERY = 250;

/** The processes of one build, and the trace that they fill. */
export class BuildRun {
  private readonly recorder: TraceRecorder;
  private readonly trees = new Set<ProcessTree>();
  /** Targets that were not begun, with the reason, and those that were cancelled before they told anything: null. */
  private readonly left = new Map<string, string | null>();
  private newestReport = performance.now();
  /** Set where the first failure ends all others. */
  private isStopped = false;

  constructor(
    private readonly request: BuildRequest,
    private readonly plan: BuildPlan,
    outlines: readonly TargetOutline[],
    private readonly workspaceFolder: string,
    private readonly docker: DockerAccess,
    private readonly listener: BuildListener,
    private readonly signal: AbortSignal,
    /** The one process, where it has begun already. */
    private readonly head: HeadStart | null = null,
  ) {
    this.recorder = new TraceRecorder(outlines, (entry) => listener.log?.(entry));
  }

  /** Runs all of them. Settles when the last is gone. */
  async toEnd(): Promise<{ readonly trace: BuildTrace; readonly problem: BuildProblem | null }> {
    const cancel = (): void => this.cancelAll();
    this.signal.addEventListener('abort', cancel);
    const timer = setInterval(() => this.tell(), DELTA_EVERY);
    try {
      const { problems, notBegun } = await runProcesses(this.request, this.plan, (process) => this.runOne(process), () => this.stopOthers(), this.signal);
      for (const [target, needed] of notBegun) this.left.set(target, needed === null ? 'not begun' : `not begun: ${needed} failed`);
      const problem = buildProblem(problems, notBegun.size > 0);
      this.recorder.finish(problem === null ? 'done' : problem.kind === 'cancelled' ? 'cancelled' : 'failed', performance.now() - this.newestReport);
      return { trace: this.withLeft(this.recorder.trace()), problem };
    } finally {
      clearInterval(timer);
      this.signal.removeEventListener('abort', cancel);
      // None is left but where following them failed.
      this.cancelAll();
      await Promise.all([...this.trees].map(({ ended }) => ended));
      this.tell();
    }
  }

  private async runOne({ command, target, input }: BuildProcess): Promise<BuildProblem | null> {
    this.listener.started?.(command);
    const reader = this.recorder.reader({ targets: target === null ? this.plan.targets.map(({ name }) => name) : withNeeds(target, this.plan.targets) });
    const output = new ProcessOutput({ push: (text) => this.take(reader, text) });
    const tree = this.head?.readBy(output) ?? new ProcessTree({ ...command, ...this.docker, onOutput: output.onOutput, onErrors: output.onErrors, ...(input !== undefined && { input }) });
    this.trees.add(tree);
    if (this.signal.aborted || this.isStopped) tree.cancel();
    const { code, spawnError } = await tree.ended;
    this.trees.delete(tree);
    output.end();
    const isBuilt = code === 0 && spawnError === null;
    const isCancelled = !isBuilt && (this.signal.aborted || this.isStopped);
    this.endReader(reader, target, isBuilt ? 'done' : isCancelled ? 'cancelled' : 'failed');
    if (isBuilt && !output.hasReports) this.tellSilence();
    if (isBuilt) return null;
    const { request, workspaceFolder } = this;
    return problemOf({ request, workspaceFolder, spawnError, exitCode: code, text: output.text, trace: this.recorder.trace(), isCancelled });
  }

  /** A process of one target says nothing of those that it found in the cache. */
  private endReader(reader: ProgressReader, target: string | null, state: 'done' | 'failed' | 'cancelled'): void {
    reader.end(target === null ? state : undefined);
    if (target === null) return;
    this.recorder.reader({ targets: [target] }).end(state);
    if (state === 'cancelled') this.left.set(target, null);
  }

  private take(reader: ProgressReader, text: string): void {
    this.newestReport = performance.now();
    reader.push(text);
  }

  private tellSilence(): void {
    const note = 'Docker built this without BuildKit, which alone reports its steps: times are not known. Unset COMPOSE_BAKE and DOCKER_BUILDKIT in .env files, and update Docker.\n';
    this.recorder.reader({ targets: [] }).push(note);
  }

  private stopOthers(): void {
    this.isStopped = true;
    this.cancelAll();
  }

  private cancelAll(): void {
    for (const tree of this.trees) tree.cancel();
  }

  private tell(): void {
    const delta = this.recorder.delta();
    if (delta) this.listener.progress?.(this.withLeft(delta));
  }

  private withLeft<Told extends { readonly targets: readonly TraceTarget[] }>(told: Told): Told {
    if (this.left.size === 0) return told;
    const targets = told.targets.map((target): TraceTarget => {
      const reason = this.left.get(target.name);
      const isLeft = reason === null ? target.state === 'waiting' : reason !== undefined && target.state !== 'done';
      return isLeft ? { ...target, state: 'cancelled', error: reason ?? null } : target;
    });
    return { ...told, targets };
  }
}

/** The first failure that is no consequence of another one, and how many there are. */
function buildProblem(problems: readonly (readonly [target: string | null, problem: BuildProblem])[], isLeft: boolean): BuildProblem | null {
  const failures = problems.filter(([, { kind }]) => kind !== 'cancelled');
  const first = failures[0]?.[1] ?? problems[0]?.[1];
  if (first === undefined) return isLeft ? CANCELLED : null;
  if (failures.length < 2) return first;
  const names = failures.flatMap(([target]) => target ?? []);
  return { ...first, message: `${failures.length} targets failed (${listed(names)}): ${first.message}`, detail: failures.map(([, { detail }]) => detail).join('\n\n') };
}

/** A target and all that it needs. */
function withNeeds(name: string, targets: readonly PlannedTarget[]): string[] {
  const needs = new Map(targets.map((target) => [target.name, target.needs]));
  return [name, ...reachable([name], (one) => needs.get(one) ?? [])];
}
