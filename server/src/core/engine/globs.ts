import picomatch from 'picomatch';

/** Patterns come from files that anybody may have written: these bounds keep the time of a match small, whatever the path. */
const LIMITS = { length: 256, starsOfName: 3, folderStars: 4, patterns: 100 } as const;

/** Parentheses and `+` mean themselves: as parts of regular expressions they could make a match take for ever. */
const OPTIONS = { dot: true, regex: false, noextglob: true, nonegate: true } as const;

/** Why a list of patterns cannot be taken, as the end of a sentence that begins with what it is; null where it can. */
export function globsProblem(patterns: readonly string[]): string | null {
  if (patterns.length > LIMITS.patterns) return `may hold ${LIMITS.patterns} patterns at most`;
  return patterns.some((pattern) => !isTame(pattern)) ? `holds a pattern that is too long or has too many wildcards (${LIMITS.starsOfName} in one name at most)` : null;
}

function isTame(pattern: string): boolean {
  if (pattern.length === 0 || pattern.length > LIMITS.length) return false;
  const names = pattern.split('/');
  if (names.filter((name) => name === '**').length > LIMITS.folderStars) return false;
  return names.every((name) => name === '**' || (name.match(/\*+|\?+/g)?.length ?? 0) <= LIMITS.starsOfName);
}

/**
 * Tells whether one of the patterns matches a path that is relative to their folder, with `/`. `*` and `?` stay in one name, `**` crosses folders, `{a,b}` and
 * `[a-z]` choose; what begins with `!` is taken out again. Patterns that `globsProblem` objects to match nothing.
 */
export function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  const tame = patterns.filter((pattern) => isTame(pattern.replace(/^!/, ''))).slice(0, LIMITS.patterns);
  const [wanted, left] = [tame.filter((pattern) => !pattern.startsWith('!')), tame.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1))];
  const isWanted = wanted.length > 0 ? anyOf(wanted) : () => left.length > 0;
  const isLeft = left.length > 0 ? anyOf(left) : () => false;
  return (path) => isWanted(path) && !isLeft(path);
}

function anyOf(patterns: readonly string[]): (path: string) => boolean {
  return picomatch(patterns.map(literal), OPTIONS);
}

function literal(pattern: string): string {
  return pattern.replace(/^\.\//, '').replaceAll(/[()|]/g, '\\$&');
}
