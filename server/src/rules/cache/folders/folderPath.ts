import { cleanPath } from '../../../core/ignore/cleanPath.ts';

/** Whether removing a path touches a folder. `contents`: what is in it, or part of that. */
export type Touch = 'none' | 'folder' | 'parent' | 'contents';

/** True where `folder` is `parent` or lies below it; both absolute and clean. */
export function isWithin(folder: string, parent: string): boolean {
  return parent === '/' || folder === parent || (folder.startsWith(parent) && folder[parent.length] === '/');
}

/** A path and the folders above it up to the root's own, longest first; at most fifty. */
export function pathsAbove(path: string): readonly string[] {
  const paths: string[] = [];
  for (let at = path; at.length > 1 && paths.length < 50; at = at.slice(0, at.lastIndexOf('/'))) paths.push(at);
  return paths;
}

/** The folders between `top` and `folder`, both left out. */
export function foldersBetween(top: string, folder: string): readonly string[] {
  const between: string[] = [];
  if (!isWithin(folder, top) || folder === top) return between;
  for (let at = folder.lastIndexOf('/'); at > (top === '/' ? 0 : top.length); at = folder.lastIndexOf('/', at - 1)) between.push(folder.slice(0, at));
  return between;
}

const ALWAYS_THERE = new Set(['/usr/local', '/usr/share', '/var/cache', '/var/lib', '/var/opt', '/var/tmp']);

/** Parents of a cache folder that BuildKit may have to make for the mount, and then makes for root. */
export function parentsMadeByMount(home: string | null, folder: string): readonly string[] {
  if (home !== null && isWithin(folder, home)) return foldersBetween(home, folder);
  return foldersBetween('/', folder).filter((path) => path.lastIndexOf('/') > 0 && !ALWAYS_THERE.has(path));
}

/**
 * How a path that a command names, globs included, meets a folder: `/root/.cache/*` is a parent of `/root/.cache/pip`.
 * @param path absolute, as the shell gives it to the program before it expands globs
 */
export function touches(path: string, folder: string): Touch {
  if (!path.startsWith('/')) return 'none';
  const clean = cleanPath(path);
  const glob = clean.search(/[*?[]/);
  if (folder !== '/' && glob === -1) {
    if (clean === folder) return 'folder';
    return isWithin(folder, clean) ? 'parent' : isWithin(clean, folder) ? 'contents' : 'none';
  }
  // Most globs stand in the folder itself or far from it, so that nothing need be taken apart.
  const plain = folder === '/' ? '' : clean.slice(0, clean.lastIndexOf('/', glob));
  if (plain !== '') {
    if (isWithin(plain, folder)) return 'contents';
    if (!isWithin(folder, plain)) return 'none';
  }
  const wanted = clean.split('/').slice(1);
  const own = folder.split('/').slice(1);
  if (wanted[0] === '') return 'parent';
  for (let i = 0; i < Math.min(wanted.length, own.length); i++) {
    if (!matchesSegment(wanted[i]!, own[i]!)) return 'none';
  }
  if (wanted.length > own.length) return 'contents';
  return wanted.length === own.length && !/[*?[]/.test(wanted[own.length - 1]!) ? 'folder' : 'parent';
}

/** One segment against a glob without brackets (those count as any character); a leading dot is matched by a dot only. */
export function matchesSegment(glob: string, name: string): boolean {
  if (!/[*?[]/.test(glob)) return glob === name;
  if (name.startsWith('.') && !glob.startsWith('.')) return false;
  const pattern = glob.replace(/\[[^\]]*\]/g, '?');
  let at = 0;
  let i = 0;
  let star = -1;
  let resume = 0;
  while (i < name.length) {
    if (pattern[at] === '*') {
      star = at++;
      resume = i;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[i])) {
      at++;
      i++;
    } else if (star !== -1) {
      at = star + 1;
      i = ++resume;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
