import type { BuildState, BuildTrace } from './trace.ts';

/**
 * A finished build as the history keeps it. Free of secrets: no logs, no values of build arguments (also not where the builder puts them into
 * the names of steps), no environment.
 */
export interface BuildRecord {
  readonly version: 1;
  /** Unique in its workspace, and sorted as the builds began. */
  readonly id: string;
  /** This machine's time of the start, ISO 8601. */
  readonly startedAt: string;
  readonly state: Exclude<BuildState, 'running'>;
  readonly what: BuiltWhat;
  /** From start to end of the tools, by this machine's clock: milliseconds. */
  readonly milliseconds: number;
  readonly noCache: boolean;
  /** The builder that was asked for; null for the selected one. */
  readonly builder: string | null;
  /** Step logs and `text` are empty. */
  readonly trace: BuildTrace;
  /** By target. Dropped from older records to bound the history: then null. */
  readonly inputs: Readonly<Record<string, TargetInputs>> | null;
  /** By target, where the image is in the engine at hand. */
  readonly images: Readonly<Record<string, ImageSize>>;
}

/** What was built: enough to name it and to find builds of the same. Paths are relative to the workspace folder, with `/`. */
export interface BuiltWhat {
  readonly kind: 'compose' | 'dockerfile' | 'bake';
  /** The compose or bake files that were named, else the one that is read by default; the Dockerfile. */
  readonly files: readonly string[];
  /** Services or targets that were asked for, sorted; the Dockerfile's target or none. */
  readonly names: readonly string[];
}

export interface ImageSize {
  readonly id: string;
  /** Names in the engine; empty where untagged. */
  readonly names: readonly string[];
  /** Bytes on disk, base image included. */
  readonly bytes: number;
  /** Newest first, as `docker history` tells them. */
  readonly layers: readonly ImageLayer[];
}

export interface ImageLayer {
  readonly bytes: number;
  /** The instruction as the image tells it, shortened and without values of arguments. */
  readonly createdBy: string;
}

/** What a target was built from, so that a later build can tell what changed. Hashes are keyed with a secret of the workspace's history. */
export interface TargetInputs {
  /** Relative to the workspace folder where inside; null for an inline one, and where it is not known. */
  readonly dockerfile: string | null;
  /** In file order; empty where the Dockerfile could not be read. */
  readonly stages: readonly StageInputs[];
  /** All of them, in file order. */
  readonly instructions: readonly InstructionInputs[];
  /**
   * Hashes of the values of build arguments: `NAME` for one that was given, or has its default before the first FROM; `stage:NAME` for the
   * default that a stage (by number) gives it, which counts where none was given.
   */
  readonly args: Readonly<Record<string, string>>;
  readonly platform: string | null;
  readonly target: string | null;
  /**
   * Base images, and those that files are copied from, by their names as written: the id in the engine, null where it is not known; for a
   * name with variables then `name:<hash>` of what it comes to.
   */
  readonly bases: Readonly<Record<string, string | null>>;
  /** The ignore file that applies to the main context: its path relative to the workspace folder, and its hash. */
  readonly ignore: { readonly path: string; readonly hash: string } | null;
  /** By context: `.` for the main one, else the name of the named context. */
  readonly contexts: Readonly<Record<string, ContextInputs>>;
}

export interface StageInputs {
  /** After AS, lower case; null where unnamed. */
  readonly name: string | null;
  /** Number of the stage that it continues; null for an image or another context. */
  readonly parent: number | null;
  /** The image that FROM names, as written; null for another stage or context. */
  readonly base: string | null;
}

export interface InstructionInputs {
  /** Upper case. */
  readonly keyword: string;
  /** 0-based. */
  readonly line: number;
  /** Of its text with continued lines joined, comments left out, and of its heredocs. */
  readonly hash: string;
  /** Number of its stage; -1 before the first FROM. */
  readonly stage: number;
  /** Variables that it sets (ARG, ENV). */
  readonly declares: readonly string[];
  /** Variables that its text names. A RUN sees all that are in force, named or not. */
  readonly uses: readonly string[];
  /** What COPY, ADD and bind mounts take from contexts. */
  readonly reads: readonly ContextRead[];
  /** What FROM, --from and from= lead to: `stage:<number>`, `image:<name>`, `target:<name>` or `context:<name>`. */
  readonly from: readonly string[];
}

/** Part of a context: what lies at or below `paths`, without what lies at or below `except`. */
export interface ContextRead {
  /** Key of `TargetInputs.contexts`. */
  readonly context: string;
  /** Wildcards and links resolved when the build began; `.` for all. Relative to the context. */
  readonly paths: readonly string[];
  /** What `--exclude` leaves out. */
  readonly except: readonly string[];
}

export interface ContextInputs {
  /** Relative to the workspace folder where inside, else absolute; `target:NAME`, an image or an address for what is no folder. */
  readonly path: string;
  /** False where a limit stopped the listing, or something could not be read: a missing name then proves nothing. */
  readonly complete: boolean;
  /**
   * What a build sends of it, by context-relative path: `<mode in octal>:<hash of the content>` for a file, with size and time as
   * `~<size>-<time>` instead of the hash where a limit was reached; `folder` for a folder, whose path ends with `/` (a cache hit does not depend on
   * its mode: tried with BuildKit of engine 28.5); `link:<hash of where it leads>`.
   */
  readonly files: Readonly<Record<string, string>>;
  /** What instructions name and the ignore file leaves out, as few paths as say it (folders end with `/`), with the line that does. */
  readonly leftOut: Readonly<Record<string, string>>;
}

/** What a page shows of a finished build beside its trace. */
export interface BuildFacts {
  /** `api, web` or `services/api/Dockerfile`: what was built, for a heading. */
  readonly title: string;
  /** ISO 8601, this machine's time. */
  readonly startedAt: string;
  /** Milliseconds from start to end of the tools; null while it runs. */
  readonly milliseconds: number | null;
  readonly images: Readonly<Record<string, ImageSize>>;
  readonly withoutCache: WithoutCache | null;
  /** Command lines as a person would type them; empty where they are not kept. */
  readonly commands: readonly string[];
  /** Why it failed, as a sentence; null where it did not. */
  readonly problem: string | null;
}

/** What the build would have taken had nothing come from the cache, by what its cached steps took when they last ran. */
export interface WithoutCache {
  /** Along the critical path with those durations, milliseconds. */
  readonly milliseconds: number;
  /** Cached steps whose duration is not known: where there are any, the time is at least this. */
  readonly unknownSteps: number;
}
