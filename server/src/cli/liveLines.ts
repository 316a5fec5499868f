import { bytesText, clockText, durationText } from '../timing/amounts.ts';
import { cutToWidth, textWidth } from '../timing/export/textWidth.ts';
import { stepName } from '../timing/export/stepName.ts';
import type { PaintText } from '../timing/export/textReport.ts';
import type { TraceDelta, TraceStep } from '../timing/trace.ts';
import { startOf } from './progress.ts';

/** Columns of the time before a step. */
const TIME = 10;

export interface LiveBuild {
  readonly title: string;
  /** Milliseconds since it was started here. */
  readonly elapsed: number;
  /** Milliseconds since the newest report: running steps have run that much longer. */
  readonly sinceReport: number;
  readonly targets: TraceDelta['targets'];
  readonly steps: Iterable<TraceStep>;
  /** The last line that a step printed. */
  readonly lastLines: ReadonlyMap<string, string>;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** What is drawn anew while a build runs: its running steps with what they printed last, and how far it is. No line is wider than the terminal. */
export function liveLines(build: LiveBuild, { columns, rows }: TerminalSize, paint: PaintText): readonly string[] {
  const width = columns - 1;
  const steps = [...build.steps];
  const running = steps.filter(({ state }) => state === 'running').sort((a, b) => startOf(a) - startOf(b));
  const room = Math.max(0, rows - 2);
  const hasRoomForLogs = running.length * 2 <= room;
  const shown = running.length <= room ? running : running.slice(0, Math.max(0, room - 1));
  const lines = shown.flatMap((step) => {
    const line = runningLine(step, build, width, paint);
    const log = hasRoomForLogs ? (build.lastLines.get(step.id) ?? '') : '';
    return log === '' ? [line] : [line, paint('gray', cutToWidth(`${' '.repeat(TIME + 2)}${log}`, width))];
  });
  const left = running.length - shown.length;
  if (left > 0 && room > 0) lines.push(cutToWidth(`${' '.repeat(TIME + 2)}and ${left} more`, width));
  return [...lines, paint('bold', cutToWidth(statusText(build, steps), width))];
}

/** A step that has ended, as it stays above. */
export function endedLine(step: TraceStep, build: Pick<LiveBuild, 'targets'>, columns: number, paint: PaintText): string {
  const { state, duration, kind, bytes } = step;
  const word = state === 'done' ? durationText(duration) : state;
  const time = word.padStart(TIME);
  const coloured = state === 'cached' ? paint('green', time) : state === 'failed' ? paint('red', time) : state === 'cancelled' ? paint('yellow', time) : time;
  const moved = bytes === null || bytes === 0 || kind === 'instruction' ? '' : ` ${bytesText(bytes)}`;
  return `${coloured}  ${cutToWidth(`${stepName(step, build)}${moved}`, columns - 1 - TIME - 2)}`;
}

function runningLine(step: TraceStep, build: LiveBuild, width: number, paint: PaintText): string {
  const time = clockText(step.duration + build.sinceReport).padStart(TIME);
  const moved = step.bytes === null || step.bytes === 0 ? '' : ` ${bytesText(step.bytes)}`;
  const room = width - TIME - 2;
  const name = cutToWidth(stepName(step, build), Math.max(0, room - textWidth(moved)));
  return room <= 0 ? cutToWidth(time, width) : `${paint('bold', time)}  ${cutToWidth(name + moved, room)}`;
}

function statusText({ title, elapsed }: LiveBuild, steps: readonly TraceStep[]): string {
  const instructions = steps.filter(({ kind }) => kind === 'instruction');
  const ended = instructions.filter(({ state }) => state === 'done' || state === 'cached').length;
  const cached = instructions.filter(({ state }) => state === 'cached').length;
  const count = instructions.length === 0 ? '' : `, ${ended} of ${instructions.length} ${instructions.length === 1 ? 'step' : 'steps'}`;
  return `Building ${title}: ${clockText(elapsed)}${count}${cached === 0 ? '' : `, ${cached} from the cache`}`;
}
