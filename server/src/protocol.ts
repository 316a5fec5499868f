import type { Diagnostic, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-types';
import type { BakeWhat, BuildProblem, BuildRequest, Command, ComposeWhat, DockerfileWhat } from './build/request.ts';
import type { Comparison } from './timing/comparison.ts';
import type { BuildFacts, BuildRecord } from './timing/record.ts';
import type { BuildTrace, TraceDelta } from './timing/trace.ts';
import type { Counts } from './vulnerabilities/model.ts';
import type { ScanProblem } from './vulnerabilities/problems.ts';
import type { ScannerPrograms } from './vulnerabilities/scanner.ts';

/** Requests and notifications beyond LSP; the client imports their types only. */

export * from './protocol/scan.ts';
export * from './protocol/builds.ts';
export * from './protocol/vulnerabilities.ts';
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
