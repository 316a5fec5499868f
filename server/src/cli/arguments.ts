import { parseArgs } from 'node:util';

export interface ScanArguments {
  readonly command: 'scan';
  readonly paths: readonly string[];
  readonly format: 'text' | 'json';
  readonly fix: 'none' | 'safe' | 'suggestions';
  readonly config: string | null;
}

export interface GenerateArguments {
  readonly command: 'generate';
  readonly what: 'dockerignore';
  readonly paths: readonly string[];
  /** `print` shows what would be written, `check` only whether something would. */
  readonly mode: 'print' | 'write' | 'check';
  readonly config: string | null;
}

export type CliArguments = ScanArguments | GenerateArguments | { readonly command: 'help' } | { readonly command: 'version' };

/** A mistake in how the command was called; its message is for the person who typed it. */
export class UsageError extends Error {}

export const HELP = `Usage: drydock scan [paths...] [options]
       drydock generate dockerignore [paths...] [options]

scan finds what costs time, size or safety in Dockerfiles, compose files and .dockerignore files.
Paths are files, folders or file patterns; the working folder where none is given. The project
around them (the nearest folder with drydock.json or .git) tells how their images are built.

  --format text|json   how to print findings (default: text)
  --fix                apply the safe fixes, then print what is left
  --fix=suggestions    also apply the first suggestion of each finding: look through the result
  --config FILE        use this file instead of the project's drydock.json

generate dockerignore prints a .dockerignore file for each build context below the paths that lacks
one, and the lines that existing ones lack, with what builds send before and after. Nothing that a
Dockerfile copies, runs or installs from is listed, and no line of yours is changed or undone.

  --write              write the files: look through them before you build
  --check              print only which files would be written
  --config FILE        as above: what its "exclude" names is left alone

  --version            print the version
  --help               print this

Exit status: 0 no warning or error is left, or nothing would be written; 1 one is, or --check found
something to write; 2 the command could not run.
`;

/** @throws UsageError for unknown commands, options and values */
export function parseArguments(args: readonly string[]): CliArguments {
  // parseArgs has no options with an optional value: --fix alone is written out first.
  const end = args.indexOf('--');
  const spelled = args.map((arg, index) => (arg === '--fix' && (end === -1 || index < end) ? '--fix=safe' : arg));
  let parsed;
  try {
    parsed = parseArgs({
      args: spelled,
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        fix: { type: 'string' },
        config: { type: 'string' },
        write: { type: 'boolean' },
        check: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const [command, ...rest] = positionals;
  if (command === undefined) return { command: 'help' };
  if (command === 'scan') return scanArguments(rest, values);
  if (command === 'generate') return generateArguments(rest, values);
  throw new UsageError(`There is no command "${command}".`);
}

interface OptionValues {
  readonly format?: string;
  readonly fix?: string;
  readonly config?: string;
  readonly write?: boolean;
  readonly check?: boolean;
}

function scanArguments(paths: readonly string[], { format, fix, config, ...foreign }: OptionValues): ScanArguments {
  refuseForeign('scan', foreign);
  return {
    command: 'scan',
    paths: paths.length > 0 ? paths : ['.'],
    format: oneOf('--format', format ?? 'text', ['text', 'json']),
    fix: oneOf('--fix', fix ?? 'none', ['none', 'safe', 'suggestions']),
    config: config ?? null,
  };
}

function generateArguments([what, ...paths]: readonly string[], { write, check, config, ...foreign }: OptionValues): GenerateArguments {
  if (what === undefined) throw new UsageError('generate needs to know what: dockerignore.');
  refuseForeign('generate', foreign);
  if (write && check) throw new UsageError('--write and --check exclude each other.');
  return {
    command: 'generate',
    what: oneOf('generate', what, ['dockerignore']),
    paths: paths.length > 0 ? paths : ['.'],
    mode: write ? 'write' : check ? 'check' : 'print',
    config: config ?? null,
  };
}

/** An option of another command would be passed over in silence. */
function refuseForeign(command: string, foreign: Readonly<Record<string, unknown>>): void {
  const [name] = Object.keys(foreign).filter((option) => foreign[option] !== undefined && !['help', 'version'].includes(option));
  if (name) throw new UsageError(`${command} has no option --${name}.`);
}

function oneOf<const Value extends string>(option: string, value: string, allowed: readonly Value[]): Value {
  const found = allowed.find((candidate) => candidate === value);
  if (!found) throw new UsageError(`${option} takes ${allowed.join(' or ')}, not "${value}".`);
  return found;
}
