/**
 * A half-open range of UTF-16 code units of one document's text, `0 <= start <= end <= text.length`.
 * Everything inside the engine speaks offsets; adapters turn them into lines and characters.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

export function sliceSpan(text: string, at: Span): string {
  return text.slice(at.start, at.end);
}

/** True where `inner` lies within `outer`, borders included. */
export function containsSpan(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** True where both have an offset in common, or touch. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
