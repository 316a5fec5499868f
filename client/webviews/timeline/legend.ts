import type { StepKind, StepState } from '../../../server/src/timing/trace.ts';
import { barRect } from './barMarks.ts';
import { make, makeSvg } from './dom.ts';

const SAMPLES: readonly { readonly title: string; readonly kind: StepKind; readonly state: StepState; readonly isCritical?: boolean }[] = [
  { title: 'instruction', kind: 'instruction', state: 'done' },
  { title: 'base image', kind: 'base', state: 'done' },
  { title: 'build context', kind: 'context', state: 'done' },
  { title: 'builder’s own', kind: 'internal', state: 'done' },
  { title: 'writing the image', kind: 'export', state: 'done' },
  { title: 'from the cache', kind: 'instruction', state: 'cached' },
  { title: 'failed', kind: 'instruction', state: 'failed' },
  { title: 'cancelled', kind: 'instruction', state: 'cancelled' },
  { title: 'critical path: making these faster makes the build faster', kind: 'instruction', state: 'done', isCritical: true },
];

/** What the bars' looks mean. */
export function createLegend(): HTMLElement {
  const items = SAMPLES.map(({ title, kind, state, isCritical }) => {
    const picture = makeSvg('svg', { width: 22, height: 14, 'aria-hidden': 'true' }, barRect({ kind, state }, { x: 1, y: 1, width: 20, height: 9 }));
    if (isCritical) picture.append(makeSvg('rect', { class: 'critical', x: 1, y: 11, width: 20, height: 2 }));
    return make('li', {}, picture, title);
  });
  return make('ul', { class: 'legend', attributes: { 'aria-label': 'What the bars mean' } }, ...items);
}
