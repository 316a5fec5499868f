import { compileParts, matchesParts } from '../ignore/git/pathParts.ts';

/** Patterns come from files that anybody may have written. A match takes the product of the lengths of pattern and path at most. */
const LIMITS = { length: 256, patterns: 100, alternatives: 500 } as const;

/** Why a list of patterns cannot be taken, as the end of a sentence that begins with what it is; null where it can. */
export function globsProblem(patterns: readonly string[]): string | null {
  if (patterns.length > LIMITS.patterns) return `may hold ${LIMITS.patterns} patterns at most`;
  if (patterns.some(({ length }) => length === 0 || length > LIMITS.length)) return `holds a pattern that is empty or longer than ${LIMITS.length} characters`;
  return alternativesOf(patterns) ? null : `comes to more than ${LIMITS.alternatives} patterns with all that its braces mean`;
}

/**
 * Tells whether one of the patterns matches a path that is relative to their folder, with `/`. `*` and `?` stay in one name, those that begin with a dot
 * included; `**` crosses folders; `{a,b}` and `[a-z]` choose; what begins with `!` is taken out again. A list that `globsProblem` objects to matches nothing.
 */
export function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  if (globsProblem(patterns)) return () => false;
  const [wanted, left] = [patterns.filter((pattern) => !pattern.startsWith('!')), patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1))];
  // Nothing but exceptions: all else is meant.
  const isWanted = wanted.length > 0 ? anyOf(wanted) : () => left.length > 0;
  const isLeft = anyOf(left);
  return (path) => {
    const names = path.split('/');
    return isWanted(names) && !isLeft(names);
  };
}

function anyOf(patterns: readonly string[]): (names: readonly string[]) => boolean {
  const tests = (alternativesOf(patterns) ?? []).map((pattern) => compilePath(pattern.replace(/^\.\//, '')));
  return (names) => tests.some((test) => test(names));
}

function compilePath(pattern: string): (names: readonly string[]) => boolean {
  const parts = compileParts(pattern, (part) => part === '**');
  return (names) => matchesParts(parts, names);
}

/** What patterns mean without braces; null where that is too much. */
function alternativesOf(patterns: readonly string[]): readonly string[] | null {
  const done: string[] = [];
  const open = [...patterns].reverse();
  while (open.length > 0) {
    const pattern = open.pop()!;
    const braces = firstBraces(pattern);
    if (!braces) done.push(pattern);
    else for (const one of braces.choices.reverse()) open.push(pattern.slice(0, braces.start) + one + pattern.slice(braces.end));
    if (done.length + open.length > LIMITS.alternatives) return null;
  }
  return done;
}

/** The first braces that hold a comma of their own; those without one mean themselves. */
function firstBraces(pattern: string): { readonly start: number; readonly end: number; readonly choices: string[] } | null {
  for (let start = pattern.indexOf('{'); start !== -1; start = pattern.indexOf('{', start + 1)) {
    if (pattern[start - 1] === '\\') continue;
    const choices: string[] = [];
    let from = start + 1;
    for (let at = start + 1, depth = 1; at < pattern.length; at++) {
      const char = pattern[at];
      if (char === '\\') at++;
      else if (char === '{') depth++;
      else if (char === ',' && depth === 1) from = choices.push(pattern.slice(from, at)) && at + 1;
      else if (char === '}' && --depth === 0) {
        if (choices.length === 0) break;
        return { start, end: at + 1, choices: [...choices, pattern.slice(from, at)] };
      }
    }
  }
  return null;
}
