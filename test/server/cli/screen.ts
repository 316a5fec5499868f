/** A terminal as far as our progress uses one. Whatever else is written to it counts as an escape that got through. */
export class Screen {
  lines: string[][] = [[]];
  isCursorShown = true;
  /** Rows that were broken since a line was wider than the terminal. */
  wraps = 0;
  frames = 0;
  private row = 0;
  private column = 0;

  constructor(public columns: number) {}

  write(text: string): void {
    const pattern = /\u001b\[(\??[\d;]*)([A-Za-z])|([\s\S])/gu;
    for (const [, numbers = '', command, char] of text.matchAll(pattern)) {
      if (char === undefined) this.control(numbers, command ?? '');
      else if (char === '\n') this.move(this.row + 1, 0);
      else if (char === '\r') this.column = 0;
      else if (/[\u0000-\u001f\u007f-\u009f\u202e]/.test(char)) throw new Error(`control character ${JSON.stringify(char)}`);
      else this.put(char);
    }
  }

  get text(): string {
    return this.lines.map((line) => line.join('').trimEnd()).join('\n').trimEnd();
  }

  private control(numbers: string, command: string): void {
    if (command === 'F') this.move(this.row - Number(numbers || 1), 0);
    else if (command === 'K') this.current.length = this.column;
    else if (command === 'J') {
      this.current.length = this.column;
      this.lines.length = this.row + 1;
    } else if (numbers === '?25') this.isCursorShown = command === 'h';
    else if (numbers === '?2026') this.frames += command === 'h' ? 1 : 0;
    else if (command !== 'm') throw new Error(`unknown sequence ${numbers}${command}`);
  }

  private put(char: string): void {
    // Wide characters take a second, empty cell.
    const cells = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u.test(char) ? [char, ''] : [char];
    if (this.column + cells.length > this.columns) {
      this.wraps++;
      this.move(this.row + 1, 0);
    }
    while (this.current.length < this.column) this.current.push(' ');
    this.current.splice(this.column, cells.length, ...cells);
    this.column += cells.length;
  }

  private move(row: number, column: number): void {
    if (row < 0) throw new Error('above the first line');
    this.row = row;
    this.column = column;
    while (this.lines.length <= row) this.lines.push([]);
  }

  private get current(): string[] {
    return this.lines[this.row]!;
  }
}
