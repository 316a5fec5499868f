import { familyOf } from '../image/family.ts';
import type { ImageReference } from '../image/reference.ts';
import { describeImage, fullImageName } from './knownImages.ts';

/** Programs that can ask a port whether it answers. */
export type ProbeProgram = 'python' | 'node' | 'bun' | 'deno' | 'ruby' | 'php' | 'curl' | 'wget';

/** What official images bring for the language that they are named after. */
const LANGUAGES: ReadonlyMap<string, ProbeProgram> = new Map([['python', 'python'], ['node', 'node'], ['ruby', 'ruby'], ['php', 'php']]);
/**
 * Official images whose Debian variants without `slim` are built on buildpack-deps, which has curl and wget
 * (github.com/docker-library/buildpack-deps, debian/*\/curl).
 */
const ON_BUILDPACK: ReadonlySet<string> = new Set(['buildpack-deps', 'elixir', 'erlang', 'golang', 'node', 'perl', 'pypy', 'python', 'ruby', 'rust']);
/** Official images that install curl themselves in their Debian and Ubuntu variants; Temurin's says why in a comment (adoptium/containers#255). */
const WITH_CURL: ReadonlySet<string> = new Set(['eclipse-temurin', 'nginx', 'php']);
/** By full name: github.com/oven-sh/bun, github.com/denoland/deno_docker. */
const OTHERS: ReadonlyMap<string, ProbeProgram> = new Map([['docker.io/oven/bun', 'bun'], ['docker.io/denoland/deno', 'deno']]);

/** Programs that an image is known to have; there may be others. */
export function knownPrograms(image: ImageReference): ReadonlySet<ProbeProgram> {
  const programs = new Set<ProbeProgram>();
  const description = describeImage(image);
  if (!description || description.distribution === 'windows') return programs;
  const family = familyOf(image);
  const tag = image.tag ?? '';
  const language = family === null ? undefined : LANGUAGES.get(family);
  if (language) programs.add(language);
  // BusyBox.
  if (description.distribution === 'alpine') programs.add('wget');
  const isDebian = description.distribution === 'debian' || description.distribution === 'ubuntu';
  if (isDebian && family !== null && !/(?:^|-)slim(?:-|$)/.test(tag)) {
    if (ON_BUILDPACK.has(family)) programs.add('curl').add('wget');
    if (WITH_CURL.has(family) && !isOldNginx(image)) programs.add('curl');
  }
  const own = OTHERS.get(fullImageName(image));
  if (own) programs.add(own);
  return programs;
}

/** Images of nginx have curl since some version of 1.19 (github.com/nginx/docker-nginx). */
export function isOldNginx(image: ImageReference): boolean {
  const [, minor] = /^1\.(\d+)/.exec(image.tag ?? '') ?? [];
  return familyOf(image) === 'nginx' && minor !== undefined && Number(minor) < 20;
}
