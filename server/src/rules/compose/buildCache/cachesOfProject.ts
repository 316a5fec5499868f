import { UNKNOWN, type ComposeProject } from '../../../core/compose/project.ts';
import { writesInlineCache } from './inlineCache.ts';
import { readCacheEntry } from './cacheEntry.ts';

/** What the builds of a project write. */
interface Written {
  /** Whether a build that makes an image writes the cache into it, by the image with its tag; images that nobody builds are not there. */
  readonly images: ReadonlyMap<string, boolean | typeof UNKNOWN>;
  /** True where some build writes, or may write, its cache to a folder. */
  readonly hasLocal: boolean;
}

const known = new WeakMap<ComposeProject, Written>();

/** True where a build of the project writes its cache into this image; `UNKNOWN` where one may, false where none does. */
export function isCachedImage(project: ComposeProject, image: string): boolean | typeof UNKNOWN {
  return writtenBy(project).images.get(withTag(image)) ?? false;
}

export function writesLocalCache(project: ComposeProject): boolean {
  return writtenBy(project).hasLocal;
}

export function withTag(image: string): string {
  return /[:@][^/]*$/.test(image) ? image : `${image}:latest`;
}

function writtenBy(project: ComposeProject): Written {
  let written = known.get(project);
  if (!written) known.set(project, (written = readWritten(project)));
  return written;
}

function readWritten(project: ComposeProject): Written {
  const images = new Map<string, boolean | typeof UNKNOWN>();
  let hasLocal = false;
  for (const service of project.services.values()) {
    if (service.get('build') === null) continue;
    const entries = service.get('build', 'cache_to');
    hasLocal ||= entries === UNKNOWN || (Array.isArray(entries) && entries.some((entry) => typeof entry !== 'string' || readCacheEntry(entry)?.type === 'local'));
    const image = service.get('image');
    if (typeof image !== 'string' || images.get(withTag(image)) === true) continue;
    const writes = writesInlineCache(service);
    if (writes !== false || !images.has(withTag(image))) images.set(withTag(image), writes);
  }
  return { images, hasLocal };
}
