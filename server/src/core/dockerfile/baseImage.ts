import type { ImageReference } from '../image/reference.ts';
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
const NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const DOMAIN = /^(?:[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)*|\[[0-9a-fA-F:]+\])(?::\d+)?$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
/** The longest name that registries take is 255; beyond twice that nothing is worth splitting. */
const LONGEST = 512;

export function baseImageOf(stage: Stage): BaseImage {
  if (stage.resolvedImage === null) return UNKNOWN;
  const reference = readReference(stage.resolvedImage);
  if (!reference) return UNKNOWN;
  const description = describeImage(reference);
  const byName = fullImageName(reference).startsWith('mcr.microsoft.com/windows') ? 'windows' : null;
  return { reference, description, distribution: byName ?? (description ? description.distribution : distributionOfTag(reference.tag ?? '')) };
}

/** Splits `[domain/]path[:tag][@digest]` (github.com/distribution/reference, regexp.go); null for what no registry would take. */
function readReference(text: string): ImageReference | null {
  if (text.length > LONGEST) return null;
  const at = text.indexOf('@');
  const beforeDigest = at === -1 ? text : text.slice(0, at);
  const digest = at === -1 ? null : text.slice(at + 1);
  const colon = beforeDigest.indexOf(':', beforeDigest.lastIndexOf('/') + 1);
  const name = colon === -1 ? beforeDigest : beforeDigest.slice(0, colon);
  const tag = colon === -1 ? null : beforeDigest.slice(colon + 1);
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  const hasDomain = first !== '' && (/[.:A-Z]/.test(first) || first === 'localhost');
  const domain = hasDomain ? first : null;
  const path = hasDomain ? name.slice(slash + 1) : name;
  if (!NAME.test(path) || (domain !== null && !DOMAIN.test(domain))) return null;
  if ((tag !== null && !TAG.test(tag)) || (digest !== null && !DIGEST.test(digest))) return null;
  return { text, domain, path, tag, digest, tagStart: tag === null ? null : colon + 1, digestStart: digest === null ? null : at + 1 };
}
