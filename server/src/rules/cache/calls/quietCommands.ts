import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import type { PackageManager } from '../packageManager.ts';

/** Programs that write where their words tell them, or to system folders: never to `~/.cache` on their own. */
const QUIET = new Set([
  ':', '[', '[[', 'addgroup', 'adduser', 'apk', 'apt', 'apt-get', 'apt-key', 'basename', 'cat', 'cd', 'chgrp', 'chmod', 'chown',
  'chsh', 'cmp', 'cp', 'curl', 'cut', 'date', 'diff', 'dirname', 'dpkg', 'echo', 'exit', 'export', 'false', 'find', 'getent',
  'grep', 'groupadd', 'gunzip', 'gzip', 'head', 'id', 'install', 'ldconfig', 'ln', 'ls', 'md5sum', 'mkdir', 'mkfifo', 'mv',
  'printf', 'pwd', 'readlink', 'realpath', 'rm', 'rmdir', 'sed', 'set', 'sha256sum', 'sha512sum', 'sleep', 'sort', 'sync',
  'tail', 'tar', 'tee', 'test', 'touch', 'tr', 'true', 'umask', 'uname', 'unset', 'unxz', 'unzip', 'update-ca-certificates',
  'useradd', 'usermod', 'wc', 'wget', 'which', 'whoami', 'xz', 'yes',
]);

/**
 * True where every command of a RUN, apart from calls of `manager`, is known to leave the folders between the user's home and
 * the cache folder alone. They are created for the mount, owned by root, and are gone afterwards.
 * @param between those folders, absolute
 */
export function leavesCacheParentsAlone(run: Pick<RunFact, 'isComplete' | 'commands'>, manager: PackageManager, between: readonly string[]): boolean {
  const names = between.map((path) => path.slice(path.lastIndexOf('/') + 1));
  return run.isComplete && run.commands.every((command) => isQuiet(command, manager, names));
}

function isQuiet({ name, args }: ShellCommand, manager: PackageManager, names: readonly string[]): boolean {
  if (name === null) return false;
  if (manager.program.test(name) || name === 'rm') return true;
  if (name === '.' || name === 'source') return args.length === 1 && args[0]!.raw.endsWith('/activate');
  if (!QUIET.has(name)) return false;
  if (name === 'find' && args.some(({ raw }) => /^-(?:exec|ok)/.test(raw))) return false;
  return !args.some(({ raw }) => names.some((folder) => raw.includes(folder)));
}
