import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { spokenLines } from '../../../server/src/build/composeEvents.ts';
import { TraceRecorder } from '../../../server/src/timing/traceRecorder.ts';
import { CAPTURES, capture, criticalLabels, expectSound, outline, step, traceOf, Watcher } from './support/recording.ts';

const NODE = `# syntax-less
FROM node:24-bookworm-slim as builder
WORKDIR /app
COPY package.json .
RUN npm install --no-audit --no-fund
COPY index.js .
RUN sleep 1 && node index.js

FROM node:24-bookworm-slim
WORKDIR /app
COPY --from=builder /app /app
RUN echo one && echo two >&2 && sleep 1
CMD ["node", "index.js"]
`;
/** The compose file of the captures with several targets: api and worker start from base. */
const SHOP = [
  outline('base', 'FROM debian:bookworm-slim\nRUN sleep 2; echo base > /base\n'),
  outline('web', 'FROM debian:bookworm-slim AS builder\nRUN sleep 1\nFROM debian:bookworm-slim\nCOPY --from=builder /etc/hostname /h\n'),
  outline('api', 'FROM base AS builder\nCOPY main.txt /main.txt\nRUN sleep 3; cp /main.txt /out\nFROM base\nCOPY --from=builder /out /out\nRUN sleep 1\n', { base: 'target:base' }),
  outline('worker', 'FROM base\nCOPY w.txt /w.txt\nRUN sleep 2\n', { base: 'target:base' }),
];
const SHOP_NAMES = SHOP.map(({ name }) => name);
/** The compose file of the other captures: api and web start from base, which is no stage of theirs. */
const TIMING = [
  outline('base', 'FROM debian:bookworm-slim\nRUN echo From Base $RANDOM; date +%N; sleep 1.5; echo base done\n'),
  outline(
    'api',
    'FROM base AS build\nCOPY main.txt /src/\nRUN echo compiling; sleep 1\n\nFROM build AS test\nRUN echo never\n\nFROM base\nCOPY --from=build /src /src\nRUN sleep 0.3; \\\n    printf "10%%\\r50%%\\r100%%\\n"\n',
    { base: 'target:base' },
  ),
  outline('web', 'FROM base\nWORKDIR /app\nCOPY . .\nCOPY --from=shared Dockerfile /d\nRUN --mount=type=bind,from=drydock-base/debian:local,target=/x sleep 1; echo hübsch\n', { base: 'target:base', shared: '../base' }),
  outline('bad', 'FROM debian:bookworm-slim\nARG FLAG\nRUN echo $FLAG\nRUN sleep 0.5; echo "no such $FLAG" >&2; exit 3\n'),
];
const placesOf = (trace: ReturnType<typeof traceOf>, target: string): Record<string, number | null> =>
  Object.fromEntries(trace.steps.filter((one) => one.position && one.targets[0] === target).map((one) => [one.label, one.place?.line ?? null]));

describe('any capture', () => {
  const names = readdirSync(CAPTURES).filter((name) => name.endsWith('.jsonl'));
  it.each(names)('%s keeps the sums, in one piece and in pieces of any size', (name) => {
    const text = capture(name);
    const targets = /^(bake|compose)/.test(name) ? [...SHOP_NAMES, 'bad'] : ['app'];
    const whole = traceOf([], [[text, targets]]);
    expectSound(whole);
    for (const size of [1, 7, 1000]) {
      const recorder = new TraceRecorder([]);
      const reader = recorder.reader({ targets });
      const watcher = new Watcher(recorder);
      for (let from = 0, pieces = 0; from < text.length; from += size, pieces++) {
        reader.push(text.slice(from, from + size));
        if (pieces % Math.ceil(2_000 / size) === 0) {
          watcher.look();
          expect(recorder.trace().summary.critical).toBeLessThanOrEqual(recorder.trace().wall);
        }
      }
      reader.end();
      recorder.finish('done');
      watcher.look();
      expect(recorder.trace()).toEqual(whole);
      expect(watcher.trace ?? recorder.trace()).toEqual(whole);
    }
  });
});

describe('a build of one Dockerfile', () => {
  const record = (name: string) => traceOf([outline('app', NODE)], [[capture(name), ['app']]]);

  it('tells what ran cold', () => {
    const trace = record('single-cold.jsonl');
    expect(trace.startedAt).toMatch(/^2026-11-21T00:17:5\d\.\d{3}Z$/);
    expect(trace.summary).toMatchObject({ instructions: 7, cached: 0, cacheRate: 0, contextBytes: 187 });
    expect(step(trace, 'RUN npm install').duration).toBeCloseTo(1280.416, 2);
    expect(step(trace, 'RUN sleep 1').duration).toBeCloseTo(1313.32, 2);
    expect(placesOf(trace, 'app')).toEqual({
      'FROM docker.io/library/node:24-bookworm-slim': 1,
      'WORKDIR /app': 2,
      'COPY package.json .': 3,
      'RUN npm install --no-audit --no-fund': 4,
      'COPY index.js .': 5,
      'RUN sleep 1 && node index.js': 6,
      'COPY --from=builder /app /app': 10,
      'RUN echo one && echo two >&2 && sleep 1': 11,
    });
    expect(step(trace, 'RUN echo one')).toMatchObject({ stage: 'stage-1', state: 'done', log: { text: 'one\ntwo\n', lines: 2, bytes: 8, isCut: false } });
    expect(criticalLabels(trace).slice(-6)).toEqual([
      'RUN npm install --no-audit --no-fund', 'COPY index.js .', 'RUN sleep 1 && node index.js', 'COPY --from=builder /app /app', 'RUN echo one && echo two >&2 && sleep 1', 'exporting to image',
    ]);
    expect(trace.targets).toEqual([
      {
        name: 'app', state: 'done', start: 0, end: trace.wall, contextBytes: 187, error: null, failedStep: null,
        imageId: 'sha256:3d02b1c859e4288e65b673647f08667e02f9f490aabe947ea26a8ef3fbc0be9f', imageNames: ['docker.io/library/raw:1'],
      },
    ]);
    expect(trace.warnings).toEqual([{ target: 'app', dockerfile: 'app/Dockerfile', line: 1, text: "FromAsCasing: 'as' and 'FROM' keywords' casing do not match (line 2)" }]);
  });

  it('tells what came from the cache, warm and after a change', () => {
    const warm = record('single-warm.jsonl');
    expect(warm.summary).toMatchObject({ instructions: 7, cached: 7, cacheRate: 1, contextBytes: 60 });
    expect(warm.targets[0]?.imageId).toBe('sha256:3d02b1c859e4288e65b673647f08667e02f9f490aabe947ea26a8ef3fbc0be9f');
    const partial = record('single-partial.jsonl');
    expect(partial.summary).toMatchObject({ instructions: 7, cached: 6, cacheRate: 6 / 7 });
    expect(step(partial, 'RUN echo three')).toMatchObject({ state: 'done', isCritical: true, place: { line: 11 } });
    expect(step(partial, 'RUN echo three').duration).toBeCloseTo(1104.305, 2);
  });

  it('calls an image cached that was also asked for, and counts its pieces', () => {
    const trace = record('cache-mount-warm.jsonl');
    expect(step(trace, 'FROM')).toMatchObject({ kind: 'base', state: 'cached' });
    expect(step(trace, 'FROM').intervals).toHaveLength(2);
    expect(trace.summary).toMatchObject({ instructions: 4, cached: 1, cacheRate: 0.25, contextBytes: 117 });
    expect(record('cache-mount-cold.jsonl').summary.cached).toBeLessThan(4);
  });

  it('counts the bytes of the context, not of the ignore file', () => {
    const trace = traceOf([outline('app', 'FROM debian:bookworm-slim\nCOPY . /app\n')], [[capture('context-transfer.jsonl'), ['app']]]);
    expect(trace.summary.contextBytes).toBe(90_022_273);
    expect(trace.targets[0]?.contextBytes).toBe(90_022_273);
    expect(step(trace, 'load .dockerignore')).toMatchObject({ kind: 'internal', bytes: 2 });
    expect(trace.summary.exporting).toBeCloseTo(421.226, 2);
    expect(criticalLabels(trace).slice(-3)).toEqual(['load build context', 'COPY . /app', 'exporting to image']);
  });

  it('lands a failure on its line', () => {
    const dockerfile = NODE.replace('RUN sleep 1 && node index.js', 'RUN echo about to fail; sleep 1; node -e "process.exit(7)"');
    const trace = traceOf([outline('app', dockerfile)], [[capture('fail-run.jsonl'), ['app']]], 'failed');
    const failed = step(trace, 'RUN echo about to fail');
    expect(failed).toMatchObject({ state: 'failed', place: { dockerfile: 'app/Dockerfile', line: 6 }, log: { text: 'about to fail\n' } });
    expect(failed.error).toMatch(/^process .* exit code: 7$/);
    expect(trace.targets[0]).toMatchObject({ state: 'failed', failedStep: failed.id, error: failed.error, imageId: null });
    expect(trace.steps.filter(({ state }) => state === 'waiting').map(({ label }) => label)).toEqual(['RUN echo three && echo two >&2 && sleep 1', 'COPY --from=builder /app /app']);
    expect(trace.summary).toMatchObject({ instructions: 7, cached: 4, cacheRate: 0.8 });
    expect(trace.text).toContain('ERROR: failed to build: failed to solve: process');
  });

  it('places steps behind the triggers of a base image, and the triggers nowhere', () => {
    const trace = traceOf([outline('app', 'FROM drydock-timing-onbuild AS first\nRUN echo own1\nWORKDIR /w\nRUN echo own2\nFROM first\nRUN echo last\n')], [[capture('onbuild.jsonl'), ['app']]]);
    expect(placesOf(trace, 'app')).toEqual({
      'FROM docker.io/library/drydock-timing-onbuild:latest': 0, 'ONBUILD RUN echo trigger': null, 'ONBUILD COPY f.txt /trig': null,
      'RUN echo own1': 1, 'WORKDIR /w': 2, 'RUN echo own2': 3, 'RUN echo last': 5,
    });
  });

  it('reads numbers that are padded, here-documents, and files from scratch', () => {
    const runs = Array.from({ length: 10 }, (_, i) => `RUN echo ${i + 1}\n`).join('');
    const dockerfile = `FROM debian:bookworm-slim AS a\n${runs}RUN <<EOF\necho here\necho doc\nEOF\nCOPY <<FILE /x\nhello\nFILE\nCOPY --link f.txt /y\nFROM scratch AS out\nCOPY --from=a /x /x\nADD --chmod=644 f.txt /dir/\n`;
    const trace = traceOf([outline('app', dockerfile)], [[capture('many-steps.jsonl'), ['app']]]);
    expect(placesOf(trace, 'app')).toEqual({
      'FROM docker.io/library/debian:bookworm-slim': 0, ...Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`RUN echo ${i + 1}`, i + 1])),
      'RUN <<EOF (echo here...)': 11, 'COPY <<FILE /x': 15, 'COPY --link f.txt /y': 18, 'COPY --from=a /x /x': 20, 'ADD --chmod=644 f.txt /dir/': 21,
    });
    expect(step(trace, 'RUN <<EOF').place).toMatchObject({ line: 11, endLine: 14 });
    expect(step(trace, 'RUN <<EOF').log.text).toBe('here\ndoc\n');
  });

  it('places steps whose image is a named context that nobody announced', () => {
    const trace = traceOf([outline('app', 'FROM base\nRUN echo a\nRUN echo b\n')], [[capture('named-context.jsonl'), ['app']]]);
    expect(placesOf(trace, 'app')).toEqual({ 'RUN echo a': 1, 'RUN echo b': 2 });
    expect(step(trace, 'debian:bookworm-slim')).toMatchObject({ kind: 'base', state: 'cached', stage: null });
  });

  it('tells cancelled steps from failed ones', () => {
    const dockerfile = 'FROM debian:bookworm-slim AS a\nRUN echo a && sleep 31\nFROM debian:bookworm-slim AS b\nRUN echo b; sleep 32\nFROM debian:bookworm-slim\nCOPY --from=a /etc/hostname /a\nCOPY --from=b /etc/hostname /b\n';
    const trace = traceOf([outline('app', dockerfile)], [[capture('cancelled.jsonl'), ['app']]], 'cancelled');
    expect(trace.steps.filter(({ kind }) => kind === 'instruction').map(({ label, state, error }) => [label, state, error])).toEqual([
      ['COPY --from=b /etc/hostname /b', 'waiting', null], ['RUN echo b; sleep 32', 'cancelled', null],
      ['COPY --from=a /etc/hostname /a', 'waiting', null], ['RUN echo a && sleep 31', 'cancelled', null],
    ]);
    expect(trace.targets[0]).toMatchObject({ state: 'cancelled', error: null, failedStep: null });
    expect(trace.summary.work).toBeGreaterThan(trace.wall);
  });

  it('places what fails before any instruction by the lines that the builder shows', () => {
    const missing = traceOf([outline('app', 'FROM drydock-nonexistent/x:1\nRUN echo a\n')], [[capture('no-such-image.jsonl'), ['app']]], 'failed');
    expect(step(missing, 'load metadata for')).toMatchObject({ state: 'failed', kind: 'internal', place: { line: 0, text: 'FROM drydock-nonexistent/x:1' } });
    const unread = traceOf([outline('app', 'FROM debian:bookworm-slim\nRUNN echo a\n')], [[capture('parse-error.jsonl'), ['app']]], 'failed');
    expect(unread.targets[0]).toMatchObject({ state: 'failed', failedStep: null, error: 'dockerfile parse error on line 2: unknown instruction: RUNN (did you mean RUN?)' });
    const file = traceOf([outline('app', 'FROM debian:bookworm-slim\nCOPY missing.txt /\n')], [[capture('missing-file.jsonl'), ['app']]], 'failed');
    expect(step(file, 'COPY missing.txt /')).toMatchObject({ state: 'failed', place: { line: 1 } });
  });
});

describe('a build of several targets', () => {
  it.each(['bake-multi-target.jsonl', 'compose-progress-json.stdout.jsonl'])('counts shared steps once and gives them to their owner: %s', (name) => {
    const trace = traceOf(SHOP, [[capture(name), SHOP_NAMES]]);
    const shared = step(trace, 'RUN sleep 2; echo base > /base');
    expect(shared).toMatchObject({ targets: ['base', 'api', 'worker'], stage: null, position: { index: 2, total: 2 }, place: { dockerfile: 'base/Dockerfile', line: 1 }, isCritical: true });
    expect(shared.intervals).toHaveLength(1);
    expect(shared.duration).toBeGreaterThan(2_070);
    expect(shared.duration).toBeLessThan(2_080);
    expect(step(trace, 'FROM docker.io/library/debian:bookworm-slim')).toMatchObject({ targets: ['web', 'base', 'api', 'worker'], stage: 'builder', kind: 'base', place: { dockerfile: 'web/Dockerfile', line: 0 } });
    expect(placesOf(trace, 'api')).toEqual({ 'COPY main.txt /main.txt': 1, 'RUN sleep 3; cp /main.txt /out': 2, 'COPY --from=builder /out /out': 4, 'RUN sleep 1': 5 });
    expect(placesOf(trace, 'worker')).toEqual({ 'COPY w.txt /w.txt': 1, 'RUN sleep 2': 2 });
    expect(trace.summary).toMatchObject({ instructions: 9, cached: 0, contextBytes: 71 });
    expect(trace.targets.map(({ name: target, state, contextBytes }) => [target, state, contextBytes])).toEqual([['base', 'done', null], ['web', 'done', null], ['api', 'done', 37], ['worker', 'done', 34]]);
    expect(criticalLabels(trace).slice(-7)).toEqual([
      'RUN sleep 2; echo base > /base', 'COPY main.txt /main.txt', 'RUN sleep 3; cp /main.txt /out', 'COPY --from=builder /out /out', 'RUN sleep 1', 'exporting to image', 'resolving provenance for metadata file',
    ]);
    expect(trace.summary.critical).toBeGreaterThan(0.95 * trace.wall);
    expect(trace.summary.work).toBeGreaterThan(trace.wall);
    expect(step(trace, 'load local bake definitions').targets).toEqual(SHOP_NAMES);
  });

  it('names the images as they were named', () => {
    const trace = traceOf(SHOP, [[capture('bake-multi-target.jsonl'), SHOP_NAMES]]);
    expect(trace.targets.map(({ imageNames }) => imageNames)).toEqual([[], ['docker.io/shop/web:extra'], ['registry.example.com/shop/api:dev'], []]);
    expect(trace.targets.map(({ imageId }) => imageId?.slice(0, 13))).toEqual(['sha256:b10c54', 'sha256:1da6e5', 'sha256:f4b526', 'sha256:4d3e92']);
  });

  it('tells the one that failed from those that had to stop', () => {
    const web = outline('web', 'FROM debian:bookworm-slim AS builder\nRUN sleep 1; echo boom >&2; exit 9\nFROM debian:bookworm-slim\nCOPY --from=builder /etc/hostname /h\n');
    const trace = traceOf(SHOP.map((one) => (one.name === 'web' ? web : one)), [[capture('bake-one-fails.jsonl'), SHOP_NAMES]], 'failed');
    const failed = step(trace, 'RUN sleep 1; echo boom');
    expect(failed).toMatchObject({ state: 'failed', targets: ['web'], place: { dockerfile: 'web/Dockerfile', line: 1 } });
    expect(step(trace, 'RUN sleep 2; echo base > /base')).toMatchObject({ state: 'cancelled', error: null });
    expect(trace.targets.map(({ name, state, failedStep }) => [name, state, failedStep])).toEqual([['base', 'cancelled', null], ['web', 'failed', failed.id], ['api', 'cancelled', null], ['worker', 'cancelled', null]]);
  });

  it('maps names with values of arguments in them, stages that --from makes, and contexts beside the main one', () => {
    const trace = traceOf(TIMING.slice(0, 3), [[capture('compose-shared-base.jsonl'), ['base', 'api', 'web']]]);
    expect(placesOf(trace, 'web')).toEqual({
      'WORKDIR /app': 1, 'COPY . .': 2, 'COPY --from=shared Dockerfile /d': 3, 'RUN --mount=type=bind,from=drydock-base/debian:local,target=/x sleep 1; echo hübsch': 4,
    });
    expect(step(trace, 'WORKDIR /app').stage).toBe('stage-0');
    expect(placesOf(trace, 'api')).toEqual({ 'COPY main.txt /src/': 1, 'RUN echo compiling; sleep 1': 2, 'COPY --from=build /src /src': 8, 'RUN sleep 0.3; printf "10%%\\r50%%\\r100%%\\n"': 9 });
    expect(step(trace, 'RUN sleep 0.3')).toMatchObject({ place: { line: 9, endLine: 10 }, log: { text: '100%\n', lines: 1 } });
    expect(step(trace, 'RUN --mount').log.text).toBe('hübsch\n');
    expect(step(trace, 'FROM docker.io/drydock-base/debian:local')).toMatchObject({ kind: 'base', position: null, place: null, targets: ['web'] });
    expect(step(trace, 'load from client')).toMatchObject({ kind: 'context', bytes: 31, targets: ['web'] });
    expect(trace.targets.find(({ name }) => name === 'web')?.contextBytes).toBe(31 + 300_301);
    expect(step(trace, 'RUN echo From Base')).toMatchObject({ targets: ['base', 'api', 'web'] });
    expect(step(trace, 'RUN echo From Base').log).toMatchObject({ lines: 3 });
  });

  it('reads a failure that compose tells on its other output', () => {
    const recorder = new TraceRecorder(TIMING);
    const reader = recorder.reader({ targets: ['base', 'api', 'web', 'bad'] });
    reader.push(capture('compose-one-of-four-fails.jsonl'));
    for (const line of capture('compose-one-of-four-fails.stderr.jsonl').split('\n').flatMap(spokenLines)) reader.push(`${line}\n`);
    reader.end('failed');
    recorder.finish('failed');
    const trace = recorder.trace();
    expectSound(trace);
    expect(step(trace, 'RUN sleep 0.5; echo "no such hello"')).toMatchObject({ state: 'failed', place: { dockerfile: 'bad/Dockerfile', line: 3, text: 'RUN sleep 0.5; echo "no such $FLAG" >&2; exit 3' } });
    expect(trace.targets.map(({ name, state }) => [name, state])).toEqual([['base', 'cancelled'], ['api', 'cancelled'], ['web', 'cancelled'], ['bad', 'failed']]);
    expect(trace.text).toContain('target bad: failed to solve: process');
    expect(trace.text).not.toContain('"error"');
  });

  it('blames the base that failed, not the target that the builder names', () => {
    const outlines = [outline('base', 'FROM debian:bookworm-slim\nRUN echo hi; sleep 0.5; exit 4\n'), outline('api', 'FROM base\nRUN echo api\n', { base: 'target:base' })];
    const recorder = new TraceRecorder(outlines);
    const reader = recorder.reader({ targets: ['base', 'api'] });
    reader.push(capture('base-fails.jsonl'));
    const said = spokenLines(capture('base-fails.stderr.jsonl').trim());
    expect(said.at(-1)).toMatch(/^target api: failed to solve/);
    reader.push(said.join('\n'));
    reader.end('failed');
    recorder.finish('failed');
    const failed = step(recorder.trace(), 'RUN echo hi');
    expect(failed).toMatchObject({ targets: ['base', 'api'], state: 'failed', place: { dockerfile: 'base/Dockerfile', line: 1 } });
    expect(recorder.trace().targets).toMatchObject([{ name: 'base', state: 'failed', failedStep: failed.id }, { name: 'api', state: 'cancelled', failedStep: null, error: null }]);
  });

  it('merges processes that build one target each', () => {
    const outlines = [TIMING[0]!, TIMING[2]!];
    const trace = traceOf(outlines, [[capture('apart-base.jsonl'), ['base']], [capture('apart-web.jsonl'), ['base', 'web']]]);
    expectSound(trace);
    const shared = step(trace, 'RUN echo From Base');
    expect(shared).toMatchObject({ targets: ['base', 'web'], state: 'done' });
    expect(shared.duration).toBeGreaterThan(1_500);
    expect(shared.intervals).toHaveLength(1);
    expect(trace.summary).toMatchObject({ instructions: 5, cached: 4, cacheRate: 0.8 });
    const [base, web] = trace.targets;
    expect(base).toMatchObject({ name: 'base', state: 'done' });
    expect(base!.end).toBeLessThan(web!.start!);
    expect(trace.steps.filter(({ label }) => label === 'load build definition from Dockerfile')).toHaveLength(3);
  });
});
