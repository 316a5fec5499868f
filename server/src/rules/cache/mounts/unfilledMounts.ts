import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { PlacedMount } from './cacheMount.ts';
import type { Install } from '../calls/managerCall.ts';
import { managerUses, type InstallFolder, type ManagerUse } from '../calls/managerUse.ts';
import { unmetNeeds } from './mountNeeds.ts';
import type { CacheScene, MountNeed, PackageManager } from '../packageManager.ts';
import { PACKAGE_MANAGERS } from '../packageManagers.ts';

/** Installs of one manager in one RUN whose mounts keep nothing, since the calls do not say what that takes. */
export interface UnfilledMount {
  readonly manager: PackageManager;
  readonly run: RunFact;
  /** At least one. */
  readonly mounts: readonly PlacedMount[];
  /** What each install lacks; never empty. */
  readonly lacks: ReadonlyMap<Install, readonly MountNeed[]>;
}

const DEMANDING = PACKAGE_MANAGERS.filter(({ needs }) => needs?.some(({ isEssential }) => isEssential));

/** Every cache mount that lies over the right folder and is not filled, one entry per manager and RUN. */
export function unfilledMounts(scene: CacheScene): readonly UnfilledMount[] {
  return scene.facts.runs
    .filter(({ instruction }) => instruction.mounts.length > 0)
    .flatMap((run) => managerUses(scene, run, DEMANDING).flatMap((use) => unfilledBy(use, scene) ?? []));
}

function unfilledBy({ manager, run, folders }: ManagerUse, scene: CacheScene): UnfilledMount | null {
  const mounts = new Set<PlacedMount>();
  const lacks = new Map<Install, readonly MountNeed[]>();
  for (const covered of folders) {
    if (!isOverIt(covered)) continue;
    const { install, resolved, mount } = covered;
    const unmet = unmetNeeds(install, scene).filter(
      ({ isEssential, concerns, isCertain }) => isEssential && (concerns?.(resolved.folder) ?? true) && (isCertain?.(install, scene) ?? true),
    );
    if (unmet.length === 0) continue;
    mounts.add(mount);
    lacks.set(install, [...new Set([...(lacks.get(install) ?? []), ...unmet])]);
  }
  return mounts.size === 0 ? null : { manager, run, mounts: [...mounts], lacks };
}

/** Where the mount may be for something else, nothing is said. */
function isOverIt(folder: InstallFolder): folder is InstallFolder & { readonly mount: PlacedMount } {
  const { mount, resolved } = folder;
  return mount?.mount.type === 'cache' && mount.target !== null && resolved.path !== null;
}
