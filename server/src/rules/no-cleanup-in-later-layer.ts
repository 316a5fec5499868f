import { defineDockerfileRule, type DockerfileContext, type Report } from '../core/engine/rule.ts';
import { sentence } from './messages/sentence.ts';
import { lateCleanups } from './layers/cleanups/lateCleanups.ts';
import type { LateCleanup } from './layers/cleanups/leftover.ts';
import { cleanupText, moveCleanup } from './layers/cleanups/moveCleanup.ts';
import { isRefusal, refuse } from './layers/proof.ts';

/** Source: docs.docker.com/build/building/best-practices: a layer cannot make an earlier one smaller. */
export const noCleanupInLaterLayer = defineDockerfileRule<object>({
  meta: {
    id: 'no-cleanup-in-later-layer',
    description: 'Files are removed in the RUN that made them, since a later layer only hides them.',
    subject: 'layers',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    weight: { overall: 4, security: 1, maintainability: 2 },
    options: {},
    messages: {
      made: '`{command}` makes the image no smaller: {what} stays in the layer of an earlier RUN, so clean up there.',
      copied: '`{command}` makes the image no smaller: {what} stays in the layer of the {instruction} that brought it, so leave it out or mount it.',
    },
  },
  check(context) {
    const { dockerfile: model, facts, project } = context;
    for (const cleanups of lateCleanups({ model, facts, project }).values()) context.report(reportOf(context, cleanups));
  },
});

function reportOf(context: DockerfileContext, cleanups: readonly LateCleanup[]): Report {
  const { command, leftover } = cleanups[0]!;
  const makers = [...new Set(cleanups.map((cleanup) => cleanup.leftover.maker))];
  const fix = fixOf(context, cleanups, makers.length);
  return {
    messageId: leftover.kind === 'copied' ? 'copied' : 'made',
    data: { command: cleanupText(command), what: leftover.what, instruction: leftover.maker.keyword },
    span: command.span,
    related: makers.slice(0, 5).map(({ keywordSpan }) => ({ span: keywordSpan, message: 'It is made here, and stays in this layer.' })),
    ...(isRefusal(fix) ? { withheld: sentence(fix.reason) } : { fixes: [fix] }),
  };
}

function fixOf({ dockerfile, facts }: DockerfileContext, cleanups: readonly LateCleanup[], makers: number) {
  const { leftover, run } = cleanups[0]!;
  if (!dockerfile.isWellFormed) return refuse('the file cannot be read with certainty');
  if (leftover.kind === 'copied') return refuse(insteadOfCopy(leftover));
  if (leftover.advice !== undefined) return refuse(leftover.advice);
  if (makers > 1) return refuse('it is made in several instructions: clean up in each of them');
  return moveCleanup(dockerfile, facts, run, leftover.maker);
}

function insteadOfCopy({ maker }: LateCleanup['leftover']): string {
  const from = maker.flags.find(({ name }) => name === 'from')?.value;
  if (from) return `what a COPY brings stays: let the RUN that needs it read it through \`--mount=type=bind,from=${from}\``;
  return `what a ${maker.keyword} brings stays: let the RUN that needs it read it through \`--mount=type=bind\`, or keep it out with .dockerignore`;
}
