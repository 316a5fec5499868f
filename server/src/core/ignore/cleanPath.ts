/**
 * The shortest path that means the same, by the rules of Go's `path.Clean`, which Docker applies to ignore patterns and
 * to COPY sources: no `.`, no doubled or trailing slash, `..` folded where it can be. Empty text becomes `.`.
 */
export function cleanPath(path: string): string {
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

/** What makes a path differ from its shortest form: an empty, `.` or `..` segment, or a slash at the end. */
const UNCLEAN = /\/(?:\/|$|\.\.?(?:\/|$))|^\.\.?(?:\/|$)/;
