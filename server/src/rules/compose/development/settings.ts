import { isScalar, isSeq, type Node, type Scalar, type YAMLSeq } from 'yaml';
import type { ComposeService } from '../../../core/compose/model.ts';
import { span, type Span } from '../../../core/text/span.ts';

/** A setting of a base file that only people who write the software need. */
export interface DevelopmentSetting {
  readonly kind: 'mount' | 'port' | 'command' | 'target';
  /** For people: "the source mounted over `/app`". */
  readonly text: string;
  readonly span: Span;
  /** What goes where the setting stood; null where it goes without a replacement. */
  readonly remainder: string | readonly string[] | null;
  /** Why it cannot be moved; null where it can. */
  readonly refused: string | null;
  /** The entry of a list. */
  readonly item?: ListItem;
}

/** An entry of a list of the service's own, as it is written. */
export interface ListItem {
  readonly key: string;
  readonly seq: YAMLSeq;
  readonly index: number;
  readonly text: string;
  readonly span: Span;
}

/** The entries of a list that a service writes itself; of long syntax nothing is moved. */
export function ownItems(service: ComposeService, key: string): readonly ListItem[] {
  const value = service.get(key);
  const seq = value?.origin === 'own' ? value.node : null;
  if (!isSeq(seq)) return [];
  return seq.items.flatMap((item, index): ListItem[] => {
    const node = item as Node | null;
    const text = scalarSource(node);
    return text === null || !node?.range ? [] : [{ key, seq, index, text, span: span(node.range[0], node.range[1]) }];
  });
}

/** The text of a scalar as YAML gives it, numbers as they are written; null for anything else. */
export function scalarSource(node: Node | null | undefined): string | null {
  if (!isScalar(node)) return null;
  const { value, source } = node as Scalar;
  if (typeof value === 'string') return value;
  return typeof value === 'number' && source !== undefined ? source : null;
}
