import { pathBelow } from '../core/dockerfile/paths.ts';
import { cleanPath } from '../core/ignore/cleanPath.ts';

/** The folder of a workspace-relative path; `.` for the workspace folder itself. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '.' : path.slice(0, slash);
}

/** The folders above a workspace-relative path, the nearest first; the workspace folder is the last. */
export function foldersAbove(path: string): string[] {
  const found: string[] = [];
  for (let above = path; above !== '.'; ) found.push((above = folderOf(above)));
  return found;
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `path` below `folder`, both clean or not; the result may start with `..`. */
export function joinPaths(folder: string, path: string): string {
  return path.startsWith('/') ? cleanPath(path) : cleanPath(`${folder}/${path}`);
}

/** `C:/` is a drive, wherever that is; `a:b` is a name like others where the system allows it. */
export function isOutside(path: string): boolean {
  return path === '..' || path.startsWith('../') || /^(?:\/|~(?:\/|$)|[A-Za-z]:(?:[\\/]|$))/.test(path);
}

/** `path` relative to `folder`, where it lies inside; null otherwise. Both are clean and workspace-relative. */
export function pathWithin(folder: string, path: string): string | null {
  if (folder === '.') return isOutside(path) ? null : path;
  const below = pathBelow(folder, path);
  return below === '' ? '.' : below;
}

/**
 * Resolves what a file in `folder` calls `written`. Where it climbs out of the workspace, or is absolute, `root` tells
 * whether it comes back in: a service built from `..` may well be one of this folder's own.
 * @param root absolute path of the workspace folder with `/`; null where it has none (an untitled or virtual folder)
 */
export function resolveFrom(folder: string, written: string, root: string | null): string {
  const joined = joinPaths(folder, written);
  if (!isOutside(joined) || root === null) return joined;
  const base = cleanPath(root);
  const absolute = joined.startsWith('..') ? cleanPath(`${base}/${joined}`) : joined;
  if (absolute === base) return '.';
  const prefix = base === '/' ? '/' : `${base}/`;
  return absolute.startsWith(prefix) ? absolute.slice(prefix.length) : joined;
}
