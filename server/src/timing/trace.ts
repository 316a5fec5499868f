/**
 * What is known of one build, live or finished: plain data, equal in the editor, on the command line and in the history.
 * Times are milliseconds since the first thing that the builder reported (`BuildTrace.startedAt`), by the builder's own clock, which
 * may differ from this machine's: only differences between them mean something.
 */
export interface BuildTrace {
  readonly state: BuildState;
  /** The builder's time of the first report, as ISO 8601; null while nothing has come. */
  readonly startedAt: string | null;
  /** From the first start to the last end of any step; up to the newest report while the build runs. */
  readonly wall: number;
  readonly targets: readonly TraceTarget[];
  /** Each step once, however many targets share it, in order of first report. */
  readonly steps: readonly TraceStep[];
  readonly warnings: readonly TraceWarning[];
  /** What the tools printed beside their reports: warnings, and why they failed. The last `MOST_TEXT` characters. */
  readonly text: string;
  readonly summary: TraceSummary;
}

/** What is different since the delta before; applied in order to nothing, deltas make the trace. */
export interface TraceDelta extends Omit<BuildTrace, 'steps' | 'targets' | 'warnings'> {
  /** Whole steps that are new or different. */
  readonly steps: readonly TraceStep[];
  /** All of them. */
  readonly targets: readonly TraceTarget[];
  /** All of them. */
  readonly warnings: BuildTrace['warnings'];
}

export type BuildState = 'running' | 'done' | 'failed' | 'cancelled';

/** A compose service, a bake target, or the one Dockerfile that is built. */
export interface TraceTarget {
  readonly name: string;
  readonly state: 'waiting' | BuildState;
  /** From the first start to the last end of its steps; null before it starts. */
  readonly start: number | null;
  readonly end: number | null;
  /** Bytes of build context that were sent for it, as the builder counts them; null where none was. */
  readonly contextBytes: number | null;
  /** What the exporter reported: image id (`sha256:…`) and names. */
  readonly imageId: string | null;
  readonly imageNames: readonly string[];
  /** Why it failed, in the builder's words. */
  readonly error: string | null;
  /** The step that failed. */
  readonly failedStep: string | null;
}

/**
 * `instruction`: RUN, COPY, ADD, WORKDIR; `base`: FROM; `context`: sending the build context; `internal`: definitions, metadata,
 * provenance; `export`: writing the image or a cache.
 */
export type StepKind = 'instruction' | 'base' | 'context' | 'internal' | 'export';
export type StepState = 'waiting' | 'running' | 'done' | 'cached' | 'failed' | 'cancelled';

/** One vertex of the build graph. */
export interface TraceStep {
  /** The vertex digest. */
  readonly id: string;
  /** The target whose Dockerfile has it first, then those that share it. Never empty. */
  readonly targets: readonly string[];
  readonly kind: StepKind;
  /** As the builder calls it: the name after AS, `stage-1` for an unnamed one; null where the Dockerfile has one stage, and for what is no instruction. */
  readonly stage: string | null;
  /** `RUN npm ci`: the name without the bracket before it. */
  readonly label: string;
  /** `linux/arm64`: only in builds for several platforms, where each has its own steps of the same name. */
  readonly platform?: string;
  /** Position in its stage as the builder counts, from 1, and how many there are; null where the name has none. */
  readonly position: { readonly index: number; readonly total: number } | null;
  readonly place: StepPlace | null;
  readonly state: StepState;
  /** When it worked: disjoint, sorted, each start <= end. A running step's last one ends with the newest report. */
  readonly intervals: readonly (readonly [start: number, end: number])[];
  /** Sum of `intervals`. */
  readonly duration: number;
  readonly inputs: readonly string[];
  /** Bytes moved by it (context, pull, export) so far; null where it reports none. */
  readonly bytes: number | null;
  readonly error: string | null;
  readonly log: StepLog;
  /** True on the longest chain of steps that waited for each other. */
  readonly isCritical: boolean;
}

/** The instruction of a Dockerfile that a step comes from. */
export interface StepPlace {
  /** As the caller named it when the build began (`TargetOutline.dockerfile`). */
  readonly dockerfile: string;
  /** 0-based lines of the whole instruction, as in the text that was built. */
  readonly line: number;
  readonly endLine: number;
  /** The instruction as written, continued lines included. */
  readonly text: string;
}

/** The end of what a step printed. */
export interface StepLog {
  readonly text: string;
  readonly lines: number;
  readonly bytes: number;
  /** True where `text` is not all of it. */
  readonly isCut: boolean;
}

export interface TraceWarning {
  readonly target: string | null;
  readonly text: string;
  readonly dockerfile: string | null;
  /** 0-based. */
  readonly line: number | null;
}

export interface TraceSummary {
  /** Steps of kind `instruction`: those are what a cache serves. */
  readonly instructions: number;
  readonly cached: number;
  /** `cached / (cached + really run)`, 0 to 1; null where no instruction got that far. */
  readonly cacheRate: number | null;
  readonly contextBytes: number;
  /** Time in steps of kind `export`, overlaps counted once. */
  readonly exporting: number;
  /** Sum of all steps' durations: how much work there was, however much of it ran at once. */
  readonly work: number;
  /** Duration along the critical path. `critical <= wall`, and where no step waits idly `wall <= work`. */
  readonly critical: number;
  /** Ids of the critical path, first step first. */
  readonly criticalPath: readonly string[];
  /** Ids of the steps that took longest, at most five, slowest first; steps without duration are left out. */
  readonly slowest: readonly string[];
}

/** What is known of a target before the build: lets steps be named by their lines. */
export interface TargetOutline {
  readonly name: string;
  /** Null for an inline Dockerfile that is no file. */
  readonly dockerfile: string | null;
  /** Stages in file order; empty where the Dockerfile could not be read. */
  readonly stages: readonly StageOutline[];
  /** Named contexts that are other targets, by the name that FROM and --from use. */
  readonly targetContexts: Readonly<Record<string, string>>;
}

export interface StageOutline {
  /** After AS, lower case as the builder has it; null where unnamed. */
  readonly name: string | null;
  /** What FROM names, variables as written. */
  readonly base: string;
  /** FROM, RUN, COPY, ADD and WORKDIR in order: the instructions that may become steps. FROM is the first. */
  readonly instructions: readonly InstructionOutline[];
}

export interface InstructionOutline {
  /** Upper case. */
  readonly keyword: string;
  /** 0-based. */
  readonly line: number;
  readonly endLine: number;
  /** As written, continued lines included. */
  readonly text: string;
}

/** Characters that are kept of one step's log, and of the text beside the reports. */
export const MOST_LOG = 4_000;
export const MOST_TEXT = 16_000;
