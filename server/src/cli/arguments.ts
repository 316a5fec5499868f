import { parseArgs } from 'node:util';
import { buildArguments, type BuildArguments } from './buildArguments.ts';
import type { ExplainArguments } from './explain.ts';
import type { InitArguments } from './init.ts';
import type { RulesArguments } from './rules.ts';
import { scanArguments, type ScanArguments } from './scanArguments.ts';
import { scanImageArguments, type ScanImageArguments } from './scanImageArguments.ts';
import { notEmpty, oneOf, OPTIONS, refuseForeign, UsageError, type OptionValues } from './usage.ts';

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

export type CliArguments =
  | ScanArguments
  | ScanImageArguments
  | ExplainArguments
  | RulesArguments
  | InitArguments
  | GenerateArguments
  | BuildArguments
  | HelpArguments
  | { readonly command: 'version' };

type ReadArguments = (names: readonly string[], values: OptionValues) => CliArguments;

/** How each command reads what follows its name. */
const COMMANDS: ReadonlyMap<string, ReadArguments> = new Map<string, ReadArguments>([
  ['scan', scanArguments],
  ['scan-image', scanImageArguments],
  ['explain', explainArguments],
  ['rules', rulesArguments],
  ['init', initArguments],
  ['generate', generateArguments],
  ['build', buildArguments],
]);

/** @throws UsageError for unknown commands, options and values */
export function parseArguments(args: readonly string[]): CliArguments {
  // parseArgs has no options with an optional value: --fix alone is written out first.
  const end = args.indexOf('--');
  const spelled = args.map((arg, index) => (arg === '--fix' && (end === -1 || index < end) ? '--fix=safe' : arg));
  let parsed;
  try {
    parsed = parseArgs({ args: spelled, allowPositionals: true, options: OPTIONS });
  } catch (error) {
    throw new UsageError(...(error instanceof Error ? error.message : String(error)).split('\n'));
  }
  const { values, positionals } = parsed;
  const [command, ...rest] = positionals;
  if (values.help) return { command: 'help', about: command ?? null };
  if (values.version) return { command: 'version' };
  if (command === undefined) return { command: 'help', about: null };
  const read = COMMANDS.get(command);
  if (!read) throw new UsageError(`There is no command "${command}".`);
  return read(rest, values);
}

function explainArguments([topic, ...paths]: readonly string[], values: OptionValues): ExplainArguments {
  refuseForeign('explain', values, ['config']);
  if (topic === undefined) throw new UsageError('explain needs to know what: a rule, or score.');
  return { command: 'explain', topic, paths, config: notEmpty('--config', values.config) };
}

function rulesArguments([extra]: readonly string[], values: OptionValues): RulesArguments {
  refuseForeign('rules', values, ['format']);
  if (extra !== undefined) throw new UsageError(`rules lists all rules: leave "${extra}" out, or ask for "drydock explain ${extra}".`);
  return { command: 'rules', format: oneOf('--format', values.format ?? 'text', ['text', 'json']) };
}

function initArguments([folder = '.', extra]: readonly string[], values: OptionValues): InitArguments {
  refuseForeign('init', values, ['print']);
  if (extra !== undefined) throw new UsageError(`init writes into one folder: "${extra}" is too much.`);
  if (folder === '') throw new UsageError('init needs a folder, and its name is empty.');
  return { command: 'init', folder, print: values.print ?? false };
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
    config: notEmpty('--config', config),
  };
}
