import { compareVersions, isEndOfLife } from './lifecycles.ts';
import type { Standard } from './policy.ts';
import type { ReleaseGroup } from './releaseGroup.ts';
import { variantKind } from './variantChoice.ts';

/**
 * What a group of FROMs is to the standard: on a release line that has ended, behind, or of another variant than the workspace
 * asks for by name. Null where there is nothing to say: the same release line, a newer one, or an image that a digest pins and that still gets fixes.
 */
export function judgeVersion({ cycle, members }: ReleaseGroup, standard: Standard): 'ended' | 'behind' | 'variant' | null {
  const difference = compareVersions(cycle.cycle, standard.cycle?.cycle ?? standard.version);
  if (difference > 0) return null;
  const isPinned = members.some(({ use }) => use.image.digest !== null);
  if (difference < 0) return isEndOfLife(cycle) ? 'ended' : isPinned ? null : 'behind';
  if (standard.variant === null || isPinned) return null;
  const wanted = variantKind(standard.variant);
  return members.some(({ tag }) => variantKind(tag.variant) !== wanted) ? 'variant' : null;
}
