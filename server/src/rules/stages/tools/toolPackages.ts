import { oneOf } from '../oneOf.ts';

/** What a package of a distribution is to an image that runs something. */
export type ToolKind = 'compiler' | 'headers' | 'companion';

/** Compilers and what brings them, in the spelling of Debian, Alpine and Red Hat. */
const COMPILERS = new RegExp(`^${oneOf(`build-essential, build-base, alpine-sdk, gcc(?:-\\d+)?, g\\+\\+(?:-\\d+)?, gcc-c\\+\\+, gcc-gfortran,
  gfortran(?:-\\d+)?, clang(?:-?\\d+)?, llvm(?:-\\d+)?-dev, cmake3?, rustc, cargo, rust, rustup, go,
  golang(?:-go|-[\\d.]+(?:-go)?)?, maven, gradle, ghc, nasm, yasm`)}$`);
/** Headers, and the libraries that are linked at build time. */
const HEADERS = /^(?!.*(?:^|-)udev$)(?!java-)(?:.+-dev|.+-devel|linux-headers(?:-\S+)?|kernel-headers)$/;
/** Tools that some applications use by themselves: they count beside a compiler alone. */
const COMPANIONS = new RegExp(`^${oneOf(`make, automake, autoconf, autotools-dev, libtool, pkg-config, pkgconf, pkgconfig, bison, flex, ninja-build, ninja,
  samurai, meson, m4, patch, dpkg-dev, swig, cython3?, binutils, file`)}$`);

export function toolKind(name: string): ToolKind | null {
  if (COMPILERS.test(name)) return 'compiler';
  if (HEADERS.test(name)) return 'headers';
  return COMPANIONS.test(name) ? 'companion' : null;
}

/**
 * Megabytes that a package and what it pulls in take above what `-slim` images of Debian have: Installed-Size of Debian 12 on amd64, without
 * recommended packages, read from its package list on 2026-11-21.
 */
const DEBIAN_MEGABYTES: ReadonlyMap<string, number> = new Map([
  ['build-essential', 256], ['gcc', 172], ['g++', 249], ['gfortran', 236], ['clang', 386], ['cmake', 85], ['cargo', 639], ['rustc', 621], ['golang', 443],
  ['golang-go', 443], ['python3-dev', 82], ['libxml2-dev', 110], ['libopenblas-dev', 101],
  ['default-libmysqlclient-dev', 38], ['libpq-dev', 16], ['libssl-dev', 12],
]);

/** How much packages take at least, since they share much of what they pull in; null where that is not known. */
export function leastMegabytes(names: readonly string[]): number | null {
  const known = names.flatMap((name) => DEBIAN_MEGABYTES.get(name) ?? []);
  return known.length === 0 ? null : Math.max(...known);
}
