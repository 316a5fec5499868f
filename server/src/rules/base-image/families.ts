import { familyOf } from '../../core/image/family.ts';
import type { ImageReference } from '../../core/image/reference.ts';
import { FAMILIES, type Family } from './lifecycles.ts';

/** Microsoft publishes .NET in its own registry; until 3.1 below `dotnet/core`. */
const DOTNET = /^dotnet\/(?:core\/)?(?:sdk|aspnet|runtime|runtime-deps)$/;

/** The family of the lifecycle table that an image belongs to, mirrors of the official images included; null for all others. */
export function lifecycleFamily(image: ImageReference): Family | null {
  const name = familyOf(image) ?? (image.domain === 'mcr.microsoft.com' && DOTNET.test(image.path) ? 'dotnet' : null);
  return name === null ? null : (FAMILIES.get(name) ?? null);
}

/** How people write the image: `python`, `dotnet/sdk`. */
export function shortName({ path }: ImageReference): string {
  return path.startsWith('dotnet/') ? path : path.slice(path.lastIndexOf('/') + 1);
}
