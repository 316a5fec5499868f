import { TerminalLines } from './terminalText.ts';
import { MOST_LOG, type StepLog } from './trace.ts';

/** Collects what one step prints: reads the two streams apart, since characters and escape sequences may be cut between two reports. */
export class StepLogCollector {
  #streams = new Map<number, { readonly decoder: InstanceType<typeof TextDecoder>; readonly lines: TerminalLines }>();
  #text = '';
  #lines = 0;
  #bytes = 0;
  #isCut = false;

  /** Takes base64; the lines that it completes, none where it is no base64. */
  push(stream: number, data: string): string[] {
    const bytes = decodeBase64(data);
    if (!bytes) {
      return [];
    }
    let reader = this.#streams.get(stream);
    if (!reader) {
      reader = { decoder: new TextDecoder(), lines: new TerminalLines() };
      this.#streams.set(stream, reader);
    }
    this.#bytes += bytes.length;
    return this.#keep(reader.lines.push(reader.decoder.decode(bytes, { stream: true })));
  }

  /** The last lines, where they have no line break. */
  end(): string[] {
    const rest = [...this.#streams.values()].flatMap(({ decoder, lines }) => [...lines.push(decoder.decode()), lines.end()]);
    this.#streams.clear();
    return this.#keep(rest.filter((line) => line !== ''));
  }

  /** Forgets the text, keeps the counts. */
  drop(): void {
    this.#isCut ||= this.#text !== '';
    this.#text = '';
  }

  get length(): number {
    return this.#text.length;
  }

  get log(): StepLog {
    const open = [...this.#streams.values()].map(({ lines }) => lines.unfinishedLine).filter((line) => line !== '');
    const text = this.#text + open.join('\n');
    const isCut = this.#isCut || text.length > MOST_LOG;
    return { text: text.slice(-MOST_LOG), lines: this.#lines + open.length, bytes: this.#bytes, isCut };
  }

  #keep(lines: string[]): string[] {
    if (lines.length === 0) {
      return lines;
    }
    this.#lines += lines.length;
    this.#text += `${lines.join('\n')}\n`;
    if (this.#text.length > 2 * MOST_LOG) {
      this.#text = this.#text.slice(-MOST_LOG);
      this.#isCut = true;
    }
    return lines;
  }
}

function decodeBase64(data: string): Uint8Array | null {
  try {
    const binary = atob(data);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) {
      bytes[i] = binary.charCodeAt(i);
    }
    return bytes;
  } catch {
    return null;
  }
}
