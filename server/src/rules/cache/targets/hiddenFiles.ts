import { Memo } from '../../../core/collections/memo.ts';
import type { CopyFact, DockerfileFacts, RunFact } from '../../../core/dockerfile/facts.ts';
import type { Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { cleanPath } from '../../../core/ignore/cleanPath.ts';
import { isWithin, pathsAbove } from '../folders/folderPath.ts';
import type { CacheTarget } from '../mounts/mountTarget.ts';

/** The first COPY of each stage that puts something at a path or below it, by path. */
type FirstCopies = ReadonlyMap<string, ReadonlyMap<Stage, CopyFact>>;

/**
 * The COPY before a RUN whose files a cache mount of it hides: a mount shows its own content only.
 * @returns null where nothing is hidden, or where another mount of the RUN brings something back
 */
export function hiddenCopy(facts: DockerfileFacts, run: RunFact, { target, mount }: CacheTarget): CopyFact | null {
  if (target === null || target === '/') return null;
  const copies = firstCopies.of(facts).get(target);
  if (!copies) return null;
  for (const stage of stageChain(run.stage)) {
    const copy = copies.get(stage);
    if (!copy || copy.instruction.span.start > run.instruction.span.start) continue;
    const isBroughtBack = run.instruction.mounts.some((other) => {
      const place = other.options.get('target');
      return other !== mount && typeof place === 'string' && place !== target && isWithin(cleanPath(place), target);
    });
    return isBroughtBack ? null : copy;
  }
  return null;
}

const firstCopies = new Memo((facts: DockerfileFacts): FirstCopies => {
  const copies = new Map<string, Map<Stage, CopyFact>>();
  for (const copy of facts.copies) {
    if (copy.destination === null || copy.instruction.isTrigger) continue;
    for (const path of pathsAbove(cleanPath(copy.destination))) {
      let byStage = copies.get(path);
      if (!byStage) copies.set(path, (byStage = new Map()));
      if (!byStage.has(copy.stage)) byStage.set(copy.stage, copy);
    }
  }
  return copies;
});
