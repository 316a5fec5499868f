import { foldersAbove } from '../project/paths.ts';

/**
 * Paths that rules asked about, wherever they lie: ten for each file of a workspace that may have ten thousand. Kept as numbers, since nobody
 * needs the paths themselves; where two have the same number, somebody looks once too often.
 */
export class AskedPaths {
  private readonly asked = new Set<number>();
  private readonly above = new Set<number>();

  add(path: string): void {
    const number = numberOf(path);
    if (this.asked.has(number)) return;
    this.asked.add(number);
    for (const folder of foldersAbove(path)) this.above.add(numberOf(folder));
  }

  /** True where the path was asked about, or one below it, or a folder above it. */
  concern(path: string): boolean {
    const number = numberOf(path);
    return this.asked.has(number) || this.above.has(number) || foldersAbove(path).some((folder) => this.asked.has(numberOf(folder)));
  }
}

/** FNV-1a over UTF-16 code units, in 31 bits: such numbers take no room of their own. */
function numberOf(path: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < path.length; at++) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  return hash >>> 1;
}
