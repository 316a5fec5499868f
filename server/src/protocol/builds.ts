import type { Range } from 'vscode-languageserver-types';
import type { BakeWhat, BuildProblem, BuildRequest, Command, ComposeWhat, DockerfileWhat } from '../build/request.ts';
import type { BuildSummary, TargetSummary } from '../timing/history/entries.ts';
import type { Trend } from '../timing/history/trends.ts';
import type { BuildFacts, BuildRecord } from '../timing/record.ts';
import type { BuildTrace, TraceDelta } from '../timing/trace.ts';

/** What can be built in this workspace, by the files as they are now; nothing is asked of docker. */
export const BUILDABLE = 'drydock/buildable';
export interface BuildableParams {
  /** Only what this Dockerfile, compose file or bake file builds; null for all of the workspace. */
  readonly uri: string | null;
}
export interface BuildableResult {
  readonly services: readonly BuildableService[];
  readonly dockerfiles: readonly BuildableDockerfile[];
  readonly bakeTargets: readonly BuildableTarget[];
}
/** A compose service with a `build`. */
export interface BuildableService {
  readonly service: string;
  /** The file that declares it. */
  readonly uri: string;
  readonly range: Range;
  /** The project that it is built in; `services` holds this one. */
  readonly what: ComposeWhat;
  /** The Dockerfile; null for an inline one. */
  readonly dockerfile: string | null;
}
export interface BuildableDockerfile {
  readonly uri: string;
  /** The context as compose, bake or its own folder says. */
  readonly what: DockerfileWhat;
  /** Named stages, in file order. */
  readonly stages: readonly string[];
  /** ARGs before or in stages, with their defaults as written; null without one. Those that docker sets itself are left out. */
  readonly args: readonly { readonly name: string; readonly default: string | null }[];
}
export interface BuildableTarget {
  readonly target: string;
  readonly uri: string;
  readonly what: BakeWhat;
}

/** Builds; the answer comes when it has ended, and cancelling the request cancels the build. Deltas come as `BUILD_PROGRESS` under its `key`. */
export const BUILD = 'drydock/build';
export interface BuildParams {
  /** Chosen by the client, unique among its builds. */
  readonly key: string;
  readonly request: BuildRequest;
  /** Log lines are sent as `BUILD_LOG` where somebody shows them. */
  readonly wantsLog: boolean;
}
export interface BuildEnd {
  /** Of the record in the history; null where nothing was started. */
  readonly id: string | null;
  readonly facts: BuildFacts;
  readonly trace: BuildTrace;
  readonly problem: BuildProblem | null;
  readonly commands: readonly Command[];
}

export const BUILD_PROGRESS = 'drydock/buildProgress';
export interface BuildProgressParams {
  readonly key: string;
  readonly delta: TraceDelta;
}

/** Sent when a process of a build starts, before its first log line. */
export const BUILD_STARTED = 'drydock/buildStarted';
export interface BuildStartedParams {
  readonly key: string;
  /** The command line as a person would type it. */
  readonly command: string;
}

export const BUILD_LOG = 'drydock/buildLog';
export interface BuildLogParams {
  readonly key: string;
  /** What is to be shown in a terminal, line breaks included. */
  readonly text: string;
}

/** The history of one workspace folder, newest first, without steps. */
export const BUILDS = 'drydock/builds';
export interface BuildsParams {
  /** Null for all folders. */
  readonly folder: string | null;
}
export interface BuildsResult {
  readonly builds: readonly BuildEntry[];
  readonly trends: readonly BuildTrend[];
}
export interface BuildEntry extends BuildSummary {
  /** URI of the workspace folder. */
  readonly folder: string;
}
export interface BuildTrend extends Trend {
  readonly folder: string;
}

export type { TargetSummary as BuiltTarget };

/** One build of the history; null where it is gone. */
export const BUILD_RECORD = 'drydock/buildRecord';
export interface BuildRecordParams {
  readonly folder: string;
  readonly id: string;
}
export interface BuildRecordResult {
  readonly record: BuildRecord;
  readonly facts: BuildFacts;
}

/** Two builds compared; `before` null for the last one of the same services. Null where there is nothing to compare with. */
export const COMPARE_BUILDS = 'drydock/compareBuilds';
export interface CompareBuildsParams {
  readonly folder: string;
  readonly before: string | null;
  readonly after: string;
}

/** Deletes builds from the history; null for all of a folder. */
export const FORGET_BUILDS = 'drydock/forgetBuilds';
export interface ForgetBuildsParams {
  readonly folder: string;
  readonly ids: readonly string[] | null;
}

/** A build as a file for others: a page that needs nothing else, data, or a trace for Perfetto and Chrome. */
export const EXPORT_BUILD = 'drydock/exportBuild';
export type ExportFormat = 'html' | 'json' | 'perfetto';
export interface ExportBuildParams {
  readonly folder: string;
  readonly id: string;
  readonly format: ExportFormat;
}
export interface ExportBuildResult {
  readonly fileName: string;
  readonly text: string;
}
