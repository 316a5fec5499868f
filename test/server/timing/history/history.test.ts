import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../../server/src/timing/history/entries.ts';
import { lastOfSame } from '../../../../server/src/timing/history/lastOfSame.ts';
import { makeRecord } from '../../../../server/src/timing/history/makeRecord.ts';
import { readRecord } from '../../../../server/src/timing/history/readRecord.ts';
import { isRecordId, recordId } from '../../../../server/src/timing/history/recordId.ts';
import { trendsOf } from '../../../../server/src/timing/history/trends.ts';
import { withoutCache } from '../../../../server/src/timing/history/withoutCache.ts';
import type { BuildRecord, BuiltWhat } from '../../../../server/src/timing/record.ts';
import type { TraceStep } from '../../../../server/src/timing/trace.ts';
import { sampleInputs, sampleRecord, sampleStep, sampleTarget } from './sampleRecord.ts';

describe('recordId', () => {
  it('sorts as the builds began, whatever their zones', () => {
    const times = ['2026-11-21T10:00:00.000Z', '2026-11-21T12:00:00.001+02:00', '2026-11-21T10:00:01Z', '2027-01-01T00:00:00Z'];
    const ids = times.map((time) => recordId(time, 'abcdef'));
    expect([...ids].sort()).toEqual(ids);
    expect(ids[0]).toBe('20261121T100000000Z-abcdef');
  });

  it('is a plain file name for any input', () => {
    for (const [time, salt] of [['', ''], ['never', '../..'], ['+275760-09-13T00:00:00.000Z', 'A/B\\C:*'], ['-000001-01-01T00:00:00Z', 'x'.repeat(99)]] as const) expect(isRecordId(recordId(time, salt))).toBe(true);
    for (const id of ['', '.', '../key', '20261121T100000000Z-abcdef.json', '20261121T100000000Z-ABC', 'x'.repeat(1_000)]) expect(isRecordId(id)).toBe(false);
  });
});

describe('makeRecord', () => {
  const step = (label: string, text: string): TraceStep => sampleStep({
    id: text, label, place: { dockerfile: 'Dockerfile', line: 1, endLine: 1, text }, log: { text: 'the password is hunter22\n', lines: 1, bytes: 25, isCut: false }, error: 'failed with hunter22',
  });

  it('keeps no logs, no text of the tools, and no value of an argument, however short', () => {
    const steps = [
      step('RUN curl -H hunter22 x', 'RUN curl -H $TOKEN x'), step('RUN test 7 = 7', 'RUN test $N = 7'), step('RUN literal', 'RUN literal'),
      step('RUN a 42 && b', 'RUN a $N \\\n  && b'), { ...step('COPY hunter22 /', 'COPY'), place: null },
    ];
    const { version: _v, id: _i, trace, ...parts } = sampleRecord({ steps });
    const record = makeRecord({ ...parts, trace: { ...trace, text: 'hunter22' }, salt: 'a1b2c3', hidden: ['hunter22', '7', '42'] });
    expect(JSON.stringify(record)).not.toContain('hunter22');
    expect(record.trace.steps.map(({ label }) => label)).toEqual(['RUN curl -H $TOKEN x', 'RUN test $N = 7', 'RUN literal', 'RUN a $N && b', 'COPY *** /']);
    expect(record.id).toBe('20261121T100000000Z-a1b2c3');
    expect(readRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
  });

  it.each([
    ['with variables', 'docker.io/library/private:1', 'FROM ${IMAGE}', 'FROM ${IMAGE}@'],
    ['of a named stage', 'docker.io/library/node:22', 'FROM --platform=linux/amd64 \\\n  node:22 as build', 'FROM --platform=linux/amd64 node:22@'],
    ['that another client calls otherwise', 'docker.io/library/base:local', 'FROM python:3.12', 'FROM python:3.12@'],
    ['with a digest', 'docker.io/library/node:22', `FROM node:22@sha256:${'a'.repeat(64)}`, 'FROM node:22@'],
  ])('keeps which image a FROM %s was', (_, image, written, label) => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const { version: _v, id: _i, trace, ...parts } = sampleRecord({ steps: [{ ...step(`FROM ${image}@${digest}`, written), kind: 'base' }] });
    expect(makeRecord({ ...parts, trace, salt: 'aaaa', hidden: [] }).trace.steps[0]!.label).toBe(`${label}${digest}`);
  });
});

it('a record of any form is read or left out, and never throws', () => {
  const good = JSON.parse(JSON.stringify(sampleRecord({ steps: [sampleStep({ id: 'a' })], inputs: { web: sampleInputs() } }))) as Record<string, unknown>;
  expect(readRecord(good)).toBe(good);
  const odd = [null, 0, '', [], {}, { length: 9 }, 'x', true, -1];
  const visit = (value: unknown, put: (changed: unknown) => unknown): void => {
    for (const one of odd) {
      const record = readRecord(put(one));
      if (record) summaryOf(record);
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) visit(member, (changed) => put(Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed }));
  };
  visit(good, (changed) => changed);
});

it('a summary tells each target by itself, shared steps for all that share them', () => {
  const of = (id: string, targets: readonly string[], state: TraceStep['state'], kind: TraceStep['kind'] = 'instruction'): TraceStep => sampleStep({ id, targets, state, kind });
  const record = sampleRecord({
    steps: [of('1', ['base', 'web'], 'cached'), of('2', ['web'], 'done'), of('3', ['web'], 'failed'), of('4', ['web'], 'waiting'), of('5', ['web'], 'done', 'internal')],
    targets: [sampleTarget({ name: 'base', start: 100, end: 350 }), sampleTarget({ name: 'web', state: 'failed' }), sampleTarget({ name: 'api', state: 'waiting', start: null, end: null })],
    images: { web: { id: 'sha256:1', names: [], bytes: 99, layers: [] } },
  });
  expect(summaryOf(record).targets).toEqual([
    { name: 'base', state: 'done', milliseconds: 250, cacheRate: 1, imageBytes: null },
    { name: 'web', state: 'failed', milliseconds: 1000, cacheRate: 1 / 3, imageBytes: 99 },
    { name: 'api', state: 'waiting', milliseconds: 0, cacheRate: null, imageBytes: null },
  ]);
});

it('trends count what was built to an end', () => {
  const build = (minute: number, state: 'done' | 'failed' | 'cancelled', end: number) =>
    summaryOf(sampleRecord({ startedAt: `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000Z`, targets: [sampleTarget({ state, end })], steps: [sampleStep({ id: 'a', state: minute % 2 === 0 ? 'cached' : 'done' })] }));
  const builds = Array.from({ length: 25 }, (_, at) => build(24 - at, 'done', (24 - at) * 100));
  expect(trendsOf([build(50, 'cancelled', 9), build(49, 'failed', 9), ...builds])).toEqual([
    { name: 'web', builds: 26, failures: 1, average: 1200, cacheRate: 13 / 25, recent: Array.from({ length: 20 }, (_, at) => (at + 5) * 100) },
  ]);
  expect(trendsOf([build(1, 'failed', 9)])).toEqual([{ name: 'web', builds: 1, failures: 1, average: null, cacheRate: null, recent: [] }]);
  expect(trendsOf([])).toEqual([]);
});

describe('the build to compare with', () => {
  const build = (id: string, names: readonly string[], targets: readonly string[], what: Partial<BuiltWhat> = {}) =>
    ({ id, what: { kind: 'compose' as const, files: ['compose.yml'], names, ...what }, targets: targets.map((name) => ({ name })) });
  const current = build('5', ['web'], ['base', 'web']);
  const found = (...builds: readonly ReturnType<typeof build>[]): string | undefined => lastOfSame([current, ...builds], current)?.id;

  it('is the last of the same', () => expect(found(build('4', ['api'], ['api']), build('3', ['web'], ['base', 'web']), build('2', ['web'], ['web']))).toBe('3'));
  it('else one that built all of its targets', () => expect(found(build('4', ['web'], ['web'], { files: ['x.yml'] }), build('3', [], ['api', 'base', 'web']))).toBe('3'));
  it('else one that built any of them', () => expect(found(build('4', ['api'], ['api']), build('3', ['base'], ['base']))).toBe('3'));
  it('is never a later one, or of another kind', () => expect(found(build('6', ['web'], ['web']), build('4', ['web'], ['web'], { kind: 'bake' }))).toBeUndefined());
  it('is of the same Dockerfile', () => {
    const of = (id: string, file: string) => build(id, [], ['default'], { kind: 'dockerfile', files: [file] });
    expect(lastOfSame([of('9', 'a'), of('8', 'b'), of('7', 'a')], of('9', 'a'))?.id).toBe('7');
    expect(lastOfSame([of('9', 'a'), of('8', 'b')], of('9', 'a'))).toBeNull();
    const ofStage = { ...of('9', 'a'), targets: [{ name: 'test' }] };
    expect(lastOfSame([of('8', 'b'), of('7', 'a')], ofStage)?.id).toBe('7');
  });
});

describe('withoutCache', () => {
  /** Steps one after the other, each beginning when the one before ends. */
  const line = (...steps: readonly (readonly [label: string, state: TraceStep['state'], duration: number, part?: Partial<TraceStep>])[]): TraceStep[] => {
    let at = 0;
    return steps.map(([label, state, duration, part], index) => {
      const start = at;
      at += duration;
      return sampleStep({
        id: label, label, state, duration, intervals: [[start, at]], inputs: index === 0 ? [] : [steps[index - 1]![0]], position: { index: index + 1, total: steps.length }, ...part,
      });
    });
  };
  const traceOf = (steps: readonly TraceStep[]) => sampleRecord({ steps, wall: Math.max(0, ...steps.flatMap(({ intervals }) => intervals.map(([, end]) => end))) }).trace;
  const earlier = (steps: readonly TraceStep[], startedAt = '2026-11-20T10:00:00.000Z'): BuildRecord => sampleRecord({ steps, startedAt });

  it('is the time that it took where nothing came from the cache', () => {
    expect(withoutCache(traceOf(line(['RUN a', 'done', 500], ['RUN b', 'done', 300])), [])).toEqual({ milliseconds: 800, unknownSteps: 0 });
    expect(withoutCache(traceOf([]), [])).toEqual({ milliseconds: 0, unknownSteps: 0 });
  });

  it('gives cached steps what they took when they last ran', () => {
    const now = traceOf(line(['RUN a', 'cached', 0], ['RUN b', 'done', 300]));
    const before = [earlier(line(['RUN a', 'done', 9_000])), earlier(line(['RUN a', 'done', 5_000]), '2026-11-21T09:00:00.000Z'), earlier(line(['RUN a', 'cached', 0]), '2026-11-21T09:30:00.000Z')];
    expect(withoutCache(now, before)).toEqual({ milliseconds: 5_300, unknownSteps: 0 });
    expect(withoutCache(now, [...before].reverse())).toEqual({ milliseconds: 5_300, unknownSteps: 0 });
    expect(withoutCache(now, [])).toEqual({ milliseconds: 300, unknownSteps: 1 });
    expect(withoutCache(now, [earlier(line(['RUN a', 'failed', 10]))])).toEqual({ milliseconds: 300, unknownSteps: 1 });
  });

  it('knows a step by its digest, else by its words at its place, else by its words', () => {
    const now = traceOf(line(['RUN a', 'cached', 0, { id: 'sha256:1' }]));
    const one = (duration: number, part: Partial<TraceStep>): TraceStep => sampleStep({ id: 'other', label: 'RUN a', duration, position: { index: 1, total: 1 }, ...part });
    const took = (...steps: readonly TraceStep[]): number => withoutCache(now, [earlier(steps)]).milliseconds;
    const [moved, placed, same] = [one(100, { position: { index: 4, total: 9 } }), one(200, {}), one(300, { id: 'sha256:1', label: 'RUN $A', position: null })];
    expect([took(moved), took(moved, placed), took(moved, placed, same), took(one(100, { stage: 'other' })), took(one(100, { targets: ['api'] }))]).toEqual([100, 200, 300, 0, 0]);
  });

  it('follows the longest chain, and leaves waiting where it was', () => {
    const steps = [
      sampleStep({ id: 'a', label: 'RUN a', state: 'cached', duration: 0, intervals: [[100, 100]] }),
      sampleStep({ id: 'b', label: 'RUN b', state: 'cached', duration: 0, intervals: [[100, 100]] }),
      sampleStep({ id: 'c', label: 'RUN c', state: 'done', duration: 400, intervals: [[150, 550]], inputs: ['a', 'b'] }),
      sampleStep({ id: 'x', label: 'exporting to image', kind: 'export', duration: 50, intervals: [[560, 610]] }),
    ];
    const before = earlier(['a', 'b'].map((id, at) => sampleStep({ id, label: `RUN ${id}`, duration: 1_000 * (at + 1) })));
    // b takes 2,000 from 100 on, c begins 50 after it as it did, the export 10 after c: less the 100 before anything.
    expect(withoutCache(traceOf(steps), [before])).toEqual({ milliseconds: 2_000 + 50 + 400 + 10 + 50, unknownSteps: 0 });
  });

  it('does not count base images and definitions', () => {
    expect(withoutCache(traceOf(line(['FROM a', 'cached', 0, { kind: 'base' }], ['RUN b', 'done', 300])), [])).toEqual({ milliseconds: 300, unknownSteps: 0 });
  });

  it('bears circles, missing inputs and ten thousand steps', () => {
    const circle = [sampleStep({ id: 'a', inputs: ['b', 'a'], intervals: [[0, 10]], duration: 10 }), sampleStep({ id: 'b', inputs: ['a', 'gone'], intervals: [[10, 30]], duration: 20 })];
    expect(withoutCache(traceOf(circle), []).milliseconds).toBeGreaterThanOrEqual(30);
    const many = line(...Array.from({ length: 10_000 }, (_, at) => [`RUN ${at}`, 'done', 1] as const));
    expect(withoutCache(traceOf(many), [earlier(many)]).milliseconds).toBe(10_000);
    const dense = Array.from({ length: 300 }, (_, at) => sampleStep({ id: String(at), inputs: Array.from({ length: at }, (_, i) => String(i)), intervals: [[at, at + 1]], duration: 1 }));
    expect(withoutCache(traceOf(dense), []).milliseconds).toBe(300);
  });
});
