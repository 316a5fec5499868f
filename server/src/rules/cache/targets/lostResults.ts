import type { CopyFact, DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Mount, Stage } from '../../../core/dockerfile/model.ts';
import { findStage } from '../../../core/dockerfile/stages.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import type { Span } from '../../../core/text/span.ts';
import { commandWordValue } from '../calls/commandVariable.ts';
import { isWithin, pathsAbove } from '../folders/folderPath.ts';
import { cacheTargets } from '../mounts/mountTarget.ts';
import type { CacheScene } from '../packageManager.ts';
import { pathIn } from '../calls/pathIn.ts';
import { mayMake } from './resultMakers.ts';

/** A cache mount whose content something needs that does not have the mount. */
export interface LostResult {
  readonly mount: Mount;
  readonly target: string;
  readonly run: RunFact;
  /** What is looked for, inside the target. */
  readonly path: string;
  readonly reader: { readonly span: Span; readonly label: string };
}

interface PlacedIn {
  readonly run: RunFact;
  readonly mount: Mount;
}

/** The last mount at each path, by stage. */
type MountsByPath = ReadonlyMap<string, ReadonlyMap<Stage, PlacedIn>>;

/** More of each than any file has that people wrote; beyond them nothing is said. */
const MOST_READERS = 2000;
const MOST_PROOFS = 50;
const MOST_PATHS = 64;

/** Mounts that a later COPY, command or start of the container looks into, one per mount; only where nothing else makes the files. */
export function lostResults(scene: CacheScene): readonly LostResult[] {
  const { model, facts } = scene;
  const mounts = mountsByPath(model, facts);
  if (mounts.size === 0) return [];
  const lost = new Map<Mount, LostResult>();
  const refuted = new Set<Mount>();
  for (const { stage, path, after, run, ...reader } of readers(model, facts, mounts).slice(0, MOST_READERS)) {
    const found = mountAround(mounts, stage, path, after);
    if (!found || lost.has(found.mount) || refuted.has(found.mount) || lost.size + refuted.size >= MOST_PROOFS) continue;
    if (mayMake(scene, stage, found.target, run)) refuted.add(found.mount);
    else lost.set(found.mount, { mount: found.mount, target: found.target, run: found.run, path, reader });
  }
  return [...lost.values()];
}

function mountsByPath(model: DockerfileModel, facts: DockerfileFacts): MountsByPath {
  const mounts = new Map<string, Map<Stage, PlacedIn>>();
  for (const run of facts.runs) {
    for (const { mount, target, isPlain, fault } of cacheTargets(model, run)) {
      if (target === null || target === '/' || !isPlain || fault !== null) continue;
      const byStage = mounts.get(target) ?? new Map<Stage, PlacedIn>();
      mounts.set(target, byStage.set(run.stage, { run, mount }));
    }
  }
  return mounts;
}

function mountAround(mounts: MountsByPath, stage: Stage, path: string, after: number): (PlacedIn & { readonly target: string }) | null {
  for (const target of pathsAbove(path)) {
    const byStage = mounts.get(target);
    if (!byStage) continue;
    for (const one of stageChain(stage)) {
      const found = byStage.get(one);
      if (found && found.run.instruction.span.start < after) return { ...found, target };
    }
  }
  return null;
}

interface Reader {
  /** The RUN that reads; null for another instruction. */
  readonly run: RunFact | null;
  /** The stage whose files it sees. */
  readonly stage: Stage;
  readonly path: string;
  /** Only what was mounted before counts; `Infinity` where the whole stage does. */
  readonly after: number;
  readonly span: Span;
  readonly label: string;
}

function readers(model: DockerfileModel, facts: DockerfileFacts, mounts: MountsByPath): readonly Reader[] {
  return [
    ...facts.copies.flatMap((copy) => copiedFrom(model, copy)),
    ...facts.runs.flatMap((run) => [...boundFrom(model, run), ...readIn(model, run, mounts)]),
    ...model.instructions.flatMap((instruction) => started(facts, instruction)),
  ];
}

function copiedFrom(model: DockerfileModel, { instruction, sources }: CopyFact): Reader[] {
  const from = instruction.flags.find(({ name }) => name === 'from')?.value;
  const stage = from ? findStage(model, from) : null;
  if (!stage) return [];
  return sources.filter(({ path }) => !/[$\\]/.test(path)).map(({ path }) => {
    // `target/*.jar` finds nothing where `target` is empty.
    const folder = `/${path}`.replace(/\/[^/]*[*?[].*$/, '');
    return { run: null, stage, path: cleanPath(folder === '' ? '/' : folder), after: Infinity, span: instruction.span, label: instruction.keyword };
  });
}

function boundFrom(model: DockerfileModel, { instruction }: RunFact): Reader[] {
  return instruction.mounts.flatMap(({ type, options, flag }): Reader[] => {
    const [from, source] = [options.get('from'), options.get('source')];
    const stage = type === 'bind' && typeof from === 'string' ? findStage(model, from) : null;
    if (!stage || typeof source !== 'string' || source.includes('$')) return [];
    return [{ run: null, stage, path: cleanPath(`/${source}`), after: Infinity, span: flag.span, label: 'mount' }];
  });
}

/** Programs that fail where what they are given is not there. */
const NEEDY = new Set(['cp', 'install', 'mv', 'strip', 'upx']);

function readIn(model: DockerfileModel, run: RunFact, mounts: MountsByPath): Reader[] {
  if (mounts.size > MOST_PATHS) return [];
  const text = model.text.slice(run.instruction.bodySpan.start, run.instruction.span.end);
  const isNamed = [...mounts].some(([path, byStage]) => byStage.size > 0 && text.includes(path.slice(path.lastIndexOf('/') + 1)));
  if (!isNamed || !/\b(?:cp|install|mv|strip|upx)\b/.test(text)) return [];
  const own = cacheTargets(model, run).map(({ target }) => target);
  return run.commands.flatMap((command): Reader[] => {
    if (command.name === null || !NEEDY.has(command.name) || command.isConditional) return [];
    const given = command.name === 'strip' || command.name === 'upx' ? command.args : command.args.slice(0, -1);
    return given.flatMap((word): Reader[] => {
      const value = commandWordValue(run, command, word, run.state.user.home);
      const path = value === null || value.startsWith('-') || /[*?[]/.test(value) ? null : pathIn(run, command, value);
      if (path === null || own.some((target) => target === null || isWithin(path, target))) return [];
      return [{ run, stage: run.stage, path, after: run.instruction.span.start, span: word.span, label: `\`${command.name}\`` }];
    });
  });
}

/** The program that a container of the stage starts. */
function started(facts: DockerfileFacts, instruction: Instruction): Reader[] {
  const { keyword, stage, isTrigger } = instruction;
  if (!stage || isTrigger || (keyword !== 'CMD' && keyword !== 'ENTRYPOINT')) return [];
  const word = instruction.exec?.[0];
  if (!word || !word.value.includes('/') || word.value.includes('$')) return [];
  const { workdir } = facts.stateBefore(instruction);
  const path = word.value.startsWith('/') ? cleanPath(word.value) : workdir === null ? null : cleanPath(`${workdir}/${word.value}`);
  return path === null ? [] : [{ run: null, stage, path, after: instruction.span.start, span: word.span, label: keyword }];
}
