import { compileGlob, type GlobTest } from './glob.ts';

/** Any number of folders, none included; at the end everything inside, at least one name. */
const ANY_FOLDERS = Symbol('**');

export type PathPart = GlobTest | typeof ANY_FOLDERS;

/** The parts of a pattern between its slashes. */
export function compileParts(pattern: string, isAnyFolders: (part: string) => boolean): readonly PathPart[] {
  return pattern.split('/').map((part) => (isAnyFolders(part) ? ANY_FOLDERS : compileGlob(part)));
}

/**
 * Goes back to the last `**` only, since what an earlier one could take, that one can take as well. Behind the very last one, the parts are those of the
 * last names, so nothing need be tried: each line of a long file is asked at each folder of a deep path.
 */
export function matchesParts(parts: readonly PathPart[], names: readonly string[]): boolean {
  const last = parts.lastIndexOf(ANY_FOLDERS);
  let [part, name] = [0, 0];
  let back: { readonly part: number; name: number } | null = null;
  while (name < names.length) {
    const test = parts[part];
    if (test === ANY_FOLDERS) {
      if (part === parts.length - 1) return true;
      back = ++part > last ? null : { part, name };
      if (back) continue;
      const first = names.length - (parts.length - part);
      if (first < name) return false;
      name = first;
    } else if (test?.(names[name]!)) {
      part++;
      name++;
    } else if (back) {
      part = back.part;
      name = ++back.name;
    } else return false;
  }
  return part === parts.length;
}
