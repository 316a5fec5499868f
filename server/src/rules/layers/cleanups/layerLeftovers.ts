import type { CopyFact, RunFact } from '../../../core/dockerfile/facts.ts';
import { joinPath } from '../../../core/dockerfile/paths.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { baseName } from '../../../project/paths.ts';
import { emptied, switchedOff, type Defeat } from '../../cache/defeats/defeats.ts';
import { managerCalls, managerInstalls } from '../../cache/calls/managerCall.ts';
import { managerUses, type InstallFolder } from '../../cache/calls/managerUse.ts';
import type { CacheScene } from '../../cache/packageManager.ts';
import { PACKAGE_MANAGERS } from '../../cache/packageManagers.ts';
import { isBulky, mayHoldSecrets } from './bulkyFiles.ts';
import { bringsFolder, bringsHandful } from '../copies/copiedFiles.ts';
import { downloads } from './downloads.ts';
import type { Leftover } from './leftover.ts';
import { installedPackages, removedPackages } from './osPackages.ts';
import { APT_LISTS, updateLeftover } from './packageLists.ts';
import { removesPath } from './removedPath.ts';

/** What a RUN leaves in its layer that people tend to remove later. */
export function leftoversOfRun(scene: CacheScene, run: RunFact): readonly Leftover[] {
  const caches = managerUses(scene, run, PACKAGE_MANAGERS).flatMap(({ folders }) => {
    const byPath = new Map(folders.filter((one) => isFilled(scene, run, one)).map((one) => [one.resolved.path, one]));
    return [...byPath.values()].map((one) => cacheLeftover(scene, run, one));
  });
  const files = downloads(run).filter(({ path }) => !isGone(run, path)).map(({ path }) => fileLeftover(run, path));
  return [...updateLeftover(scene, run), ...caches, ...packageLeftovers(run), ...files];
}

/** Nothing in its own RUN keeps the folder empty, and no mount lies over it. */
function isFilled(scene: CacheScene, run: RunFact, { install, resolved, mount, settings }: InstallFolder): boolean {
  if (resolved.path === null || mount !== null || resolved.path === APT_LISTS || switchedOff(install, settings).length > 0) return false;
  const isThrownAway = install.manager.needs?.some(
    (need) => need.isEssential && (need.concerns?.(resolved.folder) ?? true) && !need.isMet(install, scene),
  );
  return !isThrownAway && emptied(managerCalls(scene.model.text, run, install.manager), run, resolved).length === 0;
}

function cacheLeftover({ model }: CacheScene, maker: RunFact, { install, resolved }: InstallFolder): Leftover {
  const { manager } = install;
  return {
    maker: maker.instruction,
    kind: 'cache',
    what: `what ${manager.label} put into ${resolved.path}`,
    isRemovedBy(run, command) {
      const calls = managerCalls(model.text, run, manager);
      const isOwn = (defeat: Defeat) => 'command' in defeat && defeat.command === command && !(defeat.kind === 'remove' && defeat.reach === 'home');
      return emptied(calls, run, resolved).some(isOwn);
    },
    isMadeAgainBy: (run) => managerInstalls(model.text, run, manager).length > 0,
  };
}

function packageLeftovers(maker: RunFact): readonly Leftover[] {
  const installed = installedPackages(maker);
  if (installed.names.size === 0) return [];
  const removed = new Set(maker.commands.flatMap((command) => removedPackages(maker, command)));
  return [...installed.names]
    .filter((name) => !removed.has(name))
    .map((name) => ({
      maker: maker.instruction,
      kind: 'packages' as const,
      what: `the package ${name}`,
      isRemovedBy: (run: RunFact, command: ShellCommand) => removedPackages(run, command).includes(name),
      isMadeAgainBy: () => false,
    }));
}

function fileLeftover({ instruction }: RunFact, path: string): Leftover {
  return { maker: instruction, kind: 'file', what: path, isRemovedBy: (run, command) => removesPath(run, command, path), isMadeAgainBy: () => false };
}

/** What a COPY or ADD brings, as far as it is worth a word: folders and archives. */
export function leftoversOfCopy(copy: CopyFact, { project }: CacheScene): readonly Leftover[] {
  const { destination, sources, instruction } = copy;
  if (destination === null || sources.length === 0) return [];
  const folder = joinPath('/', destination);
  const bulky = instruction.keyword === 'COPY' ? sources.filter(({ path }) => isBulky(path)) : [];
  const files = bulky.map(({ path }) => (destination.endsWith('/') ? joinPath(folder, baseName(path)) : folder));
  const paths = bringsFolder(copy, project) && folder !== '/' && !bringsHandful(copy, project) ? [folder, ...files] : files;
  return paths
    .filter((path) => !mayHoldSecrets(path) && !sources.some((source) => mayHoldSecrets(source.path)))
    .map((path) => ({
      maker: instruction,
      kind: 'copied' as const,
      what: path,
      isRemovedBy: (run: RunFact, command: ShellCommand) => removesPath(run, command, path),
      isMadeAgainBy: () => false,
    }));
}

/** True where the RUN that made a file takes it away or moves it itself. */
function isGone(run: RunFact, path: string): boolean {
  const name = baseName(path);
  return run.commands.some((command) => removesPath(run, command, path) || (command.name === 'mv' && command.args.some(({ raw }) => raw.includes(name))));
}

/** Texts without which no RUN cleans anything up: others are not parsed for it. */
const MAY_CLEAN_UP = /\b(?:rm|clean|purge|prune|autoremove|remove|erase|del|clear|clear-cache|distclean)\b/;

export function mayCleanUp(text: string, run: RunFact): boolean {
  return MAY_CLEAN_UP.test(sliceSpan(text, run.instruction.span));
}
