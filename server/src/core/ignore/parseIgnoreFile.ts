import type { Span } from '../text/span.ts';
import { cleanPath } from './cleanPath.ts';
import { compilePattern, type PathTest } from './compilePattern.ts';

/** One line of a .dockerignore file that holds a pattern. */
export interface IgnorePattern {
  /** Zero-based. */
  readonly line: number;
  /** The pattern as written, `!` included, blanks around it left out. */
  readonly span: Span;
  readonly raw: string;
  /** What Docker matches with: cleaned, relative to the context, without `!`. */
  readonly pattern: string;
  /** True for `!pattern`: it brings paths back. */
  readonly negated: boolean;
  /** Why Docker refuses the pattern, as the end of a sentence; null for a good one. A refused pattern matches nothing here. */
  readonly invalid: string | null;
  /** True for a path that this pattern matches, itself or by a folder above it; which of several patterns counts is not its business. */
  readonly matches: PathTest;
  /** The same without the folders above. */
  readonly matchesSelf: PathTest;
  /** The one path that it matches, itself or as a parent, where the pattern has no wildcard. */
  readonly exact: string | null;
}

/**
 * Reads a .dockerignore file as Docker does (moby/patternmatcher: `ignorefile.ReadAll`, then `patternmatcher.New`): a
 * byte order mark is dropped, `#` starts a comment in column 1 only, blanks around a pattern do not count, a leading `/`
 * means nothing. Never throws; a pattern that fails a build is kept and marked `invalid`.
 */
export function parseIgnoreFile(text: string): readonly IgnorePattern[] {
  const patterns: IgnorePattern[] = [];
  let line = 0;
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (start <= text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (text[start] !== '#') {
      const span = trimBlanks(text, start, end);
      if (span.start < span.end) patterns.push(readPattern(text.slice(span.start, span.end), span, line));
    }
    if (newline === -1) break;
    start = newline + 1;
    line++;
  }
  return patterns;
}

function readPattern(raw: string, span: Span, line: number): IgnorePattern {
  // ReadAll cleans without the `!`, New cleans once more with it: `!/` ends up as a bare `!` that way.
  const excluded = raw.startsWith('!');
  const cleaned = cleanPath((excluded ? '!' : '') + withoutLeadingSlash(excluded ? raw.slice(1).trim() : raw));
  const negated = cleaned.startsWith('!');
  const pattern = negated ? cleaned.slice(1) : cleaned;
  const compiled = pattern === '' ? ({ ok: false, why: 'there is no pattern after the `!`' } as const) : compilePattern(pattern);
  return {
    line,
    span,
    raw,
    pattern,
    negated,
    invalid: compiled.ok ? null : compiled.why,
    matches: compiled.ok ? compiled.test : never,
    matchesSelf: compiled.ok ? compiled.testSelf : never,
    exact: compiled.ok ? compiled.exact : null,
  };
}

function withoutLeadingSlash(pattern: string): string {
  if (pattern === '') return pattern;
  const cleaned = cleanPath(pattern);
  return cleaned.length > 1 && cleaned.startsWith('/') ? cleaned.slice(1) : cleaned;
}

/** By hand: `/\s+$/` is quadratic on a line of blanks. */
function trimBlanks(text: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

/** White space by Go's `unicode.IsSpace`. */
function isBlank(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13);
  return code === 0x85 || code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a)
    || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000;
}

function never(): boolean {
  return false;
}
