import type { DockerfileModel, Instruction, Stage } from '../core/dockerfile/model.ts';
import { targetStage } from '../core/dockerfile/stageGraph.ts';
import type { HistoryEntry } from './model.ts';

/** What made each entry of an image's history. */
export interface HistoryPlaces {
  /** The instruction, `base` for what the base image has, null where the Dockerfile says something else there now. */
  at(entry: number): Instruction | 'base' | null;
  /** The first stage of the chain that the image is made of: its FROM names the base image. */
  readonly root: Stage;
}

/** Why a history does not belong to a Dockerfile. `none`: there is none. `other`: its instructions are others. */
export type NoPlaces = 'none' | 'other';

/** What changes files: it has an entry with every builder, and must be found. */
const CHANGING: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD']);
/** Labels are also given on the command line; everything else that an image has stands in its Dockerfile. */
const ADDED: ReadonlySet<string> = new Set(['LABEL', '']);
/** What leaves no entry: it belongs to the builds of others. */
const WITHOUT_ENTRY: ReadonlySet<string> = new Set(['ONBUILD', 'FROM']);
/** A chain that is longer is no Dockerfile that a person wrote. */
const MOST_INSTRUCTIONS = 5_000;

/**
 * Traces an image's history back to the Dockerfile that it was built from: the last entries are those of the target's stages, one for each
 * instruction, as BuildKit and the builder before it write them; what comes before is the base image's. Instructions are compared from the end
 * by keyword, and RUN by its command too.
 * @param target stage that was built; null for the last
 */
export function placeHistory(history: readonly HistoryEntry[], model: DockerfileModel, target: string | null): HistoryPlaces | NoPlaces {
  const last = targetStage(model, target);
  if (history.length === 0 || !last) return 'none';
  const chain = chainOf(last);
  const instructions = chain.flatMap((stage) => stage.instructions).filter(({ isTrigger, keyword }) => !isTrigger && !WITHOUT_ENTRY.has(keyword));
  if (instructions.length > MOST_INSTRUCTIONS) return 'other';
  const made = new Map<number, Instruction | null>();
  let commands = 0;
  let sameCommands = 0;
  let entry = history.length - 1;
  let at = instructions.length - 1;
  while (at >= 0) {
    const instruction = instructions[at]!;
    const read = entry >= 0 ? readEntry(history[entry]!) : null;
    if (read?.keyword === instruction.keyword) {
      const isSame = instruction.keyword !== 'RUN' || isCommandOf(read.text, instruction, model);
      if (instruction.keyword === 'RUN') commands++;
      if (instruction.keyword === 'RUN' && isSame) sameCommands++;
      made.set(entry, isSame ? instruction : null);
      entry--;
      at--;
    } else if (read && !history[entry]!.hasLayer && ADDED.has(read.keyword)) entry--;
    else if (!CHANGING.has(instruction.keyword)) at--;
    else return 'other';
  }
  // The keywords alone are those of many a Dockerfile.
  if (commands > 0 && sameCommands === 0) return 'other';
  const first = Math.min(...made.keys(), history.length);
  return { root: chain[0]!, at: (index) => (made.has(index) ? made.get(index)! : index < first ? 'base' : null) };
}

/** The stages whose instructions an image has, the one on the base image first. */
function chainOf(last: Stage): readonly Stage[] {
  const chain = new Set<Stage>();
  for (let stage: Stage | null = last; stage && !chain.has(stage); stage = stage.parent) chain.add(stage);
  return [...chain].reverse();
}

/**
 * `RUN |1 A=b /bin/sh -c make # buildkit` of BuildKit, and `/bin/sh -c #(nop) COPY file:… in /`, `|1 A=b /bin/sh -c make` of the builder
 * before it and of Buildah.
 */
function readEntry({ createdBy }: HistoryEntry): { readonly keyword: string; readonly text: string } {
  const text = createdBy.replace(/ # buildkit(?:\s*)$/, '');
  const nop = /^\/bin\/sh -c #\(nop\)\s+/.exec(text);
  const rest = nop ? text.slice(nop[0].length) : text;
  const keyword = /^([A-Z]+)(?:\s|$)/.exec(rest)?.[1];
  if (keyword !== undefined) return { keyword, text: rest.slice(keyword.length) };
  return { keyword: nop ? '' : 'RUN', text: rest };
}

/** What stands before the command (values of arguments, the shell) is not known, so the end is compared; spaces differ where lines were joined. */
function isCommandOf(made: string, instruction: Instruction, model: DockerfileModel): boolean {
  const compact = withoutSpace(made);
  return writtenCommands(instruction, model).some((command) => command !== '' && compact.endsWith(command));
}

function writtenCommands({ exec, heredocs, bodySpan, words }: Instruction, { text, escape }: DockerfileModel): readonly string[] {
  if (exec) return [withoutSpace(exec.map(({ value }) => value).join(''))];
  const bodies = heredocs.map(({ body }) => text.slice(body.start, body.end));
  // `RUN <<EOF` alone is a script; beside a command it is what that reads.
  if (heredocs.length > 0 && words.length <= heredocs.length) return [withoutSpace(bodies.join(''))];
  const lines = text.slice(bodySpan.start, bodySpan.end).split(/\r?\n/).filter((line, index) => index === 0 || !/^\s*#/.test(line));
  const joined = lines.map((line) => (line.trimEnd().endsWith(escape) ? line.trimEnd().slice(0, -1) : line)).join('');
  const [first] = heredocs;
  return [withoutSpace(joined + (first ? bodies.join('') + first.delimiter : ''))];
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}
