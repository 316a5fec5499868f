import type { DockerfileFacts } from '../core/dockerfile/facts.ts';
import type { DockerfileModel, Stage } from '../core/dockerfile/model.ts';
import type { SourceDocument } from '../core/engine/document.ts';
import type { BuildContext, DockerfileUse, ProjectView } from '../core/engine/projectView.ts';
import { stagesOfUse } from '../rules/stages/stagesOfUse.ts';

/** One Dockerfile and the builds of it. */
export interface BuildScene {
  readonly model: DockerfileModel;
  readonly facts: DockerfileFacts;
  /** Empty while nothing is known of the project. */
  readonly uses: readonly DockerfileUse[];
  /** The builds that run a stage; all of them where a variable decides which stages a build needs, and none is seen to need this one. */
  usesOf(stage: Stage): readonly DockerfileUse[];
  /** The builds that are seen to run a stage. */
  certainUsesOf(stage: Stage): readonly DockerfileUse[];
  /** True where a FROM names what only a build can tell (`FROM base-$TARGETARCH`): it may be any stage. */
  readonly hasOpenStages: boolean;
}

export function buildScene({ dockerfile, facts }: SourceDocument, project: ProjectView | null): BuildScene {
  const uses = project?.uses ?? [];
  const runs = stagesOfUse(dockerfile);
  const hasOpenStages = dockerfile.stages.some(({ resolvedImage }) => resolvedImage === null);
  const certainUsesOf = (stage: Stage): readonly DockerfileUse[] => uses.filter((use) => runs(use, stage));
  const usesOf = (stage: Stage): readonly DockerfileUse[] => {
    const certain = certainUsesOf(stage);
    return certain.length === 0 && hasOpenStages ? uses : certain;
  };
  return { model: dockerfile, facts, uses, usesOf, certainUsesOf, hasOpenStages };
}

/** The builds that use one context under one ignore file. */
export interface ContextUse {
  readonly context: BuildContext;
  readonly uses: readonly DockerfileUse[];
}

/** By context, those that lie outside the workspace left out: nothing of them was read. */
export function contextsOf(uses: readonly DockerfileUse[]): readonly ContextUse[] {
  const found = new Map<string, { context: BuildContext; uses: DockerfileUse[] }>();
  for (const use of uses) {
    const { context } = use;
    if (context.isOutside) continue;
    const key = JSON.stringify([context.path, context.ignore?.path ?? null]);
    const known = found.get(key);
    if (known) known.uses.push(use);
    else found.set(key, { context, uses: [use] });
  }
  return [...found.values()];
}
