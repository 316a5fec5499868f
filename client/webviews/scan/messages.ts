import type { FoundFix, ScannedGate, ScannedRule, ScanScore } from '../../../server/src/protocol.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Number of a place that can be opened: the page knows no addresses. */
export type PlaceId = number;

/** Files and bytes. */
export interface ShownAmount {
  readonly files: number;
  readonly bytes: number;
}

export interface ShownFile {
  readonly path: string;
  readonly place: PlaceId;
  readonly findings: number;
  readonly errors: number;
  readonly warnings: number;
  readonly safe: number;
  readonly score: ScanScore;
}

export interface ShownContext {
  readonly path: string;
  readonly known: boolean;
  readonly dockerfiles: number;
  /** One of them. */
  readonly place: PlaceId | null;
  readonly hasIgnoreFile: boolean;
  readonly sent: ShownAmount | null;
  readonly unfiltered: ShownAmount | null;
  readonly complete: boolean;
  readonly offers: number;
  readonly after: ShownAmount | null;
}

export interface ShownDrift {
  readonly title: string;
  readonly target: string | null;
  readonly versions: readonly { readonly version: string; readonly count: number; readonly files: readonly { readonly path: string; readonly place: PlaceId }[] }[];
  readonly alignable: number;
}

export interface ShownTiers {
  readonly path: string;
  readonly place: PlaceId;
  readonly services: number;
  readonly limited: number;
  readonly offered: number;
  readonly leftAlone: number;
}

export interface ShownLeftOut {
  readonly path: string;
  readonly place: PlaceId;
  readonly reason: string;
  /** Who has it so: nobody, where it could not be checked. */
  readonly by: 'git' | 'files.exclude' | null;
}

export interface ShownGate extends Omit<ScannedGate, 'folder'> {
  /** Name of the workspace folder whose files it judges; empty for all. */
  readonly folder: string;
}

export interface ShownScan {
  /** Of the workspace. */
  readonly score: ScanScore;
  readonly gates: readonly ShownGate[];
  readonly files: readonly ShownFile[];
  readonly rules: readonly ScannedRule[];
  readonly contexts: readonly ShownContext[];
  readonly drifts: readonly ShownDrift[];
  readonly tiers: readonly ShownTiers[];
  /** Files and folders that were not checked. */
  readonly leftOut: readonly ShownLeftOut[];
  readonly severities: Readonly<Record<Severity, number>>;
  readonly milliseconds: number;
}

export interface ShownFinding {
  /** Of its file, and its own number in it. */
  readonly file: number;
  readonly finding: number;
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix: FoundFix;
}

/** What findings are asked of: a file by its number, or a rule. */
export type FindingsOf = { readonly file: number } | { readonly rule: string };

export type ToScan =
  | { readonly kind: 'scan'; readonly scan: ShownScan }
  /** The first of them, and how many there are. */
  | { readonly kind: 'findings'; readonly of: FindingsOf; readonly findings: readonly ShownFinding[]; readonly total: number }
  | { readonly kind: 'problem'; readonly text: string }
  /** Another scan is under way; `progress` says how far it is, empty where that is not known yet. */
  | { readonly kind: 'running'; readonly progress: string }
  | { readonly kind: 'ended'; readonly wasCancelled: boolean };

export const ACTIONS = ['fixAll', 'updateDockerignore', 'alignBaseImages', 'applyTiers', 'showProblems', 'export', 'scanAgain', 'cancel'] as const;
export type Action = (typeof ACTIONS)[number];

export type FromScan =
  | { readonly kind: 'ready' }
  | { readonly kind: 'list'; readonly of: FindingsOf }
  | { readonly kind: 'open'; readonly place: PlaceId }
  | { readonly kind: 'openFinding'; readonly file: number; readonly finding: number }
  | { readonly kind: 'explain'; readonly rule: string }
  | { readonly kind: 'run'; readonly action: Action };
