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

/** What the instructions of each Dockerfile took when they were last built: for lenses and for findings that speak about them. */
export class LastBuilds {
  private readonly byDockerfile = new Map<string, LastBuild>();
  /** Milliseconds of steps that really ran. */
  private readonly ran = new Map<string, number>();
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
  timesOf(dockerfile: string, model: DockerfileModel): { readonly id: string; readonly times: readonly InstructionTime[]; readonly isEdited: boolean } | null {
    const last = this.byDockerfile.get(dockerfile);
    if (!last) return null;
    const lines = new LineIndex(model.text);
    const now = model.instructions.map(({ span }) => ({ line: lines.lineAt(span.start), text: model.text.slice(span.start, span.end) }));
    const times = timesNow(last.built, now);
    // An instruction that is gone, or written differently, shows that this is no longer the text that was built.
    return { id: last.id, times, isEdited: times.length < last.built.length || times.some(({ line }, index) => line !== last.built[index]?.line) };
  }

  /** Steps of the instruction that covers an offset. */
  stepsAt(dockerfile: string, model: DockerfileModel, offset: number): readonly InstructionStep[] | null {
    if (!this.byDockerfile.has(dockerfile)) return null;
    const instruction = model.instructionAt(offset);
    if (!instruction) return null;
    const line = new LineIndex(model.text).lineAt(instruction.span.start);
    return this.timesOf(dockerfile, model)?.times.find((time) => time.line === line)?.steps ?? null;
  }
}

/** Digests differ from build to build for all that rests on a build context, so an instruction is known by its text. */
function keyOf({ targets, place }: TraceStep): string {
  return JSON.stringify([targets[0], place?.dockerfile, place?.text]);
}
