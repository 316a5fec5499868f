import type { Severity } from '../core/engine/finding.ts';
import { defineDockerfileRule } from '../core/engine/rule.ts';
import { sentence } from './messages/sentence.ts';
import { lateInstalls, type LateInstalls } from './layers/lateInstalls/lateInstalls.ts';
import { moveBelowInstalls } from './layers/lateInstalls/moveBelowInstalls.ts';
import { downloadLabel } from './layers/lateInstalls/sourceReads.ts';

/** Source: docs.docker.com/build/cache/optimize, "Order your layers": what changes often comes last. */
export const installBeforeSource = defineDockerfileRule({
  meta: {
    id: 'install-before-source',
    description: 'Install system packages and tools before copying the source, so that a code change does not download them again.',
    subject: 'layers',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    weight: { overall: 6, security: 0, maintainability: 2 },
    options: {},
    messages: {
      late: 'Every change of a copied file runs `{install}` again, which reads none of them: install first, then copy the source.',
    },
  },
  check({ dockerfile, facts, project, report }) {
    if (!dockerfile.isWellFormed) return;
    for (const stage of facts.stages) {
      if (stage.copies.length === 0 || stage.distribution === 'windows') continue;
      const late = lateInstalls(stage, dockerfile, project);
      if (!late) continue;
      const { sources, installs, reach, stop } = late;
      const [first] = installs;
      const { copy } = sources[0].broad;
      const source = (copy.instruction.exec ?? copy.instruction.words)[copy.sources[0]!.index]!;
      const last = installs.findLast(({ run }) => run === reach);
      report({
        messageId: 'late',
        data: { install: downloadLabel(first!.download) },
        span: spanOf(first!.download),
        severity: severityOf(late),
        related: [{ span: source.span, message: 'Whatever changes of this runs the install again.' }],
        ...(reach ? { fixes: [moveBelowInstalls(late, reach, dockerfile, downloadLabel(last!.download))] } : {}),
        ...(reach ? {} : { withheld: sentence(stop?.reason ?? 'what stands between cannot be read') }),
      });
    }
  },
});

function spanOf({ nameWord, args }: LateInstalls['installs'][number]['download']) {
  const verb = args.find(({ value }) => value !== null && /^[a-z]/.test(value) && !value.includes('://'));
  return { start: nameWord.span.start, end: verb && verb.span.start > nameWord.span.end ? verb.span.end : nameWord.span.end };
}

/** A cache mount makes the repetition cheaper, and a stage that only tests does not ship: both weigh less. */
function severityOf({ installs }: LateInstalls): Severity {
  const areMounted = installs.every(({ run }) => run.instruction.mounts.some(({ type }) => type === 'cache'));
  const onlyTests = /(^|[-_])(test|tests|lint)($|[-_])/.test(installs[0]!.run.stage.name ?? '');
  return areMounted || onlyTests ? 'information' : 'warning';
}
