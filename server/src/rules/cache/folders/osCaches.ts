import { isWithin } from './folderPath.ts';

interface OsCache {
  readonly folder: string;
  /** What a mount of it is called by. */
  readonly name: string;
}

/** Where the package managers of distributions keep indexes and packages, which belong to one release; the innermost first. */
const OS_CACHES: readonly OsCache[] = [
  { folder: '/var/cache/apt/archives', name: 'apt-archives' },
  { folder: '/var/cache/apt', name: 'apt' },
  { folder: '/var/lib/apt/lists', name: 'apt-lists' },
  { folder: '/var/lib/apt', name: 'apt-lib' },
  { folder: '/etc/apk/cache', name: 'apk' },
  { folder: '/var/cache/apk', name: 'apk' },
  { folder: '/var/cache/libdnf5', name: 'libdnf5' },
  { folder: '/var/cache/dnf', name: 'dnf' },
  { folder: '/var/cache/yum', name: 'yum' },
  { folder: '/var/cache/zypp', name: 'zypp' },
];

/** The name of the cache that a mount at `target` holds; null for any other folder. */
export function osCacheName(target: string): string | null {
  return OS_CACHES.find(({ folder }) => isWithin(target, folder))?.name ?? null;
}
