import { append } from '../../core/collections/multimap.ts';

/** Places in two sequences that belong together; null where one of them has nothing like it. */
export interface AlignedPair {
  readonly before: number | null;
  readonly after: number | null;
}

/** Comparisons that a table of all pairs may take; beyond, only what stands once in both is aligned. */
const MOST_CELLS = 250_000;

/**
 * Aligns two sequences by equal texts, so that what was inserted or removed does not shift the rest. In order of both.
 * What stands between two equal ones comes as removed first, then as inserted.
 */
export function alignSequences(before: readonly string[], after: readonly string[]): readonly AlignedPair[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const [a, b] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const middle = a.length * b.length <= MOST_CELLS ? commonByTable(a, b) : commonByAnchors(a, b);
  const common: (readonly [number, number])[] = [
    ...Array.from({ length: start }, (_, at) => [at, at] as const),
    ...middle.map(([i, j]) => [start + i, start + j] as const),
    ...Array.from({ length: end }, (_, at) => [before.length - end + at, after.length - end + at] as const),
  ];
  return fillGaps(common, before.length, after.length);
}

/** Between equal ones, those of one kind are taken for each other in their order: one that was changed is not one removed and one new. */
export function pairChanged(
  pairs: readonly AlignedPair[], before: (at: number) => string, after: (at: number) => string,
): readonly AlignedPair[] {
  const result: AlignedPair[] = [];
  let gap: AlignedPair[] = [];
  const flush = (): void => {
    const removed = gap.flatMap((pair) => (pair.before === null ? [] : [pair.before]));
    const ofKind = placesByText(removed.map(before));
    let next = 0;
    for (const { after: at } of gap) {
      if (at === null) continue;
      const places = ofKind.get(after(at)) ?? [];
      while (places.length > 0 && places.at(-1)! < next) places.pop();
      const found = places.pop();
      if (found === undefined) result.push({ before: null, after: at });
      else {
        for (; next < found; next++) result.push({ before: removed[next]!, after: null });
        result.push({ before: removed[next++]!, after: at });
      }
    }
    for (; next < removed.length; next++) result.push({ before: removed[next]!, after: null });
    gap = [];
  };
  for (const pair of pairs) {
    if (pair.before === null || pair.after === null) gap.push(pair);
    else {
      flush();
      result.push(pair);
    }
  }
  flush();
  return result;
}

/** Last place first. */
function placesByText(texts: readonly string[]): ReadonlyMap<string, number[]> {
  const places = new Map<string, number[]>();
  for (let at = texts.length - 1; at >= 0; at--) append(places, texts[at]!, at);
  return places;
}

function fillGaps(common: readonly (readonly [number, number])[], beforeCount: number, afterCount: number): AlignedPair[] {
  const pairs: AlignedPair[] = [];
  let [i, j] = [0, 0];
  const fill = (toBefore: number, toAfter: number): void => {
    for (; i < toBefore; i++) pairs.push({ before: i, after: null });
    for (; j < toAfter; j++) pairs.push({ before: null, after: j });
  };
  for (const [before, after] of common) {
    fill(before, after);
    pairs.push({ before: i++, after: j++ });
  }
  fill(beforeCount, afterCount);
  return pairs;
}

/** The longest common subsequence. */
function commonByTable(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j]
        ? lengths[(i + 1) * width + j + 1]! + 1
        : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const common: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) common.push([i++, j++]);
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++;
    else j++;
  }
  return common;
}

/** Texts that stand once in both, as many of them as are in the same order. */
function commonByAnchors(a: readonly string[], b: readonly string[]): [number, number][] {
  const placesInB = placesOfUnique(b);
  const anchors = [...placesOfUnique(a)].flatMap(([text, i]): [number, number][] => {
    const j = placesInB.get(text);
    return j === undefined ? [] : [[i, j]];
  }).sort((x, y) => x[0] - y[0]);
  return longestRising(anchors);
}

function placesOfUnique(texts: readonly string[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  texts.forEach((text, at) => (places.has(text) ? repeated.add(text) : places.set(text, at)));
  for (const text of repeated) places.delete(text);
  return places;
}

/** Patience sorting: the longest part of the pairs in which the second numbers rise. */
function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const tops: number[] = [];
  const previous: number[] = [];
  pairs.forEach(([, value], at) => {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tops[middle]!]![1] < value) low = middle + 1;
      else high = middle;
    }
    previous[at] = low > 0 ? tops[low - 1]! : -1;
    tops[low] = at;
  });
  const rising: [number, number][] = [];
  for (let at = tops.at(-1) ?? -1; at !== -1; at = previous[at]!) rising.push(pairs[at]!);
  return rising.reverse();
}
