import { replaceMatch, trimMatch } from './globPattern.ts';

/** Variables in force at one place. */
export interface VariableScope {
  /** `undefined`: certainly not set. `null`: set, or perhaps set, to something that cannot be known from the file. */
  lookup(name: string): string | null | undefined;
  /** False where no further pattern may be matched, since that takes time; absent: all may. */
  takePattern?(): boolean;
}

/** Longer values count as unknown: `ENV A=$A$A` doubles with every line. */
export const LONGEST_VALUE = 32_768;
const DEEPEST = 50;
/** Without one of these, escape characters of both kinds among them, a word means itself. */
const MAY_EXPAND = /[$'"\\`]/;
const NAME = /[\p{L}_][\p{L}\p{Nd}_]*|\p{Nd}+|[@*#?$!-]/uy;

/**
 * Expands variables and resolves quotes and escapes of one word, as BuildKit does (frontend/dockerfile/shell/lex.go, ProcessWord) with all
 * its modifiers: `${V:-w}`, `${V-w}`, `${V:+w}`, `${V+w}`, `${V:?w}`, `${V#p}`, `${V##p}`, `${V%p}`, `${V%%p}`, `${V/p/r}`, `${V//p/r}`.
 * Values are taken as they are: BuildKit expands them when they are set, so nothing is expanded twice and no cycle can arise.
 * @param word as written, continuation lines joined
 * @returns null where a value is unknown or has none, and for what BuildKit refuses; never a guess
 */
export function expandWord(word: string, scope: VariableScope, escape: string): string | null {
  if (word.length > LONGEST_VALUE) return null;
  if (!MAY_EXPAND.test(word)) return word;
  const expander = new Expander(word, scope, escape);
  const value = expander.readUntil(null, false, 0);
  return expander.isBroken || value === null || value.length > LONGEST_VALUE ? null : value;
}

class Expander {
  isBroken = false;
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly scope: VariableScope,
    private readonly escape: string,
  ) {}

  /** Reads to `stop`, which is consumed, or to the end of the text. Null where a value on the way is unknown. */
  readUntil(stop: string | null, keepsEscapes: boolean, depth: number): string | null {
    if (depth > DEEPEST) return this.fail();
    const result = new Pieces();
    while (this.at < this.text.length && !this.isBroken) {
      const char = this.text[this.at]!;
      if (char === stop) {
        this.at++;
        return result.value;
      }
      if (char === "'") result.add(this.readSingleQuotes());
      else if (char === '"') result.add(this.readDoubleQuotes(keepsEscapes, depth));
      else if (char === '$') result.add(this.readVariable(depth));
      else if (char === this.escape) {
        result.add((keepsEscapes ? char : '') + (this.text[this.at + 1] ?? ''));
        this.at += 2;
      } else {
        result.add(char);
        this.at++;
      }
    }
    return stop === null ? result.value : this.fail();
  }

  private readSingleQuotes(): string | null {
    const close = this.text.indexOf("'", this.at + 1);
    if (close === -1) return this.fail();
    const content = this.text.slice(this.at + 1, close);
    this.at = close + 1;
    return content;
  }

  private readDoubleQuotes(keepsEscapes: boolean, depth: number): string | null {
    const result = new Pieces();
    this.at++;
    while (this.at < this.text.length && !this.isBroken) {
      const char = this.text[this.at]!;
      if (char === '"') {
        this.at++;
        return result.value;
      }
      if (char === '$') {
        result.add(this.readVariable(depth));
        continue;
      }
      const next = this.text[this.at + 1] ?? '';
      if (char === this.escape && (next === '"' || next === '$' || next === this.escape)) {
        result.add((keepsEscapes ? char : '') + next);
        this.at += 2;
      } else {
        result.add(char);
        this.at++;
      }
    }
    return this.fail();
  }

  private readVariable(depth: number): string | null {
    this.at++;
    if (this.text[this.at] !== '{') {
      const name = this.readName();
      return name === '' ? '$' : (this.scope.lookup(name) ?? null);
    }
    this.at++;
    const name = this.readName();
    if (name === '') return this.fail();
    return this.readModifier(name, depth);
  }

  private readName(): string {
    NAME.lastIndex = this.at;
    const name = NAME.exec(this.text)?.[0] ?? '';
    this.at += name.length;
    return name;
  }

  private readModifier(name: string, depth: number): string | null {
    let operator = this.text[this.at++];
    const value = this.scope.lookup(name);
    if (operator === '}') return value ?? null;
    if (operator === '/') return this.readReplacement(value, depth);
    const emptyIsUnset = operator === ':';
    if (emptyIsUnset) operator = this.text[this.at++];
    if (operator === undefined || !'-+?#%'.includes(operator)) return this.fail();
    const isTrim = operator === '#' || operator === '%';
    if (isTrim && emptyIsUnset) return this.fail();
    const word = this.readUntil('}', isTrim, depth + 1);
    if (value === null) return null;
    const isUnset = value === undefined || (emptyIsUnset && value === '');
    if (operator === '-') return isUnset ? word : value;
    if (operator === '+') return isUnset ? '' : word;
    if (value === undefined || (operator === '?' && isUnset)) return null;
    if (operator === '?') return value;
    if (word === null || !this.mayMatch()) return null;
    const longest = word.startsWith(operator);
    return trimMatch(value, longest ? word.slice(1) : word, operator === '#' ? 'start' : 'end', longest);
  }

  private readReplacement(value: string | null | undefined, depth: number): string | null {
    const all = this.text[this.at] === '/';
    if (all) this.at++;
    const pattern = this.readUntil('/', true, depth + 1);
    const replacement = this.readUntil('}', true, depth + 1);
    if (value == null || pattern === null || replacement === null || !this.mayMatch()) return null;
    return replaceMatch(value, pattern, replacement, all);
  }

  private mayMatch(): boolean {
    return this.scope.takePattern?.() ?? true;
  }

  private fail(): null {
    this.isBroken = true;
    return null;
  }
}

/** Text put together until a part of it is unknown. */
class Pieces {
  value: string | null = '';

  add(part: string | null): void {
    if (part === null || this.value === null || this.value.length > LONGEST_VALUE) this.value = null;
    else this.value += part;
  }
}
