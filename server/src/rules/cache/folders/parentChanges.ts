import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { ShellCommand, ShellWord } from '../../../core/shell/command.ts';
import { commandWordValue } from '../calls/commandVariable.ts';
import { operands } from '../defeats/defeats.ts';
import { isWithin, touches } from './folderPath.ts';
import type { MovingFolder } from './folderNaming.ts';
import { pathIn } from '../calls/pathIn.ts';

/** Tells whether a folder is certain to be there when the RUN starts. */
export type Exists = (folder: string) => boolean;

/** The home folder that a cache folder lies in: the user's own, or one below /home; null where it lies in none. */
export function homeAbove({ path, home }: MovingFolder): string | null {
  if (home !== null && isWithin(path, home)) return home;
  return /^\/home\/[^/]+(?=\/)/.exec(path)?.[0] ?? null;
}

/**
 * Why a command of a RUN and a mount at the folder get in each other's way, as the end of a sentence; null where they do not.
 * Before the RUN starts BuildKit makes the folder and what is missing above it for root, and afterwards removes what is empty of
 * that: then a new account gets no home of its own, a folder made here is gone again, and what goes down into the mount changes
 * the cache of every other build.
 */
export function parentChange(moving: MovingFolder, run: RunFact, command: ShellCommand, exists: Exists): string | null {
  const { name } = command;
  const label = name ?? command.nameWord.raw;
  if (name !== null && moving.manager.program.test(name)) return null;
  if (name !== null && ACCOUNTS.has(name)) return changesHome(moving, run, command, exists) ? `\`${label}\` may fail or do less where ${moving.path} is mounted` : null;
  if (name !== null && OWNERS.has(name)) return ownerChange(moving, run, command, exists);
  const isUnknown = name === null || !PUTTERS.has(name);
  if (isUnknown && command.args.some((word) => isSomeHome(moving, run, command, word))) return `\`${label}\` may fail or do less where ${moving.path} is mounted`;
  const named = command.args.filter((word) => namesParent(moving, run, command, word));
  if (named.length === 0) return null;
  if (name === 'mv' || name === 'cp' || name === 'tar') {
    const into = destinations(command);
    if (named.some((word) => !into.includes(word))) return `\`${label}\` would take the mount at ${moving.path} along`;
  }
  if (isUnknown) {
    const isDisturbed = named.some((word) => pathOf(moving, run, command, word) !== '/');
    return isDisturbed ? `\`${label}\` may fail or do less where ${moving.path} is mounted` : null;
  }
  const missing = LOOKERS.has(name) ? undefined : named.find((word) => !exists(pathOf(moving, run, command, word)!));
  return missing ? `\`${label}\` works on ${missing.raw}, which would be there already for the mount and be gone again after it` : null;
}

/** Programs that put something into a folder or look into it, whatever is in it already. */
const PUTTERS = new Set([
  '.', '[', 'cat', 'cd', 'cp', 'curl', 'echo', 'export', 'install', 'ln', 'ls', 'mkdir', 'mv', 'printf', 'rm', 'tar', 'test',
  'touch', 'unzip', 'wget',
]);
/** Those of them to which it does not matter; removals are judged where clean-ups are. */
const LOOKERS = new Set(['.', 'cat', 'cd', 'echo', 'export', 'ls', 'printf', 'rm']);
const ACCOUNTS = new Set(['adduser', 'deluser', 'newusers', 'useradd', 'userdel', 'usermod']);
const OWNERS = new Set(['chcon', 'chgrp', 'chmod', 'chown', 'setfacl']);

function pathOf(moving: MovingFolder, run: RunFact, command: ShellCommand, word: ShellWord): string | null {
  const value = commandWordValue(run, command, word, moving.home)?.replace(/^-[\w-]*=/, '');
  return value === undefined ? null : pathIn(run, command, value);
}

function namesParent(moving: MovingFolder, run: RunFact, command: ShellCommand, word: ShellWord): boolean {
  const path = pathOf(moving, run, command, word);
  return path !== null && touches(path, moving.path) === 'parent';
}

/** True for `/home/${NB_USER}` of a variable that cannot be told, where the cache folder lies in a home there. */
function isSomeHome(moving: MovingFolder, run: RunFact, command: ShellCommand, word: ShellWord): boolean {
  return moving.path.startsWith('/home/') && /^["']?\/home\/["']?\$\{?\w+\}?\/?["']?$/.test(word.raw) && pathOf(moving, run, command, word) === null;
}

/** Other accounts are nothing to /root, nor to a folder that lies in no home. */
function changesHome(moving: MovingFolder, run: RunFact, command: ShellCommand, exists: Exists): boolean {
  const isNamed = command.args.some((word) => /[/~$]/.test(word.raw) && namesParent(moving, run, command, word));
  const home = homeAbove(moving);
  if (isNamed || home === null) return isNamed;
  const isOld = command.name === 'usermod' || command.name === 'userdel' || command.name === 'deluser';
  if (home === '/root') return isOld && command.args.at(-1)?.value === 'root';
  return isOld || !exists(home);
}

/** Without `-R` only the folder itself changes, which is all the same where it stays. */
function ownerChange(moving: MovingFolder, run: RunFact, command: ShellCommand, exists: Exists): string | null {
  const flags = command.args.map(({ value }) => value ?? '').filter((value) => value.startsWith('-'));
  const isRecursive = flags.some((flag) => /^-[a-zA-Z]*R|^--recursive$/.test(flag));
  const hasReference = flags.some((flag) => /^--reference|^-[mx]$|^--(?:set|modify|remove)/.test(flag));
  for (const word of operands(command).slice(hasReference ? 0 : 1)) {
    const path = pathOf(moving, run, command, word);
    if (path === null && isRecursive) return `\`${command.name} -R\` changes ${word.raw}, which may be above the mount at ${moving.path}`;
    const isParent = path !== null && touches(path, moving.path) === 'parent';
    if (isParent && isRecursive) return `\`${command.name} -R\` would change the mount at ${moving.path}, and with it the cache of other builds`;
    if (isParent && !exists(path)) return `\`${command.name}\` changes ${word.raw}, which would be made anew after the RUN without what lies in the mount`;
  }
  return null;
}

/** Words after which a command only puts something: the last of `cp` and `mv`, `-C folder` of `tar`. */
function destinations(command: ShellCommand): readonly ShellWord[] {
  if (command.name === 'tar') {
    return command.args.filter(({ value }, i) => value?.startsWith('--directory=') || /^(?:--directory|-?[a-zA-Z]*C)$/.test(command.args[i - 1]?.value ?? ''));
  }
  const isFirst = command.args.some(({ value }) => value !== null && /^(?:-[a-zA-Z]*t|--target-directory)/.test(value));
  return isFirst ? [] : operands(command).slice(-1);
}
