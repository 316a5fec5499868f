import { cleanPath } from '../ignore/cleanPath.ts';

/** Joins and cleans as Go's path.Join does: `.` and `..` resolved, no trailing slash; `..` stops at the root of an absolute path. */
export function joinPath(base: string, path: string): string {
  if (path === '.' && base.startsWith('/')) return cleanPath(base);
  const joined = path.startsWith('/') ? path : `${base}/${path}`;
  return cleanPath(joined.startsWith('/') ? joined : `/${joined}`);
}

/** A source of COPY or ADD relative to the context's root: BuildKit roots it there, so `..` never leaves (convert_copy.go). */
export function contextPath(source: string): string {
  return joinPath('/', `/${source}`).slice(1) || '.';
}

/** Backslashes and drive letters of Windows paths, which BuildKit drops for Windows images (util/system/path.go). */
export function fromWindowsPath(path: string): string {
  return path.replace(/^[cC]:/, '').replaceAll('\\', '/');
}

/** True for what ADD fetches instead of copying (dfgitutil.ParseGitRef, isHTTPSource). */
export function isRemoteSource(source: string): boolean {
  return /^(?:https?|git|ssh):\/\//i.test(source) || /^[\w.-]+@[\w.-]+:/.test(source);
}

/** `path` relative to `folder`, both clean, both absolute or both relative to one place: '' for the folder itself, null where it lies elsewhere. */
export function pathBelow(folder: string, path: string): string | null {
  if (folder === '/') return path.slice(1);
  if (path === folder) return '';
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
}
