import type { Row } from './layout.ts';

/** What a key does in the chart. */
export type TreeMove =
  | { readonly kind: 'focus'; readonly index: number }
  | { readonly kind: 'toggle'; readonly index: number; readonly isOpen: boolean }
  | { readonly kind: 'activate'; readonly index: number };

/**
 * The keys that trees have everywhere (WAI-ARIA's tree view pattern). Null for a key that is not ours.
 * @param page how many lines are in view
 */
export function treeMove(key: string, rows: readonly Row[], index: number, page: number): TreeMove | null {
  const row = rows[index];
  if (row === undefined) return null;
  const focus = (to: number): TreeMove => ({ kind: 'focus', index: Math.min(rows.length - 1, Math.max(0, to)) });
  switch (key) {
    case 'ArrowDown':
      return focus(index + 1);
    case 'ArrowUp':
      return focus(index - 1);
    case 'PageDown':
      return focus(index + Math.max(1, page - 1));
    case 'PageUp':
      return focus(index - Math.max(1, page - 1));
    case 'Home':
      return focus(0);
    case 'End':
      return focus(rows.length - 1);
    case 'ArrowRight':
      if (row.kind === 'step') return null;
      return row.isOpen ? focus(index + 1) : { kind: 'toggle', index, isOpen: true };
    case 'ArrowLeft':
      if (row.kind === 'group' && row.isOpen) return { kind: 'toggle', index, isOpen: false };
      return row.parent === null ? null : focus(rows.findIndex(({ key }) => key === row.parent));
    case 'Enter':
    case ' ':
      return row.kind === 'group' ? { kind: 'toggle', index, isOpen: !row.isOpen } : { kind: 'activate', index };
    default:
      return null;
  }
}
