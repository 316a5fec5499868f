import { gatherEach } from '../../../core/collections/gather.ts';
import { Memo } from '../../../core/collections/memo.ts';
import type { CopyFact, DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Stage } from '../../../core/dockerfile/model.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import type { ResolvedFolder } from './cacheFolder.ts';
import { coveringMount, placedMounts } from '../mounts/cacheMount.ts';
import { hasAnyOption } from '../calls/callOptions.ts';
import { meansFolder, namesFolder, toleratesAbsence, type MovingFolder } from './folderNaming.ts';
import { foldersBetween, isWithin } from './folderPath.ts';
import { managerCalls } from '../calls/managerCall.ts';

/** What one stage does with the folder; `Infinity` and -1 where it does nothing. */
interface StageUse {
  /** Of the first COPY into the folder, in the stage or one it continues. */
  contentFrom: number;
  /** Of the last use, in the stage or one that continues it. */
  usedUntil: number;
  reason: string;
  /** Stages that take the folder out of this one or of one that continues it, and volumes over it, count wherever they stand. */
  always: string | null;
}

/** Who uses one cache folder, gathered in one pass over the document, so that each RUN asks in constant time. */
export class FolderUseIndex {
  private readonly uses = new Map<Stage, StageUse>();
  /** Words without one of which no RUN can name the folder. */
  private readonly tokens: readonly string[];

  constructor(
    private readonly model: DockerfileModel,
    facts: DockerfileFacts,
    private readonly moving: MovingFolder,
    private readonly resolved: ResolvedFolder,
  ) {
    const { path, home } = moving;
    const folders = [path, ...(home === null ? [] : foldersBetween(home, path))];
    this.tokens = gatherEach(folders, (folder) => folder.slice(folder.lastIndexOf('/') + 1));
    for (const stage of model.stages) this.uses.set(stage, { contentFrom: Infinity, usedUntil: -1, reason: '', always: null });
    const names = stageNames.of(model);
    for (const copy of facts.copies) this.addCopy(copy, names);
    for (const run of facts.runs) this.addRun(run, names);
    for (const instruction of model.instructions) if (instruction.keyword === 'VOLUME') this.addVolume(instruction);
    this.spread();
  }

  /** Why the folder must stay in the image for `run`; null where nothing speaks for it. */
  reasonFor(run: RunFact): string | null {
    const use = this.uses.get(run.stage);
    if (!use) return null;
    if (use.contentFrom < run.instruction.span.start) return `a COPY puts files into ${this.moving.path}`;
    return use.always ?? (use.usedUntil > run.instruction.span.start ? use.reason : null);
  }

  private addCopy({ instruction, stage, destination, sources }: CopyFact, names: ReadonlyMap<string, readonly Stage[]>): void {
    const { start } = instruction.span;
    const use = this.uses.get(stage);
    if (use && start < use.contentFrom && destination !== null && meansFolder(this.moving, cleanPath(destination))) use.contentFrom = start;
    const from = instruction.flags.find(({ name }) => name === 'from')?.value;
    if (!from || !sources.some((source) => meansFolder(this.moving, cleanPath(`/${source.path}`)))) return;
    this.takeOut(names.get(from.toLowerCase()), `a COPY takes ${this.moving.path} out of this stage`);
  }

  private addRun(run: RunFact, names: ReadonlyMap<string, readonly Stage[]>): void {
    for (const { type, options } of run.instruction.mounts) {
      const [from, source] = [options.get('from'), options.get('source')];
      if (type !== 'bind' || typeof from !== 'string' || typeof source !== 'string') continue;
      if (!meansFolder(this.moving, cleanPath(`/${source}`))) continue;
      this.takeOut(names.get(from.toLowerCase()), `a mount takes ${this.moving.path} out of this stage`);
    }
    const use = this.uses.get(run.stage);
    const reason = use && this.runReason(run);
    if (!reason || run.instruction.span.start < use.usedUntil) return;
    use.usedUntil = run.instruction.span.start;
    use.reason = reason;
  }

  private runReason(run: RunFact): string | null {
    const { model, moving, resolved } = this;
    const { path, manager } = moving;
    const text = sliceSpan(model.text, run.instruction.span);
    const mayName = this.tokens.some((token) => text.includes(token)) || (text.includes(manager.token) && /[$`]/.test(text));
    // Those who read a store get the mount as well.
    const mayRead = !resolved.folder.isStore && manager.cacheOnlyOptions.some(({ name }) => text.includes(name));
    if (!mayName && !mayRead) return null;
    if (run.instruction.mounts.length > 0 && coveringMount(resolved, placedMounts(run, model.escape))) return null;
    const isOffline = mayRead && managerCalls(model.text, run, manager).some(({ options }) => hasAnyOption(options, manager.cacheOnlyOptions));
    if (isOffline) return `a later RUN installs from ${path} without network`;
    const isNamed = run.isComplete
      ? run.commands.some((command) => !toleratesAbsence(command) && namesFolder(moving, run, command))
      : text.includes(path) || (resolved.folder.place.kind === 'home' && text.includes(`/${resolved.folder.place.path}`));
    return isNamed ? `a later instruction uses ${path}` : null;
  }

  /** @param instruction a VOLUME */
  private addVolume(instruction: Instruction): void {
    const use = instruction.stage && this.uses.get(instruction.stage);
    if (!use) return;
    const isOver = (instruction.exec ?? instruction.words).some(({ value }) => value.startsWith('/') && isWithin(this.moving.path, cleanPath(value)));
    if (isOver) use.always = `a VOLUME lies over ${this.moving.path}`;
  }

  private takeOut(stages: readonly Stage[] | undefined, reason: string): void {
    for (const stage of stages ?? []) {
      const use = this.uses.get(stage);
      if (use) use.always = reason;
    }
  }

  /** What comes with a parent stage is there in those that continue it; what these use must already be in the parent. */
  private spread(): void {
    const { stages } = this.model;
    for (const stage of stages) {
      const parent = stage.parent && this.uses.get(stage.parent);
      const use = this.uses.get(stage)!;
      if (parent) use.contentFrom = Math.min(use.contentFrom, parent.contentFrom);
    }
    for (const stage of [...stages].reverse()) {
      const parent = stage.parent && this.uses.get(stage.parent);
      if (!parent) continue;
      const use = this.uses.get(stage)!;
      parent.always ??= use.always;
      if (use.usedUntil > parent.usedUntil) {
        parent.usedUntil = use.usedUntil;
        parent.reason = use.reason;
      }
    }
  }
}

/** Stages by name and by number, as `--from` names them; the same for each cache folder. */
const stageNames = new Memo(({ stages }: DockerfileModel): ReadonlyMap<string, readonly Stage[]> => {
  const names = new Map<string, Stage[]>();
  for (const stage of stages) {
    for (const name of stage.name === null ? [String(stage.index)] : [String(stage.index), stage.name.toLowerCase()]) {
      const same = names.get(name);
      if (same) same.push(stage);
      else names.set(name, [stage]);
    }
  }
  return names;
});
