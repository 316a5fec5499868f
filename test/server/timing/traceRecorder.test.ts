import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_LOG, MOST_TEXT } from '../../../server/src/timing/trace.ts';
import { TraceRecorder, type LogEntry } from '../../../server/src/timing/traceRecorder.ts';
import { at, capture, emptyOutline, EPOCH, expectSound, log, outline, record, report, step, traceOf, vertex, Watcher } from './support/recording.ts';

const APP = [emptyOutline('app')];

describe('an empty build', () => {
  it('has a trace, and no delta when nothing was said', () => {
    const recorder = new TraceRecorder(APP);
    expect(recorder.delta()).toBeNull();
    expect(recorder.trace()).toMatchObject({ state: 'running', startedAt: null, wall: 0, steps: [], text: '', targets: [{ name: 'app', state: 'waiting', start: null, end: null }] });
    recorder.finish('done');
    expect(recorder.delta()).toMatchObject({ state: 'done', steps: [], targets: [{ state: 'done' }] });
    expect(recorder.delta()).toBeNull();
    const failed = new TraceRecorder(APP);
    failed.finish('failed');
    expect(failed.trace().targets[0]?.state).toBe('failed');
  });
});

describe('clocks', () => {
  it('measures from the earliest time, also where that comes later', () => {
    const trace = record(vertex({ digest: 'a', name: '[2/3] RUN a', from: 100, to: 200 }) + vertex({ digest: 'b', name: '[3/3] RUN b', from: 40, to: 90 }));
    expect(trace.startedAt).toBe(at(40));
    expect(trace.wall).toBe(160);
    expect(trace.steps.map(({ intervals }) => intervals)).toEqual([[[60, 160]], [[0, 50]]]);
  });

  it('asks nobody what time it is here: a builder may live in another century', () => {
    const far = (text: string): string => text.replaceAll('2026-', '1987-');
    const there = record(far(capture('single-cold.jsonl')));
    const here = record(capture('single-cold.jsonl'));
    expect({ ...there, startedAt: here.startedAt }).toEqual(here);
    expect(there.startedAt).toMatch(/^1987-/);
  });

  it('goes on where it was when the clock is set, forward or back, by years', () => {
    for (const years of [-30, 30]) {
      const jump = years * 365 * 86_400_000;
      const trace = record(
        [
          vertex({ digest: 'a', name: '[1/3] RUN a', from: 0, to: 100 }), vertex({ digest: 'b', name: '[2/3] RUN b', from: 110 }), vertex({ digest: 'b', name: '[2/3] RUN b', from: 110, to: jump + 200 }),
          vertex({ digest: 'c', name: '[3/3] RUN c', from: jump + 210, to: jump + 260 }),
        ].join(''),
      );
      expectSound(trace);
      expect(trace.wall).toBeLessThan(1_000);
      expect(step(trace, 'RUN c').duration).toBe(50);
      expect(step(trace, 'RUN a').intervals).toEqual([[0, 100]]);
    }
  });

  it('takes an end before its start for no time at all, and no time for none', () => {
    const trace = record(
      vertex({ digest: 'a', name: '[1/2] RUN a', from: 100, to: 40 }) + report({ vertexes: [{ digest: 'b', name: '[2/2] RUN b', started: '0001-01-01T00:00:00Z', completed: at(120) }] }) + report({ vertexes: [{ digest: 'c', name: 'RUN c', started: 'x', completed: at(0) }] }),
    );
    expectSound(trace);
    expect(step(trace, 'RUN a')).toMatchObject({ state: 'done', duration: 0 });
    expect(step(trace, 'RUN b')).toMatchObject({ state: 'done', intervals: [], duration: 0 });
    expect(step(trace, 'RUN c')).toMatchObject({ state: 'done', intervals: [] });
  });

  it('does not let zero times of statuses count', () => {
    const trace = record(vertex({ digest: 'a', name: '[internal] load local bake definitions', from: 0, to: 5 }) + report({ statuses: [{ id: 'reading', vertex: 'a', current: 10, timestamp: '0001-01-01T00:00:00Z' }] }));
    expect(trace).toMatchObject({ startedAt: at(0), wall: 5, steps: [{ bytes: 10 }] });
  });

  it.each([['behind', -3_600_000], ['ahead', 7_200_000]])('puts what buildx timed by a clock that is far %s beside what the builder timed', (_, skew) => {
    const trace = traceOf(
      [emptyOutline('a'), emptyOutline('b')],
      [
        [
          vertex({ digest: 'd', name: '[internal] load local bake definitions', from: skew, to: skew + 10 }) + vertex({ digest: 'r', name: '[a 2/2] RUN x', from: 30, to: 1_030 }) +
            vertex({ digest: 'p', name: '[a] resolving provenance for metadata file', from: skew + 1_040, to: skew + 1_050 }),
          ['a', 'b'],
        ],
      ],
    );
    expectSound(trace);
    expect(trace.wall).toBeLessThan(1_100);
    expect(step(trace, 'load local').duration).toBe(10);
    expect(step(trace, 'resolving').intervals[0]![0]).toBeGreaterThanOrEqual(1_000);
  });

  it('counts nothing of what a build that began earlier did before this one', () => {
    for (const earlier of [-20_000, -600_000]) {
      const [own, shared, done, next] = ['[internal] load build definition from Dockerfile', '[2/4] RUN shared', '[1/4] FROM debian', '[3/4] RUN next'];
      const trace = record(
        [
          vertex({ digest: 'i', name: own, from: 0, to: 100 }), vertex({ digest: 'd', name: done, from: earlier, to: earlier + 5_000 }), vertex({ digest: 's', name: shared, from: earlier }),
          report({ logs: [{ vertex: 's', stream: 1, data: 'eA==', timestamp: at(earlier + 50) }] }), report({ statuses: [{ id: 'x', vertex: 's', current: 1, timestamp: at(earlier + 60) }] }),
          vertex({ digest: 's', name: shared, from: earlier, to: 2_000 }), vertex({ digest: 'n', name: next, inputs: ['s'], from: 2_000, to: 2_500 }),
        ].join(''),
      );
      expectSound(trace);
      expect(trace.startedAt).toBe(at(0));
      expect(trace.wall).toBe(2_500);
      expect(step(trace, 'RUN shared')).toMatchObject({ state: 'done', intervals: [[100, 2_000]] });
      expect(step(trace, 'FROM debian')).toMatchObject({ state: 'done', duration: 0 });
      expect(step(trace, 'RUN next').intervals).toEqual([[2_000, 2_500]]);
    }
  });

  it('does not count for the cache what was cancelled', () => {
    const trace = record(vertex({ digest: 'a', name: '[1/3] RUN a', from: 0, to: 10 }) + vertex({ digest: 'b', name: '[2/3] RUN b', from: 10, to: 20, error: 'context canceled' }) + vertex({ digest: 'c', name: '[3/3] RUN c', from: 10 }), 'cancelled');
    expect(trace.summary).toMatchObject({ instructions: 3, cached: 0, cacheRate: 0 });
    expect(record(vertex({ digest: 'c', name: '[3/3] RUN c', from: 10 }), 'cancelled').summary.cacheRate).toBeNull();
  });

  it('counts a step of an earlier build that ends when this one has begun', () => {
    const trace = record(vertex({ digest: 'i', name: '[internal] load .dockerignore', from: 0, to: 100 }) + vertex({ digest: 's', name: '[2/2] RUN shared', from: -30_000, to: 60 }));
    expect(trace.wall).toBe(100);
    expect(step(trace, 'RUN shared').intervals).toEqual([[0, 60]]);
  });

  it('leaves an hour of silence alone', () => {
    const trace = record(vertex({ digest: 'a', name: '[1/2] RUN a', from: 0, to: 10 }) + vertex({ digest: 'b', name: '[2/2] RUN b', inputs: ['a'], from: 3_600_000, to: 7_200_000 }));
    expect(trace.wall).toBe(7_200_000);
    expect(trace.summary.work).toBe(3_600_010);
  });
});

describe('intervals of a step', () => {
  it('counts each once, however often it is told', () => {
    const name = '[internal] load metadata for x';
    const trace = record(
      [vertex({ digest: 'a', name }), vertex({ digest: 'a', name, from: 0 }), vertex({ digest: 'a', name, from: 0, to: 1 }), vertex({ digest: 'a', name, from: 0, to: 1 }), vertex({ digest: 'a', name, from: 5 }), vertex({ digest: 'a', name, from: 5, to: 9 })].join(''),
    );
    expect(trace.steps).toMatchObject([{ intervals: [[0, 1], [5, 9]], duration: 5, state: 'done' }]);
  });

  it('gives up a start without an end when the next one comes', () => {
    const name = '[2/2] RUN a';
    const recorder = new TraceRecorder(APP);
    const reader = recorder.reader({ targets: ['app'] });
    reader.push(vertex({ digest: 'a', name, from: 0 }) + vertex({ digest: 'a', name, from: 10 }) + log('a', 'x') + vertex({ digest: 'b', name: '[1/2] RUN b', from: 30, to: 40 }));
    expect(recorder.trace().steps[0]).toMatchObject({ intervals: [[0, 40]], state: 'running' });
    reader.push(vertex({ digest: 'a', name, from: 10, to: 50 }));
    expect(recorder.trace().steps[0]).toMatchObject({ intervals: [[0, 50]], state: 'done' });
  });

  it('bounds what a step that starts ten thousand times costs', () => {
    const trace = record(Array.from({ length: 10_000 }, (_, i) => vertex({ digest: 'a', name: '[2/2] RUN a', from: 2 * i, to: 2 * i + 1 })).join(''));
    expect(trace.steps[0]?.duration).toBe(10_000);
  });

  it('lets "cached" win over the time that looking took', () => {
    const name = '[2/2] RUN a';
    const trace = record(vertex({ digest: 'a', name, from: 0, to: 3 }) + vertex({ digest: 'a', name, from: 3, cached: true }) + vertex({ digest: 'a', name, from: 3, to: 4, cached: true }));
    expect(trace.steps[0]).toMatchObject({ state: 'cached', duration: 4 });
  });
});

describe('the end of a build', () => {
  const running = vertex({ digest: 'w', name: '[3/3] RUN waits', inputs: ['a'] }) + vertex({ digest: 'a', name: '[2/3] RUN a', from: 0 }) + vertex({ digest: 'b', name: '[1/3] RUN b', from: 0, to: 50 });

  it.each([['cancelled', 'cancelled'], ['failed', 'failed'], ['done', 'done']] as const)('%s: what runs is %s then, what waits still waits', (state, ended) => {
    const recorder = new TraceRecorder(APP);
    recorder.reader({ targets: ['app'] }).push(running);
    recorder.finish(state, 25);
    const trace = recorder.trace();
    expectSound(trace);
    expect(trace).toMatchObject({ state, wall: 75, targets: [{ state: ended, end: 75 }] });
    expect(step(trace, 'RUN a')).toMatchObject({ state: ended, intervals: [[0, 75]] });
    expect(step(trace, 'RUN waits')).toMatchObject({ state: 'waiting', intervals: [] });
  });

  it('calls what ran beside a failure cancelled', () => {
    const trace = record(running + vertex({ digest: 'f', name: '[x 1/1] RUN f', from: 0, to: 60, error: 'exit code: 1' }), 'failed');
    expect(trace.steps.map(({ label, state }) => [label, state])).toEqual([['RUN waits', 'waiting'], ['RUN a', 'cancelled'], ['RUN b', 'done'], ['RUN f', 'failed']]);
  });

  it.each([
    ['context canceled', 'cancelled'], ['process "x" did not complete successfully: exit code: 137: context canceled: context canceled\n', 'cancelled'], ['exit code: 137', 'failed'], ['context canceled by nobody', 'failed'],
  ])('%j is %s', (error, state) => {
    expect(record(vertex({ digest: 'a', name: '[1/1] RUN a', from: 0, to: 5, error }), 'failed').steps[0]).toMatchObject({ state, error: state === 'failed' ? error : null });
  });

  it('takes how a process ended for its targets', () => {
    const recorder = new TraceRecorder([emptyOutline('a'), emptyOutline('b'), emptyOutline('c')]);
    const [one, other] = [recorder.reader({ targets: ['a'] }), recorder.reader({ targets: ['b'] })];
    one.push(vertex({ digest: 'x', name: '[1/1] RUN x', from: 0, to: 5 }));
    other.push(vertex({ digest: 'y', name: '[1/1] RUN y', from: 0 }));
    one.end('done');
    expect(recorder.trace().targets.map(({ state }) => state)).toEqual(['done', 'running', 'waiting']);
    other.end('failed');
    expect(recorder.trace().targets.map(({ state }) => state)).toEqual(['done', 'failed', 'waiting']);
    recorder.finish('failed');
    expect(recorder.trace().targets.map(({ state }) => state)).toEqual(['done', 'failed', 'waiting']);
  });
});

describe('text and logs', () => {
  it('passes on whole lines without escape sequences, and the rest at the end', () => {
    const said: LogEntry[] = [];
    const recorder = new TraceRecorder([emptyOutline('a'), emptyOutline('b')], (entry) => said.push(entry));
    const reader = recorder.reader({ targets: ['a', 'b'] });
    reader.push(vertex({ digest: 'x', name: '[b 1/1] RUN x', from: 0 }) + log('x', 'one\ntw') + log('x', 'o\u001b[31m!\u001b[0m\n') + log('x', '10%\r20%') + 'WARNING: \u001b[33mold\u001b[0m\r\n' + log('nobody', 'lost\n'));
    recorder.finish('done');
    expect(said).toEqual([
      { target: 'b', step: 'x', text: 'one\n' }, { target: 'b', step: 'x', text: 'two!\n' }, { target: null, step: null, text: 'WARNING: old\n' }, { target: 'b', step: 'x', text: '20%\n' },
    ]);
    expect(recorder.trace()).toMatchObject({ text: 'WARNING: old\n', steps: [{ log: { text: 'one\ntwo!\n20%\n', lines: 3, isCut: false } }] });
  });

  it('keeps the end of much text', () => {
    const trace = record(Array.from({ length: 20_000 }, (_, i) => `line ${i} of text\n`).join(''));
    expect(trace.text).toHaveLength(MOST_TEXT);
    expect(trace.text.endsWith('line 19999 of text\n')).toBe(true);
  });

  it('bounds the logs of all steps together: who printed longest ago goes first', () => {
    const lines = `${'x'.repeat(99)}\n`.repeat(2 * (MOST_LOG / 100) - 1);
    const recorder = new TraceRecorder(APP);
    const reader = recorder.reader({ targets: ['app'] });
    for (let i = 0; i < 1_200; i++) {
      reader.push(vertex({ digest: `${i}`, name: `[${i + 1}/1200] RUN ${i}`, from: i, to: i + 1 }) + log(`${i}`, lines));
    }
    const { steps } = recorder.trace();
    expect(steps.reduce((sum, one) => sum + one.log.text.length, 0)).toBeLessThanOrEqual(1_000 * MOST_LOG);
    expect(steps[0]?.log).toMatchObject({ text: '', isCut: true, lines: 79, bytes: 7_900 });
    expect(steps[1_199]?.log.text).toHaveLength(MOST_LOG);
  });

  it('reads warnings once, whoever repeats them', () => {
    const short = Buffer.from('JSONArgsRecommended: \u001b[31mhübsch').toString('base64');
    const warning = report({ warnings: [{ vertex: 'x', short, level: 1, range: [{ start: { line: 7 } }], sourceInfo: { filename: 'Dockerfile' } }] });
    const [one, other] = [outline('a', 'FROM x\n'), emptyOutline('b')];
    const name = 'internal] load build definition from Dockerfile';
    const output = vertex({ digest: 'x', name: `[a ${name}`, from: 0, to: 1 }) + warning + warning + vertex({ digest: 'y', name: `[b ${name}`, from: 0, to: 1 }) + warning.replaceAll('"x"', '"y"') + warning.replaceAll('"x"', '"z"');
    const text = 'JSONArgsRecommended: hübsch';
    expect(traceOf([one, other], [[output, ['a', 'b']]]).warnings).toEqual([
      { target: 'a', text, dockerfile: 'a/Dockerfile', line: 6 }, { target: 'b', text, dockerfile: 'Dockerfile', line: 6 }, { target: null, text, dockerfile: 'Dockerfile', line: 6 },
    ]);
  });
});

describe('images', () => {
  const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
  const exported = (label: string, ids: readonly string[]) =>
    record(vertex({ digest: 'e', name: label, from: 0, to: 9 }) + report({ statuses: ids.map((id) => ({ id, vertex: 'e', current: 0, timestamp: at(5) })) })).targets[0];

  it.each([
    ['exporting to image', ['exporting layers', `writing image ${digest('a')}`, 'naming to docker.io/library/x:1', 'naming to docker.io/library/x:1', 'naming to y'], digest('a'), ['docker.io/library/x:1', 'y']],
    ['exporting to image', [`exporting manifest ${digest('b')}`, `exporting config ${digest('c')}`, `exporting attestation manifest ${digest('d')}`, `exporting manifest list ${digest('e')}`, 'naming to docker.io/library/x:1', 'unpacking to docker.io/library/x:1'], digest('e'), ['docker.io/library/x:1']],
    ['exporting to image', [`exporting manifest ${digest('b')}`, `exporting config ${digest('c')}`], digest('b'), []],
    ['exporting to docker image format', [`exporting manifest ${digest('b')}`, `exporting config ${digest('c')}`, 'sending tarball'], digest('c'), []],
    ['exporting to client directory', ['copying files'], null, []], ['exporting to image', ['writing image sha256:short', 'naming to'], null, []],
  ])('%s %#', (label, ids, imageId, imageNames) => {
    expect(exported(label, ids)).toMatchObject({ imageId, imageNames, state: 'done' });
  });
});

describe('hostile streams', () => {
  it('keeps names of the language apart', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const output = names.map((name, i) => vertex({ digest: name, name: `[${name} 1/1] RUN ${name}`, inputs: names, from: i, to: i + 5 }) + log(name, 'x\n')).join('');
    const trace = traceOf(names.map(emptyOutline), [[output + report({ statuses: [{ id: '__proto__', vertex: '__proto__', current: 5, timestamp: at(1) }] }), names]]);
    expectSound(trace);
    expect(trace.steps.map(({ id, targets, bytes }) => [id, targets, bytes])).toEqual([['__proto__', ['__proto__'], 5], ['constructor', ['constructor'], null], ['toString', ['toString'], null]]);
    expect(trace.targets.map(({ state, start }) => [state, start])).toEqual([['done', 0], ['done', 1], ['done', 2]]);
  });

  it('takes reports about vertices that nobody announced', () => {
    const trace = record(report({ statuses: [{ id: 'x', vertex: 'nobody', current: 5, timestamp: at(1) }] }) + log('nobody', 'x') + report({ warnings: [{ vertex: 'nobody', short: '' }] }));
    expect(trace).toMatchObject({ steps: [], warnings: [], wall: 0 });
  });

  it('names a target for everything, also where none is known', () => {
    const trace = traceOf([], [[vertex({ digest: 'x', name: '[1/1] RUN x', from: 0, to: 5 }) + vertex({ digest: 'y', name: '[web s 1/1] RUN x', from: 0, to: 5 }), []]]);
    expectSound(trace);
    expect(trace.targets.map(({ name }) => name)).toEqual(['web']);
    expect(trace.steps.map(({ targets }) => targets)).toEqual([['web'], ['web']]);
    expect(traceOf([], [[vertex({ digest: 'x', name: 'RUN x', from: 0, to: 5 }), []]])).toMatchObject({ targets: [{ name: 'build' }], steps: [{ targets: ['build'] }] });
  });

  it('cleans what it shows of names, errors and text', () => {
    const trace = record(vertex({ digest: 'x', name: '[1/1] RUN \u001b[31mred\u0000\n\n\u202ex', from: 0, to: 1, error: 'bad \u001b]0;title\u0007thing' }), 'failed');
    expect(trace.steps[0]).toMatchObject({ label: 'RUN red x', error: 'bad thing' });
  });

  it('takes ten thousand steps, told again and again, with deltas between', () => {
    const recorder = new TraceRecorder(APP);
    const reader = recorder.reader({ targets: ['app'] });
    const watcher = new Watcher(recorder);
    const name = (i: number): string => `[s 1/10000] RUN ${i}`;
    const inputs = (i: number): string[] => [i - 1, i - 100].filter((one) => one >= 0).map(String);
    for (let i = 9_999; i >= 0; i--) reader.push(vertex({ digest: `${i}`, name: name(i), inputs: inputs(i) }));
    watcher.look();
    for (let i = 0; i < 10_000; i++) {
      reader.push(vertex({ digest: `${i}`, name: name(i), inputs: inputs(i), from: i * 10 }) + vertex({ digest: `${i}`, name: name(i), inputs: inputs(i), from: i * 10, to: i * 10 + 9 }));
      if (i % 1_000 === 0) watcher.look();
    }
    recorder.finish('done');
    watcher.look();
    const trace = recorder.trace();
    expect(watcher.trace).toEqual(trace);
    expect(trace.summary).toMatchObject({ instructions: 10_000, work: 90_000, critical: 90_000 });
    expect(watcher.deltas.reduce((sum, delta) => sum + delta.steps.length, 0)).toBeLessThan(60_000);
  });

  it('does not remember more than a build can have', () => {
    const recorder = new TraceRecorder(APP);
    const reader = recorder.reader({ targets: ['app'] });
    for (let i = 0; i < 60_000; i += 1_000) {
      reader.push(report({ vertexes: Array.from({ length: 1_000 }, (_, k) => ({ digest: `${i + k}`, name: 'RUN x' })) }));
    }
    for (let i = 0; i < 1_500; i++) reader.push(vertex({ digest: '0', name: 'RUN x', inputs: [`${i}.a`, `${i}.b`] }));
    reader.push(report({ statuses: Array.from({ length: 5_000 }, (_, i) => ({ id: `${i}`, vertex: '0', current: 1, timestamp: at(0) })) }));
    const { steps } = recorder.trace();
    expect(steps).toHaveLength(50_000);
    expect(steps[0]?.inputs).toHaveLength(2_000);
    expect(steps[0]?.bytes).toBe(2_000);
  });

  const digest = fc.constantFrom('a', 'b', 'c', '__proto__');
  const time = fc.oneof(fc.integer({ min: 0, max: 400 }).map(at), fc.constantFrom('0001-01-01T00:00:00Z', '1999-01-01T00:00:00Z', at(90_000_000_000), at(-70_000), 'nonsense', null, 5));
  const name = fc.constantFrom('[web 2/2] RUN x', '[base 2/2] RUN x', '[web internal] load build context', '[web] exporting to image', 'exporting to image', '[internal] load local bake definitions', '[web 1/2] FROM x', '[web] resolving provenance for metadata file', 'x');
  const item = fc.oneof(
    fc.record({ vertexes: fc.array(fc.record({ digest, name, inputs: fc.array(digest, { maxLength: 3 }), started: time, completed: time, cached: fc.boolean(), error: fc.constantFrom('', 'exit code: 1', 'context canceled', undefined) }, { requiredKeys: ['digest', 'name'] }), { maxLength: 3 }) }),
    fc.record({ statuses: fc.array(fc.record({ id: fc.constantFrom('transferring context:', 'naming to x', 'extracting y'), vertex: digest, current: fc.oneof(fc.integer(), fc.constant(1e308)), timestamp: time }), { maxLength: 3 }) }),
    fc.record({ logs: fc.array(fc.record({ vertex: digest, stream: fc.constantFrom(1, 2), data: fc.base64String(), timestamp: time }), { maxLength: 3 }) }),
    fc.record({ warnings: fc.array(fc.record({ vertex: digest, short: fc.base64String() }), { maxLength: 2 }) }),
    fc.json(),
  );
  const line = fc.oneof(
    { weight: 8, arbitrary: item.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))) },
    fc.constantFrom('Dockerfile:2', '   2 | >>> RUN x', 'ERROR: target web: failed to solve: exit code: 1', 'ERROR: failed to build: failed to solve: nothing', 'target : failed to solve: x', '--------------------'),
    fc.string({ unit: 'binary' }),
  );

  it('keeps the sums of anything, and deltas tell all of it', () => {
    const outlines = [outline('base', 'FROM x\nRUN x\n'), outline('web', 'FROM base\nRUN x\n', { base: 'target:base' })];
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), fc.array(fc.nat(400), { maxLength: 4 }), fc.constantFrom('done', 'failed', 'cancelled'), fc.array(fc.constantFrom('base', 'web'), { maxLength: 2 }), (lines, cuts, state, targets) => {
        const text = lines.join('\n');
        const recorder = new TraceRecorder(outlines);
        const reader = recorder.reader({ targets });
        const watcher = new Watcher(recorder);
        for (const [from, to] of [0, ...[...cuts].sort((a, b) => a - b), text.length].map((start, i, all) => [start, all[i + 1] ?? start] as const)) {
          reader.push(text.slice(from, Math.max(from, to)));
          watcher.look();
          expectSound(recorder.trace());
        }
        reader.end();
        recorder.finish(state);
        watcher.look();
        expectSound(recorder.trace());
        expect(watcher.trace).toEqual(recorder.trace());
        expect(Number.isFinite(recorder.trace().wall)).toBe(true);
        expect(new Date(recorder.trace().startedAt ?? EPOCH).getTime()).not.toBeNaN();
      }),
      { numRuns: 400 },
    );
  });
});
