import type { CopyFact, DockerfileFacts, RunFact } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Stage } from '../../core/dockerfile/model.ts';
import { cleanPath } from '../../core/ignore/cleanPath.ts';
import type { ShellCommand, ShellWord } from '../../core/shell/command.ts';
import { sliceSpan } from '../../core/text/span.ts';
import type { ResolvedFolder } from './cacheFolder.ts';
import { coveringMount, placedMounts } from './cacheMount.ts';
import { hasOption } from './callOptions.ts';
import { commandWordValue } from './commandVariable.ts';
import { operands } from './defeats.ts';
import { foldersBetween, isWithin, touches } from './folderPath.ts';
import { managerCalls } from './managerCall.ts';
import type { PackageManager } from './packageManager.ts';
import { pathIn } from './pathIn.ts';

/** A cache folder that is about to move from the image into a mount. */
interface Moving {
  readonly model: DockerfileModel;
  readonly facts: DockerfileFacts;
  readonly run: RunFact;
  readonly manager: PackageManager;
  readonly resolved: ResolvedFolder;
  readonly path: string;
}

/**
 * Why a cache folder must stay in the image: something reads it, or brings content that a mount would hide.
 * @returns a reason for people, or null
 */
export function folderUse(model: DockerfileModel, facts: DockerfileFacts, run: RunFact, manager: PackageManager, resolved: ResolvedFolder): string | null {
  if (resolved.path === null) return null;
  const moving: Moving = { model, facts, run, manager, resolved, path: resolved.path };
  return sharedFolder(moving) ?? useInRun(moving) ?? useInStages(moving) ?? copiedOut(moving);
}

/** A folder that was set by hand may be one that holds more than a cache. */
function sharedFolder({ path, run, resolved }: Moving): string | null {
  const { workdir } = run.state;
  const isShared =
    (path.lastIndexOf('/') === 0 && !/cache|pip|npm/i.test(path)) ||
    path === '/var/tmp' ||
    (resolved.home !== null && isWithin(resolved.home, path)) ||
    (workdir !== null && workdir !== '/' && isWithin(workdir, path));
  return isShared ? `${path} holds more than the cache, and a mount would hide it` : null;
}

function useInRun(moving: Moving): string | null {
  const { run, path } = moving;
  for (const mount of placedMounts(run, moving.model.escape)) {
    if (mount.target !== null && mount.target !== path && isWithin(mount.target, path)) return `another mount lies below ${path}`;
  }
  const user = run.commands.find((command) => command.name !== 'rm' && names(moving, run, command));
  return user ? `\`${user.name ?? user.nameWord.raw}\` uses ${path} in the same RUN` : null;
}

function useInStages(moving: Moving): string | null {
  const { facts, run, path, manager } = moving;
  const stages = continuing(moving);
  for (const copy of facts.copies) {
    const isBefore = copy.instruction.span.start < run.instruction.span.start && isAncestor(copy.stage, run.stage);
    if (isBefore && copy.destination !== null && isUsed(moving, cleanPath(copy.destination))) return `a ${copy.instruction.keyword} puts files into ${path}`;
  }
  for (const later of facts.runs) {
    if (!isAfter(later.instruction, later.stage, moving, stages)) continue;
    if (!later.isComplete && mentions(moving, sliceSpan(moving.model.text, later.instruction.span))) return laterReason(path);
    if (coveringMount(moving.resolved, placedMounts(later, moving.model.escape))) continue;
    if (managerCalls(later, manager).some(({ options }) => manager.cacheOnlyOptions.some((pattern) => hasOption(options, pattern)))) {
      return `a later RUN installs from ${path} without network`;
    }
    if (later.commands.some((command) => !isHarmless(command) && names(moving, later, command))) return laterReason(path);
  }
  const volume = moving.model.instructions.find(
    (one) => one.keyword === 'VOLUME' && one.stage && (isAncestor(one.stage, run.stage) || stages.has(one.stage)) && volumeCovers(one, path),
  );
  return volume ? `a VOLUME lies over ${path}` : null;
}

function laterReason(path: string): string {
  return `a later instruction uses ${path}`;
}

/** `COPY --from` or a bind mount that takes the folder out of the stage or of one that continues it. */
function copiedOut(moving: Moving): string | null {
  const { facts, path } = moving;
  const stages = continuing(moving);
  const isFrom = (value: string | null | undefined) => value !== null && value !== undefined && [...stages].some((stage) => isStageName(stage, value));
  const takes = (copy: CopyFact) =>
    copy.instruction.flags.some(({ name, value }) => name === 'from' && isFrom(value)) &&
    copy.sources.some((source) => isUsed(moving, cleanPath(`/${source.path}`)));
  if (facts.copies.some(takes)) return `a COPY takes ${path} out of this stage`;
  const mounted = facts.runs.some((run) =>
    run.instruction.mounts.some(({ type, options }) => {
      const [from, source] = [options.get('from'), options.get('source')];
      return type === 'bind' && typeof from === 'string' && isFrom(from) && typeof source === 'string' && isUsed(moving, cleanPath(`/${source}`));
    }),
  );
  return mounted ? `a mount takes ${path} out of this stage` : null;
}

/** The stage of the RUN and every stage built on it. */
function continuing({ model, run }: Moving): ReadonlySet<Stage> {
  const found = new Set<Stage>([run.stage]);
  for (const stage of model.stages) if (stage.parent && found.has(stage.parent)) found.add(stage);
  return found;
}

function isAncestor(stage: Stage, of: Stage): boolean {
  const seen = new Set<Stage>();
  for (let at: Stage | null = of; at && !seen.has(at); at = at.parent) {
    if (at === stage) return true;
    seen.add(at);
  }
  return false;
}

function isAfter(instruction: Instruction, stage: Stage, { run }: Moving, stages: ReadonlySet<Stage>): boolean {
  return stages.has(stage) && instruction.span.start > run.instruction.span.start;
}

function isStageName(stage: Stage, value: string): boolean {
  return value === String(stage.index) || (stage.name !== null && value.toLowerCase() === stage.name.toLowerCase());
}

function volumeCovers(instruction: Instruction, path: string): boolean {
  return (instruction.exec ?? instruction.words).some(({ value }) => value.startsWith('/') && isWithin(path, cleanPath(value)));
}

/** The folder, what is in it, or a parent that is no home: `/root/.cache` for `/root/.cache/pip`. */
function isUsed({ resolved, path }: Moving, other: string): boolean {
  const touch = touches(other, path);
  if (touch === 'folder' || touch === 'contents') return true;
  return touch === 'parent' && resolved.home !== null && foldersBetween(resolved.home, path).includes(other.replace(/\/[^/]*[*?[][^/]*$/, ''));
}

function names(moving: Moving, run: RunFact, command: ShellCommand): boolean {
  const { manager, resolved } = moving;
  if (command.name === 'echo' || command.name === 'printf') return false;
  return command.args.some((word) => {
    if (isFolderOption(manager, command, word)) return false;
    if (manager.folderQuery?.test(word.raw)) return true;
    const value = commandWordValue(run, command, word, resolved.home)?.replace(/^-[\w-]*=/, '');
    const path = value === undefined ? null : pathIn(run, command, value);
    return path !== null && isUsed(moving, path);
  });
}

/** The word that tells the manager itself where its cache is. */
function isFolderOption(manager: PackageManager, command: ShellCommand, word: ShellWord): boolean {
  if (command.name === null || !manager.program.test(command.name)) return false;
  const names = manager.folders.flatMap(({ movedBy }) => movedBy.flatMap((move) => (move.kind === 'option' ? [move.option.name] : [])));
  const previous = command.args[command.args.indexOf(word) - 1];
  return names.some((name) => word.raw.startsWith(`${name}=`) || previous?.value === name);
}

/** Works just as well where the folder is not there. */
function isHarmless(command: ShellCommand): boolean {
  const flags = command.args.filter((word) => !operands(command).includes(word)).map(({ value }) => value ?? '');
  if (command.name === 'rm') return flags.some((flag) => /^-[a-zA-Z]*f|^--force$/.test(flag));
  if (command.name === 'mkdir') return flags.some((flag) => /^-[a-zA-Z]*p|^--parents$/.test(flag));
  return false;
}

function mentions({ resolved, path }: Moving, text: string): boolean {
  const { place } = resolved.folder;
  return text.includes(path) || (place.kind === 'home' && text.includes(`/${place.path}`));
}
