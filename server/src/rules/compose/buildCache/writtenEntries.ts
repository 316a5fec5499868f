import { isScalar, isSeq, type Node, type Scalar, type YAMLSeq } from 'yaml';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';
import type { ProjectService } from '../../../core/compose/project.ts';
import { span, type Span } from '../../../core/text/span.ts';
import { readCacheEntry, type CacheEntry } from './cacheEntry.ts';

export type CacheList = 'cache_from' | 'cache_to';

/** An entry of a list where the checked file has it. */
export interface WrittenEntry {
  readonly list: CacheList;
  readonly seq: YAMLSeq;
  readonly index: number;
  readonly node: Scalar;
  readonly span: Span;
  /** True where only this service reads the list: no anchor, no alias. */
  readonly isOwn: boolean;
  /** True for text without variables. */
  readonly isFixed: boolean;
  /** As written in the file. */
  readonly text: string;
}

/** The entries that the file gives a service; those of a service that it extends belong to that one. */
export function writtenEntries(model: ComposeModel, service: ComposeService): readonly WrittenEntry[] {
  return (['cache_from', 'cache_to'] as const).flatMap((list) => {
    const value = service.get('build', list);
    const seq = value && value.origin !== 'extends' ? model.resolve(value.node) : null;
    if (!isSeq(seq)) return [];
    return seq.items.flatMap((item, index): WrittenEntry[] => {
      const node = model.resolve(item as Node | null);
      const [start, end] = (item as Node | null)?.range ?? [];
      if (!isScalar(node) || typeof node.value !== 'string' || start === undefined || end === undefined) return [];
      const isOwn = value?.origin === 'own' && node === item && seq === value.node;
      return [{ list, seq, index, node, span: span(start, end), isOwn, isFixed: !node.value.includes('$'), text: node.value }];
    });
  });
}

/** The entry with the variables of a project filled in; null where that cannot be told. */
export function entryIn(merged: ProjectService, { list, seq, index, isFixed, text }: WrittenEntry): CacheEntry | null {
  if (isFixed) return readCacheEntry(text);
  const all = merged.get('build', list);
  // Other files' entries stand in the same list: which is which is only known where there are none.
  const value: unknown = Array.isArray(all) && all.length === seq.items.length ? all[index] : null;
  return typeof value === 'string' ? readCacheEntry(value) : null;
}
