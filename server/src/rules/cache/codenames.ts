/** Releases of a distribution by number. */
export type Codenames = ReadonlyMap<string, string>;

/** Source: wiki.debian.org/DebianReleases. */
export const DEBIAN: Codenames = new Map([
  ['9', 'stretch'], ['10', 'buster'], ['11', 'bullseye'], ['12', 'bookworm'], ['13', 'trixie'], ['14', 'forky'],
]);

/** Source: releases.ubuntu.com. */
export const UBUNTU: Codenames = new Map([
  ['16.04', 'xenial'], ['18.04', 'bionic'], ['20.04', 'focal'], ['22.04', 'jammy'], ['24.04', 'noble'], ['24.10', 'oracular'],
  ['25.04', 'plucky'], ['25.10', 'questing'], ['26.04', 'resolute'],
]);

/** `sid` is Debian's release without a number. */
const NAMES: ReadonlySet<string> = new Set([...DEBIAN.values(), 'sid', ...UBUNTU.values()]);

const WORD = /[^-_.]+/g;

/** The release that a tag of an image names: `bookworm` of `3.12-slim-bookworm`; null for none. */
export function codenameIn(tag: string): string | null {
  const written = tag.toLowerCase();
  WORD.lastIndex = 0;
  for (let word = WORD.exec(written); word; word = WORD.exec(written)) if (NAMES.has(word[0])) return word[0];
  return null;
}
