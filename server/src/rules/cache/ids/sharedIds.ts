import type { Distribution, RunFact } from '../../../core/dockerfile/facts.ts';
import type { Mount } from '../../../core/dockerfile/model.ts';
import { mountFlag } from '../mounts/cacheMount.ts';
import { areDifferent, releaseName, releaseOf, type Release } from './imageRelease.ts';
import { managerUses } from '../calls/managerUse.ts';
import { mountIdentity } from './mountIdentity.ts';
import { cacheTargets } from '../mounts/mountTarget.ts';
import { osCacheName } from '../folders/osCaches.ts';
import type { CacheScene } from '../packageManager.ts';
import { PACKAGE_MANAGERS } from '../packageManagers.ts';

export interface SharedMount {
  readonly mount: Mount;
  /** The id that keeps it apart from the other, where the mount has none of its own. */
  readonly id: string;
  /** What to put behind the id that it has. */
  readonly suffix: string;
}

/**
 * The mounts of all stages on one release, or with one C library, that share their caches with stages on another: they get their new
 * ids together, since a RUN may install by the lists that an earlier one fetched.
 */
export interface SharedCache {
  readonly kind: 'release' | 'library';
  readonly mounts: readonly SharedMount[];
  /** A mount of the other stage. */
  readonly other: Mount;
  /** For people: what this stage and the other run on, or the manager. */
  readonly own: string;
  readonly others: string;
  readonly manager: string;
  /** False where a stage that nobody can judge has the same cache. */
  readonly isClosed: boolean;
}

interface Keeper {
  readonly release: Release;
  readonly mount: Mount;
}

/** Caches of distributions' package managers that stages on different releases share; in the order of the file. */
export function sharedReleases(scene: CacheScene): readonly SharedCache[] {
  const keepers = new Map<string, Keeper[]>();
  const found = new Map<string, SharedCache & { readonly mounts: SharedMount[] }>();
  let isClosed = true;
  for (const run of cacheRuns(scene)) {
    const release = releaseOf(scene.facts.stageFact(run.stage));
    for (const { mount, target, isPlain } of cacheTargets(scene.model, run)) {
      const name = target !== null && isPlain ? osCacheName(target) : null;
      const key = name === null ? null : mountIdentity(run, mount, target!, scene.model.escape);
      if (key === null || name === null) continue;
      if (!release) {
        isClosed = false;
        continue;
      }
      const sharing = keepers.get(key) ?? [];
      keepers.set(key, sharing);
      const other = sharing.find((keeper) => areDifferent(keeper.release, release));
      if (!other) {
        if (!sharing.some((keeper) => keeper.release.release === release.release)) sharing.push({ release, mount });
        continue;
      }
      const suffix = releaseName(release);
      const shared = found.get(suffix) ?? sharedRelease(other, release);
      shared.mounts.push({ mount, id: `${name}-${suffix}`, suffix: `-${suffix}` });
      found.set(suffix, shared);
    }
  }
  return [...found.values()].map((shared) => ({ ...shared, isClosed }));
}

function sharedRelease(other: Keeper, release: Release): SharedCache & { readonly mounts: SharedMount[] } {
  return { kind: 'release', mounts: [], other: other.mount, own: readable(release), others: readable(other.release), manager: '', isClosed: true };
}

function readable({ distribution, release }: Release): string {
  const name = distribution === 'ubi' ? 'UBI' : `${distribution[0]!.toUpperCase()}${distribution.slice(1)}`;
  return release === null ? name : `${name} ${release}`;
}

interface Local {
  readonly mount: Mount;
  readonly library: 'musl' | 'glibc';
  readonly manager: string;
  readonly id: string;
}

/** Caches of what was compiled here that stages with another C library share: those of musl are told, since glibc is the rule. */
export function sharedLibraries(scene: CacheScene): readonly SharedCache[] {
  const building = PACKAGE_MANAGERS.filter(({ holdsLocalBuilds }) => holdsLocalBuilds);
  const groups = new Map<string, Local[]>();
  for (const run of cacheRuns(scene)) {
    const library = libraryOf(scene.facts.stageFact(run.stage).distribution);
    if (library === null) continue;
    for (const { folders, manager } of managerUses(scene, run, building)) {
      for (const { install, resolved, mount } of folders) {
        if (mount?.mount.type !== 'cache' || !mount.target || resolved.path === null || osCacheName(mount.target) !== null) continue;
        const key = mountIdentity(run, mount.mount, mount.target, scene.model.escape);
        if (key === null) continue;
        const id = /,id=([^,]+)/.exec(mountFlag(scene, install, resolved))?.[1] ?? `${manager.id}-musl`;
        const group = groups.get(`${manager.id} ${key}`) ?? [];
        groups.set(`${manager.id} ${key}`, group);
        group.push({ mount: mount.mount, library, manager: manager.label, id });
      }
    }
  }
  return [...groups.values()].flatMap(sharedByLibraries);
}

function sharedByLibraries(group: readonly Local[]): SharedCache[] {
  const other = group.find(({ library }) => library === 'glibc');
  if (!other) return [];
  const own = new Map(group.filter(({ library }) => library === 'musl').map((one) => [one.mount, one]));
  if (own.size === 0) return [];
  const mounts = [...own.values()].map(({ mount, id }) => ({ mount, id, suffix: '-musl' }));
  return [{ kind: 'library', mounts, other: other.mount, own: 'musl', others: 'glibc', manager: other.manager, isClosed: true }];
}

function libraryOf(distribution: Distribution | null): 'musl' | 'glibc' | null {
  if (distribution === 'alpine') return 'musl';
  return distribution === 'debian' || distribution === 'ubuntu' || distribution === 'redhat' ? 'glibc' : null;
}

function cacheRuns({ facts }: CacheScene): readonly RunFact[] {
  return facts.runs.filter(({ instruction, stage }) => {
    return instruction.mounts.some(({ type }) => type === 'cache') && facts.stageFact(stage).distribution !== 'windows';
  });
}
