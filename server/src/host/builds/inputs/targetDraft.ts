import path from 'node:path';
import type { PlannedTarget } from '../../../build/request.ts';
import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import { foldFacts } from '../../../core/dockerfile/foldFacts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import { parseDockerfile } from '../../../core/dockerfile/parseDockerfile.ts';
import { LARGEST_TEXT } from '../../../core/engine/document.ts';
import type { FileSystem } from '../../../core/engine/host.ts';
import { sentSources } from '../../../project/context/sentSources.ts';
import type { ContextInputs, InstructionInputs, TargetInputs } from '../../../timing/record.ts';
import { relativePath, toSlashes } from '../../fileSystem.ts';
import { argumentHashes } from './argumentHashes.ts';
import { absolute, type ContextReader, type ContextSelection } from './contextReader.ts';
import { ContextSources } from './contextSources.ts';
import { givenArguments, withGivenArguments } from './givenArguments.ts';
import type { FileMarks } from './hashFiles.ts';
import { instructionInputs } from './instructionInputs.ts';
import { keyedHash, type Key } from './keyedHash.ts';
import { selectFiles, type SelectedFile } from './selectFiles.ts';

/** The main context's name among the contexts of a target. */
const MAIN = '.';

export interface DraftOptions {
  readonly folder: string;
  readonly key: Key;
  readonly env: NodeJS.ProcessEnv;
  readonly fileSystem: FileSystem;
  readonly reader: ContextReader;
}

/** What is known of a target's inputs before the contents of its files are read. */
export class TargetDraft {
  private constructor(
    readonly name: string,
    private readonly inputs: Omit<TargetInputs, 'bases' | 'contexts'>,
    /** Images that it begins with or copies from, by their names as written. */
    private readonly images: ReadonlyMap<string, string>,
    private readonly contexts: ReadonlyMap<string, { readonly path: string; readonly selection: ContextSelection | null }>,
    private readonly key: Key,
  ) {}

  static async read(target: PlannedTarget, options: DraftOptions, signal: AbortSignal): Promise<TargetDraft> {
    const { folder, key, env, fileSystem } = options;
    const text = target.inline ?? (target.dockerfile === null ? null : await fileSystem.readText(toSlashes(target.dockerfile), LARGEST_TEXT, signal));
    const written = parseDockerfile(text ?? '');
    const given = givenArguments(target.args, env);
    const built = withGivenArguments(written, given);
    const facts = foldFacts(built, null);
    const sources = new ContextSources(built, facts, target.contexts);
    const contexts = await readContexts(target, { built, facts, sources }, options);
    const reaches = new Map([...contexts].flatMap(([name, { selection }]) => (selection ? [[name, selection.context.reach]] : [])));
    const { images, nameOf } = writtenImages(written, built, sources);
    const instructions = instructionInputs(written, built, sources, reaches, key).map((one) => ({ ...one, from: one.from.map(nameOf) }));
    const ignore = contexts.get(MAIN)?.selection?.context.ignore ?? null;
    const inputs = {
      dockerfile: target.inline !== null || target.dockerfile === null ? null : shownPath(folder, target.dockerfile),
      stages: built.stages.map((stage) => ({ name: stage.name, parent: parentOf(instructions, stage.index), base: baseOf(instructions, stage.index) })),
      instructions,
      args: argumentHashes(written, given, key),
      platform: target.platforms.length === 0 ? null : target.platforms.join(','),
      target: target.target,
      ignore: ignore && { path: shownPath(folder, ignore.path), hash: keyedHash(key, ignore.text) },
    };
    return new TargetDraft(target.name, inputs, images, contexts, key);
  }

  /** As the engine knows them. */
  get imageNames(): readonly string[] {
    return [...this.images.values()];
  }

  get selections(): readonly ContextSelection[] {
    return [...this.contexts.values()].flatMap(({ selection }) => selection ?? []);
  }

  finish(ids: ReadonlyMap<string, string | null>, marks: FileMarks): TargetInputs {
    return {
      ...this.inputs,
      bases: Object.fromEntries([...this.images].map(([written, name]) => [written, ids.get(name) ?? (written === name ? null : `name:${keyedHash(this.key, name)}`)])),
      contexts: Object.fromEntries([...this.contexts].map(([name, { path, selection }]) => [name, this.contextInputs(path, selection, marks)])),
    };
  }

  private contextInputs(path: string, selection: ContextSelection | null, marks: FileMarks): ContextInputs {
    if (!selection) return { path, complete: false, files: {}, leftOut: {} };
    const { context, selected } = selection;
    let complete = selected.complete && context.files.isComplete;
    const files = selected.files.flatMap((file): [string, string][] => {
      const mark = this.markOf(file, marks.get(absolute(context, file.path)));
      if (mark === undefined) complete = false;
      return mark === undefined ? [] : [[file.path, mark]];
    });
    return { path, complete, files: Object.fromEntries(files), leftOut: selected.leftOut };
  }

  private markOf(file: SelectedFile, mark: string | undefined): string | undefined {
    if (file.kind === 'link') return `link:${keyedHash(this.key, file.target)}`;
    return file.kind === 'file' ? mark : file.kind;
  }
}

interface Reading {
  readonly built: DockerfileModel;
  readonly facts: DockerfileFacts;
  readonly sources: ContextSources;
}

/** The main context and all named ones, with what this build sends of those that are folders. */
async function readContexts(target: PlannedTarget, { built, facts, sources }: Reading, { folder, reader }: DraftOptions) {
  const uses = built.instructions.flatMap((instruction) => sources.of(instruction).uses);
  const contexts = new Map<string, { path: string; selection: ContextSelection | null }>();
  for (const [name, place] of [[MAIN, target.context] as const, ...Object.entries(target.contexts)]) {
    const isMain = name === MAIN;
    const wanted = isMain
      ? sentSources(built, facts, target.target)
      : [...new Set(uses.flatMap((use) => (use.context === name ? use.sources : [])))].sort();
    const dockerfile = isMain && target.inline === null ? slashed(target.dockerfile) : null;
    const context = path.isAbsolute(place) ? await reader.read(toSlashes(place), wanted, dockerfile) : null;
    const selected = context && (wanted.length === 0 ? NOTHING : selectFiles(context.files, wanted, context.ignore?.matcher ?? null));
    contexts.set(name, { path: shownPath(folder, place), selection: context && selected && { context, selected } });
  }
  return contexts;
}

const NOTHING = { files: [], leftOut: {}, complete: true };

const IMAGE = 'image:';

/** Images by their names as written: what variables stand for may be nobody's business. */
function writtenImages(written: DockerfileModel, built: DockerfileModel, sources: ContextSources) {
  const images = new Map<string, string>();
  const writtenNames = new Map<string, string>();
  built.instructions.forEach((instruction, at) => {
    const raw = instruction.keyword === 'FROM' ? written.instructions[at]!.words[0]?.raw : undefined;
    for (const from of sources.of(instruction).from) {
      if (!from.startsWith(IMAGE)) continue;
      const name = from.slice(IMAGE.length);
      const shown = raw?.includes('$') ? raw : name;
      images.set(shown, name);
      writtenNames.set(from, IMAGE + shown);
    }
  });
  return { images, nameOf: (from: string): string => writtenNames.get(from) ?? from };
}

function baseOf(instructions: readonly InstructionInputs[], stage: number): string | null {
  const from = instructions.find((instruction) => instruction.stage === stage)?.from[0];
  return from?.startsWith(IMAGE) ? from.slice(IMAGE.length) : null;
}

function parentOf(instructions: readonly InstructionInputs[], stage: number): number | null {
  const from = instructions.find((instruction) => instruction.stage === stage)?.from[0];
  return from?.startsWith('stage:') ? Number(from.slice('stage:'.length)) : null;
}

function slashed(file: string | null): string | null {
  return file === null ? null : toSlashes(file);
}

/** Relative to the workspace folder where inside. Addresses may hold passwords, which are nobody's business. */
function shownPath(folder: string, place: string): string {
  if (!path.isAbsolute(place)) return place.replace(/^([a-z][\w+.-]*:\/\/)[^/@]*@/i, '$1').replace(/[?].*$/s, '');
  const absolutePath = toSlashes(path.normalize(place));
  return relativePath(toSlashes(folder), absolutePath) ?? absolutePath;
}
