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
  const path = build.trace.summary.criticalPath;
  const marks: (SVGElement | null)[] = [];
  const pathLines = linesOf(path, view.lines);
  for (let index = 1; index < path.length; index++) {
    const above = pathLines[index - 1]!;
    const below = pathLines[index]!;
    if (isNear(above, below, view)) marks.push(link(path[index - 1]!, path[index]!, above, below, 'link critical-link', build, view));
  }
  const step = looked === null ? undefined : build.steps.get(looked);
  const input = step === undefined ? null : lastInput(step, build);
  if (step !== undefined && input !== null) {
    const above = view.lines.get(stepKey(input.id)) ?? NOWHERE;
    const below = view.lines.get(stepKey(step.id)) ?? NOWHERE;
    if (isNear(above, below, view)) marks.push(link(input.id, step.id, above, below, 'link looked-link', build, view));
  }
  return marks.filter((mark) => mark !== null);
}

/** For a step in a closed group. */
const NOWHERE = -1;
/** A path of ten thousand steps is looked up once for each layout, not at each scroll. */
const known = new WeakMap<ReadonlyMap<string, number>, { readonly path: readonly string[]; readonly found: readonly number[] }>();

function linesOf(path: readonly string[], lines: ReadonlyMap<string, number>): readonly number[] {
  const before = known.get(lines);
  if (before?.path === path) return before.found;
  const found = path.map((id) => lines.get(stepKey(id)) ?? NOWHERE);
  known.set(lines, { path, found });
  return found;
}

function isNear(above: number, below: number, { first, end }: LinkView): boolean {
  return above !== NOWHERE && below !== NOWHERE && above !== below && Math.max(above, below) >= first && Math.min(above, below) < end;
}

function link(from: string, to: string, above: number, below: number, name: string, build: ShownBuild, view: LinkView): SVGElement | null {
  const before = build.steps.get(from);
  const after = build.steps.get(to);
  const ended = before === undefined ? null : endOf(before, build);
  const started = after === undefined ? null : startOf(after);
  if (ended === null || started === null) return null;
  const x1 = view.scale.x(ended);
  const x2 = view.scale.x(started);
  if (Math.max(x1, x2) < view.left || Math.min(x1, x2) > view.right) return null;
  const y = (line: number, part: number) => Math.round((Math.min(Math.max(line, view.first - 2), view.end + 2) - view.first + part) * view.rowHeight);
  // A path of a million pixels slows the browser down: what is far outside ends near the edge.
  const clamp = (x: number) => Math.round(Math.min(Math.max(x, view.left - 20), view.right + 20) - view.left);
  const isDown = below > above;
  const d = `M${clamp(x1)} ${y(above, isDown ? 0.82 : 0.18)}V${y(below, 0.5)}H${clamp(x2)}`;
  return makeSvg('path', { class: name, d });
}
