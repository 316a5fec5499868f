import type { TraceStep } from '../../../server/src/timing/trace.ts';
import { createAxis } from './axis.ts';
import { barSpan } from './barMarks.ts';
import { make, setAttribute, setChildren } from './dom.ts';
import { type Filter, isFiltering, NO_FILTER, stepFilter } from './filter.ts';
import { type Anchor, createHoverCard } from './hoverCard.ts';
import { groupsOf, layoutRows, type Row, stepKey } from './layout.ts';
import { createPicture } from './picture.ts';
import { createRowElement, type RowElement } from './rowElement.ts';
import { boundedZoom, createScale, growingEnd, type Scale, scrollAfterZoom } from './scale.ts';
import type { ShownBuild } from './shownBuild.ts';
import { startOf } from './stepTimes.ts';
import { treeMove } from './treeKeys.ts';
import { rowsInView, scrollInto } from './viewport.ts';

/** Lines above and below the view that are drawn too, so that scrolling shows no gaps. */
const MARGIN = 10;
const ZOOM_STEP = 1.5;

export interface ChartActions {
  /** Shows a step's line in its Dockerfile. */
  reveal(step: TraceStep): void;
  /** Somebody moved the view by hand. */
  moved(): void;
}

/**
 * The Gantt chart: a tree of labels with one picture of bars behind it. Only the lines in view exist in the page, so that ten thousand steps
 * cost what fifty do.
 */
export class Chart {
  readonly card = createHoverCard();
  private readonly axis = createAxis();
  private readonly picture = createPicture();
  private readonly tree = make('div', { class: 'tree', attributes: { role: 'tree', 'aria-label': 'Steps of the build and when they ran' } }, this.picture.element);
  readonly element = make('div', { class: 'scroller' }, this.axis.element, this.tree);
  private readonly elements = new Map<string, RowElement>();
  private readonly toggled = new Map<string, boolean>();
  private rows: readonly Row[] = [];
  private lines: ReadonlyMap<string, number> = new Map();
  private build: ShownBuild | null = null;
  private filter: Filter = NO_FILTER;
  private scale: Scale = createScale(1, 100, 1);
  private zoom = 1;
  private isFollowing = false;
  private followed: string | null = null;
  /** The one line that Tab reaches. */
  private active: string | null = null;
  private hovered: string | null = null;
  private frame = 0;
  private size = { rowHeight: 24, gutter: 240, width: 600, height: 400, axis: 26 };

  constructor(private readonly actions: ChartActions) {
    this.element.addEventListener('scroll', () => this.scrolled());
    this.element.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    this.element.addEventListener('keydown', (event) => this.key(event));
    this.element.addEventListener('pointerdown', () => this.actions.moved());
    this.tree.addEventListener('click', (event) => this.click(event));
    this.tree.addEventListener('pointermove', (event) => this.point(event));
    this.tree.addEventListener('pointerleave', () => this.hover(null));
    this.tree.addEventListener('focusin', ({ target }) => this.focused(target));
    this.tree.addEventListener('focusout', () => this.card.closeSoon());
    new ResizeObserver(() => this.measure()).observe(this.element);
  }

  /** True where nothing passes the filter. */
  get isEmpty(): boolean {
    return this.rows.length === 0;
  }

  /** True where a step passes the filter, be it in a closed group. */
  hasStep(id: string): boolean {
    const step = this.build?.steps.get(id);
    return step !== undefined && stepFilter(this.filter)(step);
  }

  update(build: ShownBuild): void {
    const isNew = build.trace !== this.build?.trace;
    this.build = build;
    if (isNew) this.layOut();
    if (this.isFollowing && build.isLive) this.follow(build);
    this.card.refresh(build);
    this.paint();
  }

  /** Another build: nothing of the one before is kept. */
  reset(): void {
    this.toggled.clear();
    this.elements.forEach(({ element }) => element.remove());
    this.elements.clear();
    this.active = this.hovered = this.followed = null;
    this.zoom = 1;
    this.card.close();
    this.element.scrollTo(0, 0);
  }

  setFilter(filter: Filter): void {
    this.filter = filter;
    this.layOut();
    this.paint();
  }

  setFollowing(isFollowing: boolean): void {
    this.isFollowing = isFollowing;
    this.followed = null;
    if (this.build !== null) this.update(this.build);
  }

  /** Opens or closes all groups. */
  toggleAll(isOpen: boolean): void {
    const { trace } = this.build ?? {};
    if (trace === undefined) return;
    // Twice: the groups within groups are known once those are open.
    for (let level = 0; level < 2; level++) {
      for (const row of this.rows) if (row.kind === 'group') this.toggled.set(row.key, isOpen);
      this.layOut();
    }
    this.paint();
  }

  /** Brings a step into view and puts the focus on it, whatever is closed around it. */
  showStep(id: string): void {
    const step = this.build?.steps.get(id);
    if (step === undefined) return;
    for (const key of groupsOf(step)) this.toggled.set(key, true);
    this.layOut();
    this.element.scrollIntoView({ block: 'nearest' });
    this.focusRow(stepKey(id));
  }

  zoomBy(factor: number, anchor = (this.size.width - this.size.gutter) / 2): void {
    this.setZoom(this.zoom * factor, anchor);
  }

  zoomOut(): void {
    this.setZoom(1, 0);
  }

  private setZoom(zoom: number, anchor: number): void {
    const before = this.scale;
    this.zoom = boundedZoom(zoom, this.room);
    this.rescale();
    this.sizeTree();
    this.element.scrollLeft = scrollAfterZoom(this.element.scrollLeft, anchor, before, this.scale);
    this.card.close();
    this.paintSoon();
  }

  private get room(): number {
    return Math.max(80, this.size.width - this.size.gutter);
  }

  private rescale(): void {
    const { build } = this;
    const end = build === null ? 1 : build.isLive ? growingEnd(build.now) : Math.max(build.trace.wall, build.now);
    this.scale = createScale(end, this.room, this.zoom);
  }

  private measure(): void {
    const probe = getComputedStyle(this.element);
    const rowHeight = this.axis.corner.offsetHeight || 24;
    this.size = {
      rowHeight,
      gutter: this.axis.corner.offsetWidth || 240,
      width: this.element.clientWidth || Number.parseFloat(probe.width) || 600,
      height: this.element.clientHeight,
      axis: rowHeight,
    };
    this.paint();
  }

  private layOut(): void {
    const { build } = this;
    if (build === null) return;
    const choices = { toggled: this.toggled, keep: stepFilter(this.filter), isFiltering: isFiltering(this.filter) };
    this.rows = layoutRows(build.trace, choices);
    this.lines = new Map(this.rows.map(({ key }, line) => [key, line]));
    if (this.active === null || !this.lines.has(this.active)) this.active = this.rows[0]?.key ?? null;
  }

  private sizeTree(): void {
    const width = Math.max(this.room, this.scale.width + (this.room - createScale(1, this.room, 1).width));
    this.axis.element.style.width = this.tree.style.width = `${this.size.gutter + width}px`;
    this.tree.style.height = `${this.rows.length * this.size.rowHeight}px`;
  }

  private paintSoon(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { build, size } = this;
    if (build === null) return;
    this.rescale();
    this.sizeTree();
    const { first, end } = rowsInView(this.element.scrollTop, size.height, size.rowHeight, this.rows.length, MARGIN);
    this.showLabels(build, first, end);
    const scroll = this.element.scrollLeft;
    const left = Math.max(0, scroll - this.room / 2);
    const right = Math.min(Math.max(this.room, this.scale.width + 400), scroll + this.room * 1.5);
    const ticks = this.axis.paint({ scale: this.scale, left, right }, size.axis);
    const looked = this.card.step;
    this.picture.paint(build, { scale: this.scale, ticks, left, right, first, end, rowHeight: size.rowHeight, rows: this.rows, lines: this.lines, looked });
  }

  private showLabels(build: ShownBuild, first: number, end: number): void {
    const shown = new Map(this.rows.slice(first, end).map((row, index) => [row.key, first + index]));
    const activeLine = this.active === null ? undefined : this.lines.get(this.active);
    if (this.active !== null && activeLine !== undefined) shown.set(this.active, activeLine);
    const hadFocus = this.tree.contains(document.activeElement);
    for (const [key, { element }] of this.elements) {
      if (shown.has(key)) continue;
      element.remove();
      this.elements.delete(key);
    }
    const inOrder = [...shown].sort(([, a], [, b]) => a - b);
    const labels = inOrder.map(([key, line]) => {
      const row = this.elements.get(key) ?? createRowElement(key);
      this.elements.set(key, row);
      row.update(this.rows[line]!, build);
      const top = `${line * this.size.rowHeight}px`;
      if (row.element.style.top !== top) row.element.style.top = top;
      setAttribute(row.element, 'tabindex', key === this.active ? '0' : '-1');
      return row.element;
    });
    setChildren(this.tree, [this.picture.element as unknown as Element, ...labels]);
    // A filter or another build took away the line that had the focus: it goes to the one that stands for it.
    if (hadFocus && !this.tree.contains(document.activeElement) && this.active !== null) this.elements.get(this.active)?.element.focus({ preventScroll: true });
  }

  private focusRow(key: string): void {
    const line = this.lines.get(key);
    if (line === undefined) return;
    this.active = key;
    const { rowHeight, height, axis } = this.size;
    this.sizeTree();
    this.element.scrollTop = scrollInto(this.element.scrollTop, height - axis, line * rowHeight, (line + 1) * rowHeight);
    const row = this.rows[line]!;
    const start = row.kind === 'step' ? startOf(row.step) : null;
    if (start !== null && this.zoom > 1) {
      const x = this.scale.x(start);
      this.element.scrollLeft = scrollInto(this.element.scrollLeft, this.room, Math.max(0, x - 40), x + 80);
    }
    this.paint();
    this.elements.get(key)?.element.focus({ preventScroll: true });
  }

  private focused(target: EventTarget | null): void {
    const row = this.rowAt(target);
    if (row === null) return;
    this.active = row.key;
    if (row.kind === 'step') this.openCard(row.step, this.anchorOf(row.step));
    else this.card.close();
    this.paintSoon();
  }

  private rowAt(target: EventTarget | null): Row | null {
    const key = target instanceof Element ? (target.closest<HTMLElement>('.row')?.dataset['key'] ?? null) : null;
    return key === null ? null : (this.rows[this.lines.get(key) ?? -1] ?? null);
  }

  private openCard(step: TraceStep, anchor: Anchor): void {
    if (this.build !== null) this.card.open(step, this.build, anchor);
  }

  /** Below the start of its bar, as far as that is in view. */
  private anchorOf(step: TraceStep): Anchor {
    const box = this.element.getBoundingClientRect();
    const top = box.top + this.size.axis + (this.lines.get(stepKey(step.id)) ?? 0) * this.size.rowHeight - this.element.scrollTop;
    const span = this.build === null ? null : barSpan(step, this.scale, this.build);
    const x = Math.min(this.room - 40, Math.max(0, (span?.start ?? 0) - this.element.scrollLeft));
    return { x: box.left + this.size.gutter + x, top, bottom: top + this.size.rowHeight };
  }

  private point(event: PointerEvent): void {
    const row = this.rowAt(event.target);
    const isOver = row?.kind === 'step' && this.isOnMark(event, row.step);
    this.tree.classList.toggle('pointing', isOver || row?.kind === 'group');
    this.hover(isOver ? row.step.id : null, event);
  }

  /** True on a label, on a bar, and a little beside it: narrow bars are hard to hit. */
  private isOnMark(event: PointerEvent, step: TraceStep): boolean {
    const x = event.clientX - this.element.getBoundingClientRect().left - this.size.gutter;
    if (x < 0) return true;
    const span = this.build === null ? null : barSpan(step, this.scale, this.build);
    const at = x + this.element.scrollLeft;
    return span !== null && at >= span.start - 8 && at <= span.end + 60;
  }

  private hover(id: string | null, event?: PointerEvent): void {
    if (id === this.hovered) return;
    this.hovered = id;
    const step = id === null ? undefined : this.build?.steps.get(id);
    if (step === undefined || event === undefined) return this.card.closeSoon();
    const x = event.clientX + 12;
    this.card.openSoon(() => {
      this.openCard(step, { ...this.anchorOf(step), x });
      this.paintSoon();
    });
  }

  private click(event: MouseEvent): void {
    const row = this.rowAt(event.target);
    if (row?.kind === 'group') this.toggle(row.key, !row.isOpen);
    else if (row !== null && this.isOnMark(event as PointerEvent, row.step)) this.activate(row.step);
  }

  private activate(step: TraceStep): void {
    if (step.place !== null && this.build?.abilities.canReveal === true) this.actions.reveal(step);
    else this.openCard(step, this.anchorOf(step));
  }

  private toggle(key: string, isOpen: boolean): void {
    this.toggled.set(key, isOpen);
    this.layOut();
    this.focusRow(key);
  }

  private key(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey) return;
    if (event.key === 'Escape' && this.card.step !== null) {
      event.preventDefault();
      this.card.close();
      return this.paintSoon();
    }
    const zoom = { '+': ZOOM_STEP, '=': ZOOM_STEP, '-': 1 / ZOOM_STEP, '0': 0 }[event.key];
    if (zoom !== undefined && !event.ctrlKey) {
      event.preventDefault();
      return zoom === 0 ? this.zoomOut() : this.zoomBy(zoom);
    }
    if (event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
      event.preventDefault();
      this.actions.moved();
      this.element.scrollLeft += (event.key === 'ArrowLeft' ? -1 : 1) * this.room * 0.25;
      return;
    }
    if (event.ctrlKey || event.shiftKey) return;
    const line = this.lines.get(this.active ?? '') ?? -1;
    const move = treeMove(event.key, this.rows, line, Math.floor((this.size.height - this.size.axis) / this.size.rowHeight));
    if (move === null) return;
    event.preventDefault();
    this.actions.moved();
    const row = this.rows[move.index]!;
    if (move.kind === 'toggle') this.toggle(row.key, move.isOpen);
    else if (move.kind === 'focus') this.focusRow(row.key);
    else if (row.kind === 'step') this.activate(row.step);
    else this.toggle(row.key, !row.isOpen);
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey) return this.actions.moved();
    event.preventDefault();
    const box = this.element.getBoundingClientRect();
    this.zoomBy(Math.exp(-Math.sign(event.deltaY) * Math.min(1, Math.abs(event.deltaY) / 240)), Math.max(0, event.clientX - box.left - this.size.gutter));
  }

  private scrolled(): void {
    const focused = document.activeElement;
    const row = focused !== null && this.tree.contains(focused) ? this.rowAt(focused) : null;
    if (row?.kind === 'step' && row.step.id === this.card.step) this.card.move(this.anchorOf(row.step));
    else this.card.close();
    this.paintSoon();
  }

  /** Keeps the present, and the step that started last, in view. */
  private follow(build: ShownBuild): void {
    this.rescale();
    this.sizeTree();
    if (this.zoom > 1) this.element.scrollLeft = Math.max(0, this.scale.x(build.now) - this.room * 0.85);
    let newest: TraceStep | null = null;
    for (const step of build.trace.steps) {
      if (step.state === 'running' && (startOf(step) ?? -1) >= (newest === null ? -1 : (startOf(newest) ?? -1))) newest = step;
    }
    if (newest === null || newest.id === this.followed) return;
    this.followed = newest.id;
    const key = [stepKey(newest.id), ...groupsOf(newest).toReversed()].find((key) => this.lines.has(key));
    const line = key === undefined ? undefined : this.lines.get(key);
    if (line === undefined) return;
    const { rowHeight, height, axis } = this.size;
    this.element.scrollTop = scrollInto(this.element.scrollTop, height - axis, Math.max(0, line - 1) * rowHeight, (line + 3) * rowHeight);
  }
}
