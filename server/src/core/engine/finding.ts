import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/edits.ts';

export const SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How sure the rule is that its reading of the file is right, apart from how much the problem costs. */
export type Confidence = 'high' | 'medium' | 'low';

/** A second place that explains a finding; `path` is workspace-relative with `/`, absent for the same document. */
export interface RelatedPlace {
  readonly path?: string;
  readonly span: Span;
  readonly message: string;
  /** Zero-based line of `span` in a file of `path`: this document cannot tell it. */
  readonly line?: number;
}

/** A file that a fix creates; it must not exist yet. `path` is workspace-relative with `/`. */
export interface FileCreation {
  readonly path: string;
  readonly text: string;
}

/** Edits of another file, on offsets of the text that they were made for: whoever applies them makes sure that it is still that text. */
export interface FileEdits {
  readonly path: string;
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/**
 * `safe`: proved by what the engine knows; goes into fix-all. `suggestion`: a person decides, so its title names
 * the risk. Edits are minimal, disjoint and belong to the document version that was checked.
 */
export interface Fix {
  readonly kind: 'safe' | 'suggestion';
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly creates?: readonly FileCreation[];
  /** Changes of other files that belong to it: an editor shows them before it writes, and no fix-all takes such a fix. Always a `suggestion`. */
  readonly elsewhere?: readonly FileEdits[];
}

export interface Finding {
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
  readonly span: Span;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly related: readonly RelatedPlace[];
  /** Best first; empty where `withheld` says why. */
  readonly fixes: readonly Fix[];
  /** Why there is no fix, or no safe one, as a sentence for people; null where nothing is withheld. */
  readonly withheld: string | null;
}
