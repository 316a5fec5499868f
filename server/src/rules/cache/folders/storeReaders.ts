import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { Stage } from '../../../core/dockerfile/model.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { isWithin } from './folderPath.ts';
import { resolveFolder, type ResolvedFolder } from './cacheFolder.ts';
import { coveringMount, mountFlag, placedMounts } from '../mounts/cacheMount.ts';
import { configSettings } from '../calls/configSettings.ts';
import { emptied } from '../defeats/defeats.ts';
import { folderUse } from './folderUse.ts';
import { hasVerb, managerCalls, managerInstalls, type ManagerCall } from '../calls/managerCall.ts';
import type { InstallFolder } from '../calls/managerUse.ts';
import { mergeEdits } from '../../edits/mergeEdits.ts';
import { insertMounts } from '../mounts/mountInsertion.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';

/** The mounts that other RUNs need once a store folder is gone from the image. */
export type ReaderPlan =
  | { readonly kind: 'withheld'; readonly reason: string }
  | { readonly kind: 'planned'; readonly edits: readonly TextEdit[]; readonly risk: string | null };

/** More RUNs than any chain of stages has; beyond them nothing is proved. */
const MOST_RUNS = 200;

/**
 * What downloads into a store folder and what reads it belong together: every later RUN of the stage, and of stages that continue
 * it, that runs the manager gets the same mount.
 */
export function planReaders(scene: CacheScene, run: RunFact, missing: readonly InstallFolder[]): ReaderPlan {
  const inStores = missing.filter(({ resolved }) => resolved.folder.isStore);
  if (inStores.length === 0) return { kind: 'planned', edits: [], risk: null };
  const stores = [...new Map(inStores.map((one) => [one.resolved.path, one])).values()];
  const stages = continuations(scene, run.stage);
  const isAfter = (other: RunFact) => other.stage !== run.stage || other.instruction.span.start > run.instruction.span.start;
  const later = scene.facts.runs.filter((other) => stages.has(other.stage) && isAfter(other));
  if (later.length > MOST_RUNS) return { kind: 'withheld', reason: 'too many RUNs come after this one' };
  const { label } = stores[0]!.install.manager;
  const edits: TextEdit[] = [];
  let opaque: ShellCommand | null = null;
  for (const reader of later) {
    for (const store of stores) {
      const planned = planReader(scene, reader, store);
      if (typeof planned === 'string') return { kind: 'withheld', reason: planned };
      if (planned) edits.push(planned);
    }
    opaque ??= opaqueCommand(reader, stores[0]!.install.manager);
    if (!reader.isComplete) return { kind: 'withheld', reason: `a later RUN that cannot be read as a whole may need what ${label} downloads here` };
  }
  const shipped = [...stages].some((stage) => isOutput(scene, stage));
  const risk = shipped
    ? `what ${label} downloads is then no longer in the image`
    : opaque && `\`${opaque.name ?? opaque.nameWord.raw}\` in a later RUN may then download again`;
  return { kind: 'planned', edits: mergeEdits(edits), risk };
}

/** A stage and all that continue it. */
function continuations({ model }: CacheScene, first: Stage): ReadonlySet<Stage> {
  const found = new Set([first]);
  for (const stage of model.stages) if (stage.parent && found.has(stage.parent)) found.add(stage);
  return found;
}

function isOutput({ facts, project }: CacheScene, stage: Stage): boolean {
  if (facts.stageFact(stage).ships) return true;
  return stage.name !== null && (project?.uses ?? []).some(({ target }) => target?.toLowerCase() === stage.name);
}

/** The mount for one later RUN; null where it needs none, a reason where it cannot have it. */
function planReader(scene: CacheScene, reader: RunFact, { install, resolved }: InstallFolder): TextEdit | string | null {
  const { manager } = install;
  const calls = readingCalls(scene, reader, install);
  if (calls.length === 0) return null;
  if (reader.instruction.isTrigger) return `an ONBUILD reads what ${manager.label} downloads here`;
  const mounts = placedMounts(reader, scene.model.escape);
  const { model, facts } = scene;
  const settingsBefore = (call: ManagerCall) => configSettings(model, facts, reader, manager, call.command.span.start);
  const folders = calls.map((call) => resolveFolder(scene, call, resolved.folder, settingsBefore(call)));
  const open = folders.filter((folder) => !coveringMount(folder, mounts));
  if (open.length === 0) return null;
  if (open.some((folder) => !isSame(folder, resolved))) return `${manager.label} in a later RUN uses another folder or runs as another user`;
  const below = mounts.some(({ target }) => target !== null && isWithin(target, resolved.path!));
  if (below || !reader.isComplete) return `a later RUN that runs ${manager.label} cannot take the mount`;
  const cleaned = emptied(managerCalls(scene.model.text, reader, manager), reader, resolved)[0];
  if (cleaned) return `\`${cleaned.text}\` in a later RUN would empty the mount`;
  const use = folderUse(scene.model, scene.facts, reader, manager, resolved);
  return use ?? insertMounts(scene.model, reader.instruction, [mountFlag(scene, install, resolved)]);
}

function readingCalls(scene: CacheScene, run: RunFact, { manager }: ManagerCall): readonly ManagerCall[] {
  const { text } = scene.model;
  const reads = manager.reads ?? manager.claims;
  const installs = managerInstalls(text, run, manager).filter((one) => reads?.(one, scene) ?? true);
  const readers = managerCalls(text, run, manager).filter((call) => (manager.readerVerbs ?? []).some((verb) => hasVerb(call, verb)));
  return [...installs, ...readers.filter((call) => !installs.some(({ command }) => command === call.command))];
}

function isSame(a: ResolvedFolder, b: ResolvedFolder): boolean {
  return a.path !== null && a.path === b.path && a.user.uid === b.user.uid && a.user.gid === b.user.gid;
}

const BUILDERS = new Set([
  'make', 'gmake', 'cmake', 'ninja', 'just', 'task', 'mage', 'bazel', 'bazelisk', 'sh', 'bash', 'ash', 'dash', 'zsh', 'tox',
  'nox',
]);

/** A command that may start the manager where nobody sees it. */
function opaqueCommand({ commands }: RunFact, { program }: PackageManager): ShellCommand | null {
  const others = commands.filter(({ name }) => name === null || !program.test(name));
  return others.find(({ name, nameWord }) => name === null || BUILDERS.has(name) || /^\.{0,2}\/(?!bin\/|usr\/|sbin\/)/.test(nameWord.value ?? nameWord.raw)) ?? null;
}
