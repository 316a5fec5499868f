import { builtInstructions, timesNow, type BuiltInstruction, type InstructionStep, type InstructionTime } from '../../build/stepTimes.ts';
import type { DockerfileModel } from '../../core/dockerfile/model.ts';
import { LineIndex } from '../../core/text/lines.ts';
import type { BuildRecord } from '../../timing/record.ts';
import type { BuildTrace, TraceStep } from '../../timing/trace.ts';

/** The last build that had steps of a Dockerfile. */
interface LastBuild {
  readonly id: string;
  readonly built: readonly BuiltInstruction[];
}

/** What the last build says of one text of its Dockerfile. */
export interface TimesOfText {
  /** Of the build. */
  readonly id: string;
  /** In the order in which they were built. */
  readonly times: readonly InstructionTime[];
  /** True where this is no longer the text that was built. */
  readonly isEdited: boolean;
}

interface ReadText {
  readonly last: LastBuild;
  readonly told: TimesOfText;
  readonly lines: LineIndex;
  readonly stepsByLine: ReadonlyMap<number, readonly InstructionStep[]>;
}

/** What the instructions of each Dockerfile took when they were last built: for lenses and for findings that speak about them. */
export class LastBuilds {
  private readonly byDockerfile = new Map<string, LastBuild>();
  /** Milliseconds of steps that really ran. */
  private readonly ran = new Map<string, number>();
  /** Each finding of a text asks. */
  private readonly read = new WeakMap<DockerfileModel, ReadText>();
  private changes = 0;

  /** Grows with each build: answers that rest on it carry the number. */
  get generation(): number {
    return this.changes;
  }

  /** @param records newest first, as the history has them */
  restore(records: readonly BuildRecord[]): void {
    for (const { id, trace } of [...records].reverse()) this.add(id, trace);
  }

  add(id: string, { steps }: BuildTrace): void {
    for (const step of steps) if (step.state === 'done' && step.duration > 0) this.ran.set(keyOf(step), step.duration);
    const earlier = (step: TraceStep) => this.ran.get(keyOf(step)) ?? null;
    for (const dockerfile of new Set(steps.flatMap(({ place }) => (place ? [place.dockerfile] : [])))) {
      const built = builtInstructions(steps, dockerfile, earlier);
      if (built.length > 0) this.byDockerfile.set(dockerfile, { id, built });
    }
    this.changes++;
  }

  forget(): void {
    this.byDockerfile.clear();
    this.ran.clear();
    this.changes++;
  }

  /**
   * What the instructions of a Dockerfile took that still stand there as they were built; null where it was not built.
   * @param dockerfile absolute, with `/`
   */
  timesOf(dockerfile: string, model: DockerfileModel): TimesOfText | null {
    return this.readText(dockerfile, model)?.told ?? null;
  }

  /** Steps of the instruction that covers an offset. */
  stepsAt(dockerfile: string, model: DockerfileModel, offset: number): readonly InstructionStep[] | null {
    const read = this.readText(dockerfile, model);
    const instruction = read && model.instructionAt(offset);
    return (instruction && read.stepsByLine.get(read.lines.lineAt(instruction.span.start))) ?? null;
  }

  private readText(dockerfile: string, model: DockerfileModel): ReadText | null {
    const last = this.byDockerfile.get(dockerfile);
    if (!last) return null;
    const known = this.read.get(model);
    if (known?.last === last) return known;
    const lines = new LineIndex(model.text);
    const now = model.instructions.map(({ span }) => ({ line: lines.lineAt(span.start), text: model.text.slice(span.start, span.end) }));
    const times = timesNow(last.built, now);
    // An instruction that is gone, or written differently, shows that this is no longer the text that was built.
    const isEdited = times.length < last.built.length || times.some(({ line }, index) => line !== last.built[index]?.line);
    const read = { last, told: { id: last.id, times, isEdited }, lines, stepsByLine: new Map(times.map(({ line, steps }) => [line, steps])) };
    this.read.set(model, read);
    return read;
  }
}

/** Digests differ from build to build for all that rests on a build context, so an instruction is known by its text. */
function keyOf({ targets, place }: TraceStep): string {
  return JSON.stringify([targets[0], place?.dockerfile, place?.text]);
}
