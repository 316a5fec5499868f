import { parseArgs } from 'node:util';
import { buildArguments, type BuildArguments } from './buildArguments.ts';
import { scanArguments, type ScanArguments } from './scanArguments.ts';
import { oneOf, OPTIONS, refuseForeign, UsageError, type OptionValues } from './usage.ts';

export interface GenerateArguments {
  readonly command: 'generate';
  readonly what: 'dockerignore';
  readonly paths: readonly string[];
  /** `print` shows what would be written, `check` only whether something would. */
  readonly mode: 'print' | 'write' | 'check';
  readonly config: string | null;
}

/** `about` is the command that help was asked for. */
export interface HelpArguments {
  readonly command: 'help';
  readonly about: string | null;
}

export type CliArguments = ScanArguments | GenerateArguments | BuildArguments | HelpArguments | { readonly command: 'version' };

/** @throws UsageError for unknown commands, options and values */
export function parseArguments(args: readonly string[]): CliArguments {
  // parseArgs has no options with an optional value: --fix alone is written out first.
  const end = args.indexOf('--');
  const spelled = args.map((arg, index) => (arg === '--fix' && (end === -1 || index < end) ? '--fix=safe' : arg));
  let parsed;
  try {
    parsed = parseArgs({ args: spelled, allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const [command, ...rest] = positionals;
  if (values.help) return { command: 'help', about: command ?? null };
  if (values.version) return { command: 'version' };
  if (command === undefined) return { command: 'help', about: null };
  if (command === 'scan') return scanArguments(rest, values);
  if (command === 'generate') return generateArguments(rest, values);
  if (command === 'build') return buildArguments(rest, values);
  throw new UsageError(`There is no command "${command}".`);
}

function generateArguments([what, ...paths]: readonly string[], values: OptionValues): GenerateArguments {
  if (what === undefined) throw new UsageError('generate needs to know what: dockerignore.');
  refuseForeign('generate', values, ['write', 'check', 'config']);
  const { write, check, config } = values;
  if (write && check) throw new UsageError('--write and --check exclude each other.');
  return {
    command: 'generate',
    what: oneOf('generate', what, ['dockerignore']),
    paths: paths.length > 0 ? paths : ['.'],
    mode: write ? 'write' : check ? 'check' : 'print',
    config: config ?? null,
  };
}
