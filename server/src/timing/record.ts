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
  readonly dockerfile: string | null;
  /** Hash of each instruction, in file order, with its line (0-based) and keyword; heredocs and continued lines included. */
  readonly instructions: readonly { readonly keyword: string; readonly line: number; readonly hash: string; readonly stage: number }[];
  /** Build arguments given to it and defaults written in the Dockerfile (`NAME` or `stage:NAME`): hash of the value. */
  readonly args: Readonly<Record<string, string>>;
  readonly platform: string | null;
  readonly target: string | null;
  /** Base images by the name in FROM: id or digest in the engine, null where it is not known. */
  readonly bases: Readonly<Record<string, string | null>>;
  /** The ignore file that applies: its path and hash. */
  readonly ignore: { readonly path: string; readonly hash: string } | null;
  /** By context: `.` for the main one, else the name of the named context. */
  readonly contexts: Readonly<Record<string, ContextInputs>>;
}

export interface ContextInputs {
  /** Relative to the workspace folder where inside, else absolute; `target:NAME`, an image or an address for what is no folder. */
  readonly path: string;
  /** False where a limit stopped the listing, or something could not be read: a missing name then proves nothing. */
  readonly complete: boolean;
  /** What a build sends of it: context-relative path to `<mode in octal>:<hash of the content>`; links `link:<hash of where they lead>`. */
  readonly files: Readonly<Record<string, string>>;
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
