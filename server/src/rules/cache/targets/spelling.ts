/** Longer words are not compared: they are no folder names that people mistype. */
const LONGEST = 64;

/**
 * True where one path reads like a slip of the other: one segment differs, by a letter that is missing, added, changed or swapped with
 * its neighbour, or by two of these in a segment of eight letters and more.
 */
export function isMisspelt(path: string, other: string): boolean {
  const [own, others] = [path.split('/'), other.split('/')];
  if (own.length !== others.length) return false;
  const differing = own.flatMap((segment, i) => (segment === others[i] ? [] : [[segment, others[i]!] as const]));
  const [pair] = differing;
  if (differing.length !== 1 || !pair) return false;
  const [a, b] = pair;
  const shorter = Math.min(a.length, b.length);
  if (shorter < 2 || Math.max(a.length, b.length) > LONGEST) return false;
  return distance(a, b) <= (shorter >= 8 ? 2 : 1);
}

/** Optimal string alignment: a swap of neighbours counts once. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = isSwap ? beforeLast[j - 2]! + 1 : Infinity;
      row.push(Math.min(last[j]! + 1, row[j - 1]! + 1, change, swap));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
