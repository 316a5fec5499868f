import { setAttribute, setChildren } from './dom.ts';
import type { Row } from './layout.ts';
import { createRowElement, type RowElement } from './rowElement.ts';
import type { ShownBuild } from './shownBuild.ts';

export interface LabelView {
  readonly rows: readonly Row[];
  readonly lines: ReadonlyMap<string, number>;
  readonly first: number;
  readonly end: number;
  readonly rowHeight: number;
  /** The one line that Tab reaches: it is there even out of view, so that the focus is not lost by scrolling. */
  readonly active: string | null;
}

/** The lines of the tree that exist in the page: those in view, and the active one. */
export function createLabels(tree: HTMLElement, behind: Element) {
  const elements = new Map<string, RowElement>();
  return {
    show(build: ShownBuild, { rows, lines, first, end, rowHeight, active }: LabelView): void {
      const shown = new Map(rows.slice(first, end).map((row, index) => [row.key, first + index]));
      const activeLine = active === null ? undefined : lines.get(active);
      if (active !== null && activeLine !== undefined) shown.set(active, activeLine);
      const hadFocus = tree.contains(document.activeElement);
      for (const key of elements.keys()) if (!shown.has(key)) elements.delete(key);
      const inOrder = [...shown].sort(([, a], [, b]) => a - b);
      const children = inOrder.map(([key, line]) => {
        const label = elements.get(key) ?? createRowElement(key);
        elements.set(key, label);
        label.update(rows[line]!, build);
        const top = `${line * rowHeight}px`;
        if (label.element.style.top !== top) label.element.style.top = top;
        setAttribute(label.element, 'tabindex', key === active ? '0' : '-1');
        return label.element;
      });
      setChildren(tree, [behind, ...children]);
      // A filter or a closed group took away the line that had the focus: it goes to the one that stands for it.
      if (hadFocus && !tree.contains(document.activeElement) && active !== null) this.focus(active);
    },
    focus(key: string): void {
      elements.get(key)?.element.focus({ preventScroll: true });
    },
    clear(): void {
      elements.clear();
      tree.replaceChildren(behind);
    },
  };
}

/** The key of the line that an event happened on. */
export function keyOf(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('.row')?.dataset['key'] ?? null) : null;
}
