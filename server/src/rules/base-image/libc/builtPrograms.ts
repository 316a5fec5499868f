import { Memo } from '../../../core/collections/memo.ts';
import type { RunFact, StageFact } from '../../../core/dockerfile/facts.ts';
import { joinPath, pathBelow } from '../../../core/dockerfile/paths.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';

/** A program that a stage compiles, and how it is linked. */
export interface BuiltProgram {
  readonly language: 'Go' | 'Rust' | 'C';
  readonly run: RunFact;
  readonly command: ShellCommand;
}

/** The compile that made a file; null where none is seen, or where what it makes is static or cannot be told. */
export function builtProgram(path: string, chain: readonly StageFact[]): BuiltProgram | null {
  for (const stage of chain) {
    for (const { language, run, command } of compiles.of(stage)) {
      if (language.makes(command, run, path)) return language.isStatic(command, run) ? null : { language: language.name, run, command };
    }
  }
  return null;
}

interface Compile {
  readonly language: Language;
  readonly run: RunFact;
  readonly command: ShellCommand;
}

/** Calls of compilers, the last first. */
const compiles = new Memo(({ runs }: StageFact): readonly Compile[] => {
  const calls = runs.flatMap((run) => run.commands.flatMap((command) => {
    const language = command.isConditional ? undefined : LANGUAGES.find(({ program }) => program.test(command.name ?? ''));
    return language ? [{ language, run, command }] : [];
  }));
  return calls.reverse();
});

interface Language {
  readonly name: BuiltProgram['language'];
  readonly program: RegExp;
  makes(command: ShellCommand, run: RunFact, path: string): boolean;
  isStatic(command: ShellCommand, run: RunFact): boolean;
}

const STATIC_FLAGS = /-static\b|--static\b|crt-static|-s?tatic-pie/;

const LANGUAGES: readonly Language[] = [
  {
    // go.dev/doc/install/source: without CGO_ENABLED=0, packages such as net and os/user link the C library dynamically.
    name: 'Go',
    program: /^go$/,
    makes: (command, run, path) => ['build', 'install'].includes(command.args[0]?.value ?? '')
      && (outputOf(command, run) === path || (command.args[0]?.value === 'install' && pathBelow('/go/bin', path) !== null)),
    isStatic: (command, run) => {
      const cgo = setting('CGO_ENABLED', command, run);
      const words = [...command.args.map(({ raw }) => raw), setting('GOFLAGS', command, run) ?? ''].join(' ');
      // Compiling for another system or architecture switches cgo off.
      return cgo === '0' || cgo === undefined || STATIC_FLAGS.test(words) || /netgo|osusergo/.test(words)
        || ['GOOS', 'GOARCH', 'GOARM'].some((name) => setting(name, command, run) !== null);
    },
  },
  {
    // doc.rust-lang.org/reference/linkage.html: the gnu targets link the C library dynamically, the musl targets statically.
    name: 'Rust',
    program: /^cargo$/,
    makes: (command, run, path) => ['build', 'install'].includes(command.args.find(({ value }) => value !== null && !value.startsWith('+'))?.value ?? '')
      && (/\/target\/(?:release|debug)\/[^/]+$/.test(path) || pathBelow('/usr/local/cargo/bin', path) !== null) && run.state.env.get('CARGO_TARGET_DIR') === undefined,
    isStatic: (command, run) => /musl/.test(command.args.map(({ raw }) => raw).join(' ')) || STATIC_FLAGS.test(setting('RUSTFLAGS', command, run) ?? '')
      || setting('CARGO_BUILD_TARGET', command, run) !== null || setting('RUSTFLAGS', command, run) === undefined,
  },
  {
    name: 'C',
    program: /^(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+)$/,
    makes: (command, run, path) => !command.args.some(({ value }) => value === '-c') && outputOf(command, run) === path,
    isStatic: (command) => command.args.some(({ raw }) => STATIC_FLAGS.test(raw) || /[$`]/.test(raw)),
  },
];

/** A variable as a command sees it: null where it is not set, undefined where its value is not known. */
function setting(name: string, { assignments, inherited }: ShellCommand, { state }: RunFact): string | null | undefined {
  const own = [...inherited, ...assignments].findLast((one) => one.name === name);
  if (own) return own.value ?? undefined;
  if (!state.env.has(name)) return null;
  return state.env.get(name) ?? undefined;
}

function outputOf({ args, cd }: ShellCommand, { state }: RunFact): string | null {
  const at = args.findIndex(({ value }) => value === '-o');
  const joined = args.find(({ value }) => value?.startsWith('-o=') ?? false)?.value?.slice(3);
  const output = joined ?? (at === -1 ? null : args[at + 1]?.value);
  if (!output || output.endsWith('/')) return null;
  if (output.startsWith('/')) return joinPath('/', output);
  return state.workdir === null || cd === undefined ? null : joinPath(joinPath(state.workdir, cd ?? '.'), output);
}
