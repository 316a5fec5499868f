import { gatherAll, gatherEach } from '../../../core/collections/gather.ts';
import type { Mount } from '../../../core/dockerfile/model.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { misplacedMount, mountFlag, placedMounts, type PlacedMount } from './cacheMount.ts';
import { frontendWithoutMounts } from './frontend.ts';
import { configEffect } from '../calls/configFiles.ts';
import { emptied, switchedOff, type Defeat } from '../defeats/defeats.ts';
import { emptyVariable } from '../calls/emptyVariable.ts';
import type { ResolvedFolder } from '../folders/cacheFolder.ts';
import { folderUse } from '../folders/folderUse.ts';
import { parentsMadeByMount } from '../folders/folderPath.ts';
import type { InstallFolder, ManagerUse } from '../calls/managerUse.ts';
import { needEdits, unmetNeeds } from './mountNeeds.ts';
import type { CacheScene } from '../packageManager.ts';
import { leavesCacheParentsAlone } from '../calls/quietCommands.ts';
import { planReaders } from '../folders/storeReaders.ts';
import { removeDefeats } from '../defeats/removeDefeats.ts';

/** What it takes to give one manager its mounts in one RUN. */
export type MountPlan =
  | { readonly kind: 'withheld'; readonly reason: string; readonly misplaced: PlacedMount | null }
  | {
      readonly kind: 'safe' | 'suggestion';
      readonly mounts: readonly string[];
      /** What has to go for the mounts to work, and what has to come besides them. */
      readonly defeats: readonly Defeat[];
      /** The edits that take out the defeats of this plan alone. */
      readonly removals: readonly TextEdit[];
      readonly additions: readonly TextEdit[];
      readonly parentsAreFree: boolean;
      /** What a person has to weigh; null for a safe plan. */
      readonly risk: string | null;
      readonly reason: string | null;
    };

export interface PlanInput {
  readonly scene: CacheScene;
  readonly use: ManagerUse;
  /** Its folders without a mount; at least one. */
  readonly missing: readonly InstallFolder[];
  /** Mounts that serve other managers of the RUN. */
  readonly claimed: ReadonlySet<Mount>;
}

export function planMount(input: PlanInput): MountPlan {
  const { use, missing } = input;
  const { model, facts } = input.scene;
  const { manager, run } = use;
  const stay = (reason: string, misplaced: PlacedMount | null = null): MountPlan => ({ kind: 'withheld', reason, misplaced });
  const hazard = firstOf(missing, ({ install }) => manager.hazard?.(install, input.scene) ?? null);
  if (manager.requireMount !== 'fix') return stay(hazard ?? `for ${manager.label} no single cache folder is safe to mount`);
  if (!model.isWellFormed) return stay('the file cannot be read with certainty');
  const frontend = frontendWithoutMounts(model);
  if (frontend) return stay(`the syntax line asks for ${frontend}, which may not know cache mounts`);
  if (!run.isComplete) return stay('part of the script of this RUN cannot be read');
  const mounts = placedMounts(run, model.escape).filter(({ mount }) => !input.claimed.has(mount));
  for (const { resolved } of missing) {
    const misplaced = misplacedMount(manager, resolved, mounts);
    if (misplaced) return stay(misplacedReason(manager.label, misplaced, resolved.path), misplaced);
  }
  const blocked = firstOf(missing, ({ resolved }) => resolved.reason ?? unknownOwner(resolved));
  if (blocked) return stay(blocked);
  const folders = distinctFolders(missing);
  if (folders.length > 1 && new Set(folders.map(({ folder }) => folder)).size < folders.length) return stay(`the ${manager.label} commands of this RUN use different cache folders`);
  if (hazard) return stay(hazard);
  for (const resolved of folders) {
    const reason = folderUse(model, facts, run, manager, resolved);
    if (reason) return stay(reason);
  }
  return planEdits(input, folders);
}

/** The first answer that there is. */
function firstOf<Item>(items: readonly Item[], ask: (item: Item) => string | null): string | null {
  for (const item of items) {
    const answer = ask(item);
    if (answer !== null) return answer;
  }
  return null;
}

/** One for each path. */
function distinctFolders(missing: readonly InstallFolder[]): readonly ResolvedFolder[] {
  if (missing.length === 1) return [missing[0]!.resolved];
  return [...new Map(missing.map(({ resolved }) => [resolved.path, resolved])).values()];
}

function planEdits({ scene, use, missing }: PlanInput, folders: readonly ResolvedFolder[]): MountPlan {
  const { model, facts, project } = scene;
  const { manager, run, calls } = use;
  const withheld = (reason: string): MountPlan => ({ kind: 'withheld', reason, misplaced: null });
  const config = configEffect(manager, facts, run, project);
  if (config !== null && config !== 'unseen') return withheld(`${config.file} moves the cache folder or switches the cache off`);
  const perInstall = missing.length === 1 ? missing : [...new Map(missing.map((one) => [one.install, one])).values()];
  const off = gatherAll(perInstall, ({ install, settings }) => switchedOff(install, settings));
  const defeats = [...off, ...gatherAll(folders, (resolved) => emptied(calls, run, resolved))];
  const configured = defeats.find(({ kind }) => kind === 'configuration');
  if (configured) return withheld(`\`${configured.text}\` switches the cache off`);
  const between = gatherAll(folders, ({ home, path }) => parentsMadeByMount(home, path!));
  const parentsAreFree = leavesCacheParentsAlone(run, manager, between);
  const removed = removeDefeats(model, run, defeats, parentsAreFree);
  if (removed.kind === 'withheld') return withheld(removed.reason);
  const installs = gatherEach(perInstall, ({ install }) => install);
  const needed = needEdits(installs, (install) => unmetNeeds(install, scene));
  if (needed.unwritable) return withheld(`${needed.unwritable.why}, and \`${needed.unwritable.text}\` cannot be added here`);
  const readers = planReaders(scene, run, missing);
  if (readers.kind === 'withheld') return withheld(readers.reason);
  const flags = gatherEach(folders, (resolved) => mountFlag(scene, missing.find((one) => one.resolved === resolved)!.install, resolved));
  const extra = readers.edits.length === 0 ? needed.edits : [...needed.edits, ...readers.edits];
  const planned = (kind: 'safe' | 'suggestion', risk: string | null, reason: string | null, additions: readonly TextEdit[]): MountPlan => {
    return { kind, mounts: flags, defeats, removals: removed.edits, additions, parentsAreFree, risk, reason };
  };
  const suggest = (risk: string, reason: string, more: readonly TextEdit[] = []) => planned('suggestion', risk, reason, [...extra, ...more]);
  const environment = defeats.find((defeat) => defeat.kind === 'environment');
  if (environment) return planEmptied(environment, missing, suggest, withheld);
  const risk = removed.risk ?? readers.risk ?? firstOf(installs, (install) => manager.risk?.(install, scene) ?? null);
  if (risk) return suggest(risk, risk);
  if (config === 'unseen' && removed.edits.length > 0) {
    const reason = `a configuration file of ${manager.label} that cannot be read may move the cache folder`;
    return suggest(reason, reason);
  }
  const isForeign = folders.some(({ user }) => user.uid !== 0);
  if (isForeign && between.length > 0 && !parentsAreFree) {
    const reason = `other commands of this RUN may write to ${between[0]}, which belongs to root while the mount is there`;
    return suggest(reason, reason);
  }
  return planned('safe', null, null, extra);
}

/** The variable stays set for everything else: an empty value in front of the command brings the cache back for it alone. */
function planEmptied(
  environment: Extract<Defeat, { kind: 'environment' }>,
  missing: readonly InstallFolder[],
  suggest: (risk: string, reason: string, edits: readonly TextEdit[]) => MountPlan,
  withheld: (reason: string) => MountPlan,
): MountPlan {
  const { name, switchedBy } = environment;
  const reason = `${name} switches the cache off for the whole stage, so a mount alone would stay empty`;
  const edits = emptyVariable(name, missing.map(({ install }) => install), switchedBy.restoring);
  if (!edits) return withheld(reason);
  const change = switchedBy.restoring === undefined ? 'emptied' : `set to ${switchedBy.restoring}`;
  return suggest(`${name} may be set on purpose, and is ${change} for this RUN`, reason, edits);
}

function unknownOwner({ user }: InstallFolder['resolved']): string | null {
  if (user.kind === 'unknown') return user.reason ?? 'the user of this RUN cannot be told';
  return user.kind === 'named' && user.uid === null ? `the ids of user ${user.name ?? ''} cannot be told` : null;
}

function misplacedReason(label: string, { target }: PlacedMount, path: string | null): string {
  const there = target === null ? 'a cache mount is already there' : `a cache mount at ${target} is already there`;
  return path === null ? there : `${there}, but ${label} caches in ${path}: change its target`;
}
