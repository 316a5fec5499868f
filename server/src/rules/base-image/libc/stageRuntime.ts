import type { StageFact } from '../../../core/dockerfile/facts.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { familyOf } from '../../../core/image/family.ts';
import { parseImageReference, type ImageReference } from '../../../core/image/reference.ts';
import { describeImage, fullImageName } from '../../../core/dockerfile/knownImages.ts';
import { splitTag, type TagParts } from '../../../core/image/tag.ts';

export type Libc = 'glibc' | 'musl' | 'none';

/** What programs and packages find in a stage, as its image says. */
export interface StageRuntime {
  readonly image: ImageReference | null;
  /** For people: `python:3.12-alpine`. */
  readonly label: string;
  /** `none`: there is no C library at all, so only static programs start. */
  readonly libc: Libc;
  /** Name of the official image: `python`, `node`, `golang`; null for others. */
  readonly family: string | null;
  /** Major and minor version of the family's image, where the tag has both: `3.12`; of Node.js the major one alone. */
  readonly version: string | null;
  /** Release of glibc as major * 100 + minor, where the tag names the release of Debian or Ubuntu. */
  readonly glibc: number | null;
  /** Null for what is not of Google's distroless images; else its kind: `static`, `base`, `cc`, `python3`. */
  readonly distroless: string | null;
}

/** glibc by release. Sources: packages.debian.org/libc6 and packages.ubuntu.com/libc6. */
const GLIBC: Readonly<Record<string, number>> = {
  stretch: 224, buster: 228, bullseye: 231, bookworm: 236, trixie: 241, xenial: 223, bionic: 227, focal: 231, jammy: 235, noble: 239,
  'debian:9': 224, 'debian:10': 228, 'debian:11': 231, 'debian:12': 236, 'debian:13': 241,
  'ubuntu:16.04': 223, 'ubuntu:18.04': 227, 'ubuntu:20.04': 231, 'ubuntu:22.04': 235, 'ubuntu:24.04': 239,
};

/** Null where the image is not known: then nothing is said about what it can run. */
export function runtimeOf({ stage, baseImage }: StageFact): StageRuntime | null {
  const root = stageChain(stage).at(-1)!;
  if (root.parent) return null;
  if (root.resolvedImage === 'scratch') return { image: null, label: 'scratch', libc: 'none', family: 'scratch', version: null, glibc: null, distroless: null };
  return baseImage && runtimeOfImage(baseImage);
}

/** What `--from` names where it is no stage of the file; null for images that nobody wrote down. */
export function runtimeOfName(name: string): StageRuntime | null {
  const image = parseImageReference(name);
  return image && runtimeOfImage(image);
}

function runtimeOfImage(image: ImageReference): StageRuntime | null {
  const known = describeImage(image);
  const name = fullImageName(image);
  const distroless = /^gcr\.io\/distroless\/([a-z0-9]+)(?:-debian(\d+))?/.exec(name);
  if (distroless) return distrolessRuntime(image, name, distroless[1]!, distroless[2] ?? null);
  const family = familyOf(image);
  const libc = known?.distribution ? LIBC[known.distribution] : undefined;
  if (family === null || !libc) return null;
  const tag = image.tag ?? '';
  const parts = splitTag(tag);
  return {
    image,
    label: `${family}${tag === '' ? '' : `:${tag}`}`,
    libc,
    family,
    version: versionOf(family, parts.version),
    glibc: libc === 'glibc' ? glibcOf(family, parts) : null,
    distroless: null,
  };
}

const LIBC: Partial<Record<string, Libc>> = { alpine: 'musl', debian: 'glibc', ubuntu: 'glibc', redhat: 'glibc' };

/** Distroless images have the programs of their Debian. Source: the README of github.com/GoogleContainerTools/distroless, packages.debian.org/python3. */
function distrolessRuntime(image: ImageReference, name: string, kind: string, debian: string | null): StageRuntime {
  const node = /^nodejs(\d+)$/.exec(kind)?.[1] ?? null;
  return {
    image,
    label: name,
    libc: kind === 'static' ? 'none' : 'glibc',
    family: kind === 'python3' ? 'python' : node === null ? null : 'node',
    version: kind === 'python3' ? (DISTROLESS_PYTHON[debian ?? ''] ?? null) : node,
    glibc: GLIBC[`debian:${debian ?? ''}`] ?? null,
    distroless: kind,
  };
}

const DISTROLESS_PYTHON: Readonly<Record<string, string>> = { 11: '3.9', 12: '3.11', 13: '3.13' };

function versionOf(family: string, version: string | null): string | null {
  if (version === null) return null;
  if (family === 'python') return /^3\.\d+/.exec(version)?.[0] ?? null;
  return family === 'node' ? (/^\d+/.exec(version)?.[0] ?? null) : null;
}

/** Null where the tag leaves open which release of the distribution it is. */
function glibcOf(family: string, { version, suffix, variant }: TagParts): number | null {
  if (suffix !== null && Object.hasOwn(GLIBC, suffix)) return GLIBC[suffix]!;
  const release = version?.split('.').slice(0, family === 'debian' ? 1 : 2).join('.') ?? '';
  if (Object.hasOwn(GLIBC, `${family}:${release}`)) return GLIBC[`${family}:${release}`]!;
  // Images of Rust without a suite are on bookworm or newer since 1.75 (docker-library/official-images, library/rust).
  const isRecent = version === null || /^(?:latest|1|1\.(?:7[5-9]|[89]\d|\d{3})(?:\.\d+)?)$/.test(version);
  return family === 'rust' && suffix === null && (variant === null || variant === 'slim') && isRecent ? GLIBC['bookworm']! : null;
}
