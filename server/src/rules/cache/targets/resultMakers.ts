import type { CopyFact, RunFact } from '../../../core/dockerfile/facts.ts';
import type { Stage } from '../../../core/dockerfile/model.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { isWithin } from '../folders/folderPath.ts';
import { areSmallTools } from '../calls/installsOnly.ts';
import { cacheTargets } from '../mounts/mountTarget.ts';
import { namesTarget } from '../mounts/mountUsers.ts';
import type { CacheScene } from '../packageManager.ts';

/** Longer stages are not read for what they may make. */
const MOST_RUNS = 500;

/**
 * True where something besides the mounted RUNs may put files at `target` in the image of `stage`: a COPY over it, or a RUN without the
 * mount that does more than small tools and downloads do.
 * @param reader a RUN that names the folder because it reads there
 */
export function mayMake(scene: CacheScene, stage: Stage, target: string, reader: RunFact | null): boolean {
  for (let at: Stage | null = stage, depth = 0; at; at = at.parent, depth++) {
    const { copies, runs } = scene.facts.stageFact(at);
    if (depth > 20 || runs.length > MOST_RUNS || copies.some((copy) => mayBring(scene, copy, target))) return true;
    for (const run of runs) {
      if (run.instruction.isTrigger || cacheTargets(scene.model, run).some((one) => one.target === null || isWithin(target, one.target))) continue;
      if (!run.isComplete || (run !== reader && namesTarget(run, target))) return true;
      if (!areSmallTools(run, run.commands.filter((command) => !isDownload(command, target)))) return true;
    }
  }
  return false;
}

interface Download {
  readonly program: RegExp;
  /** First words; absent where all do. */
  readonly verbs?: ReadonlySet<string>;
  /** Targets that it may well fill. */
  readonly fills?: RegExp;
}

/** Commands that put what they bring into folders of their own. */
const DOWNLOADS: readonly Download[] = [
  { program: /^(?:apk|apt|apt-get|corepack|dnf|microdnf|rustup|yum|zypper)$/ },
  { program: /^cargo$/, verbs: new Set(['fetch', 'install']) },
  { program: /^go$/, verbs: new Set(['env', 'mod', 'version']) },
  { program: /^pip[\d.]*$/, verbs: new Set(['install']), fills: /venv|site-packages|\.local/ },
  { program: /^(?:bun|npm|pnpm|yarn)$/, verbs: new Set(['add', 'ci', 'config', 'i', 'install']), fills: /node_modules|\.yarn|\.pnp/ },
];

function isDownload({ name, args }: ShellCommand, target: string): boolean {
  const verb = args.find(({ raw }) => !raw.startsWith('-'))?.value ?? '';
  const row = DOWNLOADS.find(({ program }) => name !== null && program.test(name));
  return row !== undefined && (row.verbs?.has(verb) ?? true) && !row.fills?.test(target);
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
