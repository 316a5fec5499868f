import type { TraceStep } from '../../../server/src/timing/trace.ts';
import { createAxis } from './axis.ts';
import { barSpan } from './barMarks.ts';
import { chartKey, hasModifier } from './chartKeys.ts';
import { watchPointer } from './chartPointer.ts';
import { ChartLines } from './chartLines.ts';
import { ChartView } from './chartView.ts';
import { make } from './dom.ts';
import type { Filter } from './filter.ts';
import { type Anchor, createHoverCard } from './hoverCard.ts';
import { createLabels, keyOf } from './labels.ts';
import { type Row, stepKey } from './layout.ts';
import { createPicture } from './picture.ts';
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
  private readonly tree = make('div', { class: 'tree', attributes: { role: 'tree', 'aria-label': 'Steps of the build and when they ran' } });
  readonly element = make('div', { class: 'scroller' }, this.axis.element, this.tree);
  private readonly labels = createLabels(this.tree, this.picture.element);
  private readonly view = new ChartView();
  private readonly lines = new ChartLines();
  private build: ShownBuild | null = null;
  private isFollowing = true;
  private followed: string | null = null;
  private frame = 0;

  constructor(private readonly actions: ChartActions) {
    this.element.addEventListener('scroll', () => this.scrolled());
    this.element.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    this.element.addEventListener('keydown', (event) => this.key(event));
    this.element.addEventListener('pointerdown', () => this.actions.moved());
    this.tree.addEventListener('focusin', ({ target }) => this.focused(target));
    this.tree.addEventListener('focusout', () => this.card.closeSoon());
    watchPointer(this.tree, {
      rowAt: (target) => this.rowAt(target),
      isOnMark: (clientX, step) => this.isOnMark(clientX, step),
      toggle: (row) => this.toggle(row),
      activate: (step) => this.activate(step),
      hover: (step, clientX) => this.hover(step, clientX),
    });
    new ResizeObserver(() => this.measure()).observe(this.element);
  }

  /** True where nothing passes the filter. */
  get isEmpty(): boolean {
    return this.lines.isEmpty;
  }

  /** True where a step passes the filter, be it in a closed group. */
  hasStep(id: string): boolean {
    return this.lines.hasStep(id);
  }

  update(build: ShownBuild): void {
    this.build = build;
    this.lines.show(build);
    if (this.isFollowing && build.isLive) this.follow(build);
    this.card.refresh(build);
    this.paint();
  }

  /** Another build: nothing of the one before is kept. */
  reset(): void {
    this.lines.reset();
    this.labels.clear();
    this.followed = null;
    this.view.zoom = 1;
    this.card.close();
    this.element.scrollTo(0, 0);
  }

  setFilter(filter: Filter): void {
    this.lines.setFilter(filter);
    this.paint();
  }

  setFollowing(isFollowing: boolean): void {
    this.isFollowing = isFollowing;
    this.followed = null;
    if (this.build !== null) this.update(this.build);
  }

  /** Opens or closes all groups. */
  toggleAll(isOpen: boolean): void {
    this.lines.toggleAll(isOpen);
    this.paint();
  }

  /** Brings a step into view and puts the focus on it, whatever is closed around it. */
  showStep(id: string): void {
    if (!this.lines.openAround(id)) return;
    this.actions.moved();
    this.element.scrollIntoView({ block: 'nearest' });
    this.focusRow(stepKey(id));
  }

  zoomBy(factor: number, anchor = this.view.room / 2): void {
    this.zoomTo(this.view.zoom * factor, anchor);
  }

  zoomAll(): void {
    this.zoomTo(1, 0);
  }

  private zoomTo(zoom: number, anchor: number): void {
    const scroll = this.view.zoomTo(zoom, this.element.scrollLeft, anchor);
    this.sizeTree();
    this.element.scrollLeft = scroll;
    this.card.close();
    this.paintSoon();
  }

  private measure(): void {
    if (this.element.clientWidth === 0) return;
    this.view.measure(this.element, this.axis.corner);
    this.paint();
  }

  private sizeTree(): void {
    const width = `${this.view.gutter + this.view.barsWidth}px`;
    const height = `${this.view.treeHeight(this.lines.rows.length)}px`;
    if (this.tree.style.width !== width) this.axis.element.style.width = this.tree.style.width = width;
    if (this.tree.style.height !== height) this.tree.style.height = height;
  }

  private paintSoon(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    const { build, view } = this;
    const { rows, places: lines, active } = this.lines;
    if (build === null) return;
    view.rescale(build);
    this.sizeTree();
    const { scrollTop, scrollLeft } = this.element;
    const { rowHeight, scale, room, barsWidth: width } = view;
    const { first, end } = rowsInView(scrollTop, view.height, rowHeight, rows.length, MARGIN);
    this.labels.show(build, { rows, lines, first, end, rowHeight, active });
    const left = Math.max(0, scrollLeft - room / 2);
    const right = Math.min(width, scrollLeft + room * 1.5);
    const ticks = this.axis.paint({ scale, left, right }, rowHeight);
    this.picture.paint(build, { scale, ticks, left, right, first, end, rowHeight, width, rows, lines, looked: this.card.step });
  }

  private focusRow(key: string): void {
    const line = this.lines.place(key);
    const row = this.lines.row(key);
    if (line === null || row === null) return;
    this.lines.active = key;
    const { rowHeight, linesHeight, zoom, scale, room } = this.view;
    this.sizeTree();
    this.element.scrollTop = scrollInto(this.element.scrollTop, linesHeight, line * rowHeight, (line + 1) * rowHeight);
    const start = row.kind === 'step' ? startOf(row.step) : null;
    if (start !== null && zoom > 1) {
      const x = scale.x(start);
      this.element.scrollLeft = scrollInto(this.element.scrollLeft, room, Math.max(0, x - 40), x + 80);
    }
    this.paint();
    this.labels.focus(key);
  }

  private focused(target: EventTarget | null): void {
    const row = this.rowAt(target);
    if (row === null) return;
    this.lines.active = row.key;
    // A card that the pointer opened stays where it is.
    if (row.kind === 'group') this.card.close();
    else if (this.card.step !== row.step.id) this.openCard(row.step, this.anchorOf(row.step));
    this.paintSoon();
  }

  private rowAt(target: EventTarget | null): Row | null {
    return this.lines.row(keyOf(target));
  }

  private openCard(step: TraceStep, anchor: Anchor): void {
    if (this.build !== null) this.card.open(step, this.build, anchor);
  }

  /** Below the start of its bar, as far as that is in view. */
  private anchorOf(step: TraceStep): Anchor {
    const { rowHeight, gutter, room } = this.view;
    const box = this.element.getBoundingClientRect();
    const top = box.top + rowHeight + (this.lines.place(stepKey(step.id)) ?? 0) * rowHeight - this.element.scrollTop;
    const x = Math.min(room - 40, Math.max(0, (this.spanOf(step)?.start ?? 0) - this.element.scrollLeft));
    return { x: box.left + gutter + x, top, bottom: top + rowHeight };
  }

  private spanOf(step: TraceStep): { readonly start: number; readonly end: number } | null {
    return this.build === null ? null : barSpan(step, this.view.scale, this.build);
  }

  /** On a label, on a bar, and a little beside it: narrow bars are hard to hit. */
  private isOnMark(clientX: number, step: TraceStep): boolean {
    const x = clientX - this.element.getBoundingClientRect().left - this.view.gutter;
    if (x < 0) return true;
    const span = this.spanOf(step);
    const at = x + this.element.scrollLeft;
    return span !== null && at >= span.start - 8 && at <= span.end + 60;
  }

  private hover(step: TraceStep | null, clientX: number): void {
    if (step === null) return this.card.closeSoon();
    this.card.openSoon(() => {
      this.openCard(step, { ...this.anchorOf(step), x: clientX + 12 });
      this.paintSoon();
    });
  }

  private activate(step: TraceStep): void {
    if (step.place !== null && this.build?.abilities.canReveal === true) this.actions.reveal(step);
    else this.openCard(step, this.anchorOf(step));
  }

  private toggle(row: Row, isOpen = row.kind === 'group' && !row.isOpen): void {
    this.lines.toggle(row.key, isOpen);
    this.focusRow(row.key);
  }

  private key(event: KeyboardEvent): void {
    if (this.command(event) || this.move(event)) event.preventDefault();
  }

  private command(event: KeyboardEvent): boolean {
    const command = chartKey(event);
    if (command === null || (command === 'close' && this.card.step === null)) return false;
    if (command === 'close') this.card.close();
    else this.actions.moved();
    if (command === 'zoom in') this.zoomBy(ZOOM_STEP);
    else if (command === 'zoom out') this.zoomBy(1 / ZOOM_STEP);
    else if (command === 'zoom all') this.zoomAll();
    else if (command === 'left' || command === 'right') this.element.scrollLeft += (command === 'left' ? -0.25 : 0.25) * this.view.room;
    this.paintSoon();
    return true;
  }

  private move(event: KeyboardEvent): boolean {
    if (hasModifier(event) || event.shiftKey) return false;
    const page = Math.floor(this.view.linesHeight / this.view.rowHeight);
    const { rows, active } = this.lines;
    const move = treeMove(event.key, rows, this.lines.place(active) ?? -1, page);
    const row = move === null ? undefined : rows[move.index];
    if (move === null || row === undefined) return false;
    this.actions.moved();
    if (move.kind === 'toggle') this.toggle(row, move.isOpen);
    else if (move.kind === 'activate' && row.kind === 'step') this.activate(row.step);
    else this.focusRow(row.key);
    return true;
  }

  private wheel(event: WheelEvent): void {
    this.actions.moved();
    if (!event.ctrlKey) return;
    event.preventDefault();
    const x = event.clientX - this.element.getBoundingClientRect().left - this.view.gutter;
    this.zoomBy(Math.exp(-Math.sign(event.deltaY) * Math.min(1, Math.abs(event.deltaY) / 240)), Math.max(0, x));
  }

  private scrolled(): void {
    const focused = this.rowAt(document.activeElement);
    if (focused?.kind === 'step' && focused.step.id === this.card.step) this.card.move(this.anchorOf(focused.step));
    else this.card.close();
    this.paintSoon();
  }

  /** Keeps the present, and the step that started last, in view. */
  private follow(build: ShownBuild): void {
    const { view } = this;
    view.rescale(build);
    this.sizeTree();
    if (view.zoom > 1) this.element.scrollLeft = Math.max(0, view.scale.x(build.now) - view.room * 0.85);
    const newest = this.lines.newest();
    if (newest === null || newest.id === this.followed) return;
    this.followed = newest.id;
    if (newest.place === null) return;
    const start = Math.max(0, newest.place - 1) * view.rowHeight;
    this.element.scrollTop = scrollInto(this.element.scrollTop, view.linesHeight, start, start + 4 * view.rowHeight);
  }
}
