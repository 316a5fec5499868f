import { parseArgs } from 'node:util';

export interface ScanArguments {
  readonly command: 'scan';
  readonly paths: readonly string[];
  readonly format: 'text' | 'json';
  readonly fix: 'none' | 'safe' | 'suggestions';
  readonly config: string | null;
}

export type CliArguments = ScanArguments | { readonly command: 'help' } | { readonly command: 'version' };

/** A mistake in how the command was called; its message is for the person who typed it. */
export class UsageError extends Error {}

export const HELP = `Usage: drydock scan [paths...] [options]

Finds what costs time, size or safety in Dockerfiles and compose files.
Paths are files, folders or file patterns; the working folder where none is given. The project
around them (the nearest folder with drydock.json or .git) tells how their images are built.

  --format text|json   how to print findings (default: text)
  --fix                apply the safe fixes, then print what is left
  --fix=suggestions    also apply the first suggestion of each finding: look through the result
  --config FILE        use this file instead of the project's drydock.json
  --version            print the version
  --help               print this

Exit status: 0 no warning or error is left, 1 one is, 2 the scan could not run.
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
        format: { type: 'string', default: 'text' },
        fix: { type: 'string', default: 'none' },
        config: { type: 'string' },
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
  const [command, ...paths] = positionals;
  if (command === undefined) return { command: 'help' };
  if (command !== 'scan') throw new UsageError(`There is no command "${command}".`);
  return {
    command,
    paths: paths.length > 0 ? paths : ['.'],
    format: oneOf('--format', values.format, ['text', 'json']),
    fix: oneOf('--fix', values.fix, ['none', 'safe', 'suggestions']),
    config: values.config ?? null,
  };
}

function oneOf<const Value extends string>(option: string, value: string, allowed: readonly Value[]): Value {
  const found = allowed.find((candidate) => candidate === value);
  if (!found) throw new UsageError(`${option} takes ${allowed.join(' or ')}, not "${value}".`);
  return found;
}
