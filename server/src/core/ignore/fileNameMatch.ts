/**
 * Matches one name of a folder like Go's `filepath.Match`: `*`, `?`, sets in brackets, a backslash before what stands for itself.
 * A malformed pattern matches nothing. Takes time linear in the name for each star of the pattern.
 */
export function matchesFileName(pattern: string, name: string): boolean {
  const tokens = readTokens(pattern);
  if (!tokens) return false;
  const codes = Array.from(name, (char) => char.codePointAt(0)!);
  let token = 0;
  let at = 0;
  let star = -1;
  let afterStar = 0;
  while (at < codes.length) {
    const test = tokens[token];
    if (test === STAR) {
      star = token++;
      afterStar = at;
    } else if (test?.(codes[at]!)) {
      token++;
      at++;
    } else if (star !== -1) {
      // The last star takes one more; what an earlier one could take instead, this one can take as well.
      token = star + 1;
      at = ++afterStar;
    } else return false;
  }
  while (tokens[token] === STAR) token++;
  return token === tokens.length;
}

/** True for a name that fsutil takes for a pattern (followlinks.go, containsWildcards). */
export function hasWildcard(name: string): boolean {
  for (let at = 0; at < name.length; at++) {
    if (name[at] === '\\') at++;
    else if (name[at] === '*' || name[at] === '?' || name[at] === '[') return true;
  }
  return false;
}

type CodeTest = (code: number) => boolean;

const STAR: CodeTest = () => true;
const ANY: CodeTest = () => true;

function readTokens(pattern: string): CodeTest[] | null {
  const codes = Array.from(pattern);
  const tokens: CodeTest[] = [];
  for (let at = 0; at < codes.length; at++) {
    const char = codes[at]!;
    if (char === '*') {
      if (tokens[tokens.length - 1] !== STAR) tokens.push(STAR);
    } else if (char === '?') tokens.push(ANY);
    else if (char === '[') {
      const set = readSet(codes, at + 1);
      if (!set) return null;
      tokens.push(set.test);
      at = set.end;
    } else {
      if (char === '\\' && ++at === codes.length) return null;
      const wanted = codes[at]!.codePointAt(0)!;
      tokens.push((code) => code === wanted);
    }
  }
  return tokens;
}

/** @param start after the `[`; `end` is the place of the `]` */
function readSet(codes: readonly string[], start: number): { readonly test: CodeTest; readonly end: number } | null {
  const isNegated = codes[start] === '^';
  let at = isNegated ? start + 1 : start;
  const ranges: { readonly low: number; readonly high: number }[] = [];
  const readMember = (): number | null => {
    if (at >= codes.length || codes[at] === '-' || codes[at] === ']') return null;
    if (codes[at] === '\\') at++;
    return codes[at++]?.codePointAt(0) ?? null;
  };
  while (codes[at] !== ']' || ranges.length === 0) {
    const low = readMember();
    if (low === null) return null;
    let high: number | null = low;
    if (codes[at] === '-') {
      at++;
      high = readMember();
    }
    if (high === null || at >= codes.length) return null;
    ranges.push({ low, high });
  }
  return { test: (code) => ranges.some(({ low, high }) => low <= code && code <= high) !== isNegated, end: at };
}
