import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { commandWordValue } from '../calls/commandVariable.ts';
import { foldersBetween, isWithin, touches } from './folderPath.ts';
import type { PackageManager } from '../packageManager.ts';
import { pathIn } from '../calls/pathIn.ts';

/** A cache folder that may move from the image into a mount. */
export interface MovingFolder {
  readonly manager: PackageManager;
  /** Absolute and clean. */
  readonly path: string;
  readonly home: string | null;
}

/** True for the folder, for what is in it, and for a parent that is no home: `/root/.cache` for `/root/.cache/pip`. */
export function meansFolder({ path, home }: MovingFolder, other: string): boolean {
  const touch = touches(other, path);
  if (touch === 'folder' || touch === 'contents') return true;
  return touch === 'parent' && home !== null && foldersBetween(home, path).includes(other.replace(/\/[^/]*[*?[][^/]*$/, ''));
}

/** True where a command names the folder, other than to tell the manager where it is. */
export function namesFolder(moving: MovingFolder, run: RunFact, command: ShellCommand): boolean {
  if (command.name === 'echo' || command.name === 'printf') return false;
  const options = folderOptions(moving.manager, command);
  const base = pathIn(run, command, '.');
  const isNear = base !== null && (isWithin(base, moving.path) || isWithin(moving.path, base));
  return command.args.some((word, i) => {
    // A bare name is below the working folder.
    if (!isNear && PLAIN_NAME.test(word.raw)) return false;
    if (options.some((name) => word.raw.startsWith(`${name}=`) || command.args[i - 1]?.value === name)) return false;
    if (moving.manager.folderQuery?.test(word.raw)) return true;
    const value = commandWordValue(run, command, word, moving.home)?.replace(/^-[\w-]*=/, '');
    const path = value === undefined ? null : pathIn(run, command, value);
    return path !== null && meansFolder(moving, path);
  });
}

const PLAIN_NAME = /^[\w@+:,-][\w@+:,.-]*$/;

const optionsOf = new WeakMap<PackageManager, readonly string[]>();
const NO_OPTIONS: readonly string[] = [];

/** Options that tell the manager where its folder is; none where the command is another program. */
function folderOptions(manager: PackageManager, command: ShellCommand): readonly string[] {
  if (command.name === null || !manager.program.test(command.name)) return NO_OPTIONS;
  let options = optionsOf.get(manager);
  if (!options) {
    options = manager.folders.flatMap(({ movedBy }) => movedBy.flatMap((move) => (move.kind === 'option' ? [move.option.name] : [])));
    optionsOf.set(manager, options);
  }
  return options;
}

/** Programs that an option makes so. */
const TOLERANT: ReadonlyMap<string, RegExp> = new Map([['rm', /^-[a-zA-Z]*f|^--force$/], ['mkdir', /^-[a-zA-Z]*p|^--parents$/]]);

/** True for commands that do just as well where the folder is not there. */
export function toleratesAbsence(command: ShellCommand): boolean {
  const option = command.name === null ? undefined : TOLERANT.get(command.name);
  if (!option) return false;
  const end = command.args.findIndex(({ value }) => value === '--');
  return command.args.some(({ value }, i) => value !== null && (end === -1 || i < end) && option.test(value));
}
