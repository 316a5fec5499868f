import type { Diagnostic, TextEdit } from 'vscode-languageserver-types';

/** Requests and notifications beyond LSP; the client imports their types only. */

export type { Diagnostic };

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
