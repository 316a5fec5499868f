import { gather, gatherAll } from '../../../core/collections/gather.ts';
import type { CopyFact, DockerfileFacts, StageFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import { joinPath, pathBelow } from '../../../core/dockerfile/paths.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import type { ContextFiles } from '../../../core/engine/projectView.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { baseName, folderOf } from '../../../project/paths.ts';
import type { CacheScene } from '../../cache/packageManager.ts';
import { broadCopy, contextPathOf, isBroad, mayBeBroad, type BroadCopy } from './broadCopy.ts';
import { imagePaths, isGuarded, manifestInstalls, workFolder, type ManifestInstall } from './manifestInstall.ts';
import type { ManifestEntry } from '../manifests/manifestEntry.ts';

/** An install that runs again after every change of what a COPY before it brings. */
export interface RepeatedInstall {
  readonly broad: BroadCopy;
  readonly call: ManifestInstall;
  /** True where the manifests come with other COPYs, so that this one is only in the way: worth a word where that is proved. */
  readonly isAside: boolean;
}

/** More broad COPYs, and more installs after one, than any stage has. */
const MOST_COPIES = 50;
const MOST_INSTALLS = 100;
/** A chain of stages longer than anybody writes. */
const MOST_PARENTS = 10;

/** At most one per broad COPY of a stage, in the order of the file. */
export function repeatedInstalls(stage: StageFact, scene: CacheScene): RepeatedInstall[] {
  const files = scene.project?.uses[0]?.context.files ?? null;
  const copies = gather(stage.copies, broadCopy).filter((broad) => mayBeBroad(broad, files)).slice(0, MOST_COPIES);
  if (copies.length === 0) return [];
  const calls = gatherAll(stage.runs, (run) => (run.instruction.isTrigger ? [] : manifestInstalls(run, scene)));
  if (calls.length === 0) return [];
  const inherited = installedByParents(stage, scene);
  return gather(copies, (broad): RepeatedInstall | null => {
    const open = openInstalls(broad, calls, inherited);
    if (open.length === 0 || !isBroad(broad, files)) return null;
    const call = nextInstall(broad, open, stage, files);
    if (call) return { broad, call, isAside: false };
    const passed = open.find((one) => isPassedBy(broad, one, scene.model));
    return passed ? { broad, call: passed, isAside: true } : null;
  });
}

/** The managers that installed something in the local stages which this one continues: `uv sync --no-install-project` in a stage of its own. */
function installedByParents({ stage }: StageFact, scene: CacheScene): readonly ManifestEntry[] {
  const found = new Set<ManifestEntry>();
  for (const parent of stageChain(stage).slice(1, 1 + MOST_PARENTS)) {
    const { runs } = scene.facts.stageFact(parent);
    for (const run of runs.slice(0, MOST_INSTALLS)) for (const { entry } of manifestInstalls(run, scene)) found.add(entry);
  }
  return [...found];
}

/** The installs after a COPY whose work no earlier install of the same manager did. */
function openInstalls(broad: BroadCopy, calls: readonly ManifestInstall[], inherited: readonly ManifestEntry[]): readonly ManifestInstall[] {
  const isBefore = ({ run }: ManifestInstall) => run.instruction.span.start < broad.copy.instruction.span.start;
  const done = new Set([...inherited, ...calls.filter(isBefore).map(({ entry }) => entry)]);
  return calls.filter((call) => !isBefore(call) && !done.has(call.entry) && call.run.state.shell === 'posix').slice(0, MOST_INSTALLS);
}

/** The first install after the COPY, in its stage, of manifests that the COPY brought; null where there is none. */
function nextInstall(broad: BroadCopy, open: readonly ManifestInstall[], stage: StageFact, files: ContextFiles | null): ManifestInstall | null {
  for (const call of open) {
    const path = imagePaths(call)?.[0];
    // Where the folder of the install is unknown, `COPY . .` is still the likely source of what it reads.
    if (path === undefined ? broad.source !== '.' : !brings(broad, path, stage, files)) continue;
    if (path !== undefined && isGuarded(call) && isMissing(broad, path, files)) continue;
    return call;
  }
  return null;
}

/** True where a folder of source lands below the one that the install works in, and neither its command nor the environment names it. */
function isPassedBy(broad: BroadCopy, call: ManifestInstall, { text }: DockerfileModel): boolean {
  if (broad.source === '.' || broad.copy.destination === null || isGuarded(call)) return false;
  const work = workFolder(call);
  const below = work === null || work === '/' ? null : pathBelow(work, joinPath('/', broad.copy.destination));
  if (below === null || below === '' || call.entry.fills.some(({ name }) => isNested(below, name) || isNested(name, below))) return false;
  const { state, instruction } = call.run;
  const name = baseName(below);
  if (sliceSpan(text, instruction.span).includes(name)) return false;
  return [...state.env].every(([key, value]) => key === 'PATH' || key === 'PYTHONPATH' || value === null || !value.includes(name));
}

function isNested(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** An optional manifest that nobody has made is no reason to change anything. */
function isMissing(broad: BroadCopy, path: string, files: ContextFiles | null): boolean {
  const contextPath = contextPathOf(broad, path);
  return files !== null && files.complete && contextPath !== null && !files.has(contextPath);
}

/** True where this COPY, and no other one, put the file there, as far as the listing of the context tells. */
function brings(broad: BroadCopy, path: string, { copies }: StageFact, files: ContextFiles | null): boolean {
  const contextPath = contextPathOf(broad, path);
  if (contextPath === null && broad.copy.destination !== null) return false;
  const { start } = broad.copy.instruction.span;
  if (copies.some(({ fromContext, instruction }) => !fromContext && instruction.span.start > start && instruction.keyword === 'ADD')) return false;
  if (!files?.complete || contextPath === null || files.has(contextPath)) return true;
  // `COPY root /` before an install in a folder that a RUN has downloaded.
  if (broad.source !== '.') return false;
  return !copies.some((copy) => {
    const other = copy === broad.copy ? null : broadCopy(copy);
    const there = other && contextPathOf(other, path);
    return there !== null && files.has(there);
  });
}

/** True where earlier, narrow COPYs of the stage bring the manifests already. */
export function copiedBefore({ broad, call }: RepeatedInstall, facts: DockerfileFacts): boolean {
  const paths = imagePaths(call);
  return paths !== null && paths.every((path) => isCopiedBefore(broad.copy, path, contextPathOf(broad, path), facts));
}

/**
 * True where an earlier COPY of the stage brings one file of the context to a place in the image.
 * @param end the offset before which it stands: that of the COPY itself, if not of a later instruction
 */
export function isCopiedBefore(
  copy: CopyFact, imagePath: string, contextPath: string | null, facts: DockerfileFacts, end = copy.instruction.span.start,
): boolean {
  if (contextPath === null) return false;
  const name = baseName(contextPath);
  return facts.stageFact(copy.stage).copies.some(
    ({ instruction, fromContext, sources, destination }) =>
      fromContext &&
      instruction.span.start < end &&
      destination !== null &&
      sources.some(({ path }) => path === contextPath || (folderOf(path) === folderOf(contextPath) && matchesName(path, name))) &&
      (joinPath('/', destination) === imagePath || joinPath(destination, name) === imagePath),
  );
}

/** `package*.json` in a COPY: `*` is the only wildcard that people use there. */
function matchesName(pattern: string, name: string): boolean {
  const [head, tail, ...more] = baseName(pattern).split('*');
  return tail !== undefined && more.length === 0 && name.length >= head!.length + tail.length && name.startsWith(head!) && name.endsWith(tail);
}
