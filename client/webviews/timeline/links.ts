import { makeSvg } from './dom.ts';
import type { Scale } from './scale.ts';
import type { ShownBuild } from './shownBuild.ts';
import { stepKey } from './layout.ts';
import { endOf, lastInput, startOf } from './stepTimes.ts';

export interface LinkView {
  readonly scale: Scale;
  readonly left: number;
  readonly right: number;
  readonly first: number;
  readonly end: number;
  readonly rowHeight: number;
  /** Line of the chart by key of its row. */
  readonly lines: ReadonlyMap<string, number>;
}

/** Lines from what a step waited for to the step: along the critical path, and to the one that is looked at. */
export function linkMarks(build: ShownBuild, view: LinkView, looked: string | null): SVGElement[] {
  const marks: SVGElement[] = [];
  const path = build.trace.summary.criticalPath;
  for (let index = 1; index < path.length; index++) {
    const mark = link(path[index - 1]!, path[index]!, 'link critical-link', build, view);
    if (mark !== null) marks.push(mark);
  }
  const step = looked === null ? undefined : build.steps.get(looked);
  const input = step === undefined ? null : lastInput(step, build);
  const mark = step !== undefined && input !== null ? link(input.id, step.id, 'link looked-link', build, view) : null;
  return mark === null ? marks : [...marks, mark];
}

function link(from: string, to: string, name: string, build: ShownBuild, view: LinkView): SVGElement | null {
  const above = view.lines.get(stepKey(from));
  const below = view.lines.get(stepKey(to));
  if (above === undefined || below === undefined || above === below) return null;
  if (Math.max(above, below) < view.first || Math.min(above, below) >= view.end) return null;
  const before = build.steps.get(from);
  const after = build.steps.get(to);
  const ended = before === undefined ? null : endOf(before, build);
  const started = after === undefined ? null : startOf(after);
  if (ended === null || started === null) return null;
  const x1 = view.scale.x(ended);
  const x2 = view.scale.x(started);
  if (Math.max(x1, x2) < view.left || Math.min(x1, x2) > view.right) return null;
  const y = (line: number, part: number) => Math.round((line - view.first + part) * view.rowHeight);
  const clamp = (x: number) => Math.round(Math.min(Math.max(x, view.left - 20), view.right + 20) - view.left);
  const isDown = below > above;
  const d = `M${clamp(x1)} ${y(above, isDown ? 0.82 : 0.18)}V${y(below, 0.5)}H${clamp(x2)}`;
  return makeSvg('path', { class: name, d });
}
