import type { Diagnostic, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { BakeWhat, BuildProblem, BuildRequest, Command, ComposeWhat, DockerfileWhat } from './build/request.ts';
import type { Comparison } from './timing/comparison.ts';
import type { BuildSummary, TargetSummary } from './timing/history/entries.ts';
import type { Trend } from './timing/history/trends.ts';
import type { BuildFacts, BuildRecord } from './timing/record.ts';
import type { BuildTrace, TraceDelta } from './timing/trace.ts';

/** Requests and notifications beyond LSP; the client imports their types only. */

export type { BakeWhat, ComposeWhat, DockerfileWhat };
export type { BuildFacts, BuildProblem, BuildRecord, BuildRequest, BuildTrace, Command, Comparison, Diagnostic, TraceDelta, WorkspaceEdit };

/** Fix All in File: the safe fixes of one open document, until nothing changes. */
export const FIX_FILE = 'drydock/fixFile';
export interface FixFileParams {
  readonly uri: string;
}
export interface FixFileResult {
  readonly version: number;
  readonly edits: TextEdit[];
  /** How many findings were fixed, and how many are left without a safe fix. */
  readonly fixed: number;
  readonly left: number;
}

/** Scan Workspace: every Docker file of every folder; progress and cancellation by LSP's own means. */
export const SCAN_WORKSPACE = 'drydock/scanWorkspace';
export interface ScanWorkspaceParams {
  /** Progress is reported under this token, as LSP's work done progress. */
  readonly workDoneToken?: string | number;
  /** Folders to scan; absent for all of the workspace. */
  readonly folders?: readonly string[];
}
export interface ScanWorkspaceResult {
  readonly files: readonly { readonly uri: string; readonly diagnostics: Diagnostic[] }[];
  /** Files that could not be read or are not checked, with the reason. */
  readonly skipped: readonly { readonly uri: string; readonly reason: string }[];
  readonly milliseconds: number;
  readonly cancelled: boolean;
}

/** Sent after each check of an open document. */
export const CHECKED = 'drydock/checked';
export interface CheckedParams {
  readonly uri: string;
  readonly version: number;
  readonly findings: number;
  readonly milliseconds: number;
  /** Why nothing was checked; null for an ordinary text. */
  readonly skipped: string | null;
}

/** Something that a command can do to files, for a person to choose. */
export interface EditOffer {
  readonly label: string;
  /** What it brings, as a sentence or a pair of amounts. */
  readonly detail: string;
  readonly edit: WorkspaceEdit;
  /** What was left out of it and why, as sentences. */
  readonly notes: readonly string[];
}
export interface EditOffers {
  readonly offers: readonly EditOffer[];
  /** Why there is nothing to do, as a sentence; only where `offers` is empty. */
  readonly nothing: string;
}

/** Create or Update .dockerignore: one offer for each build context that lacks something. */
export const IGNORE_OFFERS = 'drydock/ignoreOffers';
export interface IgnoreOffersParams {
  /** A Dockerfile, compose file, ignore file or folder; null for all of the workspace. */
  readonly uri: string | null;
}

/** Align Base Images: one offer for each family of images whose versions differ between services. */
export const ALIGN_OFFERS = 'drydock/alignOffers';

/** Apply CPU Tiers: the tiers of one open compose file's services, and the edits that write them. */
export const TIER_TABLE = 'drydock/tierTable';
export interface TierTableParams {
  readonly uri: string;
  /** Tiers by service that a person chose over what the evidence says; null for a service to leave alone. */
  readonly chosen: Readonly<Record<string, string | null>>;
}
export interface TierTableResult {
  /** Of the document that ranges and edits belong to. */
  readonly version: number;
  readonly tiers: readonly { readonly name: string; readonly title: string; readonly values: string }[];
  readonly rows: readonly TierRow[];
  readonly edits: TextEdit[];
}
export interface TierRow {
  readonly service: string;
  /** Where the service is declared. */
  readonly range: Range;
  /** Null where it is left alone. */
  readonly tier: string | null;
  readonly confidence: 'high' | 'medium' | 'low';
  readonly evidence: readonly string[];
  /** Limits and reservations as they stand; empty for none. */
  readonly before: string;
  /** The same with what is added; null where nothing is. */
  readonly after: string | null;
  /** Why nothing is added, or whom else it reaches. */
  readonly note: string | null;
}

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

/** Show Debug Information: what a bug report needs, without file contents. */
export const DEBUG_INFORMATION = 'drydock/debugInformation';
export interface DebugInformation {
  readonly node: string;
  readonly memoryMegabytes: number;
  readonly rules: readonly string[];
  readonly folders: readonly { readonly uri: string; readonly dockerFiles: number; readonly configuration: string }[];
  readonly openDocuments: readonly { readonly uri: string; readonly language: string; readonly findings: number | null }[];
  readonly shellGrammar: string;
}

/** Asks the client to show a rule's page; LSP has no request for documents that ship with a server. */
export const OPEN_RULE_PAGE_COMMAND = 'drydock.openRulePage';
