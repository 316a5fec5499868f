import { oneOf, refuseForeign, UsageError, type OptionName, type OptionValues } from './usage.ts';

export type TimingsFormat = 'html' | 'json' | 'perfetto';

export interface BuildArguments {
  readonly command: 'build';
  readonly what: FoundFiles | DockerfileArguments | BakeArguments | NamedFiles;
  readonly noCache: boolean;
  readonly builder: string | null;
  /** 0 for no limit. */
  readonly parallel: number;
  readonly onFailure: 'stop' | 'continue';
  readonly docker: string;
  readonly timings: { readonly file: string; readonly format: TimingsFormat } | null;
  readonly json: boolean;
  /** `last`, or the id of a record. */
  readonly compare: string | null;
  /** A folder, the user's own where null; false for none. */
  readonly history: string | null | false;
  readonly quiet: boolean;
}

/** Services of the compose file that is found, or the Dockerfile of the working folder where there is none. */
export interface FoundFiles {
  readonly kind: 'found';
  readonly services: readonly string[];
  readonly profiles: readonly string[];
}

/** What the named files are decides what the names are: services, targets, or nothing. */
export interface NamedFiles {
  readonly kind: 'files';
  readonly files: readonly string[];
  readonly names: readonly string[];
  readonly profiles: readonly string[];
  readonly dockerfile: DockerfileOptions;
}

export interface DockerfileArguments {
  readonly kind: 'dockerfile';
  readonly file: string;
  readonly options: DockerfileOptions;
}

export interface DockerfileOptions {
  readonly context: string | null;
  readonly target: string | null;
  readonly args: Readonly<Record<string, string | null>>;
  readonly platform: string | null;
  readonly tags: readonly string[];
}

export interface BakeArguments {
  readonly kind: 'bake';
  /** Empty for those that bake looks for. */
  readonly files: readonly string[];
  readonly targets: readonly string[];
}

const OF_DOCKERFILES: readonly OptionName[] = ['context', 'target', 'build-arg', 'platform', 'tag'];
const OF_COMPOSE: readonly OptionName[] = ['all', 'profile'];
const OWN: readonly OptionName[] = [
  ...OF_DOCKERFILES, ...OF_COMPOSE, 'file', 'dockerfile', 'bake', 'no-cache', 'builder', 'parallel', 'on-failure', 'docker',
  'timings', 'timings-format', 'json', 'compare', 'history', 'no-history', 'quiet',
];

/** Compose's word for every profile. */
const EVERY_PROFILE = '*';

/** @throws UsageError for options that exclude each other, and for values that are not understood */
export function buildArguments(names: readonly string[], values: OptionValues): BuildArguments {
  refuseForeign('build', values, OWN);
  refuseDashes(names, values);
  if (values.history !== undefined && values['no-history']) throw new UsageError('--history and --no-history exclude each other.');
  if (values.compare !== undefined && values['no-history']) throw new UsageError('--compare needs the history: leave out --no-history.');
  if (values.compare === '') throw new UsageError('--compare takes last or the id of a build.');
  return {
    command: 'build',
    what: whatToBuild(names, values),
    noCache: values['no-cache'] ?? false,
    builder: values.builder ?? null,
    parallel: parallelOf(values.parallel),
    onFailure: oneOf('--on-failure', values['on-failure'] ?? 'stop', ['stop', 'continue']),
    docker: notEmpty('--docker', values.docker) ?? 'docker',
    timings: timingsOf(values),
    json: values.json ?? false,
    compare: values.compare ?? null,
    history: values['no-history'] ? false : (notEmpty('--history', values.history) ?? null),
    quiet: values.quiet ?? false,
  };
}

function whatToBuild(names: readonly string[], values: OptionValues): BuildArguments['what'] {
  const files = (values.file ?? []).map((file) => notEmpty('--file', file) ?? file);
  if (values.dockerfile !== undefined) {
    if (values.bake || files.length > 0) throw new UsageError('--dockerfile, --bake and --file exclude each other.');
    if (names.length > 0) throw new UsageError(`--dockerfile builds one image: "${names[0]!}" is too much.`);
    refuse('--dockerfile', values, OF_COMPOSE);
    return { kind: 'dockerfile', file: notEmpty('--dockerfile', values.dockerfile)!, options: dockerfileOptions(values) };
  }
  if (values.bake) {
    refuse('--bake', values, [...OF_COMPOSE, ...OF_DOCKERFILES]);
    return { kind: 'bake', files, targets: names };
  }
  if (values.all && names.length > 0) throw new UsageError(`--all builds all services: leave it or "${names[0]!}" out.`);
  const profiles = values.all ? [EVERY_PROFILE] : (values.profile ?? []);
  if (files.length > 0) return { kind: 'files', files, names, profiles, dockerfile: dockerfileOptions(values) };
  const stray = OF_DOCKERFILES.find((option) => values[option] !== undefined);
  if (stray) throw new UsageError(`--${stray} needs --dockerfile: services have it in their compose file.`);
  return { kind: 'found', services: names, profiles };
}

/** @returns the options of a Dockerfile that were given: other kinds of files have none of them */
export function givenOptions({ context, target, args, platform, tags }: DockerfileOptions): readonly string[] {
  return [
    ...(context === null ? [] : ['--context']),
    ...(target === null ? [] : ['--target']),
    ...(Object.keys(args).length === 0 ? [] : ['--build-arg']),
    ...(platform === null ? [] : ['--platform']),
    ...(tags.length === 0 ? [] : ['--tag']),
  ];
}

function dockerfileOptions(values: OptionValues): DockerfileOptions {
  const args = (values['build-arg'] ?? []).map((text): [string, string | null] => {
    const equals = text.indexOf('=');
    const name = equals === -1 ? text : text.slice(0, equals);
    if (!/^[^\s=-][^\s=]*$/.test(name)) throw new UsageError(`--build-arg takes NAME=VALUE or NAME, not "${text}".`);
    return [name, equals === -1 ? null : text.slice(equals + 1)];
  });
  return {
    context: notEmpty('--context', values.context) ?? null,
    target: notEmpty('--target', values.target) ?? null,
    // fromEntries defines keys, so that an argument named __proto__ is one like any other.
    args: Object.fromEntries(args),
    platform: values.platform?.join(',') ?? null,
    tags: values.tag ?? [],
  };
}

function timingsOf({ timings, 'timings-format': format }: OptionValues): BuildArguments['timings'] {
  if (timings === undefined) {
    if (format !== undefined) throw new UsageError('--timings-format needs --timings.');
    return null;
  }
  const file = notEmpty('--timings', timings)!;
  if (format !== undefined) return { file, format: oneOf('--timings-format', format, ['html', 'json', 'perfetto']) };
  if (/\.perfetto\.json$/i.test(file)) return { file, format: 'perfetto' };
  if (/\.json$/i.test(file)) return { file, format: 'json' };
  if (/\.html?$/i.test(file)) return { file, format: 'html' };
  throw new UsageError(`--timings takes a file that ends with .html, .json or .perfetto.json, or --timings-format: "${file}" does not say what to write.`);
}

function parallelOf(text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new UsageError(`--parallel takes a number from 1, not "${text}".`);
  return Number(text);
}

function notEmpty(option: string, value: string | undefined): string | undefined {
  if (value === '') throw new UsageError(`${option} takes a value that is not empty.`);
  return value;
}

function refuse(option: string, values: OptionValues, others: readonly OptionName[]): void {
  const other = others.find((name) => values[name] !== undefined);
  if (other) throw new UsageError(`${option} and --${other} exclude each other.`);
}

/** Docker would read them as options of its own. */
function refuseDashes(names: readonly string[], values: OptionValues): void {
  const given: readonly (readonly [string, readonly string[]])[] = [
    ['A service or target', names],
    ['--target', values.target === undefined ? [] : [values.target]],
    ['--builder', values.builder === undefined ? [] : [values.builder]],
    ['--docker', values.docker === undefined ? [] : [values.docker]],
    ['--platform', values.platform ?? []],
    ['--profile', values.profile ?? []],
    ['--tag', values.tag ?? []],
  ];
  for (const [option, texts] of given) {
    const text = texts.find((one) => one.startsWith('-') || one === '');
    if (text !== undefined) throw new UsageError(`${option} cannot be "${text}".`);
  }
}
