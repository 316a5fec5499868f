import type { ResolvedFolder } from '../folders/cacheFolder.ts';
import type { CacheTarget } from '../mounts/mountTarget.ts';
import type { PackageManager } from '../packageManager.ts';
import { ALL_MANAGERS, OTHER_CACHES } from '../packageManagers.ts';
import { isMisspelt } from './spelling.ts';

/** Tools whose folders differ from those of others by a letter. */
const LOOK_ALIKES = /\/\.?(?:pipx|npx|cpan|cnpm|nvm|rpm|pdm|uvx|bnpm)$/;

/** Homes that a target may begin with by mistake. */
const HOME = /^(?:\/root|\/home\/[^/]+|)(?=\/)/;

/**
 * How much a mount looks as if it was meant for a cache folder. 3: the same place below another home. 2: a slip of the pen.
 * 1: it only bears the manager's name. Null: not at all, or as much for another tool.
 */
export function likeness(target: CacheTarget, manager: PackageManager, resolved: ResolvedFolder): 3 | 2 | 1 | null {
  const { path, folder, home } = resolved;
  if (target.fault !== null) return belowFaultyHome(target, manager, resolved);
  const at = target.target;
  if (path === null || at === null) return null;
  const otherHome = HOME.exec(at)?.[0];
  if (folder.place.kind === 'home' && otherHome !== undefined && otherHome !== home) {
    if (isStartOf(at.slice(otherHome.length + 1), folder.place.path)) return 3;
  }
  if (isNamedForAnother(at, manager)) return null;
  if (isMisspelt(at, path) && !LOOK_ALIKES.test(at)) return 2;
  return bearsName(target, manager) && isPlausible(at, path) ? 1 : null;
}

function belowFaultyHome({ belowHome }: CacheTarget, manager: PackageManager, { path, home, folder }: ResolvedFolder): 3 | 1 | null {
  if (folder.place.kind === 'home' && belowHome === folder.place.path) return 3;
  if (path === null) return null;
  const tail = home !== null && path.startsWith(`${home}/`) ? path.slice(home.length + 1) : null;
  if (tail !== null && isStartOf(belowHome, tail)) return 3;
  return manager.hint.test(`/${belowHome}`) && !isNamedForAnother(`/${belowHome}`, manager) ? 1 : null;
}

/** `.cache` and `.cache/pip` for `.cache/pip`. */
function isStartOf(start: string, path: string): boolean {
  return start === path || (start !== '' && path.startsWith(`${start}/`));
}

function bearsName({ mount, target }: CacheTarget, manager: PackageManager): boolean {
  const id = mount.options.get('id');
  const names = [target ?? '', typeof id === 'string' ? id : ''];
  return names.some((name) => manager.hint.test(name)) && !names.some((name) => isNamedForAnother(name, manager));
}

/** Generations and forks of one tool have one name. */
function isNamedForAnother(name: string, manager: PackageManager): boolean {
  if (ALL_MANAGERS.some((other) => other.label !== manager.label && other.hint.source !== manager.hint.source && other.hint.test(name))) return true;
  return OTHER_CACHES.test(name) && !manager.hint.test(name);
}

/** Folders of the system are caches only next to the real one. */
function isPlausible(at: string, path: string): boolean {
  const top = /^\/(?:bin|boot|dev|etc|lib|lib64|proc|run|sbin|sys|usr|var)(?:\/[^/]+|$)/.exec(at);
  return top === null || path.startsWith(`${top[0]}/`);
}
