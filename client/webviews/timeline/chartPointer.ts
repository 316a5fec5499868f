import type { TraceStep } from '../../../server/src/timing/trace.ts';
import type { Row } from './layout.ts';

export interface PointerActions {
  rowAt(target: EventTarget | null): Row | null;
  /** True where the pointer is on a step's label or bar, not on empty room beside it. */
  isOnMark(clientX: number, step: TraceStep): boolean;
  toggle(row: Row): void;
  activate(step: TraceStep): void;
  /** Another step, or none, is pointed at. */
  hover(step: TraceStep | null, clientX: number): void;
}

/** What the mouse does in the chart. */
export function watchPointer(tree: HTMLElement, actions: PointerActions): void {
  let hovered: string | null = null;

  function hover(step: TraceStep | null, clientX: number): void {
    const id = step?.id ?? null;
    if (id === hovered) return;
    hovered = id;
    actions.hover(step, clientX);
  }

  tree.addEventListener('click', ({ target, clientX }) => {
    const row = actions.rowAt(target);
    if (row?.kind === 'group') actions.toggle(row);
    else if (row !== null && actions.isOnMark(clientX, row.step)) actions.activate(row.step);
  });
  tree.addEventListener('pointermove', ({ target, clientX }) => {
    const row = actions.rowAt(target);
    const step = row?.kind === 'step' && actions.isOnMark(clientX, row.step) ? row.step : null;
    tree.classList.toggle('pointing', step !== null || row?.kind === 'group');
    hover(step, clientX);
  });
  tree.addEventListener('pointerleave', ({ clientX }) => hover(null, clientX));
}
