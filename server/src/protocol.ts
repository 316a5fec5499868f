import type { Diagnostic, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Amount } from './core/engine/projectView.ts';
import type { Score } from './report/score/score.ts';
import type { RuleTotal } from './report/scan/ruleTally.ts';
import type { BakeWhat, BuildProblem, BuildRequest, Command, ComposeWhat, DockerfileWhat } from './build/request.ts';
import type { Comparison } from './timing/comparison.ts';
import type { BuildSummary, TargetSummary } from './timing/history/entries.ts';
import type { Trend } from './timing/history/trends.ts';
import type { BuildFacts, BuildRecord } from './timing/record.ts';
import type { BuildTrace, TraceDelta } from './timing/trace.ts';
import type { Counts } from './vulnerabilities/model.ts';
import type { ScanProblem } from './vulnerabilities/problems.ts';
import type { ScannerPrograms } from './vulnerabilities/scanner.ts';

/** Requests and notifications beyond LSP; the client imports their types only. */

export type { BakeWhat, ComposeWhat, DockerfileWhat };
export type { Counts, ScannerPrograms, ScanProblem };
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
  /** Files that the client has written just now: the editor's own word of them may come later. */
  readonly written?: readonly string[];
}
export interface ScanWorkspaceResult {
  readonly files: readonly FileOfScan[];
  /** Files that could not be read or are not checked, with the reason. */
  readonly skipped: readonly { readonly uri: string; readonly reason: string }[];
  readonly milliseconds: number;
  readonly cancelled: boolean;
  readonly overview: ScanOverview;
}
export interface FileOfScan {
  readonly uri: string;
  readonly diagnostics: Diagnostic[];
  /** One for each diagnostic, in their order. */
  readonly fixes: readonly FoundFix[];
  readonly score: ScanScore;
}
/** `overall` 0 to 100, the others 0 to 10; higher is better. */
export type ScanScore = Pick<Score, 'overall' | 'security' | 'maintainability'>;
/** The best that can be done about a finding; null where there is no fix. */
export type FoundFix = 'safe' | 'suggestion' | null;
/** What a scan tells of all files together. */
export interface ScanOverview {
  readonly score: ScanScore;
  /** Most findings first. */
  readonly rules: readonly ScannedRule[];
  readonly contexts: readonly ScannedContext[];
  readonly drifts: readonly ScannedDrift[];
  /** One for each compose file with services. */
  readonly tiers: readonly ScannedTiers[];
}
export interface ScannedRule extends RuleTotal {
  /** Bytes on disk that builds would no longer send; null for a rule that is not about them, and where nothing was measured. */
  readonly savedBytes: number | null;
}
/** One build context. */
export interface ScannedContext {
  /** URI of the workspace folder. */
  readonly folder: string;
  /** Relative to it; `.` for itself. */
  readonly path: string;
  /** False where nobody was seen building from it: a Dockerfile's own folder stands in. */
  readonly known: boolean;
  readonly dockerfiles: readonly string[];
  readonly ignoreFiles: readonly string[];
  /** What builds send, and would send without any ignore file; null where nothing was measured. */
  readonly sent: Amount | null;
  readonly unfiltered: Amount | null;
  /** False where the amounts are only known to be at least this. */
  readonly complete: boolean;
  /** Ignore files that can be created or completed for it, and what builds would send then; null where several differ. */
  readonly offers: number;
  readonly after: Amount | null;
}
/** An image that Dockerfiles have in several versions or variants. */
export interface ScannedDrift {
  readonly title: string;
  /** The version that all should have; null where none is supported any more. */
  readonly target: string | null;
  /** Oldest first. `files` are not all of them where there are very many. */
  readonly versions: readonly { readonly version: string; readonly count: number; readonly files: readonly { readonly uri: string; readonly line: number }[] }[];
  /** Dockerfiles that Align Base Images would change. */
  readonly alignable: number;
}
export interface ScannedTiers {
  /** Of the compose file. */
  readonly uri: string;
  /** That should have limits. */
  readonly services: number;
  readonly limited: number;
  /** Services that Apply CPU Tiers would give limits. */
  readonly offered: number;
  /** Services that need none, such as jobs and those that another file declares. */
  readonly leftAlone: number;
}

/** Fix All in Workspace: the safe fixes of every Docker file as one edit; progress and cancellation as for a scan. */
export const FIX_WORKSPACE = 'drydock/fixWorkspace';
export interface FixWorkspaceParams {
  readonly workDoneToken?: string | number;
}
export interface FixWorkspaceResult {
  /** With a preview, annotated by rule; null where there is nothing to fix. */
  readonly edit: WorkspaceEdit | null;
  /** The files that it changes. */
  readonly files: readonly FileToFix[];
  /** Findings before, by rule. */
  readonly findings: Readonly<Record<string, number>>;
  /** How many findings the edit fixes. */
  readonly fixed: number;
  /** Files that could not be read or are not checked, or whose fixes cannot be made, with the reason. */
  readonly skipped: ScanWorkspaceResult['skipped'];
  readonly cancelled: boolean;
}
export interface FileToFix {
  readonly uri: string;
  /** Of the open document that its edits belong to; null for a file that is not open. */
  readonly version: number | null;
  /** SHA-256, in hex, of the text that its edits belong to, line endings as `\n` and without byte order mark; null for a file that is created. */
  readonly hash: string | null;
}

/** The report of a scan as a file for others, of the files as they are now; progress and cancellation as for a scan. */
export const EXPORT_SCAN = 'drydock/exportScan';
export type ScanExportFormat = 'markdown' | 'json' | 'sarif';
export interface ExportScanParams {
  readonly workDoneToken?: string | number;
  readonly format: ScanExportFormat;
}
export interface ExportScanResult {
  readonly text: string;
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

/** Scan Image for Vulnerabilities: the images that the files of the workspace name and that were built last; nothing is asked of docker. */
export const SCANNABLE_IMAGES = 'drydock/scannableImages';
export interface ScannableImagesParams {
  /** Only those of this Dockerfile or compose file; null for all of the workspace. */
  readonly uri: string | null;
}
export interface ScannableImage {
  readonly image: string;
  /** `built`: what a build of the workspace makes; `service`: what a service runs; `base`: what a Dockerfile starts from. */
  readonly kind: 'built' | 'service' | 'base';
  /** Services, targets or Dockerfiles that it belongs to, for people. */
  readonly usedBy: readonly string[];
  readonly source: ScanSource;
}

/** The file whose lines the findings of an image belong to. */
export interface ScanSource {
  readonly uri: string;
  readonly kind: ScannableImage['kind'];
  /** Stage that is built; null for the last. */
  readonly target: string | null;
  /** The service of a compose file; null for a Dockerfile. */
  readonly service: string | null;
}

/** Scans one image with a scanner of this machine; cancelling the request ends it. */
export const SCAN_IMAGE = 'drydock/scanImage';
export interface ScanImageParams {
  readonly image: string;
  /** Null for an image that a person typed: it has a page only. */
  readonly source: ScanSource | null;
  readonly programs: ScannerPrograms;
  readonly minutes: number;
  /** Progress is reported under this token, as LSP's work done progress. */
  readonly workDoneToken?: string | number;
}
export interface ScanImageResult {
  readonly problem: ScanProblem | null;
  /** What was found, as a sentence; empty where there is a problem. */
  readonly summary: string;
  readonly counts: Counts;
  /** Where the lines are; null where no file belongs to the image, or it cannot be read any more. */
  readonly placed: { readonly uri: string; readonly version: number | null; readonly findings: readonly VulnerabilityDiagnostic[] } | null;
  /** All that was found, as text. */
  readonly page: string;
  /** The same as SARIF 2.1.0, for a file. */
  readonly sarif: string;
}
export interface VulnerabilityDiagnostic {
  readonly diagnostic: Diagnostic;
  /** A newer base image, for a person to decide on. */
  readonly fix: { readonly title: string; readonly edits: TextEdit[] } | null;
  /** The image that the fix moves to: a scan of it tells what is left. */
  readonly proposed: string | null;
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
