import type { ImageFile, ImageFiles } from './tar.ts';

export interface Comparison {
  /** What the second image has otherwise than the first, as sentences; empty where they are the same. */
  readonly differences: readonly string[];
  /** Paths that two builds of the same Dockerfile make differently, such as compiled files that hold a time. */
  readonly noise: readonly string[];
}

/**
 * Compares what two Dockerfiles build.
 * @param again   the image of the first Dockerfile once more: where it differs by itself only owner, mode and kind can be compared
 * @param caches  folders that the second is meant to leave out, with their empty parents
 */
export function compareImages(first: ImageFiles, again: ImageFiles, second: ImageFiles, caches: readonly string[]): Comparison {
  const noise = pathsOf(first, again).filter((path) => !isSame(first.get(path), again.get(path)));
  const isNoise = new Set(noise);
  const differences: string[] = [];
  for (const path of pathsOf(first, second)) {
    const [before, after] = [first.get(path), second.get(path)];
    if (isSame(before, after)) continue;
    if (isWithin(path, caches)) {
      if (after && !before) differences.push(`${path} is new in a cache that was to be left out`);
      continue;
    }
    if (isNoise.has(path) && isSameBut(before, after)) continue;
    differences.push(`${path}: ${tell(before)} became ${tell(after)}`);
  }
  const left = [...second.keys()].filter((path) => isWithin(path, caches) && second.get(path)!.kind === 'file');
  differences.push(...left.map((path) => `${path} is still in the image`));
  return { differences, noise: noise.filter((path) => !isWithin(path, caches)) };
}

function pathsOf(...images: readonly ImageFiles[]): string[] {
  return [...new Set(images.flatMap((image) => [...image.keys()]))].sort();
}

function isWithin(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

function isSame(a: ImageFile | undefined, b: ImageFile | undefined): boolean {
  return isSameBut(a, b) && a?.content === b?.content;
}

/** Apart from the content. */
function isSameBut(a: ImageFile | undefined, b: ImageFile | undefined): boolean {
  return a?.kind === b?.kind && a?.mode === b?.mode && a?.owner === b?.owner;
}

function tell(file: ImageFile | undefined): string {
  return file ? `${file.kind} ${file.mode} ${file.owner} ${file.content.slice(0, 12)}`.trim() : 'nothing';
}
