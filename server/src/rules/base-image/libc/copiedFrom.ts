import type { CopyFact, DockerfileFacts, StageFact } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../../../core/dockerfile/model.ts';
import { joinPath, pathBelow } from '../../../core/dockerfile/paths.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { findStage } from '../../../core/dockerfile/stages.ts';

/** Where a file of a stage was made: in a stage of this file, or in an image that is only copied from. */
export interface Origin {
  readonly stage: Stage | null;
  readonly image: string | null;
  readonly path: string;
}

/** Stages that hand a file on one after another; more is no Dockerfile that a person wrote. */
const LONGEST_WAY = 20;

/** COPYs of one stage that are looked through; a stage with more is not judged. */
const MOST_COPIES = 200;

/** Follows files through `COPY --from` and through the stages that a stage continues, to where they were made. */
export class Origins {
  constructor(
    private readonly model: DockerfileModel,
    private readonly facts: DockerfileFacts,
    /** Names that a build gives another meaning. */
    private readonly isNamedContext: (name: string) => boolean,
  ) {}

  /** The origin of one source of a COPY; null where it comes from the context or cannot be told. */
  ofSource(copy: CopyFact, path: string, depth = 0): Origin | null {
    const name = copy.instruction.flags.find((flag) => flag.name === 'from')?.value;
    if (!name || /\$/.test(name) || this.isNamedContext(name) || depth > LONGEST_WAY) return null;
    const stage = findStage(this.model, name);
    if (!stage) return { stage: null, image: name, path: joinPath('/', path) };
    if (stage.index >= copy.stage.index) return null;
    return this.inStage(stage, joinPath('/', path), depth);
  }

  private inStage(stage: Stage, path: string, depth: number): Origin | null {
    const chain = stageChain(stage);
    for (const one of chain) {
      const { copies } = this.facts.stageFact(one);
      if (copies.length > MOST_COPIES) return null;
      for (const copy of copies.toReversed()) {
        const inside = sourceOf(copy, path);
        if (inside === undefined) continue;
        return copy.fromContext || inside === null ? null : this.ofSource(copy, inside, depth + 1);
      }
    }
    return { stage, image: null, path };
  }
}

/** The source path behind a path of the stage; undefined where the COPY has nothing to do with it, null where several may be behind it. */
function sourceOf(copy: CopyFact, path: string): string | null | undefined {
  if (copy.fromContext || copy.destination === null) return undefined;
  const destination = joinPath('/', copy.destination);
  const below = pathBelow(destination, path);
  if (below === null) return undefined;
  const [only, ...others] = copy.sources;
  if (!only || others.length > 0) return null;
  if (below === '') return only.path;
  const name = only.path.slice(only.path.lastIndexOf('/') + 1);
  // A file keeps its name in a folder; a folder hands over what is in it.
  if (copy.destination.endsWith('/') && below === name) return only.path;
  return `${only.path}/${below}`;
}

/** The stages whose RUNs may have made a file of `stage`. */
export function makers(stage: Stage, facts: DockerfileFacts): readonly StageFact[] {
  return stageChain(stage).map((one) => facts.stageFact(one));
}
