/** Lets go of the entries that were set first, until no more than `most` are kept. Who sets an entry anew deletes it before, so that it counts as the last. */
export function dropOldest(map: Map<unknown, unknown>, most: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}
