import type { Config } from '../core/engine/config.ts';
import type { Fix } from '../core/engine/finding.ts';
import { parseDockerfile } from '../core/dockerfile/parseDockerfile.ts';
import { applyEdits } from '../core/text/edits.ts';
import { builtImageUses } from '../rules/base-image/builtUses.ts';
import { compareVersions, isEndOfLife, successorOf } from '../rules/base-image/lifecycles.ts';
import { planMove, type Document } from '../rules/base-image/planMove.ts';
import { BUILT_IN_POLICY, standardOf, type Standard } from '../rules/base-image/policy.ts';
import { groupByRelease, type ReleaseGroup } from '../rules/base-image/releaseGroup.ts';
import { livingVariant } from '../rules/base-image/suite.ts';
import type { PlacedGroup } from './places.ts';

/** A newer base image that the workspace's policy names, or that follows a release line which has ended. */
export interface BaseMove {
  readonly fix: Fix;
  /** The image that the FROM then names: a scan of it tells what is left. */
  readonly image: string;
}

/** The move that may take the vulnerabilities of a base image away, or why there is none; null where nothing newer is to be proposed. */
export function baseMove(group: PlacedGroup, document: Omit<Document, 'uses'>, config: Config | null): BaseMove | { readonly reason: string } | null {
  const { model, project = null } = document;
  const stage = model.stages.find(({ from }) => from === group.instruction);
  if (!stage || group.base === null || !model.isTrustworthy) return null;
  const uses = builtImageUses(model, project);
  const release = groupByRelease(uses).find(({ members }) => members.some(({ use }) => use.stage === stage));
  const standard = release && newerThan(release, config);
  if (!release || !standard) return null;
  const plan = planMove(release, standard, { ...document, uses });
  if ('reason' in plan) return plan;
  const image = parseDockerfile(applyEdits(model.text, plan.fix.edits)).stages[stage.index]?.resolvedImage ?? null;
  return image === null || image === group.base ? null : { fix: plan.fix, image };
}

function newerThan({ family, cycle, members }: ReleaseGroup, config: Config | null): Standard | null {
  const policy = config?.rules.get('standard-base-image')?.options['policy'] ?? BUILT_IN_POLICY;
  const standard = standardOf(policy, family);
  if (standard?.cycle && !isEndOfLife(standard.cycle) && compareVersions(standard.cycle.cycle, cycle.cycle) > 0) return standard;
  if (!isEndOfLife(cycle)) return null;
  const next = successorOf(family, cycle, (other) => members.every(({ tag }) => livingVariant(family, other.cycle, tag.variant) !== null));
  return next && { version: next.cycle, cycle: next, variant: null, reason: null, movedFrom: null };
}
