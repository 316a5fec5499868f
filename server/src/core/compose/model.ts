import type { Document, Node, Pair, YAMLMap } from 'yaml';
import type { Span } from '../text/span.ts';

/** Where a value of a service comes from: its own map, a merged anchor (`<<`), or `extends` in the same file. */
export type Origin = 'own' | 'merge' | 'extends';

/** A value found by a path within a service, merge keys and same-file `extends` followed. */
export interface ComposeValue {
  readonly node: Node | null;
  readonly pair: Pair<Node, Node | null>;
  readonly origin: Origin;
  /** Name of the anchor, where a merge or alias brought it. */
  readonly anchor: string | null;
  /** The value as plain data, aliases resolved within a budget; undefined where that fails. */
  readonly data: unknown;
}

export interface ComposeService {
  readonly name: string;
  readonly keySpan: Span;
  readonly map: YAMLMap | null;
  readonly document: Document;
  /** Null where nothing of that path exists. `!reset` counts as absent, `!override` as its own value. */
  get(...path: string[]): ComposeValue | null;
  /** Names of services or anchors that this one takes keys from, for messages. */
  readonly inheritsFrom: readonly string[];
  readonly span: Span;
}

export interface ComposeModel {
  readonly text: string;
  readonly documents: readonly Document[];
  /** Every service of every document, in order; a name occurs once, later documents merged over earlier ones. */
  readonly services: readonly ComposeService[];
  service(name: string): ComposeService | null;
  readonly comments: readonly { readonly span: Span; readonly text: string; readonly line: number; readonly trailing: boolean }[];
  /** False where the YAML has errors: rules then report nothing that they would have to fix. */
  readonly isTrustworthy: boolean;
}
