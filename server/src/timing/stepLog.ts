import { decodeBase64 } from './base64.ts';
import { TailText } from './tailText.ts';
import { TerminalLines } from './terminalText.ts';
import { MOST_LOG, type StepLog } from './trace.ts';

interface LogStream {
  readonly decoder: InstanceType<typeof TextDecoder>;
  readonly lines: TerminalLines;
}

/** Collects what one step prints: reads the two streams apart, since characters and escape sequences may be cut between two reports. */
export class StepLogCollector {
  private readonly streams = new Map<number, LogStream>();
  private readonly tail = new TailText(MOST_LOG);
  private lines = 0;
  private bytes = 0;

  /** Takes base64; the lines that it completes, none where it is no base64. */
  push(stream: number, data: string): readonly string[] {
    const bytes = decodeBase64(data);
    if (!bytes) return [];
    const reader = this.streams.get(stream) ?? { decoder: new TextDecoder(), lines: new TerminalLines() };
    this.streams.set(stream, reader);
    this.bytes += bytes.length;
    return this.keep(reader.lines.push(reader.decoder.decode(bytes, { stream: true })));
  }

  /** The last lines, where they have no line break. */
  end(): readonly string[] {
    const rest = [...this.streams.values()].flatMap(({ decoder, lines }) => [...lines.push(decoder.decode()), lines.end()]);
    this.streams.clear();
    return this.keep(rest.filter((line) => line !== ''));
  }

  /** Forgets the text, keeps the counts. */
  drop(): void {
    this.tail.clear();
  }

  /** Characters held. */
  get length(): number {
    return this.tail.length;
  }

  get log(): StepLog {
    const open = [...this.streams.values()].map(({ lines }) => lines.unfinished).filter((line) => line !== '');
    const text = this.tail.text + open.join('\n');
    return { text: text.slice(-MOST_LOG), lines: this.lines + open.length, bytes: this.bytes, isCut: this.tail.isCut || text.length > MOST_LOG };
  }

  private keep(lines: readonly string[]): readonly string[] {
    if (lines.length > 0) {
      this.lines += lines.length;
      this.tail.append(`${lines.join('\n')}\n`);
    }
    return lines;
  }
}
