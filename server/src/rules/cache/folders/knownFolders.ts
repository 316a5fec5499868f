import { Memo } from '../../../core/collections/memo.ts';
import type { DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import { describeImage } from '../../../core/dockerfile/knownImages.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { hasOption, readArguments, type CallOption } from '../calls/callOptions.ts';
import { commandWordValue } from '../calls/commandVariable.ts';
import { isWithin } from './folderPath.ts';
import { pathIn } from '../calls/pathIn.ts';

/** Folders that every image with a shell has (Filesystem Hierarchy Standard), and the home of root. */
const ALWAYS_THERE = new Set([
  '/', '/etc', '/home', '/opt', '/root', '/srv', '/tmp', '/usr', '/usr/lib', '/usr/local', '/usr/share', '/var', '/var/cache',
  '/var/lib', '/var/tmp',
]);

/** Accounts of base-passwd whose homes no package makes. */
const WITHOUT_HOME = new Set(['nobody', 'www-data']);

/** More folders than any file asks for; beyond them nothing is known. */
const MOST_FOLDERS = 32;

const remembered = new Memo<DockerfileFacts, Map<string, ReadonlyMap<Stage, number>>>(() => new Map());

/**
 * True where a folder of the image is certain to be there when an instruction starts: the base image has it, or an instruction before
 * it made it or something below it. What a RUN makes for itself does not count.
 * @param at a RUN, or what stands in its place
 * @param folder absolute and clean
 */
export function existsBefore(model: DockerfileModel, facts: DockerfileFacts, at: Pick<RunFact, 'stage' | 'instruction'>, folder: string): boolean {
  if (ALWAYS_THERE.has(folder)) return true;
  const known = remembered.of(facts);
  let made = known.get(folder);
  if (!made) {
    if (known.size >= MOST_FOLDERS) return false;
    known.set(folder, (made = firstMade(model, facts, folder)));
  }
  return (made.get(at.stage) ?? Infinity) < at.instruction.span.start;
}

/** By stage, where in the file the folder is there from; -1 where the stage starts with it, `Infinity` where it is never certain. */
function firstMade(model: DockerfileModel, facts: DockerfileFacts, folder: string): ReadonlyMap<Stage, number> {
  const made = new Map<Stage, number>();
  const removed = new Set<Stage>();
  for (const stage of model.stages) {
    const { runs } = facts.stageFact(stage);
    const isThere = stage.parent ? (made.get(stage.parent) ?? Infinity) < Infinity : baseHas(facts, stage, folder);
    const start = isThere ? -1 : madeIn(model, facts, stage, folder);
    const isRemoved = (stage.parent !== null && removed.has(stage.parent)) || runs.some((run) => removes(model, run, folder));
    if (isRemoved) removed.add(stage);
    made.set(stage, isRemoved ? Infinity : start);
  }
  return made;
}

function baseHas(facts: DockerfileFacts, stage: Stage, folder: string): boolean {
  const { baseImage } = facts.stageFact(stage);
  const image = baseImage && describeImage(baseImage);
  if (!image) return false;
  const homes = image.accounts.filter(({ name }) => !WITHOUT_HOME.has(name)).map(({ home }) => home);
  return [image.workdir, image.env['HOME'], ...homes].some((there) => typeof there === 'string' && isWithin(there, folder));
}

function madeIn(model: DockerfileModel, facts: DockerfileFacts, stage: Stage, folder: string): number {
  const { copies, runs, endState } = facts.stageFact(stage);
  const workdir = stage.instructions.find(({ keyword, isTrigger }, at) => {
    if (keyword !== 'WORKDIR' || isTrigger) return false;
    const next = stage.instructions[at + 1];
    const { workdir: after } = next ? facts.stateBefore(next) : endState;
    return after !== null && isWithin(after, folder);
  });
  const copy = copies.find(({ instruction, destination, sources }) => {
    if (destination === null || instruction.isTrigger) return false;
    const isFolder = destination.endsWith('/') || sources.length > 1;
    return isWithin(cleanPath(isFolder ? destination : `${destination}/..`), folder);
  });
  const run = runs.find((one) => makes(model, one, folder));
  return Math.min(...[workdir, copy?.instruction, run?.instruction].map((first) => first?.span.start ?? Infinity));
}

const MAKERS = /useradd|adduser|mkdir|install/;
const REMOVERS = /userdel|deluser|rm|mv/;

/** Only such scripts are parsed. */
function mayTouch(model: DockerfileModel, { instruction }: RunFact, programs: RegExp, folder: string): boolean {
  const text = sliceSpan(model.text, instruction.span);
  return !instruction.isTrigger && programs.test(text) && (/[$~]/.test(text) || text.includes(folder.slice(folder.lastIndexOf('/') + 1)));
}

function makes(model: DockerfileModel, run: RunFact, folder: string): boolean {
  return mayTouch(model, run, MAKERS, folder) && run.commands.some((command) => !command.isConditional && makesFolder(run, command, folder));
}

/** useradd(8), adduser(8) and busybox adduser: options that take the next word. */
const ACCOUNT_VALUES = new Set([
  '-b', '-c', '-d', '-e', '-f', '-g', '-G', '-h', '-k', '-K', '-p', '-s', '-u', '-Z', '--base-dir', '--comment', '--conf',
  '--expiredate', '--firstuid', '--gecos', '--gid', '--groups', '--home', '--home-dir', '--inactive', '--ingroup', '--key',
  '--lastuid', '--password', '--shell', '--skel', '--uid',
]);
const MAKE_VALUES = new Set(['-g', '-m', '-o', '--group', '--mode', '--owner']);

function makesFolder(run: RunFact, command: ShellCommand, folder: string): boolean {
  const { name, args } = command;
  if (name === 'mkdir' || name === 'install') {
    const { options, positionals } = readArguments(args, MAKE_VALUES);
    if (name === 'install' && !options.some((option) => option.name === '-d' || option.name === '--directory')) return false;
    return positionals.some((word) => {
      const value = commandWordValue(run, command, word, run.state.user.home);
      const path = value === null ? null : pathIn(run, command, value);
      return path !== null && isWithin(path, folder);
    });
  }
  if (name !== 'useradd' && name !== 'adduser') return false;
  const { options, positionals } = readArguments(args, ACCOUNT_VALUES);
  if (positionals.length !== 1 || !makesHome(name, options)) return false;
  const given = options.findLast((option) => ['-d', '-h', '--home', '--home-dir'].includes(option.name));
  if (given) return homeWord(run, command, given) === folder;
  if (options.some((option) => option.name === '-b' || option.name === '--base-dir')) return false;
  const user = commandWordValue(run, command, positionals[0]!, null);
  return user !== null && folder === `/home/${user}`;
}

/** `useradd` leaves it to /etc/login.defs unless told; `adduser` makes one unless told not to. */
function makesHome(name: string, options: readonly CallOption[]): boolean {
  if (name === 'useradd') return hasOption(options, { name: '-m' }) || hasOption(options, { name: '--create-home' });
  return !options.some((option) => ['-H', '-M', '--no-create-home'].includes(option.name));
}

function homeWord(run: RunFact, command: ShellCommand, { value, words }: CallOption): string | null {
  if (typeof value === 'string') return cleanPath(value);
  const word = words.at(-1)!;
  const read = words.length > 1 ? commandWordValue(run, command, word, null) : null;
  return read === null ? null : cleanPath(read);
}

/** An account that goes may take its home along. */
function removes(model: DockerfileModel, run: RunFact, folder: string): boolean {
  if (!mayTouch(model, run, REMOVERS, folder)) return false;
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  return run.commands.some((command) => {
    if (command.name === 'userdel' || command.name === 'deluser') return command.args.some((word) => commandWordValue(run, command, word, null) === name);
    if (command.name !== 'rm' && command.name !== 'mv') return false;
    return command.args.some((word) => {
      const value = commandWordValue(run, command, word, run.state.user.home);
      const path = value === null ? null : pathIn(run, command, value);
      return path !== null && path !== '/' && isWithin(folder, path);
    });
  });
}
