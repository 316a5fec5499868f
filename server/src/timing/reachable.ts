/**
 * All that lies behind some names of a graph, directly or by others, each looked at once: a graph of hostile data may have circles and
 * many ways to one place. The names themselves are not among it, even where a circle leads back.
 */
export function reachable(from: Iterable<string>, next: (name: string) => Iterable<string>): ReadonlySet<string> {
  const starts = new Set(from);
  const found = new Set<string>();
  const open = [...starts];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const one of next(name)) {
      if (starts.has(one) || found.has(one)) continue;
      found.add(one);
      open.push(one);
    }
  }
  return found;
}
