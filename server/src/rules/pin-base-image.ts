import { defineDockerfileRule, type DockerfileContext } from '../core/engine/rule.ts';
import type { Fix, RelatedPlace, Severity } from '../core/engine/finding.ts';
import { familyOf } from '../core/image/family.ts';
import { containsSpan } from '../core/text/span.ts';
import { builtImageUses } from './base-image/builtUses.ts';
import { stagesOfBuild } from './stages/stagesOfBuild.ts';
import { lifecycleFamily, shortName } from './base-image/families.ts';
import { changeTag, placeChanges } from './base-image/imageEdits.ts';
import { joinTag, type FloatingTag } from './base-image/imageTag.ts';
import { tagPlace, type ImageUse } from './base-image/imageUse.ts';
import { TAGS_AS_OF } from './base-image/lifecycles.ts';
import { isBuiltHere, looseness, type Looseness } from './base-image/looseness.ts';
import { isForDevelopers } from './stages/shippedStages.ts';

export interface PinBaseImageOptions {
  readonly digest: boolean;
}

export const pinBaseImage = defineDockerfileRule<PinBaseImageOptions>({
  meta: {
    id: 'pin-base-image',
    description: 'Base images name a version, so that a rebuild does not bring another one.',
    subject: 'base-image',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'suggestion',
    yieldsTo: ['standard-base-image', 'no-eol-base-image'],
    weight: { overall: 5, security: 4, maintainability: 5 },
    options: {
      digest: {
        type: 'boolean',
        description: 'Also reports images that name a version but no digest.',
        default: false,
      },
    },
    messages: {
      untagged: '`{image}` has no tag and means whatever is newest when it is built, so a rebuild can bring another major version: name the version.',
      latest: '`{image}` means whatever is newest when it is built, so a rebuild can bring another major version: name the version.',
      floating: '`{image}` names a variant but no version, so a rebuild can bring another major version: name the version.',
      moving: '`{image}` moves on to the next release by itself, so a rebuild can bring another one: name the version.',
      open: '`{image}` leaves the release line open, so a rebuild can bring the next one: name it.',
      digest: '`{image}` has no digest, so its publisher can put another image under this tag: add the digest after `@`.',
    },
  },
  check(context) {
    const { dockerfile, project, options } = context;
    const all = builtImageUses(dockerfile, project);
    const uses = all.filter(({ image }) => !isBuiltHere(image, project));
    const loose = new Map<string, { found: Looseness; uses: ImageUse[] }>();
    for (const use of uses) {
      const known = loose.get(use.image.text);
      if (known) {
        known.uses.push(use);
        continue;
      }
      const found = (isChosenByBuild(use) ? null : looseness(use.image)) ?? (options.digest ? withoutDigest(use) : null);
      if (found) loose.set(use.image.text, { found, uses: [use] });
    }
    if (loose.size === 0) return;
    const built = stagesOfBuild(dockerfile, project);
    for (const group of loose.values()) {
      const isBuilt = !isForDevelopers(project) && group.uses.some(({ stage }) => built.has(stage));
      reportGroup(context, group, all, isBuilt);
    }
  },
});

/** The name or tag of somebody's own image in an ARG is there for the build to say it; which version its default should have, nobody else knows. */
function isChosenByBuild({ image, word, setBy }: ImageUse): boolean {
  return setBy === undefined && familyOf(image) === null && word.raw.includes('$') && lifecycleFamily(image) === null;
}

function withoutDigest({ image }: ImageUse): Looseness | null {
  return image.digest === null ? { messageId: 'digest', severity: 'information', replacement: null } : null;
}

function reportGroup(
  { dockerfile, report }: DockerfileContext<PinBaseImageOptions>,
  { found, uses }: { found: Looseness; uses: readonly ImageUse[] },
  all: readonly ImageUse[],
  isBuilt: boolean,
): void {
  const first = uses[0]!;
  const span = tagPlace(first);
  // The default of an ARG is what a build gets that names nothing itself.
  const isDefault = first.word.raw.includes('$') && first.setBy === undefined;
  const severity: Severity = (!isBuilt || isDefault) && found.severity === 'warning' ? 'information' : found.severity;
  const fix = found.replacement && dockerfile.isWellFormed ? pinned(uses, found.replacement, all, dockerfile) : null;
  report({
    messageId: found.messageId,
    data: { image: first.image.text },
    span,
    severity,
    related: uses.filter(({ word }) => !containsSpan(word.span, span)).map(({ word }): RelatedPlace => ({ span: word.span, message: 'Used here.' })),
    fixes: fix && 'title' in fix ? [fix] : [],
    ...(fix && 'title' in fix ? {} : { withheld: withheldReason(first, found, fix, dockerfile.isWellFormed) }),
  });
}

function pinned(
  uses: readonly ImageUse[], { cycle, variant }: FloatingTag, all: readonly ImageUse[], dockerfile: DockerfileContext['dockerfile'],
): Fix | { reason: string } {
  const tag = joinTag(cycle, variant);
  const placed = placeChanges(uses.map((use) => changeTag(use, tag)), all, dockerfile);
  if ('reason' in placed) return placed;
  return { kind: 'suggestion', title: `Use ${shortName(uses[0]!.image)}:${tag}, which this name meant on ${TAGS_AS_OF}`, edits: placed.edits };
}

function withheldReason({ image }: ImageUse, { messageId }: Looseness, fix: { reason: string } | null, isWellFormed: boolean): string {
  if (fix) return fix.reason;
  if (messageId === 'digest') {
    return `Only the registry knows the digest: \`docker buildx imagetools inspect ${image.text}\` prints it.`;
  }
  return isWellFormed ? 'The lifecycle table does not know which version this stands for.' : 'The file cannot be read with certainty.';
}
