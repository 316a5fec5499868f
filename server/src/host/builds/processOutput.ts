import { isReport, spokenLines } from '../../build/composeEvents.ts';
import type { ProgressReader } from '../../timing/traceRecorder.ts';
import { WholeLines } from './wholeLines.ts';

/** Characters of the text beside the reports that are kept to tell why a process failed. */
const MOST_TEXT = 64_000;

/** What one process prints, on both of its outputs: reports for the trace, and text that tells why it failed. */
export class ProcessOutput {
  /** False where a process tells nothing of its steps, as an old builder does. */
  hasReports = false;
  private said: string[] = [];
  private length = 0;
  private readonly output = new WholeLines((lines) => this.take(lines));
  private readonly errors = new WholeLines((lines) => this.take(lines));

  constructor(private readonly reader: Pick<ProgressReader, 'push'>) {}

  readonly onOutput = (text: string): void => this.output.push(text);
  readonly onErrors = (text: string): void => this.errors.push(text);

  /** The end of what it said beside its reports. */
  get text(): string {
    return this.said.join('\n').slice(-MOST_TEXT);
  }

  end(): void {
    this.output.flush();
    this.errors.flush();
  }

  private take(text: string): void {
    const read: string[] = [];
    for (const line of text.split(/\r?\n/)) {
      if (line === '') continue;
      const isOne = isReport(line);
      this.hasReports ||= isOne;
      if (isOne) read.push(line);
      else for (const spoken of spokenLines(line)) read.push(this.keep(spoken));
    }
    if (read.length > 0) this.reader.push(`${read.join('\n')}\n`);
  }

  private keep(line: string): string {
    const kept = line.slice(0, MOST_TEXT);
    this.said.push(kept);
    this.length += kept.length;
    if (this.length > 2 * MOST_TEXT) {
      this.said = [this.text];
      this.length = this.said[0]!.length;
    }
    return line;
  }
}
