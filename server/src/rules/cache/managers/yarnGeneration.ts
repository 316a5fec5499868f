import { describeImage, fullImageName } from '../../../core/dockerfile/knownImages.ts';
import type { ManagerCall } from '../calls/managerCall.ts';
import type { CacheScene } from '../packageManager.ts';
import { yarnEvidence, type YarnEvidence } from './yarnEvidence.ts';

/** `classic` is Yarn 1, `berry` Yarn 2 and later: they share nothing but the name. */
export type YarnGeneration = 'classic' | 'berry' | 'unknown';

/** Options that Yarn 1 does not know. */
const BERRY_OPTIONS = new Set([
  '--immutable', '--immutable-cache', '--check-cache', '--inline-builds', '--mode', '--refresh-lockfile', '--check-resolutions',
]);

/** Options that Yarn 4 refuses (tried with 4.18). */
const CLASSIC_OPTIONS = new Set([
  '--cache-folder', '--force', '--ignore-engines', '--ignore-optional', '--ignore-platform', '--ignore-scripts', '--no-lockfile',
  '--no-progress', '--non-interactive', '--offline', '--prefer-offline', '--prod', '--production', '--pure-lockfile',
  '--verbose',
]);

/** Which Yarn a call starts, by its own options, the rest of the Dockerfile and the project in the build context. */
export function yarnGeneration(call: ManagerCall, scene: CacheScene): YarnGeneration {
  const names = call.options.map(({ name }) => name);
  if (names.some((name) => BERRY_OPTIONS.has(name)) || call.positionals[0]?.value === 'workspaces') return 'berry';
  if (names.some((name) => CLASSIC_OPTIONS.has(name)) || call.positionals[0]?.value === 'global') return 'classic';
  const evidence = yarnEvidence(scene);
  const asked = new Set(evidence.asked.map((major) => major > 1));
  if (asked.size === 1) return asked.has(true) ? 'berry' : 'classic';
  if (asked.size > 1) return 'unknown';
  const named = new Set(evidence.projects.flatMap(({ major }) => (major === null ? [] : [major > 1])));
  if (named.size === 1) return named.has(true) ? 'berry' : 'classic';
  if (named.size > 1) return 'unknown';
  // Yarn 2 and later still take it, with a warning: it only counts where nothing speaks for them.
  if (names.includes('--frozen-lockfile')) return 'classic';
  return isLeftToImage(call, scene, evidence) ? 'classic' : 'unknown';
}

/** Nothing names another Yarn, so the one installed is the one that runs: Yarn 1 in the official Node image too. */
function isLeftToImage({ run }: ManagerCall, { project, facts }: CacheScene, { hasClassic, usesCorepack }: YarnEvidence): boolean {
  if (usesCorepack || !project?.uses.every(({ context }) => context.known && context.files.complete)) return false;
  const { baseImage } = facts.stageFact(run.stage);
  return hasClassic || (baseImage !== null && describeImage(baseImage) !== null && fullImageName(baseImage).endsWith('/library/node'));
}

/** Major versions that are known, for what differs between Yarn 3 and 4; empty where none is. */
export function berryMajors(scene: CacheScene): readonly number[] {
  const { asked, projects } = yarnEvidence(scene);
  return [...asked.filter((major) => major > 2), ...projects.flatMap(({ major }) => (major !== null && major > 2 ? [major] : []))];
}
