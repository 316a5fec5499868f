/** A predicate over code points. */
type Test = (code: number) => boolean;

type Step =
  | { readonly kind: 'one' | 'many'; readonly test: Test; readonly source: string; /** Of a `one` that takes one character only. */ readonly code: number | null }
  /** `(.*\/)?`: nothing, or anything that ends with a slash. Always two steps: the choice, then the loop. */
  | { readonly kind: 'folders' }
  | { readonly kind: 'inFolders' }
  | { readonly kind: 'start' };

export type CompiledExpression =
  | {
      readonly ok: true;
      /** The path, or a folder above it, is a match. */
      readonly test: (path: string) => boolean;
      readonly testSelf: (path: string) => boolean;
    }
  | { readonly ok: false; readonly why: string };

/**
 * Compiles the small part of Go's regular expressions (RE2) that moby/patternmatcher writes: literals, escapes, sets,
 * `.*`, `[^/]*` and `(.*\/)?`. It runs as a set of states, so no pattern makes it backtrack: JavaScript's own engine
 * would take exponential time on `*a*a*a*b`.
 */
export function compileExpression(expression: string): CompiledExpression {
  const steps: Step[] = [];
  let at = 0;
  const push = (step: Step): void => {
    // Doubled stars mean the same as one, and would only cost time.
    const last = steps[steps.length - 1];
    if (step.kind === 'folders' && last?.kind === 'inFolders') return;
    if (step.kind === 'many' && last?.kind === 'many' && last.source === step.source) return;
    steps.push(step);
    if (step.kind === 'folders') steps.push({ kind: 'inFolders' });
  };
  while (at < expression.length) {
    const from = at;
    const char = expression[at]!;
    if (char === '(') {
      at += '(.*/)?'.length;
      push({ kind: 'folders' });
      continue;
    }
    if (char === '^') {
      at++;
      push({ kind: 'start' });
      continue;
    }
    let test: Test;
    let code: number | null = null;
    if (char === '.') {
      at++;
      test = notNewline;
    } else if (char === '[') {
      const set = readSet(expression, at);
      if (!set) return { ok: false, why: 'its `[` opens a set that is empty, runs backwards or is never closed' };
      ({ test, end: at } = set);
    } else {
      const member = readMember(expression, at);
      if (!member) return { ok: false, why: 'its backslash is read as the start of a regular expression escape' };
      ({ test, code, end: at } = member);
    }
    const source = expression.slice(from, at);
    const isMany = expression[at] === '*';
    if (isMany) at++;
    push({ kind: isMany ? 'many' : 'one', test, source, code: isMany ? null : code });
  }
  const { head, longest, tail } = literalsOf(steps);
  const mayMatch = (path: string): boolean => path.startsWith(head) && path.includes(longest);
  return {
    ok: true,
    test: (path) => mayMatch(path) && run(steps, path, true),
    testSelf: (path) => path.endsWith(tail) && mayMatch(path) && run(steps, path, false),
  };
}

interface Literals {
  /** What every match begins with, contains and ends with; empty where that is nothing. */
  readonly head: string;
  readonly longest: string;
  readonly tail: string;
}

/** Most paths lack what a pattern spells out: looking for that takes a fraction of running the states. */
function literalsOf(steps: readonly Step[]): Literals {
  const runs: string[] = [''];
  for (const step of steps) {
    if (step.kind === 'one' && step.code !== null) runs[runs.length - 1] += String.fromCodePoint(step.code);
    else runs.push('');
  }
  return { head: runs[0]!, longest: runs.reduce((a, b) => (b.length > a.length ? b : a)), tail: runs[runs.length - 1]! };
}

/**
 * Runs all states side by side; a state is the index of the step to do next, `steps.length` means done. Being done
 * where a folder's name ends is a match of that parent: with `orParents` one run answers for all of them.
 */
function run(steps: readonly Step[], path: string, orParents: boolean): boolean {
  let states: number[] = [];
  let marks = new Uint8Array(steps.length + 1);
  let nextStates: number[] = [];
  let nextMarks = new Uint8Array(steps.length + 1);

  const enter = (index: number, atStart: boolean, into: number[], seen: Uint8Array): void => {
    for (let i = index; seen[i] === 0; i++) {
      seen[i] = 1;
      const step = steps[i];
      if (step?.kind === 'start') {
        if (!atStart) return;
      } else if (step?.kind === 'folders') {
        i++;
        if (seen[i] === 0) into.push(i);
        seen[i] = 1;
      } else {
        into.push(i);
        if (!step || step.kind === 'one') return;
      }
    }
  };

  enter(0, true, states, marks);
  for (let at = 0; at < path.length && states.length > 0; at++) {
    const code = path.codePointAt(at)!;
    if (code > 0xffff) at++;
    if (orParents && code === SLASH && at > 0 && marks[steps.length] === 1) return true;
    for (const state of states) {
      const step = steps[state];
      if (!step || step.kind === 'start' || step.kind === 'folders') continue;
      if (step.kind === 'inFolders') {
        if (code !== NEWLINE && nextMarks[state] === 0) {
          nextMarks[state] = 1;
          nextStates.push(state);
        }
        if (code === SLASH) enter(state + 1, false, nextStates, nextMarks);
      } else if (step.test(code)) {
        enter(step.kind === 'one' ? state + 1 : state, false, nextStates, nextMarks);
      }
    }
    [states, nextStates] = [nextStates, states];
    [marks, nextMarks] = [nextMarks, marks];
    nextStates.length = 0;
    nextMarks.fill(0);
  }
  return marks[steps.length] === 1;
}

const SLASH = 0x2f;
const NEWLINE = 0x0a;

function notNewline(code: number): boolean {
  return code !== NEWLINE;
}

interface Parsed {
  readonly test: Test;
  readonly end: number;
}

function readSet(expression: string, start: number): Parsed | null {
  let at = start + 1;
  const negated = expression[at] === '^';
  if (negated) at++;
  const tests: Test[] = [];
  for (let first = true; first || expression[at] !== ']'; first = false) {
    if (at >= expression.length) return null;
    if (expression.startsWith('[:', at)) {
      const close = expression.indexOf(':]', at + 2);
      if (close !== -1) {
        const name = expression.slice(at + 2, close);
        const test = POSIX.get(name.replace('^', ''));
        if (!test) return null;
        tests.push(name.startsWith('^') ? (code) => !test(code) : test);
        at = close + 2;
        continue;
      }
    }
    const low = readMember(expression, at);
    if (!low) return null;
    at = low.end;
    const isRange = expression[at] === '-' && at + 1 < expression.length && expression[at + 1] !== ']';
    if (low.code === null || !isRange) {
      tests.push(low.test);
      continue;
    }
    const high = readMember(expression, at + 1);
    if (!high || high.code === null || high.code < low.code) return null;
    at = high.end;
    const [from, to] = [low.code, high.code];
    tests.push((code) => code >= from && code <= to);
  }
  const test: Test = tests.length === 1 ? tests[0]! : (code) => tests.some((one) => one(code));
  return { test: negated ? (code) => !test(code) : test, end: at + 1 };
}

/** One character or escape; `code` is null for a class such as `\d`. */
function readMember(expression: string, at: number): (Parsed & { readonly code: number | null }) | null {
  if (at >= expression.length) return null;
  let position = at;
  const escaped = expression[position] === '\\';
  if (escaped) position++;
  const code = expression.codePointAt(position);
  if (code === undefined) return null;
  const end = position + (code > 0xffff ? 2 : 1);
  if (!escaped || !/^[0-9A-Za-z\u0080-\u{10ffff}]$/u.test(String.fromCodePoint(code))) return literal(code, end);
  const letter = expression[position]!;
  const control = CONTROLS.get(letter);
  if (control !== undefined) return literal(control, end);
  const test = PERL.get(letter.toLowerCase());
  if (!test) return null;
  return { test: letter === letter.toLowerCase() ? test : (other) => !test(other), end, code: null };
}

function literal(code: number, end: number): Parsed & { readonly code: number } {
  return { test: (other) => other === code, end, code };
}

const CONTROLS: ReadonlyMap<string, number> = new Map([['a', 7], ['f', 12], ['n', 10], ['r', 13], ['t', 9], ['v', 11]]);

function oneOf(source: RegExp): Test {
  return (code) => code < 128 && source.test(String.fromCharCode(code));
}

/** ASCII only, as in RE2. */
const PERL: ReadonlyMap<string, Test> = new Map([
  ['d', oneOf(/[0-9]/)],
  ['s', oneOf(/[\t\n\f\r ]/)],
  ['w', oneOf(/\w/)],
]);

const POSIX: ReadonlyMap<string, Test> = new Map([
  ['alnum', oneOf(/[0-9A-Za-z]/)],
  ['alpha', oneOf(/[A-Za-z]/)],
  ['ascii', (code) => code < 128],
  ['blank', oneOf(/[\t ]/)],
  ['cntrl', (code) => code < 32 || code === 127],
  ['digit', oneOf(/[0-9]/)],
  ['graph', oneOf(/[!-~]/)],
  ['lower', oneOf(/[a-z]/)],
  ['print', oneOf(/[ -~]/)],
  ['punct', oneOf(/[!-/:-@[-`{-~]/)],
  ['space', oneOf(/[\t\n\v\f\r ]/)],
  ['upper', oneOf(/[A-Z]/)],
  ['word', oneOf(/\w/)],
  ['xdigit', oneOf(/[0-9A-Fa-f]/)],
]);
