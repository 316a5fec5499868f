import type { ImageReference } from '../image/reference.ts';
import { parseImageReference } from '../image/reference.ts';
import type { Distribution } from './facts.ts';
import type { ImageDescription } from './knownImages.ts';
import { describeImage, distributionOfTag, fullImageName } from './knownImages.ts';
import type { Stage } from './model.ts';

/** What a FROM that names an image starts from. */
export interface BaseImage {
  readonly reference: ImageReference | null;
  readonly description: ImageDescription | null;
  readonly distribution: Distribution | null;
}

const UNKNOWN: BaseImage = { reference: null, description: null, distribution: null };
export function baseImageOf(stage: Stage): BaseImage {
  if (stage.resolvedImage === null) return UNKNOWN;
  const reference = parseImageReference(stage.resolvedImage);
  if (!reference) return UNKNOWN;
  const description = describeImage(reference);
  const byName = fullImageName(reference).startsWith('mcr.microsoft.com/windows') ? 'windows' : null;
  return { reference, description, distribution: byName ?? (description ? description.distribution : distributionOfTag(reference.tag ?? '')) };
}
