import { gatherAll } from '../../../core/collections/gather.ts';
import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { Instruction, Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import type { CacheScene } from '../../cache/packageManager.ts';
import { leftoversOfCopy, leftoversOfRun, mayCleanUp } from './layerLeftovers.ts';
import type { LateCleanup, Leftover } from './leftover.ts';
import { outputStages } from '../outputStages.ts';

/** More stages than reach an output in any honest file; the others are not looked at. */
const MOST_STAGES = 50;
/** More than any file leaves behind; the rest is not followed. */
const MOST_LEFTOVERS = 300;
/** Instructions of one document whose leftovers are looked for: that parses scripts. */
const MOST_MAKERS = 600;
/** Comparisons of commands with leftovers, for one document. */
const MOST_COMPARISONS = 20_000;

/** The commands of stages that reach an output which remove what an earlier layer keeps, by RUN and in the order of the file. */
export function lateCleanups(scene: CacheScene): ReadonlyMap<RunFact, readonly LateCleanup[]> {
  const { model, facts, project } = scene;
  const found = new Map<RunFact, readonly LateCleanup[]>();
  if (!facts.runs.some((run) => mayCleanUp(model.text, run))) return found;
  let comparisons = MOST_COMPARISONS;
  let makersLeft = MOST_MAKERS;
  for (const stage of [...outputStages(model, project)].slice(0, MOST_STAGES)) {
    // What comes after the last clean-up, nothing removes any more.
    const last = facts.stageFact(stage).runs.findLast((run) => mayCleanUp(model.text, run));
    if (!last) continue;
    let left: Leftover[] = [];
    for (const { instruction, run, leftovers } of steps(scene, stage)) {
      if (run && instruction.stage === stage && left.length > 0) {
        comparisons -= left.length * (mayCleanUp(model.text, run) ? run.commands.length : 1);
        if (comparisons < 0) return found;
        const cleanups = cleanupsIn(scene, run, left);
        if (cleanups.length > 0) found.set(run, cleanups);
        const gone = new Set(cleanups.map(({ leftover }) => leftover));
        left = left.filter((one) => !gone.has(one) && !one.isMadeAgainBy(run));
      }
      if (run === last) break;
      if (left.length >= MOST_LEFTOVERS || makersLeft-- <= 0) continue;
      left.push(...leftovers());
    }
  }
  return found;
}

interface Step {
  readonly instruction: Instruction;
  readonly run: RunFact | null;
  /** Asked for late: it parses scripts. */
  leftovers(): readonly Leftover[];
}

function steps(scene: CacheScene, stage: Stage): readonly Step[] {
  return gatherAll([...stageChain(stage)].reverse(), (one) => {
    const { runs, copies } = scene.facts.stageFact(one);
    const made: Step[] = [];
    for (const run of runs) made.push({ instruction: run.instruction, run, leftovers: () => leftoversOfRun(scene, run) });
    for (const copy of copies) made.push({ instruction: copy.instruction, run: null, leftovers: () => leftoversOfCopy(copy, scene) });
    return made.sort((a, b) => a.instruction.span.start - b.instruction.span.start);
  });
}

function cleanupsIn({ model }: CacheScene, run: RunFact, left: readonly Leftover[]): readonly LateCleanup[] {
  if (run.instruction.isTrigger || !mayCleanUp(model.text, run)) return [];
  const candidates = left.filter((leftover) => !leftover.isMadeAgainBy(run));
  return run.commands
    .filter((command) => !command.isConditional)
    .flatMap((command) => candidates.filter((leftover) => leftover.isRemovedBy(run, command)).map((leftover) => ({ run, command, leftover })));
}
