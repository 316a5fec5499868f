import type { Diagnostic, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';

/** Requests and notifications beyond LSP; the client imports their types only. */

export type { Diagnostic, WorkspaceEdit };

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
