import { cleanPath } from '../../core/ignore/cleanPath.ts';
import { hasWildcard, matchesFileName } from '../../core/ignore/fileNameMatch.ts';
import type { SizedFolder } from './sizedFolder.ts';

/** Names and links that are looked at for one question. Beyond, links lead in circles of hostile size, and the rest is left out. */
const MOST_LOOKS = 50_000;

/**
 * What BuildKit asks a client for that is to send these sources (tonistiigi/fsutil, followlinks.go): the sources, and where links on
 * their way lead inside of the context. Links that lead out are cut off at its root. Ignore files play no part.
 *
 * Faithful to its oddities: from the first link on its way, a source is only followed where no earlier source went through the same
 * link, and a wildcard that matches a link brings all it matches.
 * @param sources relative to the context, clean
 * @returns patterns, sorted; null for the whole context
 */
export function followPaths(context: SizedFolder, sources: readonly string[]): readonly string[] | null {
  const resolved = new Set<string>();
  // The next path is last. BuildKit takes the sources in order, and what a link leads to before the next source.
  const open = [...sources].sort().reverse();
  for (let looks = 0; open.length > 0 && looks < MOST_LOOKS; ) looks += follow(context, open.pop()!, resolved, open);
  if (resolved.has('.')) return null;
  return [...resolved].sort();
}

/** Follows one path up to its first link. Returns how much it has looked at. */
function follow(context: SizedFolder, path: string, resolved: Set<string>, open: string[]): number {
  const names = cleanPath(`/${path}`).slice(1).split('/');
  let folder: SizedFolder | null = context;
  let current = '';
  let looks = names.length;
  for (const [index, name] of names.entries()) {
    const isLast = index === names.length - 1;
    const links: readonly string[] = folder && name !== '' ? linksNamed(folder, name) : [];
    const targets = links.map((link) => cleanPath(targetFrom(current, folder!.linkTarget(link)!)).slice(1));
    if (hasWildcard(name)) looks += folder?.linkNames.length ?? 0;
    current = current === '' ? name : `${current}/${name}`;
    if (targets.length > 0) {
      if (resolved.has(current)) return looks;
      resolved.add(current);
      const rest = names.slice(index + 1).join('/');
      open.push(...targets.map((target) => `${target}/${rest}`).reverse());
      return looks;
    }
    if (isLast) resolved.add(current === '' ? '.' : current);
    folder = folder?.folders.get(name) ?? null;
  }
  return looks;
}

/** Links of a folder that a name, or a wildcard, means. */
function linksNamed(folder: SizedFolder, name: string): readonly string[] {
  if (!hasWildcard(name)) return folder.linkTarget(name) === undefined ? [] : [name];
  return [...folder.linkNames].sort().filter((link) => matchesFileName(name, link));
}

/** Absolute targets begin at the context's root, as `..` ends there. */
function targetFrom(folder: string, target: string): string {
  return target.startsWith('/') ? target : `/${folder}/${target}`;
}
