import { make, makeSvg } from './dom.ts';
import type { Scale, Tick } from './scale.ts';
import { ticks } from './scale.ts';

/** Least room between two times of the axis, in pixels. */
const GAP = 84;

export interface AxisView {
  readonly scale: Scale;
  readonly left: number;
  readonly right: number;
}

/** Times above the chart; they stay in view while it scrolls. */
export function createAxis() {
  const picture = makeSvg('svg', { class: 'times', 'aria-hidden': 'true' });
  const corner = make('div', { class: 'corner', text: 'Step' });
  return {
    corner,
    element: make('div', { class: 'axis' }, corner, picture),
    paint(view: AxisView, height: number): readonly Tick[] {
      const shown = ticks(view.scale, view.scale.time(view.left), Math.min(view.scale.end, view.scale.time(view.right)), GAP);
      picture.style.left = `calc(var(--gutter) + ${view.left}px)`;
      picture.setAttribute('width', String(view.right - view.left));
      picture.setAttribute('height', String(height));
      const marks = shown.flatMap(({ time, text }) => {
        const x = Math.round(view.scale.x(time) - view.left) + 0.5;
        const label = makeSvg('text', { x: x + 4, y: height / 2, 'dominant-baseline': 'central' });
        label.textContent = text;
        return [makeSvg('path', { class: 'tick', d: `M${x} ${height - 8}V${height}` }), label];
      });
      picture.replaceChildren(...marks);
      return shown;
    },
  };
}
