import { boundedZoom, createScale, growingEnd, type Scale, scrollAfterZoom } from './scale.ts';
import type { ShownBuild } from './shownBuild.ts';

/** Pixels below the last line, so that the frame does not touch its bar. */
const BOTTOM = 6;

/** How large the chart and its parts are, in pixels, and which part of the time it shows. */
export class ChartView {
  rowHeight = 24;
  /** Of the labels. */
  gutter = 240;
  width = 600;
  height = 400;
  zoom = 1;
  scale: Scale = createScale(1, 100, 1);
  private end = 1;

  /** Of what is in view of the bars. */
  get room(): number {
    return Math.max(80, this.width - this.gutter);
  }

  /** Of all bars and of what is written beside them, at this zoom. */
  get barsWidth(): number {
    return Math.max(this.room, this.scale.width + (this.room - createScale(1, this.room, 1).width));
  }

  /** Of the lines in view: the axis takes as much as one of them. */
  get linesHeight(): number {
    return Math.max(this.rowHeight, this.height - this.rowHeight);
  }

  treeHeight(lines: number): number {
    return lines * this.rowHeight + BOTTOM;
  }

  measure(scroller: HTMLElement, corner: HTMLElement): void {
    this.width = scroller.clientWidth;
    this.height = scroller.clientHeight;
    this.gutter = gutterWidth(this.width);
    scroller.style.setProperty('--gutter', `${this.gutter}px`);
    this.rowHeight = corner.offsetHeight || this.rowHeight;
  }

  rescale({ isLive, now, trace }: ShownBuild): void {
    this.end = isLive ? growingEnd(now) : Math.max(trace.wall, now);
    this.scale = createScale(this.end, this.room, this.zoom);
  }

  /** @returns where to scroll so that what was at `anchor` pixels of the visible bars stays there */
  zoomTo(zoom: number, scroll: number, anchor: number): number {
    const before = this.scale;
    this.zoom = boundedZoom(zoom, this.room);
    this.scale = createScale(this.end, this.room, this.zoom);
    return scrollAfterZoom(scroll, anchor, before, this.scale);
  }
}

/** A third of the chart, half of a narrow one, and never so much that no room is left for bars. */
function gutterWidth(width: number): number {
  return Math.round(Math.min(Math.max(width * (width < 560 ? 0.46 : 0.32), 130), 440));
}
