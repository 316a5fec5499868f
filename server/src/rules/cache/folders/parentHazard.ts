import { describeImage } from '../../../core/dockerfile/knownImages.ts';
import { resolveFolder, type ResolvedFolder } from './cacheFolder.ts';
import { isWithin } from './folderPath.ts';
import { existsBefore } from './knownFolders.ts';
import type { Install } from '../calls/managerCall.ts';
import type { CacheScene } from '../packageManager.ts';

/**
 * Why a mount would be in the way of a tool that writes beside its cache folder as well: BuildKit makes what is missing above a mount
 * for root, where another user cannot write then. Null for root, and where the parent is certain to be there.
 */
export function parentHazard(install: Install, scene: CacheScene): string | null {
  const { manager, run } = install;
  for (const folder of manager.folders) {
    if (!(folder.usedBy?.(install, scene) ?? true)) continue;
    const resolved = resolveFolder(scene, install, folder, []);
    if (resolved.path === null || resolved.user.uid === 0) continue;
    const parent = resolved.path.slice(0, resolved.path.lastIndexOf('/')) || '/';
    if (isOfImage(install, scene, resolved, parent) || existsBefore(scene.model, scene.facts, run, parent)) continue;
    return `${manager.label} also writes to ${parent}, which nothing before this RUN makes and the mount would make for root`;
  }
  return null;
}

/** True where the base image is known to have it: as the place of its cache, or in a variable. */
function isOfImage({ run }: Install, { facts }: CacheScene, { folder, path }: ResolvedFolder, parent: string): boolean {
  if (folder.inImages?.some((one) => one.path === path)) return true;
  const { baseImage } = facts.stageFact(run.stage);
  const image = baseImage && describeImage(baseImage);
  return image ? Object.values(image.env).some((value) => value !== null && value.startsWith('/') && isWithin(value, parent)) : false;
}
