/** Which of many lines of equal height are drawn: those in view, and some above and below them. */
export function rowsInView(scroll: number, height: number, rowHeight: number, count: number, margin: number): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.floor(scroll / rowHeight) - margin);
  const end = Math.min(count, Math.ceil((scroll + height) / rowHeight) + margin);
  return { first: Math.min(first, count), end: Math.max(end, Math.min(first, count)) };
}

/** The nearest scroll position at which all of a part is in view; the start of one that is larger than the view. */
export function scrollInto(scroll: number, size: number, start: number, end: number): number {
  if (start < scroll || end - start > size) return Math.max(0, start);
  return end > scroll + size ? end - size : scroll;
}
