import type { Span } from '../core/text/span.ts';

/** What is known of a place in a file, for a person who points at it. */
export interface Explanation {
  /** What it is said of. */
  readonly span: Span;
  /** Markdown without HTML; whatever comes from files stands in code spans. */
  readonly markdown: string;
}
