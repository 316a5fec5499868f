import { durationText } from '../amounts.ts';
import type { TargetComparison } from '../comparison.ts';
import type { BuildRecord } from '../record.ts';
import { hasRun, isOtherDuration } from './stepChange.ts';

/** One sentence for a person in a hurry. */
export function headlineOf(before: BuildRecord, after: BuildRecord, targets: readonly TargetComparison[]): string {
  const time = timeText(before, after);
  const cause = mainCause(after, targets);
  if (cause) {
    const where = targets.length > 1 ? `in ${cause.target}, ` : '';
    return `${time}: ${where}${cause.reason.sentence}`;
  }
  const instructions = after.trace.steps.filter(({ kind }) => kind === 'instruction');
  return instructions.length > 0 && instructions.every(({ state }) => state === 'cached') ? `${time}: everything came from the cache.` : `${time}.`;
}

function timeText(before: BuildRecord, after: BuildRecord): string {
  const [then, now] = [before.trace.wall, after.trace.wall];
  const ended = { done: 'Took', failed: 'Failed after', cancelled: 'Cancelled after' }[after.state];
  if (before.state === 'done' && !isOtherDuration(then, now)) return `${ended} ${durationText(now)}, as before`;
  if (before.state === 'done') return `${ended} ${durationText(now)} instead of ${durationText(then)}`;
  return `${ended} ${durationText(now)}; the build before ${before.state === 'failed' ? 'failed' : 'was cancelled'} after ${durationText(then)}`;
}

/** The reason of the target in which most ran again; one that only follows another target does not count beside that. */
function mainCause(after: BuildRecord, targets: readonly TargetComparison[]): { target: string; reason: NonNullable<TargetComparison['firstMiss']>['reason'] } | null {
  const ran = new Map<string, number>();
  for (const step of after.trace.steps) {
    if (step.kind === 'instruction' && hasRun(step)) for (const target of step.targets) ran.set(target, (ran.get(target) ?? 0) + step.duration);
  }
  const missed = targets.flatMap(({ target, firstMiss }) => (firstMiss ? [{ target, reason: firstMiss.reason }] : []));
  const causes = missed.filter(({ reason }) => reason.kind !== 'other-target');
  return (causes.length > 0 ? causes : missed).sort((a, b) => (ran.get(b.target) ?? 0) - (ran.get(a.target) ?? 0))[0] ?? null;
}
