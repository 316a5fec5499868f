import { readLayers } from '../../build/imageLayers.ts';
import type { ImageSize } from '../../timing/record.ts';
import type { TraceTarget } from '../../timing/trace.ts';
import { collectOutput } from './collectOutput.ts';

/** How docker is asked: its program, and the environment and folder that the build had. */
export interface DockerAccess {
  readonly program: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
}

/** An engine that takes longer is busy, or far away: sizes are not worth the wait. */
const PATIENCE = 10_000;
/** So many images are asked about at a time, and in all. */
const AT_ONCE = 4;
const MOST_IMAGES = 200;

/**
 * Sizes and layers of what was built, by target. Images that are not in the engine that docker talks to, since they were pushed, written
 * to files or kept by the builder, have none. Never rejects.
 */
export async function imageSizes(targets: readonly TraceTarget[], docker: DockerAccess, signal: AbortSignal): Promise<Record<string, ImageSize>> {
  const built = targets.filter(({ state, imageId }) => state === 'done' && imageId !== null).slice(0, MOST_IMAGES);
  const found: [string, ImageSize][] = [];
  for (let at = 0; at < built.length && !signal.aborted; at += AT_ONCE) {
    const sizes = await Promise.all(built.slice(at, at + AT_ONCE).map(async (target) => [target.name, await imageSize(target, docker, signal)] as const));
    for (const [name, size] of sizes) if (size) found.push([name, size]);
    // One that does not answer in time does not answer the next time either.
    if (sizes.some(([, size]) => size === undefined)) break;
  }
  return Object.fromEntries(found);
}

/** Null where the engine does not have it, undefined where it does not answer. */
async function imageSize({ imageId }: TraceTarget, docker: DockerAccess, signal: AbortSignal): Promise<ImageSize | null | undefined> {
  // An id is written by the builder, which may be anybody's.
  if (imageId === null || !/^sha256:[0-9a-f]{64}$/.test(imageId)) return null;
  const [inspected, history] = await Promise.all([
    ask(['image', 'inspect', '--format', 'json', imageId], docker, signal),
    ask(['history', '--format', 'json', '--no-trunc', '--human=false', imageId], docker, signal),
  ]);
  if (inspected === undefined || history === undefined) return undefined;
  const image = inspected === null ? null : readImage(inspected);
  return image && { ...image, layers: history === null ? [] : readLayers(history) };
}

/** Null where it failed, undefined where it had to be stopped. */
async function ask(args: readonly string[], { program, folder, env }: DockerAccess, signal: AbortSignal): Promise<string | null | undefined> {
  const { code, output, isTimedOut } = await collectOutput({ program, args, folder }, env, signal, PATIENCE);
  if (isTimedOut) return undefined;
  return code === 0 ? output : null;
}

function readImage(printed: string): Omit<ImageSize, 'layers'> | null {
  try {
    const parsed: unknown = JSON.parse(printed);
    const [image] = (Array.isArray(parsed) ? parsed : [parsed]) as { Id?: unknown; RepoTags?: unknown; Size?: unknown }[];
    if (typeof image?.Id !== 'string' || typeof image.Size !== 'number' || !(image.Size >= 0)) return null;
    const names = Array.isArray(image.RepoTags) ? (image.RepoTags as unknown[]).filter((name): name is string => typeof name === 'string') : [];
    return { id: image.Id, names, bytes: image.Size };
  } catch {
    return null;
  }
}
