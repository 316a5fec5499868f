import type { BuildTrace, TraceDelta } from '../timing/trace.ts';
import type { BuildRecord } from '../timing/record.ts';
import type { BuildProblem, BuildRequest, Command, PlannedTarget } from './request.ts';

/** Told while a build runs. Calls come in order and are cheap: whoever shows them decides how often to paint. */
export interface BuildListener {
  /** What will be built, once docker has told it. */
  planned?(targets: readonly PlannedTarget[]): void;
  /** A process starts; several where targets are built one by one. */
  started?(command: Command): void;
  /** At most a few times a second, and once at the end: what is different since the call before. */
  progress?(delta: TraceDelta): void;
  /** Log lines as they come, for terminals. Text without escape sequences, ends with a line break. */
  log?(entry: { readonly target: string | null; readonly step: string | null; readonly text: string }): void;
}

export interface BuildOutcome {
  /** With logs; empty where nothing was started. */
  readonly trace: BuildTrace;
  /** What the history keeps; null where nothing was started. */
  readonly record: BuildRecord | null;
  /** Null where everything was built. */
  readonly problem: BuildProblem | null;
  /** As they were started, redacted nowhere: for the person who asked. */
  readonly commands: readonly Command[];
  /** Values that must not be handed on, as those of build arguments: steps may print them. */
  readonly hidden: readonly string[];
}

/** The one way to build, for the editor and the command line; `host/builds/runBuild.ts` is it. Never rejects: what goes wrong is a `problem`. */
export type RunBuild = (request: BuildRequest, listener: BuildListener, signal: AbortSignal) => Promise<BuildOutcome>;
