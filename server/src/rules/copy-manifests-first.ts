import type { CopyFact } from '../core/dockerfile/facts.ts';
import type { Severity } from '../core/engine/finding.ts';
import { defineDockerfileRule } from '../core/engine/rule.ts';
import { contextPathOf } from './layers/broadCopy.ts';
import type { ManifestInstall } from './layers/manifestInstall.ts';
import { isRefusal } from './layers/proof.ts';
import { proveMove } from './layers/proveMove.ts';
import { copiedBefore, repeatedInstalls, type RepeatedInstall } from './layers/repeatedInstalls.ts';

/** Source: docs.docker.com/build/cache/invalidation: once a COPY misses the cache, everything after it is built again. */
export const copyManifestsFirst = defineDockerfileRule({
  meta: {
    id: 'copy-manifests-first',
    description: 'Copy dependency manifests and install before copying the source, so that a code change does not install everything again.',
    subject: 'layers',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    options: {},
    messages: {
      broad: 'Every change of any copied file runs `{install}` again: copy {manifests} first, install, then copy the rest.',
      late: 'Every change of any copied file runs `{install}` again: move this COPY below the install.',
    },
  },
  check({ dockerfile, facts, project, report }) {
    for (const repeated of facts.stages.flatMap((stage) => repeatedInstalls(stage, dockerfile, project))) {
      if (!dockerfile.isTrustworthy) return;
      const { broad, call } = repeated;
      const source = sourceWord(broad.copy);
      const move = proveMove(repeated, dockerfile, facts, project);
      report({
        messageId: copiedBefore(repeated, facts) ? 'late' : 'broad',
        data: { install: `${call.manager} ${call.install.positionals[0]?.value ?? 'install'}`, manifests: manifestNames(repeated) },
        span: source.span,
        severity: severityOf(call),
        related: [{ span: call.install.verbSpan, message: 'This install runs again after every change of what the COPY brings.' }],
        ...(isRefusal(move) ? {} : { fixes: [move.fix] }),
        ...(isRefusal(move) ? { withheld: sentence(move.reason) } : move.doubt !== null ? { withheld: sentence(move.doubt) } : {}),
      });
    }
  },
});

/** As the command names them; those that it names by their place in the image as the context does. */
function manifestNames({ broad, call }: RepeatedInstall): string {
  if (call.manager === 'npm') return 'package.json and its lockfile';
  return call.manifests.map((name) => (name.startsWith('/') ? (contextPathOf(broad, name) ?? name) : name)).join(', ');
}

/** A reason that starts with a name (`package.json …`, `npm runs …`) keeps it as it is written. */
function sentence(reason: string): string {
  const isName = /^(npm|pip)\b|^\S*[^a-z\s]/.test(reason);
  return `${isName ? reason : reason[0]!.toUpperCase() + reason.slice(1)}.`;
}

function sourceWord({ instruction, sources }: CopyFact) {
  return (instruction.exec ?? instruction.words)[sources[0]!.index]!;
}

/** A cache mount makes the repetition cheaper, and a stage that only tests does not ship: both weigh less. */
function severityOf({ run }: ManifestInstall): Severity {
  const isMounted = run.instruction.mounts.some(({ type }) => type === 'cache');
  const onlyTests = /(^|[-_])(test|tests|lint)($|[-_])/.test(run.stage.name ?? '');
  return isMounted || onlyTests ? 'information' : 'warning';
}
