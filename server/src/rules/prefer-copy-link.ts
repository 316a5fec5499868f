import { defineDockerfileRule } from '../core/engine/rule.ts';
import { mergeEdits } from './edits/mergeEdits.ts';
import { linkableCopies } from './layers/copies/linkableCopy.ts';
import { outputStages } from './layers/outputStages.ts';

/** Source: docs.docker.com/reference/dockerfile, COPY --link. */
export const preferCopyLink = defineDockerfileRule<object>({
  meta: {
    id: 'prefer-copy-link',
    description: 'Files from another stage are linked into the image, so that their layer outlives changes of what is below it.',
    subject: 'layers',
    language: 'dockerfile',
    severity: 'hint',
    confidence: 'medium',
    fix: 'suggestion',
    weight: { overall: 1, security: 0, maintainability: 1 },
    options: {},
    messages: {
      link: 'This layer is made and uploaded again whenever the base image or a RUN above it changes: `COPY --link` keeps it.',
    },
  },
  check({ dockerfile: model, facts, project, report }) {
    if (!/--from=/.test(model.text) || !model.isWellFormed) return;
    const outputs = outputStages(model, project);
    for (const fact of facts.stages) {
      if (!outputs.has(fact.stage)) continue;
      const copies = linkableCopies(fact, model, facts);
      const first = copies[0];
      if (!first) continue;
      const edits = mergeEdits(copies.map(({ instruction: { keywordSpan: { end } } }) => ({ span: { start: end, end }, text: ' --link' })));
      const count = copies.length === 1 ? 'the COPY' : `${copies.length} COPYs`;
      report({
        messageId: 'link',
        span: first.instruction.keywordSpan,
        related: copies.slice(1, 6).map(({ instruction }) => ({ span: instruction.keywordSpan, message: 'This one as well.' })),
        fixes: [{ kind: 'suggestion', title: `Link ${count} (needs Dockerfile 1.4, and no symbolic link in the destination)`, edits }],
        withheld: 'Whether the base image has a symbolic link in the destination cannot be seen from here.',
      });
    }
  },
});
