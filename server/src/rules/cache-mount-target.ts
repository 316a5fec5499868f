import { defineDockerfileRule, type Report } from '../core/engine/rule.ts';
import { cacheScene } from './cache/cacheScene.ts';
import { moveMount, type MountMove } from './cache/targets/moveMount.ts';
import { mayMountCache } from './cache/mounts/cacheMount.ts';
import type { CacheScene } from './cache/packageManager.ts';
import { removeFlag } from './edits/removeFlag.ts';
import { sentence } from './messages/sentence.ts';
import { targetFindings, type TargetFinding } from './cache/targets/targetFindings.ts';

export const cacheMountTarget = defineDockerfileRule<object>({
  meta: {
    id: 'cache-mount-target',
    description: 'Cache mounts lie where the commands of their RUN cache, and over nothing else.',
    subject: 'cache',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    weight: { overall: 5, security: 0, maintainability: 2 },
    options: {},
    messages: {
      elsewhere: '{manager} caches in {folder}, so the mount at {target} stays empty and every rebuild downloads all packages again: mount {folder}.',
      inside: 'To mount {target}, BuildKit makes {folder} for root, and {manager} cannot write there as {user}: mount {folder} itself.',
      tilde: '`~` means nothing in a mount, so this one is at {target} and stays empty: write {folder}.',
      unsetHome: 'HOME has no value in a mount here, so this one is at {target} and stays empty: write {folder}.',
      home: 'This mount covers more than the cache, so {effect}: mount {folder} instead.',
      hides: 'This mount hides what {copy} put into {target}, so no command of this RUN sees it: mount only the cache below, or put the files elsewhere.',
      lost: '{path} lies in this mount and never reaches the image, so {reader} does not find it: copy it out of the mount in the same RUN.',
      idle: 'No command of this RUN uses the {manager} cache at {target}: drop the mount, or put it on the RUN that installs with {manager}.',
    },
  },
  check(context) {
    if (!mayMountCache(context.dockerfile.text)) return;
    const scene = cacheScene(context);
    for (const finding of targetFindings(scene)) context.report(reportOf(scene, finding));
  },
});

function reportOf(scene: CacheScene, finding: TargetFinding): Report {
  switch (finding.kind) {
    case 'misplaced':
      return reportMisplaced(scene, finding);
    case 'home':
      return reportHome(scene, finding);
    case 'hides':
      return reportHiding(scene, finding);
    case 'lost':
      return reportLost(finding);
    case 'idle':
      return reportIdle(scene, finding);
  }
}

type Found<Kind> = Extract<TargetFinding, { kind: Kind }>;

function reportMisplaced(scene: CacheScene, { run, misplaced }: Found<'misplaced'>): Report {
  const { target, kind, meant } = misplaced;
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
    ...offerOf(moveMount(scene, run, { target, isInside: kind === 'inside', meant })),
  };
}

function reportHome(scene: CacheScene, { run, covered }: Found<'home'>): Report {
  const { target, use, folders, effect } = covered;
  const meant = { use, missing: folders, folder: folders[0]!, isClear: true, isSecond: false };
  return {
    messageId: 'home',
    data: { effect, folder: folders[0]!.resolved.path ?? '' },
    span: target.mount.flag.span,
    related: [{ span: folders[0]!.install.verbSpan, message: `${use.manager.label} runs here.` }],
    ...offerOf(moveMount(scene, run, { target, isInside: false, meant })),
  };
}

function reportHiding(scene: CacheScene, { run, target, copy, better }: Found<'hides'>): Report {
  const move = better && moveMount(scene, run, { target, isInside: false, meant: better });
  const reason = 'the commands then see the files, which may change what they do';
  return {
    messageId: 'hides',
    data: { copy: copy.instruction.keyword, target: target.target ?? '' },
    span: target.mount.flag.span,
    related: [{ span: copy.instruction.span, message: 'The hidden files come from here.' }],
    ...(move?.kind === 'offered'
      ? { fixes: [{ ...move.fix, kind: 'suggestion' as const, title: `${move.fix.title} (${reason})` }], withheld: sentence(reason) }
      : { withheld: sentence(move?.reason ?? 'nothing tells whether the mount or the files should go elsewhere') }),
  };
}

function reportLost({ lost }: Found<'lost'>): Report {
  return {
    messageId: 'lost',
    data: { path: lost.path, reader: lost.reader.label },
    span: lost.mount.flag.span,
    related: [{ span: lost.reader.span, message: 'It is looked for here.' }],
    withheld: 'Where the files should be copied to, and what then reads them, is for a person to decide.',
  };
}

function reportIdle({ model }: CacheScene, { run, idle }: Found<'idle'>): Report {
  const { mount, target } = idle.target;
  const removal = model.isWellFormed ? removeFlag(model, run.instruction, mount.flag) : null;
  return {
    messageId: 'idle',
    data: { manager: idle.manager.label, target: target ?? '' },
    span: mount.flag.span,
    severity: 'information',
    withheld: 'Whether the mount should go, or move to another RUN, is for a person to decide.',
    ...(removal ? { fixes: [{ kind: 'suggestion' as const, title: 'Drop the mount (if no plugin of a package uses it)', edits: [removal] }] } : {}),
  };
}

function offerOf(move: MountMove): Pick<Report, 'fixes' | 'withheld'> {
  return {
    ...(move.kind === 'offered' ? { fixes: [move.fix] } : {}),
    ...(move.reason === null ? {} : { withheld: sentence(move.reason) }),
  };
}
