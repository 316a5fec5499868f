import type { Span } from '../text/span.ts';

/** One run of text and where it came from; runs follow one another in both texts. */
interface Segment {
  /** Offset in the derived text. */
  readonly at: number;
  /** Offset in the document. */
  readonly from: number;
  /** End in the document; only decoded runs differ in length. */
  readonly to: number;
  /** True where the derived text is not the document's own (`\"` became `"`). */
  readonly isDecoded: boolean;
  /** True where only a continuation was cut out before this run, so that an edit may cross the seam. */
  readonly isJoined: boolean;
}

/**
 * Text derived from a document (continuations joined, quotes removed, JSON escapes decoded) that knows for each of its
 * offsets the offset of the document. Derived texts can be derived again: offsets always mean the document.
 */
export class MappedText {
  constructor(
    readonly text: string,
    private readonly segments: readonly Segment[],
    private readonly origin: number,
  ) {}

  /** `text[start..end)` of a document as it stands. */
  static slice(document: string, start: number, end: number): MappedText {
    const whole: Segment = { at: 0, from: start, to: end, isDecoded: false, isJoined: true };
    return new MappedText(document.slice(start, end), end > start ? [whole] : [], start);
  }

  private indexAt(offset: number): number {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.segments[middle]!.at <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Document offset of the code unit at `offset`; offsets outside are clamped. */
  startOf(offset: number): number {
    const segment = this.segments[this.indexAt(offset)];
    if (!segment) return this.origin;
    if (segment.isDecoded) return offset >= this.text.length ? segment.to : segment.from;
    return Math.min(segment.to, segment.from + Math.max(0, offset - segment.at));
  }

  /** Document offset just after the code unit before `offset`: unlike `startOf` it stays before a seam. */
  endOf(offset: number): number {
    if (offset <= 0) return this.startOf(0);
    const segment = this.segments[this.indexAt(offset - 1)];
    if (!segment) return this.origin;
    return segment.isDecoded ? segment.to : Math.min(segment.to, segment.from + offset - segment.at);
  }

  /** The offset that stands for a place of the document; for one that was left out, that of what follows it. */
  offsetOf(place: number): number {
    let low = 0;
    let high = this.segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.segments[middle]!.to < place) low = middle + 1;
      else high = middle;
    }
    const segment = this.segments[low];
    return segment ? segment.at + Math.max(0, place - segment.from) : this.text.length;
  }

  /** Another text of the same length, code unit by code unit in the same places. */
  withText(text: string): MappedText {
    return new MappedText(text, this.segments, this.origin);
  }

  span(start: number, end: number): Span {
    const only = this.segments.length === 1 ? this.segments[0]! : null;
    if (only && !only.isDecoded && start >= 0 && end >= start && end <= only.to - only.from) return { start: only.from + start, end: only.from + end };
    const from = this.startOf(start);
    return { start: from, end: end > start ? Math.max(from, this.endOf(end)) : from };
  }

  /** True where the document has this text itself, continuations aside: then it can be edited in place. */
  isVerbatim(start: number, end: number): boolean {
    for (let i = this.indexAt(start); i < this.segments.length; i++) {
      const segment = this.segments[i]!;
      if (segment.at >= end) break;
      if (segment.isDecoded || (segment.at > start && !segment.isJoined)) return false;
    }
    return true;
  }

  /** Adds `[start, end)` of this text to a text being built. */
  copyTo(target: MappedTextBuilder, start: number, end: number, isJoined: boolean): void {
    for (let i = this.indexAt(start); i < this.segments.length; i++) {
      const segment = this.segments[i]!;
      if (segment.at >= end) break;
      const next = this.segments[i + 1]?.at ?? this.text.length;
      const from = Math.max(start, segment.at);
      const to = Math.min(end, next);
      const joined = segment.at < start ? isJoined : segment.at === start ? isJoined && segment.isJoined : segment.isJoined;
      if (segment.isDecoded) target.add(this.text.slice(from, to), segment.from, segment.to, true, joined);
      else target.add(this.text.slice(from, to), segment.from + from - segment.at, segment.from + to - segment.at, false, joined);
    }
  }
}

/** Builds a mapped text run by run, in the order of the document. */
export class MappedTextBuilder {
  private readonly parts: string[] = [];
  private readonly segments: Segment[] = [];
  private length = 0;

  /** @param origin where an empty result lies in the document */
  constructor(private readonly origin: number) {}

  add(text: string, from: number, to: number, isDecoded: boolean, isJoined: boolean): void {
    if (text === '') return;
    this.segments.push({ at: this.length, from, to, isDecoded, isJoined });
    this.parts.push(text);
    this.length += text.length;
  }

  build(): MappedText {
    return new MappedText(this.parts.join(''), this.segments, this.origin);
  }
}
