/** Characters without a line break after which a line is passed on as it is: no report is as long. */
const LONGEST = 16_000_000;

/** Passes on text in whole lines, so that the two outputs of a process can be read as one. */
export class WholeLines {
  private pieces: string[] = [];
  private length = 0;

  /** @param pass takes text that ends with a line break, but for the last one and those that are too long */
  constructor(private readonly pass: (lines: string) => void) {}

  push(chunk: string): void {
    const end = chunk.lastIndexOf('\n') + 1;
    if (end > 0) {
      this.pieces.push(chunk.slice(0, end));
      this.flush();
    }
    if (end === chunk.length) return;
    this.pieces.push(chunk.slice(end));
    this.length += chunk.length - end;
    if (this.length > LONGEST) this.flush();
  }

  flush(): void {
    if (this.pieces.length === 0) return;
    const text = this.pieces.join('');
    this.pieces = [];
    this.length = 0;
    this.pass(text);
  }
}
