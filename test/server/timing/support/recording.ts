import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { outlineOf } from '../../../../server/src/build/outline.ts';
import { applyDelta } from '../../../../server/src/timing/delta.ts';
import { mergeIntervals, totalOf } from '../../../../server/src/timing/intervals.ts';
import type { BuildTrace, TargetOutline, TraceDelta, TraceStep } from '../../../../server/src/timing/trace.ts';
import { TraceRecorder } from '../../../../server/src/timing/traceRecorder.ts';

export const CAPTURES = path.join(import.meta.dirname, '../captures');

export function capture(name: string): string {
  return readFileSync(path.join(CAPTURES, name), 'utf8');
}

/** The outline of a target as a build gets it; contexts as bake files write them. */
export function outline(name: string, dockerfile: string, contexts: Readonly<Record<string, string>> = {}): TargetOutline {
  const target = { name, context: '.', dockerfile: `${name}/Dockerfile`, inline: null, target: null, args: {}, contexts, tags: [], platforms: [], needs: [] };
  return outlineOf(target, dockerfile);
}

export function emptyOutline(name: string): TargetOutline {
  return { name, dockerfile: null, stages: [], targetContexts: {} };
}

/** The trace of processes that ran one after the other; each `[its output, its targets]`. */
export function traceOf(outlines: readonly TargetOutline[], processes: readonly (readonly [string, readonly string[]])[], state: 'done' | 'failed' | 'cancelled' = 'done'): BuildTrace {
  const recorder = new TraceRecorder(outlines);
  for (const [output, targets] of processes) {
    const reader = recorder.reader({ targets });
    reader.push(output);
    reader.end();
  }
  recorder.finish(state);
  return recorder.trace();
}

/** Of one process that builds one target of which nothing else is known. */
export function record(output: string, state: 'done' | 'failed' | 'cancelled' = 'done'): BuildTrace {
  return traceOf([emptyOutline('app')], [[output, ['app']]], state);
}

export function step(trace: BuildTrace, label: string): TraceStep {
  const found = trace.steps.filter((one) => one.label.startsWith(label));
  expect(found.map((one) => one.label), `steps that begin with ${label}`).toHaveLength(1);
  return found[0]!;
}

/** `RUN npm ci`, one a line: the critical path by labels. */
export function criticalLabels(trace: BuildTrace): string[] {
  return trace.summary.criticalPath.map((id) => trace.steps.find((one) => one.id === id)!.label);
}

/** What holds for the trace of any build whatever. */
export function expectSound(trace: BuildTrace): void {
  const ids = trace.steps.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const names = trace.targets.map(({ name }) => name);
  for (const one of trace.steps) {
    expect(one.targets.length, one.label).toBeGreaterThan(0);
    let last = -1;
    for (const [start, end] of one.intervals) {
      expect(start, one.label).toBeGreaterThan(last);
      expect(end, one.label).toBeGreaterThanOrEqual(start);
      last = end;
    }
    expect(one.duration).toBeCloseTo(totalOf(one.intervals), 2);
    expect(one.isCritical).toBe(trace.summary.criticalPath.includes(one.id));
    expect(one.log.text.length).toBeLessThanOrEqual(4_000);
  }
  expect(new Set(names).size).toBe(names.length);
  const { work, critical, criticalPath, slowest } = trace.summary;
  const union = totalOf(mergeIntervals(trace.steps.flatMap(({ intervals }) => [...intervals])));
  expect(critical).toBeLessThanOrEqual(trace.wall);
  expect(union).toBeLessThanOrEqual(work + 0.01);
  expect(union).toBeLessThanOrEqual(trace.wall + 0.01);
  expect(critical).toBeLessThanOrEqual(work + 0.01);
  expect(critical).toBeGreaterThanOrEqual(Math.max(0, ...trace.steps.map(({ duration }) => duration)) - 0.01);
  expect(criticalPath.every((id) => ids.includes(id))).toBe(true);
  expect(slowest.every((id) => ids.includes(id))).toBe(true);
}

/** Deltas taken on the way, as somebody who watches gets them. */
export class Watcher {
  trace: BuildTrace | null = null;
  readonly deltas: TraceDelta[] = [];

  constructor(private readonly recorder: TraceRecorder) {}

  look(): void {
    const delta = this.recorder.delta();
    if (delta) {
      this.deltas.push(delta);
      // A copy, as another process gets it: nothing may change afterwards. Copying thousands of steps would prove no more.
      this.trace = applyDelta(this.trace, delta.steps.length < 200 ? structuredClone(delta) : delta);
    }
  }
}

/** Reports as a builder would write them, times in milliseconds from an arbitrary instant. */
export const EPOCH = Date.parse('2031-05-06T07:08:09.000Z');

export function at(milliseconds: number): string {
  return new Date(EPOCH + milliseconds).toISOString();
}

export interface Vertex {
  readonly digest: string;
  readonly name: string;
  readonly inputs?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly cached?: boolean;
  readonly error?: string;
}

export function vertex({ digest, name, inputs = [], from, to, cached, error }: Vertex): string {
  const times = { ...(from !== undefined && { started: at(from) }), ...(to !== undefined && { completed: at(to) }) };
  return report({ vertexes: [{ digest, name, inputs, ...times, ...(cached && { cached }), ...(error !== undefined && { error }) }] });
}

export function log(digest: string, text: string | Uint8Array, stream = 1): string {
  return report({ logs: [{ vertex: digest, stream, data: Buffer.from(text).toString('base64'), timestamp: at(0) }] });
}

export function report(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
