import { groupMarks, type Lane, stepMarks } from './barMarks.ts';
import { makeSvg } from './dom.ts';
import type { Row } from './layout.ts';
import { linkMarks } from './links.ts';
import type { Scale, Tick } from './scale.ts';
import type { ShownBuild } from './shownBuild.ts';

/** The part of the chart that is drawn, which is a little more than what is in view. */
export interface PictureView {
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
  /** In pixels of the bars' area. */
  readonly left: number;
  readonly right: number;
  /** Lines. */
  readonly first: number;
  readonly end: number;
  readonly rowHeight: number;
  /** Of all bars and their texts, in pixels. */
  readonly width: number;
  readonly rows: readonly Row[];
  readonly lines: ReadonlyMap<string, number>;
  /** The id of the step that somebody looks at. */
  readonly looked: string | null;
}

/** The bars: one picture for all lines in view, drawn anew when they change. Screen readers have the labels. */
export function createPicture() {
  const element = makeSvg('svg', { class: 'bars', 'aria-hidden': 'true' });
  return {
    element,
    paint(build: ShownBuild, view: PictureView): void {
      const { scale, left, right, first, end, rowHeight } = view;
      const height = (end - first) * rowHeight;
      element.style.left = `calc(var(--gutter) + ${left}px)`;
      element.style.top = `${first * rowHeight}px`;
      element.setAttribute('width', String(Math.max(0, right - left)));
      element.setAttribute('height', String(height));
      const grid = view.ticks.map(({ time }) => `M${Math.round(scale.x(time) - left) + 0.5} 0V${height}`).join('');
      const marks = view.rows.slice(first, end).flatMap((row, index) => {
        const lane: Lane = { scale, left, right, top: index * rowHeight, height: rowHeight, width: view.width };
        return row.kind === 'step' ? stepMarks(row.step, lane, build) : groupMarks(row, lane, build);
      });
      element.replaceChildren(makeSvg('path', { class: 'grid', d: grid }), ...linkMarks(build, view, view.looked), ...marks);
      if (build.isLive) element.append(nowMark(scale.x(build.now) - left, height));
    },
  };
}

function nowMark(x: number, height: number): SVGElement {
  return makeSvg('path', { class: 'now', d: `M${Math.round(x) + 0.5} 0V${height}` });
}
