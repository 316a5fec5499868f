import type { CopyFact, RunFact } from '../../core/dockerfile/facts.ts';
import type { Stage } from '../../core/dockerfile/model.ts';
import type { ShellCommand } from '../../core/shell/command.ts';
import { cleanPath } from '../../core/ignore/cleanPath.ts';
import { isWithin } from './folderPath.ts';
import { cacheTargets } from './mountTarget.ts';
import { mayServeUnseen, namesTarget } from './mountUsers.ts';
import type { CacheScene } from './packageManager.ts';

/** Longer stages are not read for what they may make. */
const MOST_RUNS = 500;

/**
 * True where something besides the mounted RUNs may put files at `target` in the image of `stage`: a COPY over it, or a RUN without
 * the mount that does what the mounted one does, names the folder, or cannot be read.
 * @param reader a RUN that names the folder because it reads there
 */
export function mayMake(scene: CacheScene, mounted: RunFact, stage: Stage, target: string, reader: RunFact | null): boolean {
  const verbs = new Set(mounted.commands.flatMap((command) => verbOf(command) ?? []));
  const doesTheSame = (command: ShellCommand) => verbs.has(verbOf(command) ?? '');
  for (let at: Stage | null = stage, depth = 0; at; at = at.parent, depth++) {
    if (depth > 20) return true;
    const { copies, runs } = scene.facts.stageFact(at);
    if (copies.some((copy) => mayBring(scene, copy, target))) return true;
    if (runs.length > MOST_RUNS) return true;
    for (const run of runs) {
      if (run.instruction.isTrigger || cacheTargets(scene.model, run).some((one) => one.target === null || isWithin(target, one.target))) continue;
      if (!run.isComplete || mayServeUnseen(run) || (run !== reader && namesTarget(run, target)) || run.commands.some(doesTheSame)) return true;
    }
  }
  return false;
}

/** Programs that prepare things and make no results. */
const PREPARING = new Set(['apk', 'apt', 'apt-get', 'cd', 'echo', 'export', 'mkdir', 'rm', 'rustup', 'set', 'touch']);

/** Program and first word: `cargo build`. */
function verbOf({ name, args }: ShellCommand): string | null {
  if (name === null || PREPARING.has(name)) return null;
  return `${name} ${args.find(({ raw }) => !raw.startsWith('-'))?.raw ?? ''}`;
}

function mayBring({ project }: CacheScene, { destination, fromContext, sources, instruction }: CopyFact, target: string): boolean {
  if (instruction.isTrigger) return false;
  if (destination === null) return true;
  const place = cleanPath(destination);
  if (isWithin(place, target)) return true;
  if (!isWithin(target, place)) return false;
  const below = place === '/' ? target.slice(1) : target.slice(place.length + 1);
  if (!fromContext || !project) return !fromContext;
  return project.uses.some(({ context: { files } }) => sources.some(({ path }) => files.hasFolder(path === '.' ? below : `${path}/${below}`)));
}
