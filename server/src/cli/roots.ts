import type { Stats } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { nodeFileSystem, toSlashes } from '../host/fileSystem.ts';
import { hasManifestSettings } from '../host/manifestSettings.ts';
import { projectFileKind } from '../project/fileKind.ts';
import { CONFIG_FILE } from '../host/configFile.ts';
import { hasWildcards, readPattern, withoutQuotes, type PathPattern } from './pathPatterns.ts';
import { UsageError } from './usage.ts';

/** One folder to read the project from, and what of it was asked for. Paths are relative to it, with `/`. */
export interface Root {
  readonly folder: string;
  /** Folders whose files are wanted: '' for all of it. */
  readonly wanted: string[];
  /** Files that were named one by one. */
  readonly named: string[];
  readonly patterns: PathPattern[];
}

export interface LeftOut {
  /** Absolute. */
  readonly path: string;
  readonly reason: string;
}

/**
 * Where to read what was asked for from: the outermost first, so that a file that is reached twice is read with all that is
 * known of it.
 * @throws UsageError for a path that does not exist
 */
export async function findRoots(paths: readonly string[], cwd: string): Promise<{ roots: Root[]; leftOut: LeftOut[] }> {
  const roots = new Map<string, Root>();
  const leftOut: LeftOut[] = [];
  const ofCwd = await markedFolder(cwd);
  for (const spelled of paths) {
    const { given, found, pattern } = await readPath(spelled, cwd);
    const full = path.resolve(cwd, given);
    const near = pattern?.base ?? (found!.isDirectory() ? full : path.dirname(full));
    const folder = await projectFolder(near, { cwd, ofCwd }, pattern || (await leadsThroughLink(cwd, near)) ? cwd : near);
    const root = roots.get(folder) ?? { folder, wanted: [], named: [], patterns: [] };
    roots.set(folder, root);
    const relative = toSlashes(path.relative(folder, full));
    if (pattern) root.patterns.push(pattern);
    else if (!found!.isDirectory()) root.named.push(relative);
    else if (await leadsThroughLink(folder, full)) leftOut.push({ path: full, reason: 'It is behind a link, which a scan does not enter: name what the link leads to.' });
    else root.wanted.push(relative);
  }
  const ordered = [...roots.values()].sort((a, b) => a.folder.length - b.folder.length);
  return { roots: ordered, leftOut };
}

/** What is there by that name is meant, whatever it looks like. */
async function readPath(spelled: string, cwd: string): Promise<{ given: string; found: Stats | null; pattern: PathPattern | null }> {
  for (const given of new Set([spelled, withoutQuotes(spelled)])) {
    const found = await stat(path.resolve(cwd, given)).catch(() => null);
    if (found) return { given, found, pattern: null };
  }
  const given = withoutQuotes(spelled);
  if (!hasWildcards(given)) throw new UsageError(`${spelled} does not exist or cannot be read.`);
  return { given, found: null, pattern: readPattern(given, cwd) };
}

/** True where `file` is `folder` or lies below it. */
export function isBelow(folder: string, file: string): boolean {
  const below = path.relative(folder, file);
  return below !== '..' && !below.startsWith(`..${path.sep}`) && !path.isAbsolute(below);
}

/**
 * The project that a path belongs to, as an editor would open it: compose files that build a Dockerfile often lie above it,
 * and without them its build context would be guessed. That of the working folder counts for all that lies below it. A working folder
 * without any sign of a project may hold everything that somebody has: then only what was named is read.
 * @param ofCwd the project that the working folder lies in; null where there is none
 * @param alone what counts where nothing below the working folder shows what the project is
 */
async function projectFolder(near: string, { cwd, ofCwd }: { readonly cwd: string; readonly ofCwd: string | null }, alone: string): Promise<string> {
  if (!isBelow(cwd, near)) return (await markedFolder(near)) ?? near;
  return ofCwd ?? (await markedFolder(near, cwd)) ?? (await buildingFolder(near, cwd)) ?? alone;
}

/** The outermost folder from `limit` down to `start` that has a file which tells of builds; null where none has. */
async function buildingFolder(start: string, limit: string): Promise<string | null> {
  let outermost: string | null = null;
  for (let folder = start; isBelow(limit, folder); folder = path.dirname(folder)) {
    const names = await readdir(folder).catch(() => []);
    if (names.some(tellsBuilds)) outermost = folder;
    if (folder === limit || folder === path.dirname(folder)) break;
  }
  return outermost;
}

function tellsBuilds(name: string): boolean {
  const kind = projectFileKind(name);
  return kind === 'compose' || kind === 'bake';
}

/** The nearest folder at or above `start` that is a repository or has our configuration, be it in its package.json; null where there is none below `limit`. */
export async function markedFolder(start: string, limit?: string): Promise<string | null> {
  const home = os.homedir();
  for (let folder = start; folder !== limit; folder = path.dirname(folder)) {
    // Somebody's dotfiles, or a whole disk, are no project that was meant.
    if ((folder === home && folder !== start) || folder === path.dirname(folder)) return null;
    for (const marker of [CONFIG_FILE, '.git']) if (await stat(path.join(folder, marker)).catch(() => null)) return folder;
    if (await hasManifestSettings(toSlashes(folder), nodeFileSystem)) return folder;
  }
  return null;
}

async function leadsThroughLink(folder: string, full: string): Promise<boolean> {
  for (let at = full; at !== folder && at !== path.dirname(at); at = path.dirname(at)) {
    if ((await lstat(at).catch(() => null))?.isSymbolicLink()) return true;
  }
  return false;
}
