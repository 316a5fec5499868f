import { gatherAll, gatherEach } from '../../core/collections/gather.ts';
import { familyOf } from '../../core/image/family.ts';
import type { ImageUse } from './imageUse.ts';
import { isEndOfLife } from './lifecycles.ts';
import { OFFICIAL_IMAGES } from './officialImages.ts';
import { groupByRelease, type ReleaseGroup } from './releaseGroup.ts';
import { lifecycleFamily } from './families.ts';
import { retiredImage, type RetiredImage } from './retiredImages.ts';
import { suiteOf, type Suite } from './suite.ts';

/** FROMs of one file that stand on something that gets no fixes any more; they share one finding. */
export type EndedGroup =
  | { readonly kind: 'release'; readonly uses: readonly ImageUse[]; readonly group: ReleaseGroup }
  /** The release line gets fixes, the release of the distribution below it does not. `group` is null for images without a lifecycle of ours. */
  | { readonly kind: 'suite'; readonly uses: readonly ImageUse[]; readonly suite: Suite; readonly group: ReleaseGroup | null }
  | { readonly kind: 'retired'; readonly uses: readonly ImageUse[]; readonly name: string; readonly retired: RetiredImage };

export function endedGroups(uses: readonly ImageUse[]): readonly EndedGroup[] {
  const releases = groupByRelease(uses);
  const ended = releases.filter(({ cycle }) => isEndOfLife(cycle));
  const told = new Set(gatherAll(ended, ({ members }) => members.map(({ use }) => use)));
  return [
    ...gatherEach(ended, (group): EndedGroup => ({ kind: 'release', uses: group.members.map(({ use }) => use), group })),
    ...retiredGroups(uses),
    ...suiteGroups(uses.filter((use) => !told.has(use)), releases),
  ];
}

function retiredGroups(uses: readonly ImageUse[]): EndedGroup[] {
  const groups = new Map<string, { kind: 'retired'; uses: ImageUse[]; name: string; retired: RetiredImage }>();
  for (const use of uses) {
    const name = familyOf(use.image);
    const retired = name === null ? null : retiredImage(name, use.image.tag ?? '');
    if (name === null || !retired) continue;
    const key = `${name}:${use.image.tag ?? ''}`;
    const group = groups.get(key) ?? { kind: 'retired', uses: [], name, retired };
    group.uses.push(use);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** By image and release of the distribution: `python:3.12-buster` and `python:3.11-slim-buster` change one by one, since each has its own release line. */
function suiteGroups(uses: readonly ImageUse[], releases: readonly ReleaseGroup[]): EndedGroup[] {
  const releaseOf = new Map(gatherAll(releases, (group) => group.members.map(({ use }) => [use, group] as const)));
  const groups = new Map<string, { kind: 'suite'; uses: ImageUse[]; suite: Suite; group: ReleaseGroup | null }>();
  for (const use of uses) {
    const name = familyOf(use.image);
    if (use.image.tag === null || lifecycleFamily(use.image)?.kind === 'distribution' || !(lifecycleFamily(use.image) ?? (name !== null && OFFICIAL_IMAGES.has(name)))) continue;
    if (name !== null && retiredImage(name, use.image.tag)) continue;
    const suite = suiteOf(use.image.tag);
    if (!suite || !isEndOfLife(suite.cycle)) continue;
    const release = releaseOf.get(use) ?? null;
    const key = `${release ? `${release.family.name} ${release.cycle.cycle}` : use.image.path} ${suite.written}`;
    const group = groups.get(key) ?? { kind: 'suite', uses: [], suite, group: release };
    group.uses.push(use);
    groups.set(key, group);
  }
  return [...groups.values()];
}
