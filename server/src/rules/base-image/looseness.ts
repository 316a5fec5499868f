import type { Severity } from '../../core/engine/finding.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import { familyOf } from '../../core/image/family.ts';
import type { ImageReference } from '../../core/image/reference.ts';
import { isBuiltName } from './builtNames.ts';
import { lifecycleFamily } from './families.ts';
import { isMovingTag, readFloatingTag, readOpenVersion, type FloatingTag } from './imageTag.ts';
import { isKnownTag, type Family } from './lifecycles.ts';
import { OFFICIAL_IMAGES } from './officialImages.ts';

/** How much the missing version matters; `replacement` is what it stood for when the table was made. */
export interface Looseness {
  readonly messageId: 'untagged' | 'latest' | 'floating' | 'moving' | 'open' | 'digest';
  readonly severity: Severity;
  readonly replacement: FloatingTag | null;
}

/** Null for images with a version or digest, and for those whose tags say nothing of versions. */
export function looseness(image: ImageReference): Looseness | null {
  if (image.digest !== null) return null;
  const family = lifecycleFamily(image);
  const tag = image.tag ?? 'latest';
  if (image.tag !== null && tag !== 'latest') return family && looseVersion(family, tag);
  const name = familyOf(image);
  // A bare name that is no official image was built on this machine, as was everything under localhost.
  if (name !== null && !OFFICIAL_IMAGES.has(name)) return null;
  if (image.domain !== null && /^(?:localhost|127\.0\.0\.1)(?::|$)/.test(image.domain)) return null;
  if (hasNoVersionTags(image)) return null;
  const mayBeLocal = name === null && image.domain === null;
  // The old repositories of .NET below dotnet/core ended with 3.1, so their newest is not the family's.
  const replacement = family && !image.path.startsWith('dotnet/core/') ? readFloatingTag(family, tag) : null;
  return { messageId: image.tag === null ? 'untagged' : 'latest', severity: mayBeLocal ? 'information' : 'warning', replacement };
}

function looseVersion(family: Family, tag: string): Looseness | null {
  const replacement = readFloatingTag(family, tag);
  if (isMovingTag(tag)) return { messageId: 'moving', severity: 'hint', replacement };
  if (replacement) return { messageId: 'floating', severity: 'hint', replacement };
  const open = readOpenVersion(family, tag);
  return open && { messageId: 'open', severity: 'hint', replacement: isKnownTag(family, open.cycle, open.variant) ? open : null };
}

/** Distroless images and Chainguard's free ones are published without version tags: there is no version to name. */
function hasNoVersionTags({ domain, path }: ImageReference): boolean {
  return domain === 'cgr.dev' || (domain === 'gcr.io' && path.startsWith('distroless/'));
}

/**
 * True where the name means what the workspace builds itself: a build of the project gives it a meaning by a named context, so that no registry
 * is asked, or some build of the workspace calls its result so.
 */
export function isBuiltHere(image: ImageReference, project: ProjectView | null): boolean {
  if (isBuiltName(image, project?.builtImages)) return true;
  const names = [image.text, ...(image.tag === 'latest' && image.digest === null ? [image.text.slice(0, -':latest'.length)] : [])];
  return project?.uses.some(({ namedContexts }) => names.some((name) => namedContexts.has(name))) ?? false;
}
