import type { ImageReference } from '../../core/image/reference.ts';
import { lifecycleFamily } from '../../rules/base-image/families.ts';
import { readFloatingTag, readVersionTag } from '../../rules/base-image/imageTag.ts';
import { isEndOfLife, TAGS_AS_OF, type Cycle } from '../../rules/base-image/lifecycles.ts';
import { suiteOf, suiteTitle } from '../../rules/base-image/suite.ts';
import { dayText } from '../dates.ts';

/** How long an image gets security fixes, as sentences; empty where nobody has said. */
export function imageLife(image: ImageReference): string {
  const family = lifecycleFamily(image);
  if (!family || (image.tag === null && image.digest !== null)) return '';
  const tag = image.tag ?? 'latest';
  const version = readVersionTag(family, tag);
  const floating = version ? null : readFloatingTag(family, tag);
  const cycle = version?.cycle ?? family.cycles.find((one) => one.cycle === floating?.cycle);
  if (!cycle) return '';
  const moved = version || image.digest !== null ? '' : `The tag moves: on ${dayText(TAGS_AS_OF)} it stood for ${family.title} ${cycle.cycle}. `;
  const suite = version ? suiteOf(version.variant) : null;
  const below = suite && suite.family !== family ? lifeOf(suiteTitle(suite), suite.cycle) : '';
  return [moved + lifeOf(`${family.title} ${cycle.cycle}`, cycle), below].filter((text) => text !== '').join(' ').trim();
}

function lifeOf(title: string, cycle: Cycle): string {
  if (cycle.endOfLife === null) return '';
  const day = dayText(cycle.endOfLife);
  return isEndOfLife(cycle) ? `${title} has had no security fixes since ${day}.` : `${title} gets security fixes until ${day}.`;
}
