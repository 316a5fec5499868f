import { defineDockerfileRule, type DockerfileContext, type Report } from '../core/engine/rule.ts';
import type { Fix, RelatedPlace } from '../core/engine/finding.ts';
import { containsSpan } from '../core/text/span.ts';
import { alignAll, type Alignment } from './base-image/drift/alignAll.ts';
import { driftsOf, type Drift, type DriftMember } from './base-image/drift/drift.ts';
import { planAlignment, type AlignmentPlan } from './base-image/drift/planAlignment.ts';
import { readRelease, type Release } from './base-image/drift/release.ts';
import { imageUses, tagPlace, type ImageUse } from './base-image/imageUse.ts';
import { compareVersions } from './base-image/lifecycles.ts';

/** Places in other files that one finding names; a person reads no more. */
const MOST_PLACES = 20;

export const consistentBaseImage = defineDockerfileRule<object>({
  meta: {
    id: 'consistent-base-image',
    description: 'Services that build on the same image build on the same version of it.',
    subject: 'base-image',
    language: 'dockerfile',
    severity: 'information',
    confidence: 'high',
    fix: 'suggestion',
    weight: { overall: 3, security: 1, maintainability: 3 },
    options: {},
    yieldsTo: ['standard-base-image', 'no-eol-base-image'],
    messages: {
      behind: '`{image}` is used here, and {title} {common} by {count} of {total} Dockerfiles: one more base image to download, store and patch.',
      ahead: '`{image}` is used here, ahead of the {count} of {total} Dockerfiles on {title} {common}: until they follow, it is one more base image to download, store and patch.',
      variant: '`{image}` is used here, and the {kind} variant by most of the {count} Dockerfiles on {title} {common}: one more base image to download, store and patch.',
    },
  },
  check(context) {
    const { dockerfile, project, report } = context;
    const path = project?.uses[0]?.dockerfile;
    if (path === undefined || !project?.dockerfiles || project.dockerfiles.length < 2) return;
    const drifts = driftsOf(project.dockerfiles, project.builtImages).get(path);
    if (!drifts) return;
    const uses = imageUses(dockerfile);
    for (const drift of drifts) {
      const use = uses.findLast(({ image }) => readRelease(image)?.image === drift.image);
      const member = drift.members.find(({ file }) => file.path === path);
      // While somebody types, the others' view of this file may be a moment behind.
      if (!use || !member || !isSameRelease(readRelease(use.image), member.use.release)) continue;
      const found = judge(context, drift, member);
      if (found) report(toReport(found, { drift, member, use, uses }));
    }
  },
});

function isSameRelease(a: Release | null, b: Release): boolean {
  return a !== null && a.line === b.line && a.variant === b.variant;
}

interface Verdict {
  readonly messageId: 'behind' | 'ahead' | 'variant';
  readonly plan: AlignmentPlan;
  readonly alignment: Alignment;
}

function judge(context: DockerfileContext, drift: Drift, { file: { path }, use: { release }, kind }: DriftMember): Verdict | null {
  const { common, target, commonKind } = drift;
  if (release.line === common) return kind === null || common !== target ? null : judgeVariant(context, drift, kind, commonKind);
  if (compareVersions(release.line, common) > 0) {
    // Where most are behind what they should be on, this one is on its way.
    if (common !== target) return null;
    const plan = { reason: `Going back from ${release.line} to ${common} may break what relies on it: move the others instead.` };
    return { messageId: 'ahead', plan, alignment: alignAll(drift, release.line, { path, plan: null }) };
  }
  const plan = target === null ? { reason: 'The lifecycle table knows no release of it that is still supported.' } : planAlignment(context, drift, target);
  const alignment = target === null ? { fix: null, exceptions: [] } : alignAll(drift, target, { path, plan });
  return { messageId: 'behind', plan, alignment };
}

/** Variants often differ by need, so only those that could be the same are told; whether Alpine fits is what fits-musl looks into. */
function judgeVariant(context: DockerfileContext, drift: Drift, kind: string, commonKind: string | null): Verdict | null {
  if (!drift.family || commonKind === null || kind === commonKind || [kind, commonKind].includes('alpine')) return null;
  const variant = drift.members.find((member) => member.kind === commonKind && member.use.release.line === drift.common)?.use.release.variant;
  if (variant === undefined || variant === '') return null;
  const plan = planAlignment(context, drift, drift.common, variant);
  return 'edits' in plan ? { messageId: 'variant', plan, alignment: { fix: null, exceptions: [] } } : null;
}

function toReport(
  { messageId, plan, alignment }: Verdict, { drift, member, use, uses }: { drift: Drift; member: DriftMember; use: ImageUse; uses: readonly ImageUse[] },
): Report {
  const span = tagPlace(use, member.use.release.version);
  const isLiteral = containsSpan(use.word.span, span) && !use.word.raw.includes('$');
  const fixes: Fix[] = [];
  if ('edits' in plan) fixes.push({ kind: 'suggestion', title: plan.title, edits: plan.edits });
  if (alignment.fix) fixes.push(alignment.fix);
  const others = uses.filter((one) => one !== use && readRelease(one.image)?.image === drift.image);
  return {
    messageId,
    data: {
      image: use.image.text.split('@')[0]!, title: drift.title, common: drift.common, count: drift.count, total: drift.members.length, kind: drift.commonKind ?? '',
    },
    span,
    ...(messageId === 'variant' ? { severity: 'hint' as const } : {}),
    // A build argument can put another value where the ARG's default stands.
    confidence: isLiteral ? 'high' : 'medium',
    related: [...others.map(({ word }) => ({ span: word.span, message: 'Also used here.' })), ...placesElsewhere(drift, member, alignment)],
    fixes,
    ...('reason' in plan && fixes.length === 0 ? { withheld: plan.reason } : {}),
  };
}

/** The other Dockerfiles: those that differ too, then some of the majority. */
function placesElsewhere({ members, common }: Drift, own: DriftMember, { exceptions }: Alignment): RelatedPlace[] {
  const reasons = new Map(exceptions.map(({ member, reason }) => [member, reason]));
  const others = members.filter((member) => member !== own);
  const differing = others.filter(({ use }) => use.release.line !== common);
  const alike = others.filter(({ use }) => use.release.line === common).slice(0, 5);
  return [...differing, ...alike].slice(0, MOST_PLACES).map((member): RelatedPlace => {
    const { file, use } = member;
    const reason = reasons.get(member);
    return { path: file.path, span: use.span, line: use.line, message: reason === undefined ? `${use.text} here.` : `${use.text} here, which stays: ${reason}` };
  });
}
