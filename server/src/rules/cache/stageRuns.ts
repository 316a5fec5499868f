import type { DockerfileFacts, RunFact } from '../../core/dockerfile/facts.ts';
import type { Stage } from '../../core/dockerfile/model.ts';

/** The RUNs whose layers a RUN builds on, in order, and the RUN itself. */
export function earlierRuns(facts: DockerfileFacts, run: RunFact): readonly RunFact[] {
  const stages = new Set<Stage>();
  for (let stage: Stage | null = run.stage; stage && !stages.has(stage); stage = stage.parent) stages.add(stage);
  return facts.runs.filter(
    (other) => stages.has(other.stage) && !other.instruction.isTrigger && other.instruction.span.start <= run.instruction.span.start,
  );
}
