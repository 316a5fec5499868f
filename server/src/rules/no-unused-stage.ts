import { defineDockerfileRule, type DockerfileContext } from '../core/engine/rule.ts';
import type { Stage } from '../core/dockerfile/model.ts';
import type { Span } from '../core/text/span.ts';
import { isRefusal } from './layers/proof.ts';
import { sentence } from './messages/sentence.ts';
import { reachableStages } from './stages/reachableStages.ts';
import { removeStages } from './stages/removeStages.ts';

/** BuildKit builds only what the target needs (docs.docker.com/build/building/multi-stage, "Differences between legacy builder and BuildKit"). */
export const noUnusedStage = defineDockerfileRule<object>({
  meta: {
    id: 'no-unused-stage',
    description: 'Every stage is the image itself, or gives something to it.',
    subject: 'stages',
    language: 'dockerfile',
    severity: 'information',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 2, security: 0, maintainability: 2 },
    options: {},
    messages: {
      unnamed: 'Nothing copies from this stage or continues it, and it has no name to be built by: it costs readers time, and builders without BuildKit as well: remove it.',
      named: 'No known build reaches the stage `{name}`, so BuildKit skips it: remove it, unless somebody builds it with `--target {name}`.',
    },
  },
  check(context) {
    const { dockerfile, project, report } = context;
    if (dockerfile.stages.length < 2) return;
    const reached = reachableStages(dockerfile, project);
    const unused = dockerfile.stages.filter((stage) => !reached.has(stage));
    const first = unused.find(({ name }) => name === null) ?? unused[0];
    if (!first) return;
    const isCertain = first.name === null;
    report({
      messageId: isCertain ? 'unnamed' : 'named',
      ...(isCertain ? {} : { data: { name: first.name! }, severity: 'hint', confidence: 'medium' } as const),
      span: nameSpan(first),
      related: unused.filter((stage) => stage !== first).slice(0, 5).map((stage) => ({ span: nameSpan(stage), message: 'This stage, too.' })),
      ...offer(context, isCertain ? unused.filter(({ name }) => name === null) : unused),
    });
  },
});

function offer({ dockerfile, project }: DockerfileContext, stages: readonly Stage[]) {
  const removed = removeStages(dockerfile, stages, project);
  if (isRefusal(removed)) return { withheld: sentence(removed.reason) };
  const [what, it] = stages.length === 1 ? ['the stage', 'it'] : [`${stages.length} stages`, 'them'];
  return {
    fixes: [{ kind: 'suggestion', title: `Remove ${what} (a script may still build ${it} with --target)`, edits: removed } as const],
    withheld: 'Scripts and CI jobs that build a stage with --target cannot be seen from here.',
  };
}

/** The stage's name where it has one. */
function nameSpan({ name, from }: Stage): Span {
  return name === null ? from.keywordSpan : (from.words[2]?.span ?? from.keywordSpan);
}
