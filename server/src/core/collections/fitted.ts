/**
 * The same values in a list that has no room for more: one that was added to, filtered or flattened keeps room for sixteen, which takes megabytes
 * where ten thousand are kept.
 */
export function fitted<Value>(values: readonly Value[]): Value[] {
  return [...values];
}
