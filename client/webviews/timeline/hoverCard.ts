import type { TraceStep } from '../../../server/src/timing/trace.ts';
import { createCardContent } from './card.ts';
import { make } from './dom.ts';
import type { ShownBuild } from './shownBuild.ts';

/** Before the first card opens, so that a pointer on its way elsewhere brings none up; then to reach the card itself. */
const OPEN_AFTER = 180;
const CLOSE_AFTER = 220;
const GAP = 6;
const EDGE = 8;

/** Where a card belongs, in pixels of the window. */
export interface Anchor {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

/** A card beside the chart: it opens on hover and on focus, may be pointed at itself, and Escape closes it (WCAG 1.4.13). */
export function createHoverCard() {
  const content = createCardContent();
  const element = make('div', { class: 'card', id: 'card', attributes: { role: 'tooltip' } }, ...content.parts);
  element.hidden = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shown: string | null = null;
  element.addEventListener('pointerenter', () => clearTimeout(timer));
  element.addEventListener('pointerleave', () => card.closeSoon());
  // Wherever the focus is: a pointer may have opened it.
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') card.close();
  });

  function place({ x, top, bottom }: Anchor): void {
    const { width, height } = element.getBoundingClientRect();
    const room = window.innerHeight - bottom - GAP - EDGE;
    const isBelow = height <= room || room >= top - GAP - EDGE;
    element.style.left = `${Math.max(EDGE, Math.min(x, window.innerWidth - width - EDGE))}px`;
    element.style.top = `${isBelow ? Math.min(bottom + GAP, Math.max(EDGE, window.innerHeight - height - EDGE)) : Math.max(EDGE, top - GAP - height)}px`;
  }

  const card = {
    element,
    /** The id of the step that it tells of; null while it is closed. */
    get step(): string | null {
      return shown;
    },
    open(step: TraceStep, build: ShownBuild, anchor: Anchor): void {
      clearTimeout(timer);
      shown = step.id;
      element.hidden = false;
      content.update(step, build);
      content.toEnd();
      element.scrollTop = 0;
      place(anchor);
    },
    openSoon(open: () => void): void {
      clearTimeout(timer);
      if (shown === null) timer = setTimeout(open, OPEN_AFTER);
      else open();
    },
    /** The same card with what is known now; it stays where it is. */
    refresh(build: ShownBuild): void {
      const step = shown === null ? undefined : build.steps.get(shown);
      if (step !== undefined) content.update(step, build);
      else card.close();
    },
    move(anchor: Anchor): void {
      if (shown !== null) place(anchor);
    },
    closeSoon(): void {
      clearTimeout(timer);
      timer = setTimeout(() => card.close(), CLOSE_AFTER);
    },
    close(): void {
      clearTimeout(timer);
      shown = null;
      element.hidden = true;
    },
  };
  return card;
}

export type HoverCard = ReturnType<typeof createHoverCard>;
