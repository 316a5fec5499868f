import type { RunFact } from '../../../core/dockerfile/facts.ts';
import { joinPath, pathBelow } from '../../../core/dockerfile/paths.ts';
import type { ShellCommand, ShellWord } from '../../../core/shell/command.ts';
import { isSourceFree } from '../between.ts';
import { isSystemDownload, isSystemUpgrade, PLAIN_PROGRAMS, SYSTEM_MANAGERS, systemVerb } from '../plainPrograms.ts';

/** What a RUN that reads nothing of the project does. */
export interface IndependentRun {
  readonly run: RunFact;
  /** The first command that downloads something; null where none does. */
  readonly download: ShellCommand | null;
}

/**
 * Null unless every command of a RUN surely neither reads nor writes below `folder`, where the source lies: installs of packages by
 * name, downloads to places named in full, and plain programs on such places.
 */
export function independentRun(run: RunFact, text: string, folder: string): IndependentRun | null {
  const { instruction, commands, state } = run;
  if (instruction.isTrigger || state.shell !== 'posix' || !run.isComplete || commands.length === 0) return null;
  if (instruction.mounts.some(({ type }) => type === 'bind')) return null;
  if (!commands.every((command) => isIndependent(command, run, text, folder))) return null;
  return { run, download: commands.find(isDownload) ?? null };
}

/** `apt-get install`, `npm install`: what people call it. */
export function downloadLabel({ name, args }: ShellCommand): string {
  const verb = name === 'curl' || name === 'wget' || name === 'docker-php-ext-install' ? null : systemVerb(args);
  return verb === null ? (name ?? '') : `${name} ${verb}`;
}

function isDownload(command: ShellCommand): boolean {
  const { name, args } = command;
  if (name === null) return false;
  const verb = systemVerb(args);
  if (SYSTEM_MANAGERS.has(name)) return isSystemDownload(verb) && !isIndexUpdate(verb) && !isSystemUpgrade(name, verb);
  if (name === 'curl' || name === 'wget') return args.some(({ raw }) => raw.includes('://'));
  if (name === 'docker-php-ext-install') return true;
  if (name === 'corepack') return verb === 'prepare';
  return (name === 'npm' || name === 'pecl' || name === 'gem' || /^pip[\d.]*$/.test(name)) && ['install', 'i', 'add'].includes(verb ?? '');
}

function isIndexUpdate(verb: string | null): boolean {
  return verb === 'update' || verb === 'refresh' || verb === 'makecache';
}

/** What people have to know before steps stay in the cache for longer; null for nothing. */
export function agingOf(runs: readonly RunFact[]): string | null {
  for (const { commands } of runs) {
    const system = commands.filter(({ name }) => name !== null && SYSTEM_MANAGERS.has(name));
    const upgrade = system.find(({ name, args }) => isSystemUpgrade(name!, systemVerb(args)));
    if (upgrade) return `${downloadLabel(upgrade)} is then cached as well`;
    const update = system.find(({ name, args }) => /^apt/.test(name!) && isIndexUpdate(systemVerb(args)));
    if (update && !system.some(isDownload)) return `${downloadLabel(update)} is then cached as well: put it in the RUN of the install first`;
  }
  return null;
}

/** Their words are names and texts, not paths. */
const NAMED = new Set([
  ':', 'a2dismod', 'a2enmod', 'addgroup', 'adduser', 'apt-mark', 'date', 'docker-php-ext-configure', 'docker-php-ext-enable',
  'docker-php-ext-install', 'dpkg', 'echo', 'exit', 'export', 'false', 'getconf', 'getent', 'groupadd', 'groupmod', 'id',
  'ldconfig', 'locale-gen', 'lsb_release', 'nproc', 'printf', 'pwd', 'set', 'sleep', 'true', 'umask', 'uname', 'unset',
  'update-ca-certificates', 'useradd', 'usermod', 'which', 'whoami',
]);

/** True where a command surely neither reads nor writes below `folder`. */
export function isIndependent(command: ShellCommand, run: RunFact, text: string, folder: string): boolean {
  const { name, args } = command;
  if (name === null || command.wrappers.includes('!')) return false;
  if (command.cd === undefined || (command.cd !== null && !isElsewhere(command.cd, folder))) return false;
  if (args.some(({ raw }) => mentionsFolder(raw, folder)) || !redirectsElsewhere(command, text, folder)) return false;
  if (SYSTEM_MANAGERS.has(name)) return args.every((word) => isPackageWord(word, folder));
  if (name === 'dpkg') return args.every(({ raw }) => /^--(?:print|add)-|^[a-z0-9]+$/.test(raw));
  if ((name === 'pecl' || name === 'gem') && systemVerb(args) === 'install') return args.every(({ value }) => value !== null && !/[./]/.test(value[0]!));
  // Without a version it reads package.json.
  if (name === 'corepack') return args[0]?.value === 'enable' || (args[0]?.value === 'prepare' && args.some(({ value }) => /^\w+@\d/.test(value ?? '')));
  // The home of an account may be the folder, by way of a variable.
  if (NAMED.has(name)) return !/^(?:user|add)/.test(name) || args.every(({ value }) => value !== null);
  const isAway = command.cd !== null;
  if (name === 'cd') return isElsewhere(args[0]?.value ?? '', folder);
  if (name === 'curl' || name === 'wget') return (isAway || writesNothingHere(command)) && args.every((word) => isPlaced(word, folder, isAway));
  if (PLAIN_PROGRAMS.has(name)) return args.every((word) => isPlaced(word, folder, isAway));
  return isSourceFree(text, run, command);
}

function isPackageWord({ value, raw }: ShellWord, folder: string): boolean {
  if (value === null) return /^[A-Za-z0-9][\w.+:-]*[=~-]?["']?\$/.test(raw);
  // `--virtual .build-deps` is a name to apk.
  if (!value.includes('/')) return !value.startsWith('.') || /^\.[a-z][\w-]*$/.test(value);
  return value.startsWith('--') ? !/=\.{0,2}\//.test(value) : /^https?:\/\//.test(value) || isElsewhere(value, folder);
}

/** An absolute path that is neither the folder, nor in it, nor above it. */
function isElsewhere(path: string, folder: string): boolean {
  if (!path.startsWith('/')) return false;
  const clean = joinPath('/', path);
  return pathBelow(folder, clean) === null && pathBelow(clean, folder) === null;
}

function mentionsFolder(raw: string, folder: string): boolean {
  if (folder === '/') return false;
  const at = raw.indexOf(folder);
  return at !== -1 && !/\w/.test(raw[at + folder.length] ?? '') && !/\w/.test(raw[at - 1] ?? '');
}

/** Options, modes, owners, URLs, patterns of sed, and paths elsewhere; relative paths only after `cd` to such a place. */
function isPlaced({ value, raw }: ShellWord, folder: string, isAway: boolean): boolean {
  const word = value ?? raw;
  if (/^[-+]/.test(word)) return !/=\.{0,2}\//.test(word) || isAway;
  if (/^["']?https?:\/\//.test(word)) return true;
  // Of a pattern or an expansion, the folder that it starts in.
  if (word.startsWith('/')) return isElsewhere(word.replace(value === null ? /\/[^/]*[$"`].*$/s : /\/[^/]*[*?[{].*$/s, ''), folder);
  if (/^(?:[0-7]{3,4}|[ugoa]*[+=-][rwxXst]+|[\w-]+:[\w-]*|[|\]]|=|!=|==)$/.test(word)) return true;
  if (/^s([/|#,]).*\1.*\1[gi]*$/s.test(word)) return true;
  return isAway && value !== null && !value.startsWith('..') && !value.startsWith('~');
}

/** A download goes to standard output, or to a file that is named: `-O` of curl and a bare wget write where they stand. */
function writesNothingHere({ name, args }: ShellCommand): boolean {
  const words = args.map(({ raw }) => raw);
  if (name === 'curl') return !words.some((word) => /^-[a-zA-Z]*[OJ]|^--remote-/.test(word));
  return words.some((word) => /^-[a-zA-Z]*O|^--output-document/.test(word));
}

/** To another stream, or to a full path, of which the part before a variable counts. */
const REDIRECTION = /(?:\d|&)?>>?\s*(?:(&\d)|(\/[^\s<>|&;"'$`]*)|(["'])(\/[\w./-]*)\3)/g;

/** Redirections read nothing, and write to full paths or to other streams. */
function redirectsElsewhere({ args, nameWord, span }: ShellCommand, text: string, folder: string): boolean {
  let rest = '';
  let at = nameWord.span.end;
  for (const { span: word } of args) {
    if (word.start < at) return !/[<>]/.test(text.slice(nameWord.span.end, span.end));
    rest += `${text.slice(at, word.start)} `;
    at = word.end;
  }
  rest += text.slice(at, Math.max(at, span.end));
  if (!/[<>]/.test(rest)) return true;
  const left = rest.replace(REDIRECTION, (_, stream?: string, plain?: string, __?: string, quoted?: string) =>
    stream !== undefined || isElsewhere(plain ?? quoted ?? '', folder) ? '' : '<',
  );
  return !/[<>]/.test(left);
}
