import { familyOf } from '../../../core/image/family.ts';
import type { ImageReference } from '../../../core/image/reference.ts';
import { splitTag } from '../../../core/image/tag.ts';
import { lifecycleFamily } from '../families.ts';
import { readVersionTag } from '../imageTag.ts';
import type { Family } from '../lifecycles.ts';
import { retiredImage } from '../retiredImages.ts';
import { variantKind } from '../variantChoice.ts';

/** What of an image can differ between services: which one it is, its release line, and what is installed in it. */
export interface Release {
  /** The same for all images that could be the same: `python`, `ghcr.io/acme/base`. */
  readonly image: string;
  /** For people: `Python`, `ghcr.io/acme/base`. */
  readonly title: string;
  /** Null for images that the lifecycle table does not have. */
  readonly family: Family | null;
  /** Numbers with dots: `3.12`. */
  readonly line: string;
  /** The version as the tag has it: `3.12.4`. */
  readonly version: string;
  /** What follows the version in the tag, without its hyphen. */
  readonly variant: string;
  /** Variants that are as good as the same have the same kind: `slim-bookworm` and `slim`. */
  readonly kind: string;
}

/** `1.4`, `v2`, `17.0.10_7`; no dates or build numbers, which differ from day to day. */
const VERSION = /^v?(\d{1,3}(?:\.\d{1,4}){0,3})(?:_\d+)?(?:-(.*))?$/;

/** Null for images without a version in their tag: what they are is not known, and that is another rule's matter. */
export function readRelease(image: ImageReference): Release | null {
  if (image.tag === null) return null;
  const family = lifecycleFamily(image);
  if (family) return knownRelease(family, image.tag);
  const official = familyOf(image);
  // Nobody builds any version of it any more, so there is none to agree on.
  if (official !== null && retiredImage(official, image.tag)) return null;
  return otherRelease(official ?? nameOf(image), image.tag);
}

function knownRelease(family: Family, tag: string): Release | null {
  const found = readVersionTag(family, tag);
  if (!found || (/^\d/.test(found.version) && partsOf(found.version) < partsOf(found.cycle.cycle))) return null;
  const { cycle, version, variant } = found;
  return { image: family.name, title: family.title, family, line: cycle.cycle, version, variant, kind: variantKind(variant) };
}

function otherRelease(name: string, tag: string): Release | null {
  const [, version, variant = ''] = VERSION.exec(tag) ?? [];
  if (version === undefined || /^(?:rc|alpha|beta|pre|dev|snapshot|nightly|ea)/i.test(variant)) return null;
  const { variant: kind } = splitTag(variant === '' ? '0' : `0-${variant}`);
  return { image: name, title: name, family: null, line: version.split('.').slice(0, 2).join('.'), version, variant, kind: kind ?? 'full' };
}

function partsOf(version: string): number {
  return version.split('.').length;
}

function nameOf({ domain, path }: ImageReference): string {
  return domain === null ? path : `${domain}/${path}`;
}
