import { UNKNOWN, type ComposeProject, type ProjectService } from '../../../core/compose/project.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { parseImageReference, type ImageReference } from '../../../core/image/reference.ts';
import { joinPaths } from '../../../project/paths.ts';
import { builderStage } from './builderStage.ts';
import { destinationOf, type CacheEntry } from './cacheEntry.ts';
import { isCachedImage, withTag, writesLocalCache } from './cachesOfProject.ts';
import { otherWriter } from './sharedDestinations.ts';
import type { CacheList } from './writtenEntries.ts';

/** The builder that makes the images, as the person says who configures the rule. */
export type Builder = 'unknown' | 'docker' | 'containerd' | 'docker-container';

/** What an entry is judged by. */
export interface Circumstances {
  readonly list: CacheList;
  readonly entry: CacheEntry;
  readonly isFixed: boolean;
  readonly merged: ProjectService;
  readonly project: ComposeProject;
  readonly view: ProjectView | null;
  /** Folder of the compose file, workspace-relative; null where it is not known. */
  readonly folder: string | null;
  readonly builder: Builder;
}

/** Worst first: of several in one service, the first is told. */
export const PROBLEMS = ['refused', 'overwritten', 'unqualified', 'noCache', 'localImage', 'missingFolder', 'notInline', 'finalStageOnly'] as const;
export type ProblemId = (typeof PROBLEMS)[number];

export interface Problem {
  readonly id: ProblemId;
  /** What the message names: a reference, a service, a folder, a stage. */
  readonly subject: string;
}

/** What is wrong with one entry, worst first; null where nothing is, or nobody can tell. */
export function problemOf(circumstances: Circumstances): Problem | null {
  return circumstances.list === 'cache_to' ? problemOfWriting(circumstances) : problemOfReading(circumstances);
}

function problemOfWriting({ entry, merged, project, view, builder }: Circumstances): Problem | null {
  // Outside of Actions, `gha` is left out before anybody looks at the driver (buildx `util/buildflags`, `isActive`).
  if (builder === 'docker' && entry.type !== 'inline' && entry.type !== 'gha') return { id: 'refused', subject: entry.type };
  const destination = destinationOf(entry);
  const other = destination === null ? null : otherWriter(project, merged.name, destination);
  if (other !== null) return { id: 'overwritten', subject: other };
  const stage = entry.type === 'inline' ? builderStage(view, merged.name) : null;
  return stage === null ? null : { id: 'finalStageOnly', subject: stage };
}

/** Reading what is not there costs a look-up, and everything is built again. */
function problemOfReading(circumstances: Circumstances): Problem | null {
  const { entry, isFixed, merged, project, builder } = circumstances;
  const noCache = merged.get('build', 'no_cache');
  if (noCache === true || noCache === 'true') return { id: 'noCache', subject: merged.name };
  if (entry.type === 'local') return missingFolder(entry, circumstances);
  if (entry.type !== 'registry') return null;
  const text = entry.options.get('ref') ?? '';
  const reference = parseImageReference(text);
  if (!reference) return null;
  if (isUnqualified(reference)) return isFixed ? problemOfLocalImage(text, project, builder) : null;
  return isUncachedOwnImage(text, merged, project) ? { id: 'notInline', subject: text } : null;
}

/** Without a registry or an account, a name means Docker's own images, which nobody else can push (distribution/reference, "library"). */
function isUnqualified({ domain, path }: ImageReference): boolean {
  return domain === null && !path.includes('/');
}

function problemOfLocalImage(text: string, project: ComposeProject, builder: Builder): Problem | null {
  const isCached = isCachedImage(project, text);
  if (isCached === UNKNOWN || (isCached && builder === 'docker')) return null;
  return { id: isCached && builder === 'unknown' ? 'localImage' : 'unqualified', subject: text };
}

/** The image that the service's own build makes, which no build of the project writes a cache into. */
function isUncachedOwnImage(text: string, merged: ProjectService, project: ComposeProject): boolean {
  const image = merged.get('image');
  return typeof image === 'string' && withTag(image) === withTag(text) && isCachedImage(project, text) === false;
}

/** A folder that is not there and that no build of the project writes. */
function missingFolder({ options }: CacheEntry, { project, view, folder }: Circumstances): Problem | null {
  const source = options.get('src');
  if (!source || folder === null || !view?.kindOf || /^(?:[/~\\]|[A-Za-z]:)|\.\.|\$/.test(source)) return null;
  const relative = source.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  // buildx looks from where it is called: the compose file's folder, or the top of the repository.
  const places = new Set([relative, joinPaths(folder, relative)]);
  const isGone = relative !== '' && [...places].every((place) => view.kindOf!(place) === null);
  return isGone && !writesLocalCache(project) ? { id: 'missingFolder', subject: source } : null;
}
