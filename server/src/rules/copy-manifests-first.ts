import { gatherAll } from '../core/collections/gather.ts';
import type { CopyFact } from '../core/dockerfile/facts.ts';
import type { Fix } from '../core/engine/finding.ts';
import { defineDockerfileRule } from '../core/engine/rule.ts';
import type { CacheScene } from './cache/packageManager.ts';
import { assumption, contextName } from './layers/manifestsFirst/assumedContext.ts';
import { bindManifests } from './layers/manifestsFirst/bindManifests.ts';
import { contextPathOf } from './layers/manifestsFirst/broadCopy.ts';
import { invalidatedSteps } from './layers/manifestsFirst/invalidatedSteps.ts';
import { installName } from './layers/manifestsFirst/manifestInstall.ts';
import { moveCopies } from './layers/manifestsFirst/moveCopies.ts';
import { isRefusal } from './layers/proof.ts';
import { proveMove, type ProvedMove } from './layers/manifestsFirst/proveMove.ts';
import { copiedBefore, repeatedInstalls, type RepeatedInstall } from './layers/manifestsFirst/repeatedInstalls.ts';
import { repetitionSeverity } from './layers/manifestsFirst/repetitionSeverity.ts';
import { sentence } from './messages/sentence.ts';

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
    weight: { overall: 6, security: 0, maintainability: 2 },
    options: {},
    messages: {
      broad: 'Every change of any copied file runs `{install}` again: copy {manifests} first, install, then copy the rest.',
      late: 'Every change of any copied file runs `{install}` again: move this COPY below the install.',
    },
  },
  check({ dockerfile: model, facts, project, report }) {
    const scene: CacheScene = { model, facts, project };
    for (const repeated of gatherAll(facts.stages, (stage) => repeatedInstalls(stage, scene))) {
      if (!model.isWellFormed) return;
      const { broad, call, isAside } = repeated;
      const move = proveMove(repeated, scene);
      if (isAside && isRefusal(move)) continue;
      report({
        messageId: isAside || copiedBefore(repeated, facts) ? 'late' : 'broad',
        data: { install: installName(call), manifests: manifestNames(repeated) },
        span: sourceWord(broad.copy).span,
        severity: repetitionSeverity(repeated, project),
        related: invalidatedSteps(repeated, scene),
        ...(isRefusal(move) ? { withheld: sentence(move.reason) } : offers(repeated, move, scene)),
      });
    }
  },
});

/** The move, then the same with mounts; both wait for a person where the context was assumed. */
function offers(repeated: RepeatedInstall, move: ProvedMove, { model }: CacheScene): { fixes: readonly Fix[]; withheld?: string } {
  const fixes = [moveCopies(model, move), bindManifests(repeated, move, model)].filter((fix) => fix !== null);
  const { assumed } = move;
  if (assumed === null) return { fixes };
  return {
    fixes: fixes.map((fix) => ({ ...fix, kind: 'suggestion', title: `${fix.title} (if the build context is ${contextName(assumed)})` })),
    withheld: sentence(assumption(assumed)),
  };
}

/** As the command names them; those that it names by their place in the image as the context does. */
function manifestNames({ broad, call }: RepeatedInstall): string {
  const named = call.entry.named?.(call.install) ?? null;
  return named ?? call.manifests.map((name) => (name.startsWith('/') ? (contextPathOf(broad, name) ?? name) : name)).join(', ');
}

function sourceWord({ instruction, sources }: CopyFact) {
  return (instruction.exec ?? instruction.words)[sources[0]!.index]!;
}
