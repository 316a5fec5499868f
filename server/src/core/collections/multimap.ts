/** Adds to the values of one key, in the order in which they come (Node 20 has no `Map.groupBy`). */
export function append<Key, Value>(groups: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = groups.get(key);
  if (values) values.push(value);
  else groups.set(key, [value]);
}
