import { describe, expect, it } from 'vitest';
import { laneBySpan } from '../../../../server/src/timing/export/lanes.ts';
import { perfettoTrace } from '../../../../server/src/timing/export/perfetto.ts';
import { checkTraceEvents, type TraceEvents } from './checkTraceEvents.ts';
import { factsOf, HOSTILE, stepOf, traceOf } from './builds.ts';
import { madeTarget } from '../madeSteps.ts';

function eventsOf(trace: ReturnType<typeof traceOf>): TraceEvents {
  const parsed = JSON.parse(perfettoTrace({ facts: factsOf(), trace })) as TraceEvents;
  checkTraceEvents(parsed);
  return parsed;
}

const bars = ({ traceEvents }: TraceEvents) => traceEvents.filter(({ ph }) => ph === 'X');

describe('the Perfetto trace', () => {
  it('is a process for each target, and a thread for each step that ran beside others', () => {
    const trace = traceOf({
      targets: [madeTarget({ name: 'web' }), madeTarget({ name: 'api' })],
      steps: [
        stepOf({ id: 'a', intervals: [[0, 1000]] }),
        stepOf({ id: 'b', label: 'RUN b', intervals: [[500, 1500]] }),
        stepOf({ id: 'c', label: 'RUN c', intervals: [[1000, 2000]] }),
        stepOf({ id: 'd', label: 'RUN d', targets: ['api', 'web'], intervals: [[0, 10]] }),
      ],
    });
    const events = eventsOf(trace);
    const names = events.traceEvents.filter(({ name }) => name === 'process_name').map(({ pid, args }) => [pid, args?.['name']]);
    expect(names).toEqual([[1, 'web'], [2, 'api']]);
    expect(bars(events).map(({ name, pid, tid, ts, dur }) => [name, pid, tid, ts, dur])).toEqual([
      ['[api 2/3] RUN d', 2, 1, 0, 10_000],
      ['[web 2/3] RUN npm ci', 1, 1, 0, 1_000_000],
      ['[web 2/3] RUN b', 1, 2, 500_000, 1_000_000],
      ['[web 2/3] RUN c', 1, 1, 1_000_000, 1_000_000],
    ]);
    expect(bars(events)[0]?.args).toMatchObject({ targets: ['api', 'web'] });
  });

  it('tells of each step whether it was cached, waited for, how much it moved and why it failed', () => {
    const steps = [
      stepOf({ id: 'a', state: 'cached', intervals: [[5, 5]] }),
      stepOf({ id: 'b', kind: 'context', state: 'done', bytes: 3400, place: null, intervals: [[5, 9]] }),
      stepOf({ id: 'c', state: 'failed', error: 'exit code: 1', isCritical: true, intervals: [[9, 12]] }),
    ];
    expect(bars(eventsOf(traceOf({ steps }))).map(({ args }) => args)).toEqual([
      { state: 'cached', cached: true, critical: false, dockerfile: 'web/Dockerfile', line: 5 },
      expect.objectContaining({ bytes: 3400, size: '3.4 kB' }),
      expect.objectContaining({ state: 'failed', critical: true, error: 'exit code: 1' }),
    ]);
  });

  it('draws arrows along the critical path, from inside one bar to inside the next', () => {
    const steps = [
      stepOf({ id: 'a', isCritical: true, intervals: [[0, 10]] }),
      stepOf({ id: 'b', isCritical: true, intervals: [[12, 12]] }),
      stepOf({ id: 'c', isCritical: true, intervals: [[11.9996, 30]] }),
      stepOf({ id: 'never', isCritical: true, intervals: [] }),
    ];
    const arrows = eventsOf(traceOf({ steps })).traceEvents.filter(({ ph }) => ph === 's' || ph === 'f');
    expect(arrows.map(({ ph, id }) => `${ph}${id}`)).toEqual(['s1', 'f1', 's2', 'f2']);
  });

  it('keeps a step whose work came in pieces in one lane', () => {
    const steps = [stepOf({ id: 'a', intervals: [[0, 1], [100, 200]] }), stepOf({ id: 'b', intervals: [[50, 60]] }), stepOf({ id: 'c', intervals: [[200, 300]] })];
    expect(bars(eventsOf(traceOf({ steps }))).map(({ tid, ts }) => [ts, tid])).toEqual([[0, 1], [50_000, 2], [100_000, 1], [200_000, 1]]);
  });

  it('leaves out times that are none, and takes any name', () => {
    const steps = [
      stepOf({ id: 'a', label: HOSTILE, targets: ['__proto__'], intervals: [[0, 1]] }),
      stepOf({ id: 'b', intervals: [[Number.NaN, 1], [5, 2], [-3, 4], [7, Number.POSITIVE_INFINITY]] }),
      stepOf({ id: 'c', targets: [], intervals: [[0, 1]] }),
    ];
    const events = eventsOf(traceOf({ targets: [madeTarget({ name: '__proto__' })], steps }));
    expect(bars(events)).toHaveLength(2);
    expect(bars(events)[0]?.name).not.toMatch(/[\u0000-\u001f\u202e]/);
  });

  it('opens with ten thousand steps that ran at once', () => {
    const steps = Array.from({ length: 10_000 }, (_, index) => stepOf({ id: String(index), intervals: [[index / 100, 1000 + index]] }));
    expect(bars(eventsOf(traceOf({ steps })))).toHaveLength(10_000);
  });
});

describe('lanes', () => {
  it('never overlap, and are as few as can be', () => {
    let seed = 7;
    const random = (most: number): number => (seed = (seed * 16807) % 2147483647) % most;
    const spans = Array.from({ length: 500 }, () => random(200)).map((start) => ({ start, end: start + random(30) }));
    const lanes = laneBySpan(spans);
    for (const a of spans) for (const b of spans) if (a !== b && lanes.get(a) === lanes.get(b)) expect(a.end <= b.start || b.end <= a.start).toBe(true);
    const most = Math.max(...spans.map(({ start }) => spans.filter((one) => one.start <= start && start < one.end).length));
    // A moment without duration needs a lane of its own where all are taken.
    expect(Math.max(...lanes.values()) + 1).toBeLessThanOrEqual(most + 1);
  });

  it('are used again as soon as they are free', () => {
    const spans = [{ start: 0, end: 5 }, { start: 5, end: 5 }, { start: 5, end: 9 }, { start: 4, end: 6 }, { start: 6, end: 7 }];
    const lanes = laneBySpan(spans);
    expect(spans.map((span) => lanes.get(span))).toEqual([0, 0, 0, 1, 1]);
  });
});
