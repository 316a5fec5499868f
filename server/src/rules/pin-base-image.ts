import { defineDockerfileRule, type DockerfileContext } from '../core/engine/rule.ts';
import type { Fix, RelatedPlace, Severity } from '../core/engine/finding.ts';
import { familyOf } from '../core/image/family.ts';
import { containsSpan } from '../core/text/span.ts';
import { stagesOfBuild } from './base-image/finalBuild.ts';
import { changeTag, placeChanges } from './base-image/imageEdits.ts';
import { joinTag, readFloatingTag, type FloatingTag } from './base-image/imageTag.ts';
import { imageUses, tagPlace, type ImageUse } from './base-image/imageUse.ts';
import { FAMILIES, TAGS_AS_OF } from './base-image/lifecycles.ts';
import { OFFICIAL_IMAGES } from './base-image/officialImages.ts';

/** How much the missing version matters; `replacement` is what it stood for when the table was made. */
interface Looseness {
  readonly messageId: 'untagged' | 'latest' | 'floating';
  readonly severity: Severity;
  readonly replacement: FloatingTag | null;
}

export const pinBaseImage = defineDockerfileRule<object>({
  meta: {
    id: 'pin-base-image',
    description: 'Base images name a version, so that a rebuild does not bring another one.',
    subject: 'base-image',
    language: 'dockerfile',
    severity: 'warning',
    confidence: 'high',
    fix: 'suggestion',
    options: {},
    messages: {
      untagged: '`{image}` has no tag and means whatever is newest when it is built, so a rebuild can bring another major version: name the version.',
      latest: '`{image}` means whatever is newest when it is built, so a rebuild can bring another major version: name the version.',
      floating: '`{image}` names a variant but no version, so a rebuild can bring another major version: name the version.',
    },
  },
  check(context) {
    const uses = imageUses(context.dockerfile);
    const loose = new Map<string, { found: Looseness; uses: ImageUse[] }>();
    for (const use of uses) {
      const found = looseness(use);
      const known = loose.get(use.image.text);
      if (known) known.uses.push(use);
      else if (found) loose.set(use.image.text, { found, uses: [use] });
    }
    if (loose.size === 0) return;
    const built = stagesOfBuild(context.dockerfile, context.project);
    for (const group of loose.values()) {
      const isBuilt = group.uses.some(({ stage }) => built.has(stage));
      reportGroup(context, group, uses, isBuilt);
    }
  },
});

function looseness({ image }: ImageUse): Looseness | null {
  if (image.digest !== null) return null;
  const name = familyOf(image);
  const family = name === null ? undefined : FAMILIES.get(name);
  const replacement = family ? readFloatingTag(family, image.tag ?? 'latest') : null;
  if (image.tag !== null && image.tag !== 'latest') return replacement && { messageId: 'floating', severity: 'hint', replacement };
  // A bare name that is no official image was built on this machine, as was everything under localhost.
  if (name !== null && !OFFICIAL_IMAGES.has(name)) return null;
  if (image.domain !== null && /^(?:localhost|127\.0\.0\.1)(?::|$)/.test(image.domain)) return null;
  if (hasNoVersionTags(image)) return null;
  const mayBeLocal = name === null && image.domain === null;
  return { messageId: image.tag === null ? 'untagged' : 'latest', severity: mayBeLocal ? 'information' : 'warning', replacement };
}

/** Distroless images and Chainguard's free ones are published without version tags: there is no version to name. */
function hasNoVersionTags({ domain, path }: ImageUse['image']): boolean {
  return domain === 'cgr.dev' || (domain === 'gcr.io' && path.startsWith('distroless/'));
}

function reportGroup(
  { dockerfile, report }: DockerfileContext, { found, uses }: { found: Looseness; uses: readonly ImageUse[] }, all: readonly ImageUse[], isBuilt: boolean,
): void {
  const first = uses[0]!;
  const span = tagPlace(first);
  // The default of an ARG is what a build gets that names nothing itself.
  const isDefault = !containsSpan(first.word.span, span);
  const severity = (!isBuilt || isDefault) && found.severity === 'warning' ? 'information' : found.severity;
  const fix = found.replacement && dockerfile.isWellFormed ? pinned(uses, found.replacement, all, dockerfile) : null;
  report({
    messageId: found.messageId,
    data: { image: first.image.text },
    span,
    severity,
    related: uses.filter(({ word }) => !containsSpan(word.span, span)).map(({ word }): RelatedPlace => ({ span: word.span, message: 'Used here.' })),
    fixes: fix && 'title' in fix ? [fix] : [],
    ...(fix && 'title' in fix ? {} : { withheld: withheldReason(fix, dockerfile.isWellFormed) }),
  });
}

function pinned(
  uses: readonly ImageUse[], { cycle, variant }: FloatingTag, all: readonly ImageUse[], dockerfile: DockerfileContext['dockerfile'],
): Fix | { reason: string } {
  const tag = joinTag(cycle, variant);
  const placed = placeChanges(uses.map((use) => changeTag(use, tag)), all, dockerfile);
  if ('reason' in placed) return placed;
  const { image } = uses[0]!;
  return { kind: 'suggestion', title: `Use ${image.path}:${tag}, which this name meant on ${TAGS_AS_OF}`, edits: placed.edits };
}

function withheldReason(fix: { reason: string } | null, isWellFormed: boolean): string {
  if (fix) return fix.reason;
  return isWellFormed ? 'The lifecycle table knows no tags of this image.' : 'The file cannot be read with certainty.';
}
