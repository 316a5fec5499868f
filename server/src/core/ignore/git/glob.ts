export type GlobTest = (name: string) => boolean;

type CharTest = (char: string) => boolean;

/** Any number of characters. */
const STAR = Symbol('*');

/**
 * Compiles a pattern for one name as git's `wildmatch.c` reads it: `*`, `?`, `[a-z]`, `[!a]`, `[[:alpha:]]`, and a backslash before what is meant as
 * it is. One that git finds broken matches nothing. A match takes the product of both lengths at most.
 */
export function compileGlob(pattern: string): GlobTest {
  const tokens = readTokens(pattern);
  if (tokens === null) return () => false;
  if (tokens.every((token) => typeof token === 'string')) {
    const text = tokens.join('');
    return (name) => name === text;
  }
  return (name) => matches(tokens, name);
}

function matches(tokens: readonly (string | CharTest | typeof STAR)[], name: string): boolean {
  let [token, at] = [0, 0];
  let back: { readonly token: number; at: number } | null = null;
  while (at < name.length) {
    const test = tokens[token];
    if (test === STAR) back = { token: ++token, at };
    else if (test !== undefined && (typeof test === 'string' ? test === name[at] : test(name[at]!))) {
      token++;
      at++;
    } else if (back) {
      token = back.token;
      at = ++back.at;
    } else return false;
  }
  while (tokens[token] === STAR) token++;
  return token === tokens.length;
}

function readTokens(pattern: string): (string | CharTest | typeof STAR)[] | null {
  const tokens: (string | CharTest | typeof STAR)[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (char === '*') {
      if (tokens[tokens.length - 1] !== STAR) tokens.push(STAR);
    } else if (char === '?') tokens.push(() => true);
    else if (char === '[') {
      const found = readClass(pattern, at + 1);
      if (!found) return null;
      tokens.push(found.test);
      at = found.end;
    } else if (char === '\\') {
      if (++at >= pattern.length) return null;
      tokens.push(pattern[at]!);
    } else tokens.push(char);
  }
  return tokens;
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/, alpha: /[A-Za-z]/, blank: /[ \t]/, cntrl: /[\0-\x1f\x7f]/, digit: /[0-9]/, graph: /[!-~]/, lower: /[a-z]/, print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/, space: /[ \t\n\v\f\r]/, upper: /[A-Z]/, xdigit: /[A-Fa-f0-9]/,
};

/** What stands between brackets; null where it never ends or names a class that there is not. `end` is the closing bracket. */
function readClass(pattern: string, start: number): { test: CharTest; end: number } | null {
  const isNegated = pattern[start] === '!' || pattern[start] === '^';
  const tests: CharTest[] = [];
  let at = isNegated ? start + 1 : start;
  for (let isFirst = true; isFirst || pattern[at] !== ']'; isFirst = false) {
    if (at >= pattern.length) return null;
    const named = pattern.startsWith('[:', at) ? pattern.indexOf(':]', at + 2) : -1;
    if (named !== -1) {
      const name = pattern.slice(at + 2, named);
      if (!Object.hasOwn(CLASSES, name)) return null;
      const expression = CLASSES[name]!;
      tests.push((char) => expression.test(char));
      at = named + 2;
      continue;
    }
    const low = readChar(pattern, at);
    if (!low) return null;
    at = low.next;
    const isRange = pattern[at] === '-' && at + 1 < pattern.length && pattern[at + 1] !== ']';
    const high = isRange ? readChar(pattern, at + 1) : low;
    if (!high) return null;
    at = high.next;
    tests.push((char) => char >= low.char && char <= high.char);
  }
  return { test: (char) => char !== '/' && tests.some((test) => test(char)) !== isNegated, end: at };
}

function readChar(pattern: string, at: number): { char: string; next: number } | null {
  const isEscaped = pattern[at] === '\\';
  const char = pattern[isEscaped ? at + 1 : at];
  return char === undefined ? null : { char, next: at + (isEscaped ? 2 : 1) };
}
