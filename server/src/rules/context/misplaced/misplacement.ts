import type { DockerfileUse, ProjectView } from '../../../core/engine/projectView.ts';
import { folderOf, foldersAbove, isOutside, joinPaths, pathWithin } from '../../../project/paths.ts';
import type { ContextSource } from '../sources/contextSources.ts';
import type { CandidateFolders } from './candidateFolders.ts';
import { commonFolder, existsInWorkspace, holds, isMissing, looksMade, otherSpelling } from './contextPlaces.ts';

/** A source that does not mean what it looks like, in one build. */
export interface Misplacement {
  /**
   * `dropped`: with `..`, and what is left is not there. `other`: with `..`, and what is left is something else. `elsewhere`: written for
   * another folder. `spelling`: a name with other letters is there.
   */
  readonly kind: 'dropped' | 'other' | 'elsewhere' | 'spelling';
  /** What BuildKit looks for, relative to the workspace. */
  readonly means: string;
  /** What is meant, relative to the workspace; null where nothing of that name was found. */
  readonly meant: string | null;
  /** The path within the context that means it; null where it lies outside. */
  readonly within: string | null;
  /** A folder that would do as the context; null where none is known to. */
  readonly wantedContext: string | null;
}

/** Tells how a source misses its file in one build; null where it does not, or where that cannot be proved. */
export function misplacement(source: ContextSource, use: DockerfileUse, project: ProjectView, folders: CandidateFolders): Misplacement | null {
  if (use.context.isOutside) return null;
  if (climbs(source)) return source.isWildcard ? null : climbing(source, use, project, folders);
  // What compose and bake files say is a fact, the Dockerfile's own folder a guess.
  if (!use.context.known || source.isWildcard || !isMissing(use.context, source.path)) return null;
  return use.context.ignore?.matcher.ignores(source.path) ? null : (misspelled(source, use) ?? writtenForAnother(source, use, project));
}

/** True where `..` would leave the folder that the path starts from. */
function climbs({ written }: ContextSource): boolean {
  return !written.startsWith('/') && (joinPaths('.', written) === '..' || joinPaths('.', written).startsWith('../'));
}

function climbing({ written, path }: ContextSource, { context, dockerfile }: DockerfileUse, project: ProjectView, folders: CandidateFolders): Misplacement | null {
  const means = joinPaths(context.path, path);
  const target = joinPaths(folderOf(dockerfile), written);
  const isThere = isOutside(target) ? null : existsInWorkspace(target, context, project);
  const meant = isThere === true ? target : null;
  const within = meant === null ? null : pathWithin(context.path, meant);
  const wantedContext = meant === null || within !== null ? null : commonFolder(context.path, meant);
  if (holds(context.files, path)) {
    // Where both are one, the `..` does no harm.
    if (!context.known || meant === null || meant === means) return null;
    return { kind: 'other', means, meant, within, wantedContext };
  }
  if (!isMissing(context, path) || (!context.known && foldersAbove(context.path).some((above) => folders.mayHoldAll(above)))) return null;
  return { kind: 'dropped', means, meant, within, wantedContext };
}

function misspelled({ path }: ContextSource, { context }: DockerfileUse): Misplacement | null {
  const name = otherSpelling(context.files, path);
  return name === null ? null : { kind: 'spelling', means: joinPaths(context.path, path), meant: joinPaths(context.path, name), within: name, wantedContext: null };
}

/** What a program that is built before the image may well be called. */
const PROGRAM = /^(?:app|main|server|client|api|web|cli|agent|worker|service|daemon|frontend|backend|run|start)$/;

function writtenForAnother({ path }: ContextSource, { context, dockerfile }: DockerfileUse, project: ProjectView): Misplacement | null {
  const means = joinPaths(context.path, path);
  const beside = pathWithin(context.path, joinPaths(folderOf(dockerfile), path));
  if (beside !== null && beside !== path && holds(context.files, beside)) {
    return { kind: 'elsewhere', means, meant: joinPaths(context.path, beside), within: beside, wantedContext: null };
  }
  if (looksMade(path) || PROGRAM.test(path)) return null;
  for (const above of foldersAbove(context.path)) {
    const meant = joinPaths(above, path);
    // A program is often called like the folder of its sources.
    if (!path.includes('/') && pathWithin(meant, context.path) !== null) continue;
    if (existsInWorkspace(meant, context, project) === true) {
      return { kind: 'elsewhere', means, meant, within: pathWithin(context.path, meant), wantedContext: above };
    }
  }
  return null;
}
