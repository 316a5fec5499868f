import { lifecycleFamily } from './families.ts';
import { readVersionTag, type VersionTag } from './imageTag.ts';
import type { ImageUse } from './imageUse.ts';
import type { Cycle, Family } from './lifecycles.ts';

/**
 * All FROMs of one file on the same release line of the same image, whatever their variant. They change together: packages that one stage
 * installs and another copies only work where both have the same Python or Node.
 */
export interface ReleaseGroup {
  readonly family: Family;
  readonly cycle: Cycle;
  readonly members: readonly { readonly use: ImageUse; readonly tag: VersionTag }[];
}

export function groupByRelease(uses: readonly ImageUse[]): readonly ReleaseGroup[] {
  const groups = new Map<string, { family: Family; cycle: Cycle; members: { use: ImageUse; tag: VersionTag }[] }>();
  for (const use of uses) {
    const family = lifecycleFamily(use.image);
    const tag = family && use.image.tag !== null ? readVersionTag(family, use.image.tag) : null;
    if (!family || !tag) continue;
    const key = `${family.name}:${tag.cycle.cycle}`;
    const group = groups.get(key) ?? { family, cycle: tag.cycle, members: [] };
    group.members.push({ use, tag });
    groups.set(key, group);
  }
  return [...groups.values()];
}
