import { familyOf } from '../../core/image/family.ts';
import { parseImageReference, type ImageReference } from '../../core/image/reference.ts';

const read = new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();

/**
 * True where a build of the workspace calls its result so. An image that only the workspace makes is its own under any tag; an official
 * image's name only under the very tag, since `image: postgres:acme` says nothing of `postgres:17`.
 */
export function isBuiltName(image: ImageReference, built: ReadonlySet<string> | undefined): boolean {
  if (!built || built.size === 0 || image.digest !== null) return false;
  let names = read.get(built);
  if (!names) read.set(built, (names = new Set([...built].flatMap((text) => keysOf(parseImageReference(text))))));
  return keysOf(image).some((key) => names.has(key));
}

function keysOf(image: ImageReference | null): readonly string[] {
  if (!image) return [];
  const official = familyOf(image);
  const name = official ?? `${image.domain?.toLowerCase().replace(/^(?:index\.)?docker\.io$/, '') ?? ''}/${image.path}`;
  return [official === null ? name : `${name}:${image.tag ?? 'latest'}`];
}
