/** Longer words are no slips of the pen. */
const LONGEST_WORD = 64;

/**
 * What somebody most likely meant by a word that nobody knows: the candidate that the fewest letters apart from it, at most a third of them; null where none
 * comes near. Upper and lower case are the same.
 */
export function nearestOf(word: string, candidates: Iterable<string>): string | null {
  if (word.length === 0 || word.length > LONGEST_WORD) return null;
  const meant = word.toLowerCase();
  let nearest: string | null = null;
  let fewest = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= fewest) continue;
    const distance = editsBetween(meant, candidate.toLowerCase(), fewest);
    if (distance < fewest) [nearest, fewest] = [candidate, distance];
  }
  return nearest;
}

/** Letters to insert, delete, replace or swap with their neighbour (optimal string alignment); any number from `limit` on where it is not below that. */
function editsBetween(a: string, b: string, limit: number): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    const leastBefore = Math.min(...last);
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let best = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (isSame ? 0 : 1));
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwapped) best = Math.min(best, beforeLast[column - 2]! + 1);
      current.push(best);
      if (best < least) least = best;
    }
    // A swap goes back two rows, all else one.
    if (least >= limit && leastBefore + 1 >= limit) return limit;
    [beforeLast, last] = [last, current];
  }
  return last[b.length]!;
}
