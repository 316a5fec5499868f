import type { RunFact } from '../core/dockerfile/facts.ts';
import { defineDockerfileRule, type DockerfileContext, type Report } from '../core/engine/rule.ts';
import { cacheScene } from './cache/cacheScene.ts';
import { misplacedMounts, type MisplacedMount } from './cache/misplacedMounts.ts';
import { moveMount } from './cache/moveMount.ts';
import { sentence } from './cache/sentence.ts';

export const cacheMountTarget = defineDockerfileRule<object>({
  meta: {
    id: 'cache-mount-target',
    description: 'Cache mounts lie where the commands of their RUN cache.',
    subject: 'cache',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    options: {},
    messages: {
      elsewhere: '{manager} caches in {folder}, so the mount at {target} stays empty and every rebuild downloads all packages again: mount {folder}.',
      inside: 'To mount {target}, BuildKit makes {folder} for root, and {manager} cannot write there as {user}: mount {folder} itself.',
      tilde: '`~` means nothing in a mount, so this one is at {target} and stays empty: write {folder}.',
      unsetHome: 'HOME has no value in a mount here, so this one is at {target} and stays empty: write {folder}.',
    },
  },
  check(context) {
    const { dockerfile, facts } = context;
    for (const run of facts.runs) {
      if (run.instruction.mounts.length === 0 || facts.stageFact(run.stage).distribution === 'windows') continue;
      const scene = cacheScene({ dockerfile, facts, project: context.project });
      for (const misplaced of misplacedMounts(scene, run)) context.report(reportMisplaced(context, run, misplaced));
    }
  },
});

function reportMisplaced(context: DockerfileContext, run: RunFact, misplaced: MisplacedMount): Report {
  const { target, kind, meant } = misplaced;
  const move = moveMount(cacheScene(context), run, misplaced);
  const user = meant?.folder.resolved.user;
  return {
    messageId: kind,
    data: {
      manager: meant?.use.manager.label ?? '',
      folder: meant?.folder.resolved.path ?? 'the whole path',
      target: target.target ?? 'a folder below WORKDIR',
      user: user?.name ?? `user ${user?.uid ?? ''}`,
    },
    span: target.mount.flag.span,
    related: meant ? [{ span: meant.folder.install.verbSpan, message: `${meant.use.manager.label} runs here.` }] : [],
    ...(move.kind === 'offered' ? { fixes: [move.fix] } : {}),
    ...(move.reason === null ? {} : { withheld: sentence(move.reason) }),
  };
}
