/** Steps that one expansion may cost, and code units its value may have; beyond, the result counts as unknown. An honest one needs some dozen. */
const MOST_STEPS = 10_000;

type Token = { readonly kind: 'text'; readonly char: string } | { readonly kind: 'one' | 'many' };

/**
 * A pattern of `${V#p}`, `${V%p}` and `${V/p/r}`: `*`, `?` and escapes, no brackets (BuildKit: frontend/dockerfile/shell/lex.go,
 * convertShellPatternToRegex). Matched step by step with a count of
 * the steps, since a regular expression could backtrack for minutes. For one expansion only.
 */
class GlobPattern {
  private steps = 0;

  private constructor(private readonly tokens: readonly Token[]) {}

  /** True once matching took more steps than allowed: what it answered since is worth nothing. */
  get isExhausted(): boolean {
    return this.steps > MOST_STEPS;
  }

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

  /** Length of the shortest or longest match that starts at `from`; -1 where there is none. */
  matchLength(value: string, from: number, longest: boolean): number {
    let states = this.close(new Set([0]));
    let best = -1;
    for (let at = from; ; at++) {
      if (states.has(this.tokens.length)) {
        best = at - from;
        if (!longest) return best;
      }
      this.steps += states.size;
      if (at === value.length || states.size === 0 || this.isExhausted) return best;
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
  const parsed = value.length + pattern.length > MOST_STEPS ? null : GlobPattern.parse(pattern);
  if (!parsed) return null;
  const glob = side === 'start' ? parsed : parsed.reversed();
  const length = glob.matchLength(side === 'start' ? value : [...value].reverse().join(''), 0, longest);
  if (glob.isExhausted) return null;
  if (length <= 0) return value;
  return side === 'start' ? value.slice(length) : value.slice(0, value.length - length);
}

/** `${value/pattern/replacement}`, `//` for all; null where the pattern is malformed or too costly. */
export function replaceMatch(value: string, pattern: string, replacement: string, all: boolean): string | null {
  const glob = value.length + pattern.length > MOST_STEPS ? null : GlobPattern.parse(pattern);
  if (!glob) return null;
  let result = '';
  let at = 0;
  while (at < value.length && !glob.isExhausted) {
    const length = glob.matchLength(value, at, true);
    if (length > 0) {
      result += replacement;
      at += length;
      if (!all) return glob.isExhausted ? null : result + value.slice(at);
    } else result += value[at++];
  }
  return glob.isExhausted ? null : result;
}
