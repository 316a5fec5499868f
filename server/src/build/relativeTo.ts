/** A path as it is told: relative to the workspace folder where it lies inside. Both absolute, with `/`. */
export function relativeTo(folder: string, path: string): string {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(base) && path.length > base.length ? path.slice(base.length) : path;
}
