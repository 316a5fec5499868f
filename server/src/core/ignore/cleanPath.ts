/**
 * The shortest path that means the same, by the rules of Go's `path.Clean`, which Docker applies to ignore patterns and
 * to COPY sources: no `.`, no doubled or trailing slash, `..` folded where it can be. Empty text becomes `.`.
 */
export function cleanPath(path: string): string {
  if (isPlain(path)) return path;
  // The destination of a COPY, more often than not.
  if (path.endsWith('/') && isPlain(path.slice(0, -1))) return path.slice(0, -1);
  if (path !== '' && !UNCLEAN.test(path)) return path;
  const rooted = path.startsWith('/');
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.length > 0 && kept[kept.length - 1] !== '..') kept.pop();
    else if (!rooted) kept.push('..');
  }
  const joined = kept.join('/');
  if (rooted) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

const SLASH = 47;
const DOT = 46;

/** Most paths say at a glance that they are clean: no empty segment, and none that begins with a dot. */
function isPlain(path: string): boolean {
  let afterSlash = true;
  for (let i = 0; i < path.length; i++) {
    const code = path.charCodeAt(i);
    if (afterSlash && (code === DOT || (code === SLASH && i > 0))) return false;
    afterSlash = code === SLASH;
  }
  return !afterSlash;
}

/** What makes a path differ from its shortest form: an empty, `.` or `..` segment, or a slash at the end. */
const UNCLEAN = /\/(?:\/|$|\.\.?(?:\/|$))|^\.\.?(?:\/|$)/;
