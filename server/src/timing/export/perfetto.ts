import { append } from '../../core/collections/multimap.ts';
import { bytesText } from '../amounts.ts';
import { shownText } from '../shownText.ts';
import type { TraceStep } from '../trace.ts';
import type { BuiltReport } from './builtReport.ts';
import { laneBySpan, type Span } from './lanes.ts';
import { stepName } from './stepName.ts';

/** An event of the Chrome trace format; times in microseconds. */
interface TraceEvent {
  readonly ph: 'M' | 'X' | 's' | 'f';
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly cat?: string;
  readonly id?: number;
  readonly bp?: 'e';
  readonly cname?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

interface Bar extends Span {
  readonly step: TraceStep;
}

/** The bars of a step, first one first; never empty. */
interface Place {
  readonly pid: number;
  readonly tid: number;
  readonly bars: readonly Bar[];
}

/** Colours by the names that chrome://tracing knows; Perfetto chooses its own. */
const COLOUR: Readonly<Partial<Record<TraceStep['state'], string>>> = { cached: 'good', failed: 'terrible', cancelled: 'grey' };

/**
 * The build as Perfetto (ui.perfetto.dev) and chrome://tracing open it: a process for each target, threads in it for what ran at once, and
 * arrows along the critical path. A step that targets share stands with the one whose Dockerfile has it.
 * Format: "Trace Event Format", JSON object form.
 */
export function perfettoTrace({ facts, trace }: Pick<BuiltReport, 'facts' | 'trace'>): string {
  const names = [...new Set([...trace.targets.map(({ name }) => name), ...trace.steps.map(ownerOf)])];
  const told: TraceEvent[] = [];
  const events: TraceEvent[] = [];
  const places = new Map<string, Place>();
  const steps = byOwner(trace.steps);
  names.forEach((name, index) => {
    const pid = index + 1;
    const own = (steps.get(name) ?? []).map((step) => ({ step, bars: barsOf(step) })).filter(({ bars }) => bars.length > 0);
    // A step keeps its lane from its first start to its last end, so that its pieces stand in one line.
    const lanes = laneBySpan(own.map(({ step, bars }) => ({ step, bars, start: bars[0]!.start, end: bars.at(-1)!.end })));
    told.push(metadata('process_name', pid, 0, { name: shownText(name) }), metadata('process_sort_index', pid, 0, { sort_index: index }));
    for (const lane of new Set(lanes.values())) told.push(metadata('thread_name', pid, lane + 1, { name: `lane ${lane + 1}` }));
    for (const [{ step, bars }, lane] of lanes) {
      places.set(step.id, { pid, tid: lane + 1, bars });
      for (const bar of bars) events.push(barEvent(bar, pid, lane + 1, stepName(step, trace)));
    }
  });
  events.push(...criticalArrows(trace.summary.criticalPath, places));
  // In a lane, what takes no time comes before what begins at its moment; arrows come after the bars that hold them.
  events.sort((a, b) => a.ts - b.ts || (a.dur ?? Infinity) - (b.dur ?? Infinity) || 0);
  const otherData = { build: shownText(facts.title), startedAt: facts.startedAt, state: trace.state };
  return `${JSON.stringify({ traceEvents: [...told, ...events], displayTimeUnit: 'ms', otherData })}\n`;
}

function ownerOf({ targets }: TraceStep): string {
  return targets[0] ?? '';
}

function byOwner(steps: readonly TraceStep[]): ReadonlyMap<string, readonly TraceStep[]> {
  const groups = new Map<string, TraceStep[]>();
  for (const step of steps) append(groups, ownerOf(step), step);
  return groups;
}

function barsOf(step: TraceStep): readonly Bar[] {
  return step.intervals.filter(([start, end]) => Number.isFinite(start) && Number.isFinite(end) && start <= end && start >= 0).map(([start, end]) => ({ step, start, end }));
}

function barEvent({ step, start, end }: Bar, pid: number, tid: number, name: string): TraceEvent {
  const { kind, state, isCritical, bytes, error, place, targets } = step;
  const ts = microseconds(start);
  const cname = COLOUR[state];
  const args = {
    state,
    cached: state === 'cached',
    critical: isCritical,
    ...(bytes === null ? {} : { bytes, size: bytesText(bytes) }),
    ...(error === null ? {} : { error: shownText(error, 1000) }),
    ...(place === null ? {} : { dockerfile: place.dockerfile, line: place.line + 1 }),
    ...(targets.length > 1 ? { targets: targets.slice(0, 100) } : {}),
  };
  // The end is rounded, not the duration: what follows at once must not seem to begin before it.
  return { ph: 'X', name, cat: kind, pid, tid, ts, dur: microseconds(end) - ts, ...(cname === undefined ? {} : { cname }), args };
}

/** From the end of each step of the critical path to the start of the next. */
function criticalArrows(path: readonly string[], places: ReadonlyMap<string, Place>): TraceEvent[] {
  const known = path.flatMap((id) => places.get(id) ?? []);
  return known.slice(1).flatMap((to, index): TraceEvent[] => {
    const from = known[index]!;
    const { start, end } = from.bars.at(-1)!;
    // An arrow belongs to the bar that its time lies in, and a bar does not hold its own end.
    const leaves = Math.max(microseconds(start), microseconds(end) - 1);
    const arrives = Math.max(leaves, microseconds(to.bars[0]!.start));
    if (arrives > microseconds(to.bars[0]!.end)) return [];
    const common = { name: 'critical path', cat: 'critical', id: index + 1 };
    return [
      { ph: 's', ...common, pid: from.pid, tid: from.tid, ts: leaves },
      { ph: 'f', bp: 'e', ...common, pid: to.pid, tid: to.tid, ts: arrives },
    ];
  });
}

function metadata(name: string, pid: number, tid: number, args: Readonly<Record<string, unknown>>): TraceEvent {
  return { ph: 'M', name, pid, tid, ts: 0, args };
}

function microseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000);
}
