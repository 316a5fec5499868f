import type { StageFact } from '../../../core/dockerfile/facts.ts';
import { fullImageName } from '../../../core/dockerfile/knownImages.ts';
import { codenameIn, DEBIAN, UBUNTU, type Codenames } from '../codenames.ts';

/** A distribution and, where the tag names it, its release. */
export interface Release {
  readonly distribution: string;
  readonly release: string | null;
}

/** Images of the Red Hat and SUSE families, whose tags begin with the release. */
const BY_NAME: readonly { readonly name: RegExp; readonly distribution: string }[] = [
  { name: /(?:^|\/)fedora(?:-minimal)?$/, distribution: 'fedora' },
  { name: /(?:^|\/)(?:rockylinux|rocky-linux)(?:\/|$)/, distribution: 'rocky' },
  { name: /(?:^|\/)almalinux(?:\/|$)/, distribution: 'alma' },
  { name: /(?:^|\/)centos(?:\/|$)/, distribution: 'centos' },
  { name: /(?:^|\/)amazonlinux$/, distribution: 'amazon' },
  { name: /(?:^|\/)oraclelinux$/, distribution: 'oracle' },
  { name: /(?:^|\/)opensuse\//, distribution: 'opensuse' },
];

/** What a stage runs on, from the name and tag of its image; null where they do not tell. */
export function releaseOf({ baseImage, distribution }: StageFact): Release | null {
  if (!baseImage || distribution === 'windows' || distribution === 'scratch' || distribution === 'busybox') return null;
  const tag = (baseImage.tag ?? '').toLowerCase();
  const name = fullImageName(baseImage);
  if (distribution === 'debian') return { distribution, release: codename(DEBIAN, tag, name.endsWith('/debian')) };
  if (distribution === 'ubuntu') return { distribution, release: codename(UBUNTU, tag, name.endsWith('/ubuntu')) ?? inWord(UBUNTU, tag) };
  if (distribution === 'alpine') {
    const pattern = name.endsWith('/alpine') ? /^(\d+\.\d+)/ : /(?:^|-)alpine-?(\d+\.\d+)/;
    return { distribution, release: pattern.exec(tag)?.[1] ?? null };
  }
  const ubi = /\/ubi(\d+)(?:[/-]|$)/.exec(name)?.[1];
  if (ubi !== undefined) return { distribution: 'ubi', release: ubi };
  const known = BY_NAME.find((one) => one.name.test(name));
  return known ? { distribution: known.distribution, release: /^(?:stream)?(\d+(?:\.\d+)?)/.exec(tag)?.[1] ?? null } : null;
}

/** True only where the two are certainly not the same. */
export function areDifferent(a: Release, b: Release): boolean {
  return a.distribution !== b.distribution || (a.release !== null && b.release !== null && a.release !== b.release);
}

/** `bookworm`, `alpine-3.20`: fit for an id. */
export function releaseName({ distribution, release }: Release): string {
  if (release === null) return distribution;
  return /^[a-z]/.test(release) ? release : `${distribution}-${release}`;
}

function codename(releases: Codenames, tag: string, isOwn: boolean): string | null {
  const named = codenameIn(tag);
  if (named !== null) return named;
  const version = isOwn ? /^\d+(?:\.\d+)?/.exec(tag)?.[0] : undefined;
  if (version === undefined) return null;
  return releases.get(version) ?? releases.get(version.split('.')[0]!) ?? version;
}

/** `12.8.1-base-ubuntu24.04` of nvidia/cuda. */
function inWord(releases: Codenames, tag: string): string | null {
  const version = /ubuntu-?(\d+\.\d+)/.exec(tag)?.[1];
  return version === undefined ? null : (releases.get(version) ?? version);
}
