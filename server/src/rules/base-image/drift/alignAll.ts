import type { FileEdits, Fix } from '../../../core/engine/finding.ts';
import { compareVersions } from '../lifecycles.ts';
import type { Drift, DriftMember } from './drift.ts';
import { planAlignment, type AlignmentPlan } from './planAlignment.ts';

/** More files in one action than anybody looks through; beyond that, each is aligned from its own finding. */
const MOST_FILES = 200;

export interface Alignment {
  /** Null where no other file would change. */
  readonly fix: Fix | null;
  /** Files that stay behind, with the reason. */
  readonly exceptions: readonly { readonly member: DriftMember; readonly reason: string }[];
}

/** One action that moves all Dockerfiles that are behind `line` to it, this one included. Those that cannot be moved stay as they are, and are told. */
export function alignAll(drift: Drift, line: string, own: { readonly path: string; readonly plan: AlignmentPlan | null }): Alignment {
  const others = drift.members.filter(({ file, use }) => file.path !== own.path && compareVersions(use.release.line, line) < 0);
  if (others.length === 0 || others.length > MOST_FILES) return { fix: null, exceptions: [] };
  const elsewhere: FileEdits[] = [];
  const exceptions: { member: DriftMember; reason: string }[] = [];
  for (const member of others) {
    const plan = planAlignment(member.file, drift, line);
    if ('reason' in plan) exceptions.push({ member, reason: plan.reason });
    else elsewhere.push({ path: member.file.path, text: member.file.text, edits: plan.edits });
  }
  if (elsewhere.length === 0) return { fix: null, exceptions };
  const edits = own.plan && 'edits' in own.plan ? own.plan.edits : [];
  const count = elsewhere.length + (edits.length > 0 ? 1 : 0);
  const left = exceptions.length + (own.plan && 'reason' in own.plan ? 1 : 0);
  const what = left === 0 ? `Align all ${String(count)} Dockerfiles` : `Align ${String(count)} of ${String(count + left)} Dockerfiles`;
  const title = `${what} to ${drift.title} ${line} (with preview; each needs dependencies that support it)`;
  return { fix: { kind: 'suggestion', title, edits, elsewhere }, exceptions };
}
