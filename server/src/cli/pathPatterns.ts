import path from 'node:path';
import picomatch from 'picomatch';
import { toSlashes } from '../host/fileSystem.ts';

/** A file pattern that no shell has expanded, such as `services/*\/Dockerfile`. */
export interface PathPattern {
  /** As it was given. */
  readonly given: string;
  /** The absolute folder in front of the first wildcard, with `/`. What stands in its name is no wildcard, whatever it looks like. */
  readonly base: string;
  readonly glob: string;
}

const WILDCARD = /[*?[{]|[@!+]\(/;

export function hasWildcards(given: string): boolean {
  return WILDCARD.test(given);
}

export function readPattern(given: string, cwd: string): PathPattern {
  const parts = toSlashes(path.normalize(given)).split('/');
  const first = parts.findIndex(hasWildcards);
  const fixed = first === -1 ? parts.length : first;
  // An empty first part is the root: `/srv/*` is ['', 'srv', '*'].
  const base = path.resolve(cwd, parts.slice(0, fixed).join('/') || (fixed > 0 ? '/' : '.'));
  return { given, base: toSlashes(base), glob: parts.slice(fixed).join('/') };
}

/** Tells of an absolute path whether one of the patterns matches it. */
export function patternMatcher(patterns: readonly PathPattern[]): (full: string) => boolean {
  const matchers = patterns.map(({ base, glob }) => ({ folder: base.endsWith('/') ? base : `${base}/`, isMatch: picomatch(glob, { dot: true }) }));
  return (full) => {
    const file = toSlashes(full);
    return matchers.some(({ folder, isMatch }) => file.startsWith(folder) && isMatch(file.slice(folder.length)));
  };
}

/** True for an argument that leaves files out; a file of such a name is `./!name`. */
export function isNegated(given: string): boolean {
  return withoutQuotes(given).startsWith('!');
}

/** What `!pattern` arguments leave out: what they match, and all that lies below it. */
export function leftOutBy(negated: readonly string[], cwd: string): (full: string) => boolean {
  const patterns = negated.map((given) => readPattern(withoutQuotes(given).slice(1), cwd));
  const below = patterns.map((pattern) => ({ ...pattern, glob: pattern.glob === '' ? '**' : `${pattern.glob.replace(/\/+$/, '')}/**` }));
  const named = new Set(patterns.filter(({ glob }) => glob === '').map(({ base }) => base));
  const isMatch = patternMatcher([...patterns.filter(({ glob }) => glob !== ''), ...below]);
  return (full) => named.has(toSlashes(full)) || isMatch(full);
}

/** cmd.exe hands on the single quotes of a package.json's scripts, which mean nothing to it. */
export function withoutQuotes(given: string): string {
  return /^'.+'$/s.test(given) ? given.slice(1, -1) : given;
}
