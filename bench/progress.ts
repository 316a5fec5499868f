import { applyDelta } from '../server/src/timing/delta.ts';
import type { BuildTrace } from '../server/src/timing/trace.ts';
import { TraceRecorder } from '../server/src/timing/traceRecorder.ts';
import { serveBuild } from './progressServer.ts';
import { buildInServer } from './progressBuild.ts';
import { LARGE_LOG, MANY_STEPS, piecesOf, TYPICAL_LOG, type ReportStream } from './progressStreams.ts';

/**
 * What following a build costs, as a ratio to reading its reports barely: JSON.parse, and the logs from base64. Both are processor time, since a busy
 * machine makes everything last longer. Once for the recorder alone, once for a process that does what the server does, from docker's pipe to
 * the messages for the editor; there memory counts too, and the longest time that nobody else was served. The floor is Node's own code, so no
 * ratio is near 1; a real builder sends 200 KB a second at most.
 */
const ROUNDS = 3;
/** A delta is asked for after so many characters. */
const DELTA_EVERY = 1024 * 1024;
const BUDGET = { recorder: 12, server: 25, megabytes: 100, block: 100 };
const STREAMS = [TYPICAL_LOG, LARGE_LOG, MANY_STEPS];

interface Cost {
  readonly milliseconds: number;
  readonly longest: number;
}

async function main(): Promise<void> {
  let isOver = false;
  const judge = (value: number, budget: number, digits = 1): string => {
    isOver ||= value > budget;
    return `${value.toFixed(digits)} (budget ${budget})`;
  };
  for (const stream of STREAMS) {
    bare(stream);
    const floors: number[] = [];
    const costs: Cost[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      floors.push(bare(stream));
      costs.push(record(stream));
    }
    const floor = median(floors);
    const ours = median(costs.map(({ milliseconds }) => milliseconds));
    // Steps are quickly read, and it is rare that there are ten thousand: nothing is bounded there but memory.
    const isLog = stream !== MANY_STEPS;
    const ratio = isLog ? judge(ours / floor, BUDGET.recorder) : (ours / floor).toFixed(1);
    console.log(`${stream.name}, recorder: ${ours.toFixed(0)} ms of processor time, bare reading ${floor.toFixed(0)} ms, ratio ${ratio}; longest turn ${median(costs.map(({ longest }) => longest)).toFixed(0)} ms`);
    const served = await buildInServer(stream);
    const whole = isLog ? judge(served.processor / floor, BUDGET.server) : (served.processor / floor).toFixed(1);
    console.log(
      `${stream.name}, server: ${served.processor.toFixed(0)} ms of processor time in ${served.wall.toFixed(0)} ms, ratio ${whole}; ` +
        `memory grew by ${judge(served.resident, BUDGET.megabytes, 0)} MB, its heap by ${served.heap.toFixed(0)} MB; ` +
        `longest block ${served.block.toFixed(0)} ms, ${served.turn.toFixed(0)} ms of it processor time (${BUDGET.block} on a quiet machine); ` +
        `${served.messages} messages, ${served.sent.toFixed(1)} MB`,
    );
  }
  if (isOver) process.exitCode = 1;
}

/** Milliseconds that nobody gets below: what the reports say, and nothing made of it. */
function bare(stream: ReportStream): number {
  let milliseconds = 0;
  let [lines, length]: [string[], number] = [[], 0];
  const read = (): void => {
    for (const line of lines) {
      const report = JSON.parse(line) as { logs?: readonly { data: string }[] };
      for (const { data } of report.logs ?? []) Buffer.from(data, 'base64');
    }
  };
  for (const line of stream.lines()) {
    lines.push(line);
    length += line.length;
    // A look at the clock costs as much as a short line.
    if (length < DELTA_EVERY) continue;
    milliseconds += processorTime(read);
    [lines, length] = [[], 0];
  }
  return milliseconds + processorTime(read);
}

function record(stream: ReportStream): Cost {
  const recorder = new TraceRecorder([{ name: 'app', dockerfile: null, stages: [], targetContexts: {} }]);
  const reader = recorder.reader({ targets: ['app'] });
  let trace: BuildTrace | null = null;
  let [sinceDelta, milliseconds, longest] = [0, 0, 0];
  const turn = (work: () => void): void => {
    const taken = processorTime(work);
    milliseconds += taken;
    longest = Math.max(longest, taken);
  };
  const tell = (): void => {
    const delta = recorder.delta();
    trace = delta ? applyDelta(trace, delta) : trace;
  };
  for (const piece of piecesOf(stream.lines())) {
    turn(() => reader.push(piece));
    sinceDelta += piece.length;
    if (sinceDelta < DELTA_EVERY) continue;
    sinceDelta = 0;
    turn(tell);
  }
  turn(() => {
    reader.end('done');
    recorder.finish('done');
    tell();
  });
  return { milliseconds, longest };
}

function processorTime(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

await (process.send ? serveBuild() : main());
