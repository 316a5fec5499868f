import type { CopyFact, DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import { joinPath, pathBelow } from '../../../core/dockerfile/paths.ts';
import type { BuildContext, BuildUse, ProjectView } from '../../../core/engine/projectView.ts';
import { baseName, folderOf, joinPaths } from '../../../project/paths.ts';
import { broadCopy, contextPathOf, type BroadCopy } from './broadCopy.ts';
import { assumption } from './assumedContext.ts';
import type { ManifestInstall } from './manifestInstall.ts';
import { namedByInstall } from './namedByInstall.ts';
import { isRefusal, refuse, type Refusal } from '../proof.ts';

/** What is asked of each build of the file. */
export interface Question {
  readonly call: ManifestInstall;
  /** The COPYs that are to move below the install, the broad one first. */
  readonly moved: readonly BroadCopy[];
  /** Where the manifests lie in the image. */
  readonly paths: readonly string[];
  readonly facts: DockerfileFacts;
}

/** Context paths of what an install reads, equal for all builds of this file; or the first reason why one needs more than that. */
export function neededFiles({ uses }: ProjectView, question: Question): readonly string[] | Refusal {
  let first: readonly string[] | null = null;
  for (const use of uses) {
    const needed = neededBy(use, question);
    if (isRefusal(needed)) return needed;
    first ??= needed;
    if (needed.join('\n') !== first.join('\n')) return refuse('the services that build this file have different manifests');
  }
  return first ?? refuse('the build context is not known');
}

/** What an assumed context lacks may be in the right one. */
function neededBy({ context }: BuildUse, question: Question): readonly string[] | Refusal {
  const needed = neededIn(context, question);
  const isElsewhere = !context.known && question.paths.some((path) => !context.files.has(sourceOf(path, question, context) ?? ''));
  return isElsewhere ? refuse(assumption(context)) : needed;
}

function neededIn(context: BuildContext, question: Question): readonly string[] | Refusal {
  const { call, moved, paths, facts } = question;
  if (!context.files.complete) return refuse('the build context is too large to be read completely');
  const first: string[] = [];
  for (const path of paths) {
    const source = sourceOf(path, question, context);
    if (source === null || !context.files.has(source)) {
      return refuse(isBroughtOtherwise(path, moved[0]!, facts) ? `${path} comes from another COPY` : `${source ?? path} is not in the build context`);
    }
    first.push(source);
  }
  const needed = call.entry.needs(call, first, context);
  if (isRefusal(needed)) return needed;
  return (
    unseen(needed, context) ??
    flattened(needed, moved[0]!, context) ??
    namedByInstall(call, moved, needed, context) ??
    filled(first[0]!, question, context) ??
    call.entry.overwritten?.(call, moved, context) ??
    needed
  );
}

/** The context path of a manifest: what the broad COPY would put there, else what a COPY of single files does. */
function sourceOf(path: string, { moved, call, facts }: Question, context: BuildContext): string | null {
  const own = contextPathOf(moved[0]!, path);
  if (own !== null) return own;
  const copies = facts.stageFact(call.run.stage).copies.filter(({ instruction }) => instruction.span.start < call.run.instruction.span.start);
  return copies.map((copy) => singleSource(copy, path, context)).findLast((source) => source !== null) ?? null;
}

/** The file of the context that a COPY of files puts at a path of the image, by name; null where it puts none there. */
function singleSource(copy: CopyFact, path: string, context: BuildContext): string | null {
  if (!copy.fromContext || copy.destination === null) return null;
  const folder = broadCopy(copy);
  const fromFolder = folder && contextPathOf(folder, path);
  if (fromFolder !== null && context.files.has(fromFolder)) return fromFolder;
  const destination = joinPath('/', copy.destination);
  const file = copy.sources.find((source) => joinPath(destination, baseName(source.path)) === path || (destination === path && copy.sources.length === 1));
  return file && context.files.has(file.path) ? file.path : null;
}

function isBroughtOtherwise(path: string, { copy }: BroadCopy, facts: DockerfileFacts): boolean {
  return facts.stageFact(copy.stage).copies.some(
    ({ destination, instruction }) => instruction !== copy.instruction && destination !== null && pathBelow(joinPath('/', destination), path) !== null,
  );
}

/** Why a COPY that names these files would fail, or bring something else. */
function unseen(needed: readonly string[], { ignore, files }: BuildContext): Refusal | null {
  const odd = needed.find((path) => /[^\w./@+-]/.test(path));
  if (odd) return refuse(`the name of ${odd} needs quoting`);
  const missing = needed.find((path) => !files.has(path));
  if (missing) return refuse(`${missing} is not in the build context`);
  const hidden = needed.find((path) => ignore?.matcher.ignores(path));
  return hidden ? refuse(`${hidden} is left out by ${ignore!.path}`) : null;
}

/** `COPY * ./` puts the contents of every folder into the destination itself, so that equal names meet there. */
function flattened(needed: readonly string[], { copy }: BroadCopy, { files }: BuildContext): Refusal | null {
  const words = copy.instruction.exec ?? copy.instruction.words;
  if (!words[copy.sources[0]!.index]!.value.includes('*')) return null;
  const names = new Set(needed.map(baseName));
  const other = needed.find((path) => path.includes('/')) ?? files.paths.find((path) => path.split('/').length === 2 && names.has(baseName(path)));
  return other === undefined ? null : refuse(`a COPY of * flattens folders, so that ${other} lands beside the others`);
}

/** Why a later COPY would overwrite what the install puts beside its manifest. */
function filled(manifest: string, { call, moved, paths }: Question, { files, ignore }: BuildContext): Refusal | null {
  const tool = call.install.manager.label;
  const isIgnored = (path: string) => ignore?.matcher.ignores(path) ?? false;
  for (const { name, mustBeIgnored } of call.entry.fills) {
    if (mustBeIgnored === 'always') {
      const place = joinPath(joinPath(paths[0]!, '..'), name);
      const brought = moved.map((copy) => contextPathOf(copy, place)).find((path) => path !== null && !isIgnored(path));
      if (brought === undefined) continue;
      return refuse(`no .dockerignore leaves out ${brought!}, so the later COPY could overwrite what ${tool} installed: leave it out, and the fix is offered`);
    }
    const present = [joinPaths(folderOf(manifest), name), joinPaths(moved[0]!.source, name)];
    const there = present.find((path) => (files.hasFolder(path) || files.has(path)) && !isIgnored(path));
    if (there) {
      return refuse(`the build context brings ${there}, which could overwrite what ${tool} installs: add it to the .dockerignore, and the fix is offered`);
    }
  }
  return null;
}
