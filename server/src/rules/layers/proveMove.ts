import type { DockerfileFacts } from '../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../core/dockerfile/model.ts';
import { joinPath, pathBelow } from '../../core/dockerfile/paths.ts';
import type { Fix } from '../../core/engine/finding.ts';
import type { BuildContext, BuildUse, ProjectView } from '../../core/engine/projectView.ts';
import { folderOf, joinPaths, pathWithin } from '../../project/paths.ts';
import { contextPathOf, type BroadCopy } from './broadCopy.ts';
import { copiesBetween } from './copiesBetween.ts';
import { imagePaths, workFolder, type ManifestInstall } from './manifestInstall.ts';
import { moveCopies, type ManifestGroup } from './moveCopies.ts';
import { checkBetween, checkCopy, checkInstall, instructionsBetween } from './movePlace.ts';
import { npmManifests } from './npmManifests.ts';
import { pipManifests } from './pipManifests.ts';
import { isRefusal, refuse, type Refusal } from './proof.ts';
import { isCopiedBefore, type RepeatedInstall } from './repeatedInstalls.ts';

/** More instructions than any file has between a COPY and its install; each is compared with others. */
const MOST_BETWEEN = 500;

export interface Move {
  readonly fix: Fix;
  /** What a person has to know first, where the fix is only a suggestion. */
  readonly doubt: string | null;
}

/** The fix, where every condition of a safe move holds for every known build of this file; else the first that does not. */
export function proveMove(repeated: RepeatedInstall, model: DockerfileModel, facts: DockerfileFacts, project: ProjectView | null): Move | Refusal {
  const { broad, call } = repeated;
  const { instruction } = broad.copy;
  const paths = imagePaths(call);
  if (paths === null) return refuse('the folder that the COPY or the install works in is not known');
  const blocked = checkCopy(broad, call) ?? checkInstall(call, model);
  if (blocked) return blocked;
  const contexts = (project?.uses ?? []).map(({ context }) => context);
  const between = instructionsBetween(instruction, call.run.instruction);
  if (between.length > MOST_BETWEEN) return refuse('too many instructions stand between the COPY and the install');
  const folders = [...paths.map((path) => joinPath(path, '..')), workFolder(call) ?? []].flat();
  const copies = copiesBetween(broad, call, between, folders, contexts, facts);
  if (isRefusal(copies)) return copies;
  const moved = [broad, ...copies.along];
  const judged = new Set([...copies.along.map(({ copy }) => copy), ...copies.staying].map((copy) => copy.instruction));
  const inTheWay = checkBetween(between.filter((one) => !judged.has(one)), moved.map(({ copy }) => copy.instruction), model, facts);
  if (inTheWay) return inTheWay;
  if (!project) return refuse('the build context is not known');
  const manifests = sameManifests(project, moved, call, paths, facts);
  if (isRefusal(manifests)) return manifests;
  const groups = groupByFolder(broad, manifests, facts);
  if (isRefusal(groups)) return groups;
  const fix = moveCopies(model, { moved: moved.map(({ copy }) => copy.instruction), install: call.run.instruction, groups });
  const assumed = contexts.find(({ known }) => !known);
  return assumed ? suggested(fix, assumed) : { fix, doubt: null };
}

function suggested(fix: Fix, context: BuildContext): Move {
  return { fix: { ...fix, kind: 'suggestion', title: `${fix.title} (if the build context is ${nameOf(context)})` }, doubt: assumption(context) };
}

function nameOf({ path }: BuildContext): string {
  return path === '.' ? 'this folder' : path;
}

function assumption(context: BuildContext): string {
  return `nothing in the workspace says how this file is built, so its build context (${nameOf(context)}) is only assumed`;
}

/** What all builds of this file need before the install. */
function sameManifests(
  { uses }: ProjectView, moved: readonly BroadCopy[], call: ManifestInstall, paths: readonly string[], facts: DockerfileFacts,
): readonly string[] | Refusal {
  let first: readonly string[] | null = null;
  for (const use of uses) {
    const manifests = manifestsFor(use, moved, call, paths, facts);
    if (isRefusal(manifests)) return manifests;
    first ??= manifests;
    if (manifests.join('\n') !== first.join('\n')) return refuse('the services that build this file have different manifests');
  }
  return first ?? refuse('the build context is not known');
}

/** What an assumed context lacks may be in the right one. */
function manifestsFor(
  { context }: BuildUse, moved: readonly BroadCopy[], call: ManifestInstall, paths: readonly string[], facts: DockerfileFacts,
): string[] | Refusal {
  const manifests = manifestsIn(context, moved, call, paths, facts);
  const isElsewhere = !context.known && paths.some((path) => !context.files.has(contextPathOf(moved[0]!, path) ?? ''));
  return isElsewhere ? refuse(assumption(context)) : manifests;
}

/** Context paths of what the install reads, as one build of this file sees them. */
function manifestsIn(
  context: BuildContext, moved: readonly BroadCopy[], call: ManifestInstall, paths: readonly string[], facts: DockerfileFacts,
): string[] | Refusal {
  const broad = moved[0]!;
  if (!context.files.complete) return refuse('the build context is too large to be read completely');
  const first: string[] = [];
  for (const path of paths) {
    const contextPath = contextPathOf(broad, path);
    if (contextPath === null || !context.files.has(contextPath)) {
      return refuse(isBroughtOtherwise(path, broad, facts) ? `${path} comes from another COPY` : `${path} is not in the build context`);
    }
    first.push(contextPath);
  }
  const output = call.manager === 'pip' ? wheelsOverwritten(call, moved, context) : null;
  if (output) return output;
  const manifests = call.manager === 'pip' ? pipManifests(call, first, context.files) : npmManifests(call, first[0]!, context);
  return isRefusal(manifests) ? manifests : visibleManifests(manifests, broad, context, call);
}

function isBroughtOtherwise(path: string, { copy }: BroadCopy, facts: DockerfileFacts): boolean {
  return facts.stageFact(copy.stage).copies.some(
    ({ destination, instruction }) => instruction !== copy.instruction && destination !== null && pathBelow(joinPath('/', destination), path) !== null,
  );
}

/** `pip wheel` and `pip download` leave files where they are told, else in the working folder. */
function wheelsOverwritten(call: ManifestInstall, moved: readonly BroadCopy[], { files }: BuildContext): Refusal | null {
  if (call.install.positionals[0]?.value === 'install') return null;
  const option = call.install.options.findLast(({ name }) => ['-w', '--wheel-dir', '-d', '--dest'].includes(name));
  if (option && typeof option.value !== 'string') return refuse(`the folder of ${option.name} is not known`);
  const base = workFolder(call);
  if (base === null) return refuse('the folder that the install works in is not known');
  const folder = joinPath(base, typeof option?.value === 'string' ? option.value : '.');
  const isFilled = moved.some((one) => {
    const path = joinPath('/', one.copy.destination!) === folder ? one.source : contextPathOf(one, folder);
    if (path === null || !files.hasFolder(path)) return false;
    return files.paths.some((file) => /\.(?:whl|zip|tar\.gz)$/.test(file) && folderOf(file) === path);
  });
  return isFilled ? refuse(`the COPY also brings packages into ${folder}, where pip puts what it builds`) : null;
}

function visibleManifests(manifests: string[], { source }: BroadCopy, { ignore, files }: BuildContext, call: ManifestInstall): string[] | Refusal {
  const odd = manifests.find((path) => /[^\w./@+-]/.test(path));
  if (odd) return refuse(`the name of ${odd} needs quoting`);
  const missing = manifests.find((path) => !files.has(path));
  if (missing) return refuse(`${missing} is not in the build context`);
  const hidden = manifests.find((path) => ignore?.matcher.ignores(path));
  if (hidden) return refuse(`${hidden} is left out by ${ignore!.path}`);
  const folders = call.manager === 'pip' ? ['.venv', 'venv', 'env'].map((name) => joinPaths(source, name)) : [];
  const environment = folders.find((path) => files.hasFolder(path) && !ignore?.matcher.ignores(path));
  if (!environment) return manifests;
  return refuse(`the virtual environment ${environment} is in the build context and could overwrite what pip installs: add it to the .dockerignore`);
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
