import { Memo } from '../../../core/collections/memo.ts';
import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { DockerfileModel } from '../../../core/dockerfile/model.ts';
import { parseImageReference } from '../../../core/image/reference.ts';
import type { TextEdit } from '../../../core/text/edits.ts';
import { changeTag, placeChanges } from '../imageEdits.ts';
import { imageUses } from '../imageUse.ts';
import { compareVersions, cycleOf } from '../lifecycles.ts';
import { planMove } from '../planMove.ts';
import { groupByRelease } from '../releaseGroup.ts';
import type { Drift, DriftMember } from './drift.ts';
import { readRelease } from './release.ts';

/** A Dockerfile with what is known of it, whether it is the one that is checked or another. */
export interface Plannable {
  readonly dockerfile: DockerfileModel;
  readonly facts: DockerfileFacts;
}

export type AlignmentPlan = { readonly title: string; readonly edits: readonly TextEdit[] } | { readonly reason: string };

interface KeptPlan {
  readonly plan: AlignmentPlan;
  /** The Dockerfiles that it rests on; null where the lifecycle table says all. */
  readonly members: readonly DriftMember[] | null;
}

const plans = new Memo<DockerfileModel, Map<string, KeptPlan>>(() => new Map());

/**
 * What moves one Dockerfile to a release line and, where it is given, to another kind of variant; or why that cannot be done from here. Never
 * a step back.
 */
export function planAlignment(file: Plannable, drift: Drift, line: string, variant: string | null = null): AlignmentPlan {
  const known = plans.of(file.dockerfile);
  const key = JSON.stringify([drift.image, line, variant]);
  const members = drift.family ? null : drift.members;
  let kept = known.get(key);
  if (kept?.members !== members) known.set(key, (kept = { members, plan: drift.family ? planKnown(file, drift, line, variant) : planOther(file, drift, line) }));
  return kept.plan;
}

function planKnown({ dockerfile, facts }: Plannable, { family }: Drift, line: string, variant: string | null): AlignmentPlan {
  const uses = imageUses(dockerfile);
  const group = groupByRelease(uses).find((one) => one.family === family);
  const cycle = family && cycleOf(family, line);
  if (!group || !cycle) return { reason: 'Its version cannot be told.' };
  if (compareVersions(group.cycle.cycle, line) > 0) return { reason: `It is on ${group.family.title} ${group.cycle.cycle}, and going back may break what relies on it.` };
  const plan = planMove(group, { version: line, cycle, variant, reason: null, movedFrom: null }, { model: dockerfile, facts, uses });
  return 'fix' in plan ? { title: plan.fix.title, edits: plan.fix.edits } : plan;
}

/** Images that the lifecycle table does not have: only a tag that another Dockerfile builds on is known to exist. */
function planOther({ dockerfile }: Plannable, { image, title, members }: Drift, line: string): AlignmentPlan {
  if (!dockerfile.isWellFormed) return { reason: 'The file cannot be read with certainty.' };
  const uses = imageUses(dockerfile);
  const changes = [];
  for (const use of uses) {
    const own = readRelease(use.image);
    if (own?.image !== image || own.line === line) continue;
    if (use.image.digest !== null) return { reason: 'A digest decides which image this is, and the tag beside it says nothing: change both together.' };
    if (compareVersions(own.line, line) > 0) return { reason: `It is on ${own.version}, and going back may break what relies on it.` };
    const twin = members.find((member) => member.use.release.line === line && member.use.release.variant === own.variant);
    const tag = twin && parseImageReference(twin.use.text)?.tag;
    if (!tag) return { reason: `No other Dockerfile has ${title} ${line} in the variant that this one has, so the tag may not exist.` };
    changes.push(changeTag(use, tag));
  }
  if (changes.length === 0) return { reason: 'Its version cannot be told.' };
  const placed = placeChanges(changes, uses, dockerfile);
  return 'reason' in placed ? placed : { title: `Use ${title} ${line} as most others do (what it builds must work with it)`, edits: placed.edits };
}
