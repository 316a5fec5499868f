import type { Instruction, Stage } from '../core/dockerfile/model.ts';
import { stageChain } from '../core/dockerfile/stageChain.ts';
import { defineDockerfileRule, type DockerfileContext } from '../core/engine/rule.ts';
import { isRefusal } from './layers/proof.ts';
import { sentence } from './messages/sentence.ts';
import { shippedStages } from './stages/shippedStages.ts';
import { startCommand, startsScript, startsShell, type StartCommand } from './stages/startCommand.ts';
import { startsAsRootOnPurpose } from './stages/users/needsRoot.ts';
import { runAsUser } from './stages/users/runAsUser.ts';
import { isService } from './stages/services.ts';

export const requireNonRootUser = defineDockerfileRule<object>({
  meta: {
    id: 'require-non-root-user',
    description: 'Services run as an account of their own, not as root.',
    subject: 'stages',
    language: 'dockerfile',
    severity: 'hint',
    confidence: 'medium',
    fix: 'suggestion',
    weight: { overall: 6, security: 6, maintainability: 1 },
    options: {},
    messages: {
      never: 'No USER is set, so this runs as root: whoever breaks in owns the container and its volumes; give it an account of its own.',
      last: 'The last USER is root, so this runs as root: whoever breaks in owns the container and its volumes; end with an account of its own.',
    },
  },
  check(context) {
    for (const stage of shippedStages(context.dockerfile, context.project)) {
      const start = startOfRoot(context, stage);
      if (!start) continue;
      const { dockerfile, facts, report } = context;
      const offered = runAsUser(dockerfile, facts, stage);
      report({
        messageId: setsUser(stage) ? 'last' : 'never',
        span: placeOf(stage, start).keywordSpan,
        ...(isRefusal(offered)
          ? { withheld: sentence(offered.reason) }
          : { fixes: [offered], withheld: 'What the application writes, and where, cannot be seen from here.' }),
      });
      return;
    }
  },
});

/** What a service starts as root, for no reason that can be told from here; null for everything else. */
function startOfRoot({ dockerfile, facts, project }: DockerfileContext, stage: Stage): StartCommand | null {
  const { distribution, endState } = facts.stageFact(stage);
  if (distribution === 'windows' || distribution === 'scratch' || endState.user.kind !== 'root') return null;
  if (stage.instructions.some(({ isTrigger }) => isTrigger)) return null;
  const start = startCommand(dockerfile, stage);
  // A script may prepare folders as root and start the application as somebody else.
  if (!start || startsShell(start) || startsScript(start) || !isService(stage, start, project)) return null;
  return startsAsRootOnPurpose(dockerfile, facts, stage, start) ? null : start;
}

function setsUser(stage: Stage): boolean {
  return stageChain(stage).some(({ instructions }) => instructions.some(({ keyword, isTrigger }) => keyword === 'USER' && !isTrigger));
}

/** The command itself where it stands in the stage, since stages that it is inherited from may be shared. */
function placeOf(stage: Stage, { entrypoint, cmd }: StartCommand): Instruction {
  return [entrypoint, cmd].find((one) => one?.stage === stage) ?? stage.from;
}
