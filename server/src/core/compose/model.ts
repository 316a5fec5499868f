import type { Document, Node, Pair, YAMLMap } from 'yaml';
import type { Span } from '../text/span.ts';

/** Where a value of a service comes from: its own map, a merged anchor or alias (`<<`), or `extends` in the same file. */
export type Origin = 'own' | 'merge' | 'extends';

/** A value found by a path within a service, merge keys and same-file `extends` followed. */
export interface ComposeValue {
  /** As written, so it may be an alias; null where the key has no value at all. */
  readonly node: Node | null;
  readonly pair: Pair<Node, Node | null>;
  readonly origin: Origin;
  /** Name of the anchor whose node holds the key, where a merge or alias brought it. */
  readonly anchor: string | null;
  /**
   * The value as plain data: null-prototype objects, arrays, scalars; aliases resolved, maps merged deep over what
   * `extends` and earlier documents give, lists appended as compose does. Undefined where that exceeds the budget.
   */
  readonly data: unknown;
}

/** One place that declares a service; several where several documents do. */
export interface ServiceDeclaration {
  readonly keySpan: Span;
  /** The value as written: a map, an alias, or null. */
  readonly value: Node | null;
  /** The service's own map; null where the value is an alias, empty, or no map. */
  readonly map: YAMLMap | null;
  readonly document: Document;
  /** From the key to the end of its value. */
  readonly span: Span;
}

/** A service as compose would see it. Places are those of the last declaration, which wins. */
export interface ComposeService extends ServiceDeclaration {
  readonly name: string;
  readonly declarations: readonly ServiceDeclaration[];
  /** Null where nothing of that path exists. `!reset` counts as absent, `!override` as its own value. */
  get(...path: string[]): ComposeValue | null;
  /** What each layer of the file gives a key, as written, weakest first: documents, merge keys and same-file `extends` followed. */
  layersOf(key: string): readonly (Node | null)[];
  /** Names of anchors merged into it and of services that it extends, parents of parents included. */
  readonly inheritsFrom: readonly string[];
  /**
   * True where `extends` leads to another file, to nowhere, in a circle or through a variable, or where following it
   * exceeds the budget: then the absence of a key proves nothing.
   */
  readonly hasUnknownParent: boolean;
}

export interface ComposeComment {
  /** From the `#` to the end of the line, its ending left out. */
  readonly span: Span;
  /** Text after `#`, trimmed. */
  readonly text: string;
  readonly line: number;
  /** True where something else stands before it on its line. */
  readonly trailing: boolean;
}

export interface ComposeModel {
  readonly text: string;
  readonly documents: readonly Document[];
  /** Every service of every document, in order; a name occurs once, later documents merged over earlier ones. */
  readonly services: readonly ComposeService[];
  service(name: string): ComposeService | null;
  readonly comments: readonly ComposeComment[];
  /** False where the YAML has errors, exceeds the reader's limits or breaks lines as compose alone reads them: rules then report nothing that they would have to fix. */
  readonly isTrustworthy: boolean;
  /** The node that an alias stands for; other nodes are returned as they are; null for an alias without anchor. */
  resolve(node: Node | null): Node | null;
  /** Every key that a map has, its merge keys followed, with the pair that gives it. */
  entries(map: YAMLMap): ReadonlyMap<string, ComposeEntry>;
}

/** A key of a map as YAML merges it: shallow, own keys first, then merge sources in order. */
export interface ComposeEntry {
  readonly pair: Pair<Node, Node | null>;
  /** True where a merge key brought it. */
  readonly merged: boolean;
  /** The innermost anchor that holds it; null for own keys and inline merge maps. */
  readonly anchor: string | null;
  /** The map that holds the pair. */
  readonly holder: YAMLMap;
  /** True where the map that holds it has the key twice: compose refuses such a file. */
  readonly isDuplicate: boolean;
}
