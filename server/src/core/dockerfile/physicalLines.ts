/** The lines of a Dockerfile as BuildKit reads them: only `\n` ends a line, trailing `\r` belong to the line ending. */
export class PhysicalLines {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private byContent: Map<string, number[]> | null = null;
  private byTablessContent: Map<string, number[]> | null = null;

  constructor(private readonly text: string) {
    // A byte order mark belongs to no line.
    let start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    while (start < text.length) {
      const newline = text.indexOf('\n', start);
      let end = newline === -1 ? text.length : newline;
      const next = newline === -1 ? text.length : newline + 1;
      while (end > start && text.charCodeAt(end - 1) === 13) end--;
      this.starts.push(start);
      this.ends.push(end);
      start = next;
    }
  }

  get count(): number {
    return this.starts.length;
  }

  /** The text's length for lines past the end. */
  start(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  end(line: number): number {
    return this.ends[line] ?? this.text.length;
  }

  /**
   * First line from `from` on that reads exactly `content`, or null. Lines are indexed at the first question:
   * thousands of heredocs without an end must not each search the whole file.
   */
  findLine(content: string, ignoresLeadingTabs: boolean, from: number): number | null {
    const index = ignoresLeadingTabs
      ? (this.byTablessContent ??= this.indexLines(true))
      : (this.byContent ??= this.indexLines(false));
    const lines = index.get(content);
    if (!lines) return null;
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lines[middle]! < from) low = middle + 1;
      else high = middle;
    }
    return lines[low] ?? null;
  }

  private indexLines(ignoresLeadingTabs: boolean): Map<string, number[]> {
    const index = new Map<string, number[]>();
    for (let line = 0; line < this.count; line++) {
      let start = this.starts[line]!;
      while (ignoresLeadingTabs && this.text.charCodeAt(start) === 9) start++;
      const content = this.text.slice(start, Math.max(start, this.ends[line]!));
      const lines = index.get(content);
      if (lines) lines.push(line);
      else index.set(content, [line]);
    }
    return index;
  }
}
