import type { CopyFact, DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { Instruction } from '../../../core/dockerfile/model.ts';
import { joinPath, pathBelow } from '../../../core/dockerfile/paths.ts';
import type { BuildContext } from '../../../core/engine/projectView.ts';
import { baseName } from '../../../project/paths.ts';
import { broadCopy, contextPathOf, mayBeBroad, type BroadCopy } from './broadCopy.ts';
import type { ManifestInstall } from './manifestInstall.ts';
import { checkCopy } from './movePlace.ts';
import { refuse, type Refusal } from '../proof.ts';

/** What becomes of the COPYs between a broad COPY and the install: folders move along, single files stay where they are. */
export interface CopiesBetween {
  readonly along: readonly BroadCopy[];
  /** In the same order; none of them puts a file where a moved COPY puts one. */
  readonly staying: readonly CopyFact[];
}

/**
 * @param between the instructions from the broad COPY to the install
 * @param workFolders folders of the image that the install works in
 * @returns a refusal where the listing of a context does not prove that the same files end up in the image
 */
export function copiesBetween(
  broad: BroadCopy,
  call: ManifestInstall,
  between: readonly Instruction[],
  workFolders: readonly string[],
  contexts: readonly BuildContext[],
  facts: DockerfileFacts,
): CopiesBetween | Refusal {
  const inside = new Set(between.filter(({ isTrigger }) => !isTrigger));
  const along: BroadCopy[] = [];
  const staying: CopyFact[] = [];
  for (const copy of facts.stageFact(broad.copy.stage).copies.filter(({ instruction }) => inside.has(instruction))) {
    const folder = broadCopy(copy);
    if (!folder || !contexts.every(({ files }) => mayBeBroad(folder, files))) {
      staying.push(copy);
      continue;
    }
    const blocked = checkCopy(folder, call) ?? reachesInstall(folder, workFolders);
    if (blocked) return blocked;
    along.push(folder);
  }
  for (const copy of staying) {
    const overlap = [broad, ...along].map((moved) => overlapOf(moved, copy, contexts)).find((one) => one !== null);
    if (overlap) return overlap;
  }
  return { along, staying };
}

/** What it brings must be nothing to the install: neither its manifests nor what it writes. */
function reachesInstall({ copy, source }: BroadCopy, workFolders: readonly string[]): Refusal | null {
  const destination = joinPath('/', copy.destination!);
  const isAbove = workFolders.some((folder) => pathBelow(destination, folder) !== null);
  const isOutput = /\/(?:node_modules|site-packages|\.?venv|env)(?:\/|$)/.test(destination);
  return isAbove || isOutput ? refuse(`the COPY of ${source} between the COPY and the install also fills ${destination}`) : null;
}

/** A file that stays and one that moves must not land in the same place: the later of two wins. */
function overlapOf(moved: BroadCopy, copy: CopyFact, contexts: readonly BuildContext[]): Refusal | null {
  const words = copy.instruction.exec ?? copy.instruction.words;
  const written = words.at(-1)?.value ?? '';
  const unclear = refuse(`${copy.instruction.keyword} to ${written} between the COPY and the install may bring some of the same files`);
  if (copy.destination === null) return unclear;
  const destination = joinPath('/', copy.destination);
  if (!bringsListedFiles(copy, words.length - 1, contexts)) {
    const ground = joinPath('/', moved.copy.destination!);
    return pathBelow(ground, destination) === null && pathBelow(destination, ground) === null ? null : unclear;
  }
  for (const { path } of copy.sources) {
    // Without a slash at its end the destination is the file itself, or a folder that is there already.
    const targets = [joinPath(destination, baseName(path)), ...(copy.destination.endsWith('/') ? [] : [destination])];
    for (const context of targets.map((target) => contextPathOf(moved, target))) {
      if (context === null || (context === path && flagsOf(copy) === flagsOf(moved.copy))) continue;
      if (contexts.some(({ files }) => files.has(context) || files.hasFolder(context))) return unclear;
    }
  }
  return null;
}

/** ADD may unpack what it brings, and flags such as `--parents` change where files land. */
function bringsListedFiles({ instruction, fromContext, sources }: CopyFact, count: number, contexts: readonly BuildContext[]): boolean {
  if (!fromContext || sources.length !== count || instruction.keyword !== 'COPY') return false;
  if (instruction.flags.some(({ name }) => !['chown', 'chmod', 'link'].includes(name))) return false;
  return sources.every(({ path }) => contexts.every(({ files }) => files.has(path)));
}

function flagsOf({ instruction }: CopyFact): string {
  return instruction.flags.map(({ name, value }) => `${name}=${value}`).sort().join(' ');
}
