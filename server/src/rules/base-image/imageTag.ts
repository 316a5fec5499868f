import { cycleOf, type Cycle, type Family } from './lifecycles.ts';

/** A tag that names a version, taken apart: `3.9.18-slim-bookworm`. */
export interface VersionTag {
  readonly cycle: Cycle;
  /** As written: `3.9.18`, or a code name such as `iron`. */
  readonly version: string;
  /** What follows the version, without its hyphen; empty where nothing does. */
  readonly variant: string;
}

/** Also `17.0.10_7` and `8u402-b06` of Java, and `bookworm-20240812` of the distributions, where the day belongs to the version. */
const VERSION = /^(\d+(?:\.\d+){0,3}|\d+u\d+(?:-b\d+)?|\d+(?:\.\d+){0,3}_\d+)(?:-([a-z0-9][a-z0-9._-]*))?$/i;
const SNAPSHOT = /^\d{8}(?:\.\d+)?$/;
const PRERELEASE = /^(?:rc|alpha|beta|nightly)/i;

/** Null for tags without a version, pre-releases, and release lines that the table does not know. */
export function readVersionTag(family: Family, tag: string): VersionTag | null {
  const match = VERSION.exec(tag);
  if (match) {
    const [, version = '', variant = ''] = match;
    if (PRERELEASE.test(variant)) return null;
    const cycle = cycleOf(family, version.replace(/[u_].*$/, ''));
    return cycle && { cycle, version, variant };
  }
  const [name = '', ...rest] = tag.split('-');
  const cycle = family.cycles.find(({ codename }) => codename === name);
  if (!cycle) return null;
  const snapshot = family.kind === 'distribution' && SNAPSHOT.test(rest[0] ?? '') ? `-${rest.shift() ?? ''}` : '';
  return { cycle, version: name + snapshot, variant: rest.join('-') };
}

/** A tag without a version: what moves under it, and what it stood for when the table was made. */
export interface FloatingTag {
  readonly cycle: string;
  readonly variant: string;
}

/** `slim`, `lts-alpine`, `current`, `latest`; null where the tag is none that the table knows. */
export function readFloatingTag(family: Family, tag: string): FloatingTag | null {
  const hyphen = tag.indexOf('-');
  const name = hyphen === -1 ? tag : tag.slice(0, hyphen);
  const named = family.floating.get(name);
  if (named !== undefined && !tag.endsWith('-')) return known(family, named, hyphen === -1 ? '' : tag.slice(hyphen + 1));
  const latest = family.floating.get('latest');
  return latest === undefined || tag === '' ? null : known(family, latest, tag);
}

function known(family: Family, cycle: string, variant: string): FloatingTag | null {
  return family.variants.get(cycle)?.has(variant) ? { cycle, variant } : null;
}

/** Names of release lines that move by design: nothing pins them. `bookworm` or `iron` are not among them, they stay what they are. */
const MOVING: ReadonlySet<string> = new Set([
  'edge', 'sid', 'unstable', 'testing', 'experimental', 'devel', 'rolling', 'nightly', 'stable', 'oldstable', 'mainline', 'lts', 'current', 'innovation',
]);

/** `edge`, `sid-slim`, `devel`: also where the table does not know what it stood for. */
export function isMovingTag(tag: string): boolean {
  return MOVING.has(tag.split('-', 1)[0] ?? '');
}

/** What `python:3` or `alpine:3` stands for, a version that leaves open which of several release lines is meant; null where it names one. */
export function readOpenVersion(family: Family, tag: string): FloatingTag | null {
  const [, version = '', variant = ''] = /^(\d+(?:\.\d+)?)(?:-(.*))?$/.exec(tag) ?? [];
  if (version === '') return null;
  const start = `${version}.`;
  const lines = family.cycles.filter(({ cycle }) => cycle.startsWith(start));
  return lines.length > 1 && !family.cycles.some(({ cycle }) => cycle === version) ? { cycle: lines[0]!.cycle, variant } : null;
}

export function joinTag(cycle: string, variant: string): string {
  return variant === '' ? cycle : `${cycle}-${variant}`;
}
