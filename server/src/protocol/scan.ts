import type { Diagnostic, WorkspaceEdit } from 'vscode-languageserver-types';
import type { Amount } from '../core/engine/projectView.ts';
import type { ContextReport } from '../report/contextReport.ts';
import type { Score } from '../report/score/score.ts';
import type { RuleTotal } from '../report/scan/ruleTally.ts';

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
  /** Files that were not checked because somebody has said that they are no work of theirs. */
  readonly ignored: readonly IgnoredFile[];
  readonly milliseconds: number;
  readonly cancelled: boolean;
  readonly overview: ScanOverview;
}
export interface IgnoredFile {
  readonly uri: string;
  /** A .gitignore file, or the editor's setting of that name. */
  readonly by: 'git' | 'files.exclude';
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
  readonly gates: readonly ScannedGate[];
  /** Most findings first. */
  readonly rules: readonly ScannedRule[];
  readonly contexts: readonly ScannedContext[];
  readonly drifts: readonly ScannedDrift[];
  /** One for each compose file with services. */
  readonly tiers: readonly ScannedTiers[];
}
export interface ScannedGate {
  readonly gate: string;
  /** URI of the workspace folder whose files it judges, where there are several; null for all. */
  readonly folder: string | null;
  /** Null where there was nothing to judge. */
  readonly passed: boolean | null;
  /** What came out, as a sentence. */
  readonly message: string;
}
export interface ScannedRule extends RuleTotal {
  /** Bytes on disk that builds would no longer send; null for a rule that is not about them, and where nothing was measured. */
  readonly savedBytes: number | null;
}
/** One build context. */
export interface ScannedContext extends ContextReport {
  /** URI of the workspace folder: `path` is relative to it. Dockerfiles and ignore files are URIs as well. */
  readonly folder: string;
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
export type ScanExportFormat = 'markdown' | 'html' | 'json' | 'sarif';
export interface ExportScanParams {
  readonly workDoneToken?: string | number;
  readonly format: ScanExportFormat;
}
export interface ExportScanResult {
  readonly text: string;
  readonly cancelled: boolean;
}
