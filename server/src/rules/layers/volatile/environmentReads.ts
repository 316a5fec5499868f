import type { CopyFact, RunFact } from '../../../core/dockerfile/facts.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { isSystemDownload, isSystemUpgrade, PLAIN_PROGRAMS, SYSTEM_MANAGERS, systemVerb } from '../plainPrograms.ts';

/**
 * What a command makes of a variable that it does not name. `none`: it certainly reads no such thing. `unlikely`: it runs scripts of
 * packages, which could. `newest`: it reads none, but fetches whatever is newest, and would be cached. `possible`: it may be made for it.
 */
export type EnvironmentUse = 'none' | 'unlikely' | 'newest' | 'possible';

export interface StepReading {
  readonly use: EnvironmentUse;
  /** `apt-get install`: the command that decides `use`, or the first one that costs time. */
  readonly label: string;
  /** True where it downloads or installs something. */
  readonly isCostly: boolean;
}

const ORDER: readonly EnvironmentUse[] = ['none', 'unlikely', 'newest', 'possible'];
const OPAQUE: StepReading = { use: 'possible', label: '', isCostly: false };
const PLAIN: StepReading = { use: 'none', label: '', isCostly: false };

/** The strongest use that a RUN may make of its environment. */
export function readingOf(run: RunFact, copiesBefore: readonly CopyFact[]): StepReading {
  if (run.state.shell !== 'posix' || !run.isComplete || run.commands.length === 0) return OPAQUE;
  let strongest = PLAIN;
  let costly = '';
  for (const command of run.commands) {
    const reading = commandReading(command, copiesBefore);
    if (reading.use === 'possible') return { ...reading, isCostly: false };
    // `apt-get update && apt-get install` is an install to people.
    if (reading.isCostly && (costly === '' || costly.endsWith(' update'))) costly = reading.label;
    if (ORDER.indexOf(reading.use) > ORDER.indexOf(strongest.use)) strongest = reading;
  }
  return { use: strongest.use, label: strongest.use === 'none' || strongest.label === '' ? costly : strongest.label, isCostly: costly !== '' };
}

/** Verbs of language package managers that install what others published; their packages may run scripts. */
const INSTALL_VERBS: ReadonlyMap<string, readonly string[]> = new Map([
  ['npm', ['ci', 'install', 'i', 'clean-install', 'add']],
  ['yarn', ['', 'install', 'add', 'global']],
  ['pnpm', ['install', 'i', 'add', 'fetch']],
  ['bun', ['install', 'i', 'add']],
  ['bundle', ['', 'install']],
  ['gem', ['install']],
  ['composer', ['install', 'require']],
  ['conda', ['install', 'create', 'env']],
  ['mamba', ['install', 'create', 'env']],
  ['micromamba', ['install', 'create', 'env']],
  ['pecl', ['install']],
  ['pipenv', ['install', 'sync']],
  ['pipx', ['install']],
]);

function commandReading(command: ShellCommand, copiesBefore: readonly CopyFact[]): StepReading {
  const { name, args } = command;
  if (name === null) return OPAQUE;
  const verb = systemVerb(args) ?? '';
  const label = verb === '' ? name : `${name} ${verb}`;
  const read = (use: EnvironmentUse, isCostly = true): StepReading => ({ use, label, isCostly });
  if (SYSTEM_MANAGERS.has(name)) {
    // `$UPGRADE` as the verb may be anything.
    if (verb === '') return read('possible', false);
    return read(isSystemUpgrade(name, verb) ? 'newest' : 'none', isSystemDownload(verb));
  }
  // Without words, `export` and `set` print the environment.
  if (PLAIN_PROGRAMS.has(name)) return args.length === 0 && (name === 'export' || name === 'set') ? OPAQUE : PLAIN;
  if (name === 'find') return args.some(({ raw }) => /^-(?:exec|ok)/.test(raw)) ? OPAQUE : PLAIN;
  if (name === 'curl' || name === 'wget') return { ...read(namesVersion(args) ? 'none' : 'newest'), label: name };
  if (/^pip[\d.]*$/.test(name)) return ['install', 'download', 'wheel'].includes(verb) ? pipReading(command, copiesBefore, label) : OPAQUE;
  const has = (word: string) => args.some(({ value }) => value === word);
  if (name === 'go') return verb === 'mod' && has('download') ? { ...read('none'), label: 'go mod download' } : OPAQUE;
  if (name === 'rustup' || (name === 'cargo' && verb === 'fetch')) return read('none');
  if (name === 'cargo' && verb === 'chef') return has('cook') ? { ...read('unlikely'), label: 'cargo chef cook' } : OPAQUE;
  if (name === 'corepack') return read('none', false);
  if (name === 'docker-php-ext-install') return { ...read('unlikely'), label: name };
  if (name === 'docker-php-ext-configure' || name === 'docker-php-ext-enable') return { ...read('unlikely', false), label: name };
  if (name === 'poetry') return verb === 'install' && has('--no-root') ? read('unlikely') : OPAQUE;
  if (name === 'uv') return uvReading(args, read);
  return INSTALL_VERBS.get(name)?.includes(verb) && !installsLocally(args) ? read('unlikely') : OPAQUE;
}

function uvReading(args: ShellCommand['args'], read: (use: EnvironmentUse) => StepReading): StepReading {
  const values = args.map(({ value }) => value);
  const isOthers = values.includes('--no-install-project') || values.includes('--no-install-workspace');
  return isOthers || (values[0] === 'pip' && !installsLocally(args)) ? read('unlikely') : OPAQUE;
}

/** A URL that names a version brings the same file every time. */
function namesVersion(args: ShellCommand['args']): boolean {
  const urls = args.filter(({ raw }) => raw.includes('://'));
  return urls.length > 0 && urls.every(({ raw }) => /\d+[._]\d+|\$\{?\w*VER(?:SION)?\b/i.test(raw) && !/\blatest\b/.test(raw));
}

function installsLocally(args: ShellCommand['args']): boolean {
  return args.some(({ raw }) => /^["']?(?:\.|\/|file:|git\+)|^-e$|^--editable/.test(raw));
}

/** Packages of others, by name or by a list; the list may name a local project only where one was copied before. */
function pipReading(command: ShellCommand, copiesBefore: readonly CopyFact[], label: string): StepReading {
  const words = command.args.map(({ raw, value }) => value ?? raw);
  const isList = (at: number) => ['-r', '--requirement', '-c', '--constraint'].includes(words[at - 1] ?? '');
  const isLocal = words.some((word, at) => !isList(at) && /^(?:\.|\/|file:|git\+|-e$|--editable)/.test(word));
  if (isLocal) return OPAQUE;
  const hasList = words.some((word) => /^-(?:r|-requirement)/.test(word));
  const bringsLists = ({ sources, fromContext }: CopyFact) => !fromContext || sources.every(({ path }) => /\.(?:txt|in)$/.test(path));
  return { use: !hasList || copiesBefore.every(bringsLists) ? 'none' : 'unlikely', label, isCostly: true };
}
