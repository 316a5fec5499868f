import { defineDockerfileRule, type Report } from '../core/engine/rule.ts';
import type { Fix } from '../core/engine/finding.ts';
import { cacheScene } from './cache/cacheScene.ts';
import { declareArguments } from './cache/ids/declareArgument.ts';
import { giveId } from './cache/ids/giveId.ts';
import { mayMountCache } from './cache/mounts/cacheMount.ts';
import type { CacheScene } from './cache/packageManager.ts';
import { sharedLibraries, sharedReleases, type SharedCache } from './cache/ids/sharedIds.ts';
import { undeclaredArguments, type UndeclaredArguments } from './cache/ids/undeclaredArguments.ts';

export const cacheMountId = defineDockerfileRule<object>({
  meta: {
    id: 'cache-mount-id',
    description: 'Cache mounts share a cache only where its content fits.',
    subject: 'cache',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'safe',
    weight: { overall: 4, security: 0, maintainability: 2 },
    options: {},
    messages: {
      release: 'Stages on {others} and {own} keep their packages in one cache, where each replaces the lists of the other: give {own} an id of its own.',
      library: 'What {manager} compiles on Alpine does not run with glibc, and both take it from one cache: give the mount on Alpine an id of its own.',
      platform: '{names} {are} empty here, so all platforms share the cache that should be one for each: declare {names} by ARG in this stage.',
      argument: '{names} {are} declared for FROM only and empty here, so the id says nothing of it: declare {names} by ARG in this stage.',
    },
  },
  check(context) {
    if (!mayMountCache(context.dockerfile.text)) return;
    const scene = cacheScene(context);
    for (const undeclared of undeclaredArguments(scene)) context.report(reportUndeclared(scene, undeclared));
    for (const shared of [...sharedReleases(scene), ...sharedLibraries(scene)]) context.report(reportShared(scene, shared));
  },
});

function reportUndeclared(scene: CacheScene, { run, mounts, names, isPlatform }: UndeclaredArguments): Report {
  const fix = scene.model.isWellFormed ? declareArguments(scene, run, names) : null;
  const label = names.join(' and ');
  const withheld = fix ? `The commands that follow see ${label} as well, and may act on it.` : 'The file cannot be read with certainty.';
  return {
    messageId: isPlatform ? 'platform' : 'argument',
    data: { names: label, are: names.length > 1 ? 'are' : 'is' },
    span: mounts[0]!.flag.span,
    related: mounts.slice(1, 20).map(({ flag }) => ({ span: flag.span, message: 'Here as well.' })),
    ...(fix ? { fixes: [fix] } : {}),
    ...(fix?.kind === 'safe' ? {} : { withheld }),
  };
}

function reportShared({ model }: CacheScene, shared: SharedCache): Report {
  const { kind, mounts, other, own, others, manager, isClosed } = shared;
  const edits = model.isWellFormed ? mounts.map((mount) => giveId(model, mount)) : [null];
  const all = edits.filter((edit) => edit !== null);
  const isNamed = mounts.some(({ mount }) => mount.options.has('id'));
  const reason = isNamed ? 'The id may be shared on purpose.' : 'Another stage with the same cache has an image that nobody can judge.';
  const risk = isNamed ? 'it may be shared on purpose' : isClosed ? null : 'other stages keep the old one';
  const title = `Give ${kind === 'library' ? 'Alpine' : own} caches of its own, which fill anew once`;
  const fix: Fix = { kind: risk === null ? 'safe' : 'suggestion', title: risk === null ? title : `${title} (${risk})`, edits: all };
  return {
    messageId: kind,
    data: { own, others, manager },
    span: mounts[0]!.mount.flag.span,
    severity: kind === 'release' ? 'information' : 'warning',
    related: [
      { span: other.flag.span, message: kind === 'library' ? 'The mount with glibc is here.' : `The mount on ${others} is here.` },
      ...mounts.slice(1, 20).map(({ mount }) => ({ span: mount.flag.span, message: 'This mount shares as well.' })),
    ],
    ...(all.length < edits.length
      ? { withheld: 'A mount is written in a way that cannot be changed on its own.' }
      : { fixes: [fix], ...(risk === null ? {} : { withheld: reason }) }),
  };
}
