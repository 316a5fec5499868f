import { visible } from '../report/visible.ts';

/**
 * A mistake in how the command was called; its message is for the person who typed it. Names in it may be those of other people's files, which a hook
 * or a workflow hands on: none of them steers a terminal or begins a line of its own.
 */
export class UsageError extends Error {
  constructor(...lines: readonly string[]) {
    super(lines.map(visible).join('\n'));
  }
}

/** Every option of every command: which ones a command has is checked when it is known. */
export const OPTIONS = {
  // scan, generate
  format: { type: 'string' },
  fix: { type: 'string' },
  config: { type: 'string' },
  write: { type: 'boolean' },
  check: { type: 'boolean' },
  // scan
  'changed-since': { type: 'string' },
  stdin: { type: 'boolean' },
  'stdin-path': { type: 'string' },
  output: { type: 'string', short: 'o' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'boolean' },
  'fail-on': { type: 'string' },
  'fail-under': { type: 'string' },
  gates: { type: 'boolean' },
  score: { type: 'boolean' },
  report: { type: 'string', multiple: true },
  stats: { type: 'boolean' },
  // init
  print: { type: 'boolean' },
  // build
  file: { type: 'string', short: 'f', multiple: true },
  dockerfile: { type: 'string' },
  context: { type: 'string' },
  target: { type: 'string' },
  'build-arg': { type: 'string', multiple: true },
  platform: { type: 'string', multiple: true },
  tag: { type: 'string', short: 't', multiple: true },
  bake: { type: 'boolean' },
  all: { type: 'boolean' },
  profile: { type: 'string', multiple: true },
  'no-cache': { type: 'boolean' },
  builder: { type: 'string' },
  parallel: { type: 'string' },
  'on-failure': { type: 'string' },
  timings: { type: 'string' },
  'timings-format': { type: 'string' },
  json: { type: 'boolean' },
  compare: { type: 'string' },
  history: { type: 'string' },
  'no-history': { type: 'boolean' },
  docker: { type: 'string' },
  // scan-image
  scanner: { type: 'string' },
  trivy: { type: 'string' },
  grype: { type: 'string' },
  timeout: { type: 'string' },
  // scan, build
  quiet: { type: 'boolean', short: 'q' },
  // all
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

type Values<Options extends typeof OPTIONS> = {
  readonly [Name in keyof Options]?: Options[Name] extends { readonly multiple: true }
    ? readonly string[]
    : Options[Name] extends { readonly type: 'string' }
      ? string
      : boolean;
};

/** What was typed, by option. */
export type OptionValues = Values<typeof OPTIONS>;
export type OptionName = keyof OptionValues;

/**
 * An option of another command would be passed over in silence.
 * @throws UsageError where one was given that is not in `own`
 */
export function refuseForeign(command: string, values: OptionValues, own: readonly OptionName[]): void {
  const known = new Set<string>([...own, 'help', 'version']);
  const name = Object.entries(values).find(([option, value]) => value !== undefined && !known.has(option))?.[0];
  if (name) throw new UsageError(`${command} has no option --${name}.`);
}

/** @throws UsageError where the value is none of those allowed */
export function oneOf<const Value extends string>(option: string, value: string, allowed: readonly Value[]): Value {
  const found = allowed.find((candidate) => candidate === value);
  if (!found) throw new UsageError(`${option} takes ${allowed.join(' or ')}, not "${value}".`);
  return found;
}

/** @throws UsageError where an option was given without saying anything, as an unset variable of a script does */
export function notEmpty(option: string, value: string | undefined): string | null {
  if (value === '') throw new UsageError(`${option} takes a value that is not empty.`);
  return value ?? null;
}
