import type { DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Instruction, Stage } from '../../../core/dockerfile/model.ts';
import { readAssignments } from '../../../core/dockerfile/assignments.ts';
import { sliceSpan } from '../../../core/text/span.ts';
import { readingOf, type StepReading } from './environmentReads.ts';
import { Mentions, referencedNames } from '../mentions.ts';
import { labelEntries } from './volatileNames.ts';
import type { VolatileValues } from './volatileValues.ts';

/** A RUN that runs again because of a value that it does not use. */
export interface RepeatedStep {
  readonly run: RunFact;
  readonly reading: StepReading;
}

export interface CrossedSteps {
  /** Every RUN up to `user`, costly or not. */
  readonly steps: readonly RepeatedStep[];
  /** The first instruction that uses the values, or may; null where none does to the end of the stage. */
  readonly user: Instruction | null;
}

/** Not expanded by BuildKit: what they say is read when the container runs. */
const RUNTIME = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK']);

/** Walks on from the first declaration as far as it could be moved. */
export function crossedSteps(values: VolatileValues, stage: Stage, model: DockerfileModel, facts: DockerfileFacts): CrossedSteps {
  const members = new Map(values.declarations.map((one) => [one.instruction, one]));
  const start = values.declarations[0]!.instruction.span.start;
  const scene = new UseScene(values, model);
  const { runs, copies } = facts.stageFact(stage);
  const byInstruction = new Map(runs.map((run) => [run.instruction, run]));
  const steps: RepeatedStep[] = [];
  for (const instruction of stage.instructions) {
    if (instruction.span.start <= start) continue;
    const member = members.get(instruction);
    if (member?.isMovable || (member && instruction.keyword === 'ARG')) continue;
    if (scene.isUse(instruction)) return { steps, user: instruction };
    const run = byInstruction.get(instruction);
    if (!run) continue;
    const reading = readingOf(run, copies.filter((copy) => copy.instruction.span.start < instruction.span.start));
    if (reading.use === 'possible') return { steps, user: instruction };
    steps.push({ run, reading });
  }
  return { steps, user: null };
}

/** The same up to the first step that is not proved to read nothing; null where nothing costly stands before that. */
export function provedSteps({ steps }: CrossedSteps): CrossedSteps | null {
  const end = steps.findIndex(({ reading }) => reading.use !== 'none');
  if (end === -1) return null;
  const proved = steps.slice(0, end);
  return proved.some(({ reading }) => reading.isCostly) ? { steps: proved, user: steps[end]!.run.instruction } : null;
}

/** The first RUN of a stage that continues this one and runs again although it uses nothing of it. */
export function inheritedStep(values: VolatileValues, stage: Stage, model: DockerfileModel, facts: DockerfileFacts): RepeatedStep | null {
  const mentions = new Mentions(values.names);
  for (const child of model.stages.filter(({ parent }) => parent === stage)) {
    const { runs, copies } = facts.stageFact(child);
    for (const run of runs) {
      if (mentions.in(sliceSpan(model.text, run.instruction.span))) break;
      const reading = readingOf(run, copies);
      if (reading.use === 'possible') break;
      if (reading.isCostly) return { run, reading };
    }
  }
  return null;
}

class UseScene {
  private readonly uses: Mentions;
  /** What the values are made of: nothing in between may change it. */
  private readonly sources: ReadonlySet<string>;
  private readonly keys: ReadonlySet<string>;

  constructor(values: VolatileValues, private readonly model: DockerfileModel) {
    const { declarations, names } = values;
    this.uses = new Mentions(names);
    const instructions = declarations.map(({ instruction }) => instruction);
    this.sources = new Set(instructions.flatMap(({ span }) => referencedNames(sliceSpan(model.text, span))));
    this.keys = new Set(instructions.filter(({ keyword }) => keyword === 'LABEL').flatMap((label) => labelEntries(label).map(({ key }) => key)));
  }

  isUse(instruction: Instruction): boolean {
    const { keyword } = instruction;
    if (!instruction.isTrigger && RUNTIME.has(keyword)) return false;
    if (this.uses.in(sliceSpan(this.model.text, instruction.span))) return true;
    if (keyword === 'ARG' || keyword === 'ENV') return readAssignments(instruction, this.model.escape).some(({ name }) => this.sources.has(name));
    return keyword === 'LABEL' && labelEntries(instruction).some(({ key }) => this.keys.has(key));
  }
}
