/** Work that one pattern may cost, in steps; beyond it the value counts as unknown. */
const MOST_STEPS = 2_000_000;

type Token = { readonly kind: 'text'; readonly char: string } | { readonly kind: 'one' | 'many' };

/**
 * A pattern of `${V#p}`, `${V%p}` and `${V/p/r}`: `*`, `?` and escapes, no brackets (BuildKit: frontend/dockerfile/shell/lex.go,
 * convertShellPatternToRegex). Matched step by step, since a regular expression could backtrack for minutes.
 */
export class GlobPattern {
  private constructor(private readonly tokens: readonly Token[]) {}

  /** Null for an escape that BuildKit refuses. */
  static parse(pattern: string): GlobPattern | null {
    const tokens: Token[] = [];
    for (let at = 0; at < pattern.length; at++) {
      const char = pattern[at]!;
      if (char === '*') tokens.push({ kind: 'many' });
      else if (char === '?') tokens.push({ kind: 'one' });
      else if (char === '\\') {
        const next = pattern[++at] ?? '';
        if (!'*?\\}/'.includes(next) || next === '') return null;
        tokens.push({ kind: 'text', char: next });
      } else tokens.push({ kind: 'text', char });
    }
    return new GlobPattern(tokens);
  }

  /** The same pattern read from the end, for suffixes. */
  reversed(): GlobPattern {
    return new GlobPattern([...this.tokens].reverse());
  }

  /** True where matching against `length` code units is affordable at every offset. */
  isAffordable(length: number, offsets: number): boolean {
    return (this.tokens.length + 1) * (length + 1) * offsets <= MOST_STEPS;
  }

  /** Length of the shortest or longest match that starts at `from`; -1 where there is none. */
  matchLength(value: string, from: number, longest: boolean): number {
    let states = this.close(new Set([0]));
    let best = -1;
    for (let at = from; ; at++) {
      if (states.has(this.tokens.length)) {
        best = at - from;
        if (!longest) return best;
      }
      if (at === value.length || states.size === 0) return best;
      states = this.advance(states, value[at]!);
    }
  }

  private advance(states: ReadonlySet<number>, char: string): Set<number> {
    const next = new Set<number>();
    for (const state of states) {
      const token = this.tokens[state];
      if (!token) continue;
      if (token.kind === 'many') next.add(state);
      else if (token.kind === 'one' || (token.kind === 'text' && token.char === char)) next.add(state + 1);
    }
    return this.close(next);
  }

  /** A star may also match nothing. */
  private close(states: Set<number>): Set<number> {
    for (const state of states) if (this.tokens[state]?.kind === 'many') states.add(state + 1);
    return states;
  }
}

/** `${value#pattern}` and `${value%pattern}`; null where the pattern is malformed or too costly. */
export function trimMatch(value: string, pattern: string, side: 'start' | 'end', longest: boolean): string | null {
  const glob = GlobPattern.parse(pattern);
  if (!glob?.isAffordable(value.length, 1)) return null;
  if (side === 'start') return value.slice(Math.max(0, glob.matchLength(value, 0, longest)));
  const length = glob.reversed().matchLength([...value].reverse().join(''), 0, longest);
  return length <= 0 ? value : value.slice(0, value.length - length);
}

/** `${value/pattern/replacement}`, `//` for all; null where the pattern is malformed or too costly. */
export function replaceMatch(value: string, pattern: string, replacement: string, all: boolean): string | null {
  const glob = GlobPattern.parse(pattern);
  if (!glob?.isAffordable(value.length, value.length)) return null;
  let result = '';
  let at = 0;
  while (at < value.length) {
    const length = glob.matchLength(value, at, true);
    if (length > 0) {
      result += replacement;
      at += length;
      if (!all) return result + value.slice(at);
    } else result += value[at++];
  }
  return result;
}
