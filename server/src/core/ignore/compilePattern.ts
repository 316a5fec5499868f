import { compileExpression } from './expression.ts';

/** A question about a path that is cleaned and relative to the build context. */
export type PathTest = (path: string) => boolean;

export type CompiledPattern =
  | {
      readonly ok: true;
      /** True where the pattern matches the path or one of its parents. */
      readonly test: PathTest;
      /** True where it matches the path itself; some patterns reach into folders by themselves, such as `a/**`. */
      readonly testSelf: PathTest;
      /** The one path it matches, where there is just one. */
      readonly exact: string | null;
    }
  | { readonly ok: false; readonly why: string };

/**
 * Compiles one cleaned ignore pattern with the meaning that moby/patternmatcher gives it on Linux, where builds run.
 * That library checks the syntax with Go's `filepath.Match` and then matches by text comparison or by a regular
 * expression that it writes itself. The expression is the authority: it makes `[*]` or `\d` mean what nobody expects,
 * and those builds behave that way. Matching takes time linear in the path for a given pattern.
 */
export function compilePattern(pattern: string): CompiledPattern {
  const known = remembered.get(pattern);
  if (known) return known;
  const compiled = compile(pattern);
  if (pattern.length > LONGEST_REMEMBERED) return compiled;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(pattern, compiled);
  return compiled;
}

/** The template of ignore files is asked about each build context, and files of one workspace say much the same. */
const remembered = new Map<string, CompiledPattern>();
const MOST_REMEMBERED = 2_000;
const LONGEST_REMEMBERED = 200;

function compile(pattern: string): CompiledPattern {
  const why = syntaxError(pattern);
  if (why !== null) return { ok: false, why };
  const plan = planMatch(pattern);
  switch (plan.kind) {
    case 'exact':
      return { ok: true, test: (path) => isOrLiesIn(path, pattern), testSelf: (path) => path === pattern, exact: pattern };
    case 'prefix': {
      const prefix = pattern.slice(0, -2);
      const test: PathTest = (path) => path.startsWith(prefix);
      return { ok: true, test, testSelf: test, exact: null };
    }
    case 'suffix': {
      const suffix = pattern.slice(2);
      if (suffix === '') return { ok: true, test: () => true, testSelf: () => true, exact: null };
      const inner = `${suffix}/`;
      const whole = suffix.startsWith('/') ? suffix.slice(1) : null;
      const test: PathTest = (path) =>
        path.endsWith(suffix) || path.includes(inner) || (whole !== null && isOrLiesIn(path, whole));
      return { ok: true, test, testSelf: (path) => path.endsWith(suffix) || path === whole, exact: null };
    }
    case 'expression': {
      const compiled = compileExpression(plan.expression);
      return compiled.ok ? { ...compiled, exact: null } : compiled;
    }
  }
}

function isOrLiesIn(path: string, folder: string): boolean {
  return path.startsWith(folder) && (path.length === folder.length || path[folder.length] === '/');
}

interface MatchPlan {
  readonly kind: 'exact' | 'prefix' | 'suffix' | 'expression';
  /** In Go's syntax, without the anchors at both ends. */
  readonly expression: string;
}

function planMatch(pattern: string): MatchPlan {
  let kind: MatchPlan['kind'] = 'exact';
  const parts: string[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (char === '*' && pattern[at + 1] === '*') {
      const first = at === 0;
      at += pattern[at + 2] === '/' ? 2 : 1;
      if (at + 1 < pattern.length) {
        parts.push('(.*/)?');
        kind = 'expression';
      } else if (kind === 'exact') {
        kind = 'prefix';
      } else {
        parts.push('.*');
        kind = 'expression';
      }
      if (first) kind = 'suffix';
    } else if (char === '*') {
      parts.push('[^/]*');
      kind = 'expression';
    } else if (char === '?') {
      parts.push('[^/]');
      kind = 'expression';
    } else if ('.+()|{}$'.includes(char)) {
      parts.push('\\', char);
    } else if (char === '\\') {
      at++;
      parts.push('\\', pattern[at] ?? '');
      kind = 'expression';
    } else {
      parts.push(char);
      if (char === '[' || char === ']') kind = 'expression';
    }
  }
  return { kind, expression: parts.join('') };
}

/** The syntax check of Go's `filepath.Match`: brackets that close, ranges with both ends, nothing open at the end. */
function syntaxError(pattern: string): string | null {
  let at = 0;
  while (at < pattern.length) {
    const char = pattern[at++]!;
    if (char === '\\') {
      if (at >= pattern.length) return 'it ends with a backslash that escapes nothing';
      at++;
    } else if (char === '[') {
      const end = endOfClass(pattern, at);
      if (end === null) return 'its `[` opens a set that is empty, incomplete or never closed';
      at = end;
    }
  }
  return null;
}

/** Offset after the `]` of a set whose content starts at `at`; null where Go calls it a bad pattern. */
function endOfClass(pattern: string, start: number): number | null {
  let at = pattern[start] === '^' ? start + 1 : start;
  for (let ranges = 0; ; ranges++) {
    if (pattern[at] === ']' && ranges > 0) return at + 1;
    const low = endOfMember(pattern, at);
    if (low === null) return null;
    at = low;
    if (pattern[at] !== '-') continue;
    const high = endOfMember(pattern, at + 1);
    if (high === null) return null;
    at = high;
  }
}

function endOfMember(pattern: string, at: number): number | null {
  let position = at;
  if (position >= pattern.length || pattern[position] === '-' || pattern[position] === ']') return null;
  if (pattern[position] === '\\') position++;
  if (position >= pattern.length) return null;
  position += pattern.codePointAt(position)! > 0xffff ? 2 : 1;
  return position < pattern.length ? position : null;
}
