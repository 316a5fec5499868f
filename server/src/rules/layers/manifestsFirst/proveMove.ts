import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import { joinPath } from '../../../core/dockerfile/paths.ts';
import type { BuildContext, ProjectView } from '../../../core/engine/projectView.ts';
import { folderOf, pathWithin } from '../../../project/paths.ts';
import type { CacheScene } from '../../cache/packageManager.ts';
import type { BroadCopy } from './broadCopy.ts';
import { copiesBetween } from './copiesBetween.ts';
import { imagePaths, workFolder } from './manifestInstall.ts';
import type { ManifestGroup, Move } from './moveCopies.ts';
import { checkBetween, checkCopy, checkInstall, instructionsBetween } from './movePlace.ts';
import { neededFiles } from './neededFiles.ts';
import { isRefusal, refuse, type Refusal } from '../proof.ts';
import { isCopiedBefore, type RepeatedInstall } from './repeatedInstalls.ts';

/** More instructions than any file has between a COPY and its install; each is compared with others. */
const MOST_BETWEEN = 500;
/** More files than any install names and includes; each is looked for among the COPYs. */
const MOST_MANIFESTS = 200;

/** A move that leaves the image as it is. */
export interface ProvedMove extends Move {
  /** The context that had to be assumed for it; null where all are known. */
  readonly assumed: BuildContext | null;
}

/** The move, where every condition of a safe one holds for every known build of this file; else the first that does not. */
export function proveMove(repeated: RepeatedInstall, { model, facts, project }: CacheScene): ProvedMove | Refusal {
  const { broad, call } = repeated;
  const never = call.entry.never?.(call.install) ?? null;
  if (never !== null) return refuse(never);
  const paths = imagePaths(call);
  if (paths === null) return refuse('the folder that the COPY or the install works in is not known');
  if (paths.length > MOST_MANIFESTS) return refuse('the install reads too many files');
  const blocked = checkCopy(broad, call) ?? checkInstall(call, { model, facts, project });
  if (blocked) return blocked;
  const moved = movedCopies(repeated, paths, model, facts, project);
  if (isRefusal(moved)) return moved;
  if (!project) return refuse('the build context is not known');
  const needed = neededFiles(project, { call, moved, paths, facts });
  if (isRefusal(needed)) return needed;
  if (needed.length > MOST_MANIFESTS) return refuse('the install reads too many files');
  const groups = repeated.isAside ? broughtByOthers(repeated, needed, paths, facts) : groupByFolder(broad, needed, facts);
  if (isRefusal(groups)) return groups;
  const assumed = project.uses.map(({ context }) => context).find(({ known }) => !known) ?? null;
  return { moved: moved.map(({ copy }) => copy.instruction), install: call.run.instruction, groups, assumed };
}

/** The broad COPY and those that go with it. */
function movedCopies(
  { broad, call }: RepeatedInstall, paths: readonly string[], model: DockerfileModel, facts: DockerfileFacts, project: ProjectView | null,
): readonly BroadCopy[] | Refusal {
  const between = instructionsBetween(broad.copy.instruction, call.run.instruction);
  if (between.length > MOST_BETWEEN) return refuse('too many instructions stand between the COPY and the install');
  const contexts = (project?.uses ?? []).map(({ context }) => context);
  const folders = paths.map((path) => joinPath(path, '..'));
  const work = workFolder(call);
  if (work !== null) folders.push(work);
  const copies = copiesBetween(broad, call, between, folders, contexts, facts);
  if (isRefusal(copies)) return copies;
  const moved = [broad, ...copies.along];
  const judged = new Set([...copies.along.map(({ copy }) => copy), ...copies.staying].map((copy) => copy.instruction));
  const inTheWay = checkBetween(between.filter((one) => !judged.has(one)), moved.map(({ copy }) => copy.instruction), model, facts);
  return inTheWay ?? moved;
}

/** One COPY for each folder that manifests lie in, as the broad COPY would have placed them; those that are there already are left out. */
function groupByFolder(broad: BroadCopy, manifests: readonly string[], facts: DockerfileFacts): readonly ManifestGroup[] | Refusal {
  const destination = joinPath('/', broad.copy.destination!);
  const groups = new Map<string, string[]>();
  for (const path of manifests) {
    const below = pathWithin(broad.source, path);
    if (below === null) return refuse(`${path} does not come with the COPY of ${broad.source}`);
    if (isCopiedBefore(broad.copy, joinPath(destination, below), path, facts)) continue;
    const folder = folderOf(below);
    const group = groups.get(folder);
    if (group) group.push(path);
    else groups.set(folder, [path]);
  }
  return [...groups].map(([folder, paths]) => ({ folder, paths }));
}

/** No group at all, where other COPYs before the install bring everything that it reads. */
function broughtByOthers(
  { broad, call }: RepeatedInstall, needed: readonly string[], paths: readonly string[], facts: DockerfileFacts,
): readonly ManifestGroup[] | Refusal {
  const from = folderOf(needed[0]!);
  const to = joinPath(paths[0]!, '..');
  for (const path of needed) {
    const below = pathWithin(from, path);
    const isThere = below !== null && isCopiedBefore(broad.copy, joinPath(to, below), path, facts, call.run.instruction.span.start);
    if (!isThere) return refuse(`${path} is not copied on its own`);
  }
  return [];
}
