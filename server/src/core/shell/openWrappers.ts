/** A word as wrappers see it; `value` is null where the shell decides. */
export interface WrappedWord {
  readonly value: string | null;
}

/** What is left of a command once the programs that only start another one are taken off. */
export interface Opened<W extends WrappedWord> {
  /** Outermost first. */
  readonly wrappers: readonly string[];
  /** The inner command, its name first; never empty. */
  readonly words: readonly W[];
  /** `A=1` words given to `env` or `sudo`. */
  readonly assignments: readonly W[];
  /** Where the inner command is itself a script. */
  readonly nested: Nested<W> | null;
}

export interface Nested<W> {
  /** `shell`: run by a new shell; `eval`: by this one, so that its `cd` and `export` stay. */
  readonly kind: 'shell' | 'eval';
  readonly script: W;
}

interface Options {
  /** Short options (letters) that take the next word when nothing is attached. */
  readonly short?: string;
  /** Long options that take the next word when there is no `=`. */
  readonly long?: readonly string[];
  /** Words after the options that are not yet the command: the user of gosu, the duration of timeout. */
  readonly operands?: number;
  /** `A=1` words may stand before the command. */
  readonly assigns?: boolean;
  /** With one of these it starts nothing (`command -v`). */
  readonly refuses?: RegExp;
}

const WRAPPERS = new Map<string, Options>([
  ['sudo', {
    short: 'ughpCcrtTURDa', assigns: true, refuses: /^-(?:[lvkKVe]|-(?:list|validate|edit|version)$)/,
    long: ['user', 'group', 'host', 'prompt', 'chdir', 'chroot', 'close-from', 'role', 'type', 'other-user', 'command-timeout'],
  }],
  ['doas', { short: 'uCa', refuses: /^-[Ls]/ }],
  ['env', { short: 'uC', long: ['unset', 'chdir'], assigns: true, refuses: /^(?:-S|-[a-zA-Z]*S|--split-string)/ }],
  ['command', { refuses: /^-[a-zA-Z]*[vV]/ }],
  ['builtin', {}],
  ['exec', { short: 'a' }],
  ['time', { short: 'fo', long: ['format', 'output'] }],
  ['nice', { short: 'n', long: ['adjustment'] }],
  ['ionice', { short: 'cnpPu', long: ['class', 'classdata'], refuses: /^(?:-[pPu]|--(?:pid|pgid|uid))/ }],
  ['nohup', {}],
  ['stdbuf', { short: 'ioe', long: ['input', 'output', 'error'] }],
  ['eatmydata', {}],
  ['timeout', { short: 'ks', long: ['kill-after', 'signal'], operands: 1 }],
  ['gosu', { operands: 1 }],
  ['su-exec', { operands: 1 }],
  ['setpriv', {
    long: [
      'reuid', 'regid', 'groups', 'inh-caps', 'ambient-caps', 'bounding-set', 'securebits', 'pdeathsig', 'selinux-label',
      'apparmor-profile', 'ruid', 'euid', 'rgid', 'egid',
    ],
    refuses: /^(?:-d|--dump)/,
  }],
]);

const SHELLS = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh']);
const PYTHON = /^(?:python|pypy)\d*(?:\.\d+)*$/;
const ASSIGNMENT = /^[A-Za-z_][A-Za-z0-9_]*=/;
const COREPACK = new Set(['npm', 'npx', 'pnpm', 'pnpx', 'yarn', 'yarnpkg']);
const MAX_WRAPPERS = 12;

/** True for programs whose scripts we read. */
export function isPosixShell(program: string): boolean {
  return SHELLS.has(program);
}

/** `/usr/bin/pip3` -> `pip3`; null stays null. */
export function baseName(program: string | null): string | null {
  return program === null ? null : program.slice(program.lastIndexOf('/') + 1);
}

/** Takes wrappers off until the program that does the work is first; a wrapper that starts nothing is kept as the command. */
export function openWrappers<W extends WrappedWord>(words: readonly W[]): Opened<W> {
  const wrappers: string[] = [];
  const assignments: W[] = [];
  let rest = words;
  while (wrappers.length < MAX_WRAPPERS) {
    const name = baseName(rest[0]?.value ?? null);
    if (name === null) break;
    const nested = nestedScript(name, rest);
    if (nested) {
      wrappers.push(nested.wrapper);
      return { wrappers, words: rest, assignments, nested: { kind: nested.kind, script: nested.script } };
    }
    const opened = openOne(name, rest);
    if (!opened) break;
    wrappers.push(opened.wrapper);
    assignments.push(...opened.assignments);
    rest = opened.rest;
  }
  return { wrappers, words: rest, assignments, nested: null };
}

interface OpenedOne<W> {
  readonly wrapper: string;
  readonly assignments: readonly W[];
  readonly rest: readonly W[];
}

function openOne<W extends WrappedWord>(name: string, words: readonly W[]): OpenedOne<W> | null {
  if (PYTHON.test(name)) return openPython(words);
  if (name === 'corepack') {
    const manager = words[1]?.value;
    return manager && COREPACK.has(manager) ? { wrapper: name, assignments: [], rest: words.slice(1) } : null;
  }
  if (name === 'runuser') return openRunuser(words);
  const options = WRAPPERS.get(name);
  if (!options) return null;
  let at = afterOptions(words, options);
  if (at === -1) return null;
  at += options.operands ?? 0;
  const assignments: W[] = [];
  while (options.assigns && ASSIGNMENT.test(textOf(words[at]))) assignments.push(words[at++]!);
  return at < words.length ? { wrapper: name, assignments, rest: words.slice(at) } : null;
}

/** Index of the first word that is no option, or -1 where the options say that nothing is started or cannot be read. */
function afterOptions(words: readonly WrappedWord[], options: Options): number {
  let at = 1;
  for (; at < words.length; at++) {
    const word = words[at]!.value;
    if (word === null) {
      // An operand may be dynamic; an option that is cannot be told from the command.
      return at;
    }
    if (word === '--') return at + 1;
    if (!word.startsWith('-') || (word === '-' && !options.assigns)) return at;
    if (options.refuses?.test(word)) return -1;
    if (word.startsWith('--')) {
      if (options.long?.includes(word.slice(2))) at += 1;
    } else if (takesNext(word, options.short ?? '')) at += 1;
  }
  return at;
}

/** True where the last letter of a cluster wants a value and none is attached: `-Eu` does, `-uroot` does not. */
function takesNext(cluster: string, withValue: string): boolean {
  for (let i = 1; i < cluster.length; i++) {
    if (withValue.includes(cluster[i]!)) return i === cluster.length - 1;
  }
  return false;
}

function openPython<W extends WrappedWord>(words: readonly W[]): OpenedOne<W> | null {
  for (let at = 1; at < words.length; at++) {
    const word = words[at]!.value;
    if (word === null || !word.startsWith('-') || word.startsWith('--') || /^-[a-zA-Z]*c/.test(word)) return null;
    if (/^-[bBdEiIOPqsSuvx]*m$/.test(word)) {
      return at + 1 < words.length ? { wrapper: 'python -m', assignments: [], rest: words.slice(at + 1) } : null;
    }
    if (takesNext(word, 'XW')) at += 1;
  }
  return null;
}

/** `runuser -u name -- command`; its other form, `runuser -l name -c '…'`, is a nested script. */
function openRunuser<W extends WrappedWord>(words: readonly W[]): OpenedOne<W> | null {
  const hasUser = words.some((word) => /^(?:-u|--user\b)/.test(textOf(word)));
  const at = hasUser ? afterOptions(words, { short: 'ugG', long: ['user', 'group', 'supp-group'], refuses: /^(?:-c|--command)/ }) : -1;
  return at > 0 && at < words.length ? { wrapper: 'runuser', assignments: [], rest: words.slice(at) } : null;
}

function nestedScript<W extends WrappedWord>(
  name: string,
  words: readonly W[],
): { wrapper: string; kind: 'shell' | 'eval'; script: W } | null {
  if (name === 'eval') return words.length === 2 ? { wrapper: 'eval', kind: 'eval', script: words[1]! } : null;
  if (name === 'su' || name === 'runuser') {
    const at = words.findIndex((word) => /^(?:-[a-zA-Z]*c|--command)$/.test(textOf(word)));
    const script = at === -1 ? undefined : words[at + 1];
    return script ? { wrapper: name, kind: 'shell', script } : null;
  }
  if (!SHELLS.has(name)) return null;
  const { isCommandString, at } = shellOptions(words);
  const script = words[at];
  return isCommandString && script ? { wrapper: 'sh -c', kind: 'shell', script } : null;
}

/** Reads the options of a shell: `bash -euxo pipefail -c '…'`. `at` is the first operand. */
function shellOptions(words: readonly WrappedWord[]): { isCommandString: boolean; readsInput: boolean; at: number } {
  let isCommandString = false;
  let readsInput = false;
  let at = 1;
  for (; at < words.length; at++) {
    const word = words[at]!.value;
    if (word === null || !/^[-+]./.test(word)) break;
    if (word === '--') {
      at += 1;
      break;
    }
    if (word.startsWith('--')) {
      if (word === '--rcfile' || word === '--init-file') at += 1;
      continue;
    }
    if (word.startsWith('-')) {
      isCommandString ||= word.includes('c');
      readsInput ||= word.includes('s');
    }
    if (/[oO]/.test(word.slice(1))) at += 1;
  }
  return { isCommandString, readsInput, at };
}

/** True for `bash` or `sh -ex -s`: the commands come from standard input. */
export function readsScriptFromInput(words: readonly WrappedWord[]): boolean {
  const name = baseName(words[0]?.value ?? null);
  if (name === null || !SHELLS.has(name)) return false;
  const { isCommandString, readsInput, at } = shellOptions(words);
  return !isCommandString && (readsInput || at >= words.length);
}

function textOf(word: WrappedWord | undefined): string {
  return word?.value ?? '';
}
