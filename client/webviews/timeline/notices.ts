import type { BuildTrace } from '../../../server/src/timing/trace.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import type { ShownBuild } from './shownBuild.ts';
import { countText, listText } from './wording.ts';

/** What stands where there is little or nothing to draw; empty for an ordinary build. */
export function noticeText({ facts, trace, isLive }: Pick<ShownBuild, 'facts' | 'trace' | 'isLive'>): string {
  if (trace.steps.length === 0) {
    if (isLive) return 'Waiting for the builder’s first report.';
    if (trace.state === 'done') return 'There was nothing to build.';
    // A problem says more.
    return trace.state === 'failed' && facts.problem !== null ? '' : 'The builder reported no steps.';
  }
  const { instructions, cached } = trace.summary;
  return trace.state === 'done' && instructions > 0 && cached === instructions ? 'Everything came from the cache: no instruction had to run.' : '';
}

const ENDS = { done: 'Built', failed: 'The build failed', cancelled: 'The build was cancelled', running: '' } as const;

/** What a screen reader should hear of a change; null for what is not worth an interruption. */
export function announcement(before: BuildTrace | null, after: BuildTrace): string | null {
  if (before === null) return null;
  if (before.state !== after.state && after.state !== 'running') return `${ENDS[after.state]}.`;
  const states = new Map(before.targets.map(({ name, state }) => [name, state]));
  const turned = (state: string) => after.targets.filter((target) => target.state === state && states.get(target.name) !== state).map(({ name }) => shownText(name, 80));
  const failed = turned('failed');
  if (failed.length > 0) return `${listText(failed)} failed.`;
  const done = turned('done');
  if (done.length === 0) return null;
  const all = after.targets.filter(({ state }) => state === 'done').length;
  return `${listText(done)} built, ${all} of ${countText(after.targets.length, 'target')} done.`;
}
