import { asSolveStatus, type SolveStatus } from './solveStatus.ts';

/** A line of what docker prints: a report, or anything else. */
export type ProgressEvent = { readonly kind: 'status'; readonly status: SolveStatus } | { readonly kind: 'text'; readonly text: string };

/** A longer line is no report of a real builder; of a longer one only the beginning is shown. */
export const MOST_LINE = 8 * 1024 * 1024;
const MOST_TEXT_LINE = 4_000;

/**
 * Reads docker's output piece by piece: `--progress rawjson` writes one JSON report a line and ordinary text between them. Pieces may end
 * anywhere; never throws, and never holds more than one line of `MOST_LINE` characters.
 */
export class ProgressStream {
  private pieces: string[] = [];
  private length = 0;

  push(chunk: string): ProgressEvent[] {
    const events: ProgressEvent[] = [];
    let from = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
      this.hold(chunk.slice(from, end));
      this.endLine(events);
      from = end + 1;
    }
    this.hold(chunk.slice(from));
    return events;
  }

  /** The rest, where the last line has no line break. */
  end(): ProgressEvent[] {
    const events: ProgressEvent[] = [];
    this.endLine(events);
    return events;
  }

  private hold(piece: string): void {
    this.length += piece.length;
    if (piece !== '' && this.length <= MOST_LINE) {
      this.pieces.push(piece);
    } else if (this.length > MOST_LINE) {
      this.pieces = [(this.pieces.join('') + piece).slice(0, MOST_TEXT_LINE)];
      this.length = Number.POSITIVE_INFINITY;
    }
  }

  private endLine(events: ProgressEvent[]): void {
    const line = this.pieces.length === 1 ? this.pieces[0]! : this.pieces.join('');
    this.pieces = [];
    this.length = 0;
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (text !== '') events.push(readLine(text));
  }
}

function readLine(line: string): ProgressEvent {
  const status = line.startsWith('{') ? parseStatus(line) : null;
  if (status) return { kind: 'status', status };
  return { kind: 'text', text: line.length > MOST_TEXT_LINE ? `${line.slice(0, MOST_TEXT_LINE)}…` : line };
}

function parseStatus(line: string): SolveStatus | null {
  try {
    return asSolveStatus(JSON.parse(line));
  } catch {
    return null;
  }
}
