import { append } from '../../../core/collections/multimap.ts';
import type { WorkspaceDockerfile } from '../../../core/engine/projectView.ts';
import { parseImageReference } from '../../../core/image/reference.ts';
import { isBuiltName } from '../builtNames.ts';
import { compareVersions, cycleOf, isEndOfLife, supportedCycle, type Family } from '../lifecycles.ts';
import { BUILT_IN_POLICY, standardOf } from '../policy.ts';
import { baseImagesOf, type BaseImageUse } from './baseImages.ts';
import { comparableSets, isBuilt, isNamedByVersion, isOverridden } from './comparable.ts';

/** A Dockerfile with the one release line that it has of an image. */
export interface DriftMember {
  readonly file: WorkspaceDockerfile;
  /** The last FROM of that image, which is the one that ships where several are there. */
  readonly use: BaseImageUse;
  /** Null where its stages have several kinds: then they differ on purpose. */
  readonly kind: string | null;
}

/** One image that Dockerfiles of a workspace have in several versions or variants. */
export interface Drift {
  readonly image: string;
  readonly title: string;
  readonly family: Family | null;
  readonly members: readonly DriftMember[];
  /** The release line of most of them, and how many that are. */
  readonly common: string;
  readonly count: number;
  /** The kind of variant that most of those have; null where none is in the majority. */
  readonly commonKind: string | null;
  /** The release line that all should have; null where the lifecycle table knows none that is supported. */
  readonly target: string | null;
}

const NO_IMAGES: ReadonlySet<string> = new Set();
const folded = new WeakMap<readonly WorkspaceDockerfile[], WeakMap<ReadonlySet<string>, ReadonlyMap<string, readonly Drift[]>>>();

/**
 * What differs, by the paths of the Dockerfiles that have a part in it. Worked out once for all of them together.
 * @param built what the workspace builds itself: which version of that a file takes is its own matter
 */
export function driftsOf(files: readonly WorkspaceDockerfile[], built: ReadonlySet<string> = NO_IMAGES): ReadonlyMap<string, readonly Drift[]> {
  const known = folded.get(files) ?? new WeakMap<ReadonlySet<string>, ReadonlyMap<string, readonly Drift[]>>();
  folded.set(files, known);
  let found = known.get(built);
  if (!found) known.set(built, (found = byPath(foldDrifts(files, built))));
  return found;
}

function isOwn({ text }: BaseImageUse, built: ReadonlySet<string>): boolean {
  const image = built.size === 0 ? null : parseImageReference(text);
  return image !== null && isBuiltName(image, built);
}

function byPath(drifts: readonly Drift[]): ReadonlyMap<string, readonly Drift[]> {
  const found = new Map<string, Drift[]>();
  for (const drift of drifts) {
    for (const { file } of drift.members) append(found, file.path, drift);
  }
  return found;
}

function foldDrifts(files: readonly WorkspaceDockerfile[], built: ReadonlySet<string>): readonly Drift[] {
  const different = filesThatDiffer(files);
  if (different.length < 2) return [];
  return comparableSets(different).flatMap((set) => [...membersByImage(set).values()].flatMap((members) => toDrift(members.filter(({ use }) => !isOwn(use, built))) ?? []));
}

/** Those with an image that not all have alike. Who builds them is asked of these only: that is the dear part. */
function filesThatDiffer(files: readonly WorkspaceDockerfile[]): readonly WorkspaceDockerfile[] {
  const releases = new Map<string, Set<string>>();
  for (const { image, line, kind } of files.flatMap((file) => baseImagesOf(file)).map(({ release }) => release)) {
    const known = releases.get(image);
    if (known) known.add(`${line} ${kind}`);
    else releases.set(image, new Set([`${line} ${kind}`]));
  }
  return files.filter((file) => baseImagesOf(file).some(({ release }) => releases.get(release.image)!.size > 1));
}

function membersByImage(files: readonly WorkspaceDockerfile[]): ReadonlyMap<string, DriftMember[]> {
  const found = new Map<string, DriftMember[]>();
  for (const file of files) {
    for (const [image, uses] of usesByImage(file)) {
      const use = uses.at(-1)!;
      // Several versions in one file are there on purpose, or its own matter.
      if (uses.some(({ release }) => release.line !== use.release.line) || uses.some((one) => isOverridden(file, one))) continue;
      if (isNamedByVersion(file.path, use)) continue;
      const kind = uses.every(({ release }) => release.kind === use.release.kind) ? use.release.kind : null;
      append(found, image, { file, use, kind });
    }
  }
  return found;
}

function usesByImage(file: WorkspaceDockerfile): ReadonlyMap<string, BaseImageUse[]> {
  const found = new Map<string, BaseImageUse[]>();
  for (const use of baseImagesOf(file)) append(found, use.release.image, use);
  return found;
}

function toDrift(all: readonly DriftMember[]): Drift | null {
  const members = asPrecise(all);
  const lines = countBy(members.map(({ use }) => use.release.line));
  const [first] = members;
  if (!first || members.length < 2) return null;
  const { image, title, family } = first.use.release;
  const common = mostCommon(lines, family);
  const alike = members.filter(({ use }) => use.release.line === common);
  // One against one is a difference between services of one project; between Dockerfiles that only share a repository, it says nothing.
  if (alike.length < 2 && !members.some(({ file }) => isBuilt(file))) return null;
  const kinds = countBy(alike.flatMap(({ kind }) => kind ?? []));
  if (lines.size < 2 && kinds.size < 2) return null;
  const commonKind = [...kinds].find(([, count]) => count * 2 > alike.length)?.[0] ?? null;
  return { image, title, family, members, common, count: alike.length, commonKind, target: targetLine(common, family) };
}

/** A `2` beside a `2.4` may be the same; of images that nobody knows, nothing more can be said. */
function asPrecise(members: readonly DriftMember[]): readonly DriftMember[] {
  const isRough = ({ use: { release } }: DriftMember): boolean => release.family === null && !release.line.includes('.');
  return members.every(isRough) ? members : members.filter((member) => !isRough(member));
}

function countBy(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The release line of most; of several such, the newest that is supported. */
function mostCommon(lines: ReadonlyMap<string, number>, family: Family | null): string {
  const most = Math.max(...lines.values());
  const candidates = [...lines].filter(([, count]) => count === most).map(([line]) => line).sort(compareVersions);
  return candidates.findLast((line) => !hasEnded(line, family)) ?? candidates.at(-1) ?? '';
}

function hasEnded(line: string, family: Family | null): boolean {
  const cycle = family && cycleOf(family, line);
  return cycle !== null && isEndOfLife(cycle);
}

/**
 * Where all should go: what most have, unless the built-in policy names something newer or it has ended. A finding of standard-base-image about
 * the same word then asks for the same.
 */
function targetLine(common: string, family: Family | null): string | null {
  if (!family) return common;
  const standard = standardOf(BUILT_IN_POLICY, family)?.cycle?.cycle ?? common;
  const wanted = compareVersions(common, standard) < 0 ? standard : common;
  if (!hasEnded(wanted, family)) return wanted;
  const next = supportedCycle(family)?.cycle ?? null;
  return next !== null && compareVersions(next, wanted) > 0 ? next : null;
}
