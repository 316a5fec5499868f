import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import type { Fix } from '../../../core/engine/finding.ts';
import { sliceSpan, span } from '../../../core/text/span.ts';
import { hasForeignOwner, type PlacedMount } from './cacheMount.ts';
import { managerUses, type InstallFolder } from '../calls/managerUse.ts';
import type { CacheScene } from '../packageManager.ts';
import { PACKAGE_MANAGERS } from '../packageManagers.ts';

export type ForeignOwner = InstallFolder & { readonly mount: PlacedMount };

const CAREFUL = PACKAGE_MANAGERS.filter(({ ignoresForeignOwner }) => ignoresForeignOwner);

/** Mounts over the cache folder of an install that runs as another user than they belong to, one per mount. */
export function foreignOwners(scene: CacheScene): readonly ForeignOwner[] {
  const found = new Map<number, ForeignOwner>();
  for (const run of scene.facts.runs) {
    if (run.instruction.mounts.length === 0) continue;
    for (const { folders } of managerUses(scene, run, CAREFUL)) {
      for (const { install, resolved, mount, settings } of folders) {
        if (!mount || mount.target === null || resolved.path === null || !hasForeignOwner(mount.mount, resolved.user)) continue;
        found.set(mount.mount.flag.span.start, { install, resolved, mount, settings });
      }
    }
  }
  return [...found.values()];
}

/** Adds the ids; null where the mount names other ones, or where its text is not plain. */
export function ownerFix(model: DockerfileModel, { mount, resolved }: ForeignOwner): Fix | null {
  const { flag, options } = mount.mount;
  const { uid, gid } = resolved.user;
  if (!model.isWellFormed || !flag.valueSpan || options.has('uid') || options.has('gid') || uid === null) return null;
  if (/["'\s\\]/.test(sliceSpan(model.text, flag.valueSpan))) return null;
  const { end } = flag.valueSpan;
  const ids = `,uid=${uid}${gid === null ? '' : `,gid=${gid}`}`;
  return { kind: 'safe', title: `Give the mount to user ${resolved.user.name ?? uid}`, edits: [{ span: span(end, end), text: ids }] };
}
