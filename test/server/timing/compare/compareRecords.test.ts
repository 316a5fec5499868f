import { describe, expect, it } from 'vitest';
import { compareRecords } from '../../../../server/src/timing/compare/compareRecords.ts';
import type { TraceStep } from '../../../../server/src/timing/trace.ts';
import { sampleInputs, sampleRecord, sampleStep, sampleTarget } from '../history/sampleRecord.ts';

/** `label`, state and duration of steps of one stage, each after the one before. */
function chain(...steps: readonly (readonly [label: string, state: TraceStep['state'], duration: number, part?: Partial<TraceStep>])[]): TraceStep[] {
  return steps.map(([label, state, duration, part], at) => sampleStep({
    id: `${label}#${at}`,
    label,
    state,
    duration,
    position: { index: at + 1, total: steps.length },
    inputs: at === 0 ? [] : [`${steps[at - 1]![0]}#${at - 1}`],
    kind: label.startsWith('FROM') ? 'base' : 'instruction',
    ...part,
  }));
}

const changes = (before: readonly TraceStep[], after: readonly TraceStep[]): string[] =>
  compareRecords(sampleRecord({ steps: before }), sampleRecord({ steps: after })).targets[0]!.steps.map(({ label, change }) => `${label}: ${change}`);

describe('steps', () => {
  it('are matched by what they say, so that new and removed ones shift nothing', () => {
    const before = chain(['FROM a', 'done', 0], ['RUN one', 'done', 100], ['RUN two', 'done', 100], ['COPY x', 'done', 100], ['RUN three', 'done', 100]);
    const after = chain(['FROM a', 'done', 0], ['RUN new', 'done', 100], ['RUN one', 'done', 100], ['RUN two', 'done', 100], ['RUN three', 'done', 100]);
    expect(changes(before, after)).toEqual(['FROM a: same', 'RUN new: new', 'RUN one: same', 'RUN two: same', 'COPY x: gone', 'RUN three: same']);
  });

  it('that were changed are the same ones still', () => {
    const { steps } = compareRecords(
      sampleRecord({ steps: chain(['FROM a', 'done', 0], ['RUN npm install', 'cached', 0], ['RUN b', 'cached', 0]) }),
      sampleRecord({ steps: chain(['FROM a', 'done', 0], ['RUN npm ci', 'done', 9_000], ['RUN b', 'done', 10]) }),
    ).targets[0]!;
    expect(steps[1]).toMatchObject({ label: 'RUN npm ci', before: { id: 'RUN npm install#1' }, after: { duration: 9_000 }, change: 'lost its cache' });
  });

  it.each([
    ['cached', 0, 'done', 500, 'lost its cache'],
    ['done', 500, 'cached', 0, 'now cached'],
    ['cached', 0, 'cached', 0, 'same'],
    ['done', 1_000, 'done', 1_250, 'same'],
    ['done', 1_000, 'done', 1_400, 'slower'],
    ['done', 1_400, 'done', 1_000, 'faster'],
    ['done', 60_000, 'done', 70_000, 'same'],
    ['done', 60_000, 'done', 80_000, 'slower'],
    ['done', 100, 'waiting', 0, 'same'],
    ['failed', 100, 'done', 900, 'slower'],
  ] as const)('%s in %d ms, then %s in %d ms: %s', (before, first, after, second, wanted) => {
    expect(changes(chain(['RUN a', before, first]), chain(['RUN a', after, second]))).toEqual([`RUN a: ${wanted}`]);
  });

  it.each([
    ['cached', 0, 'done', 2, 'same'],
    ['done', 58, 'cached', 0, 'same'],
    ['cached', 0, 'done', 9_000, 'slower'],
  ] as const)('that bring a base image tell by their time alone: %s in %d ms, then %s in %d ms: %s', (before, first, after, second, wanted) => {
    expect(changes(chain(['FROM a', before, first]), chain(['FROM a', after, second]))).toEqual([`FROM a: ${wanted}`]);
  });

  it('keep to their stages, by name or in order', () => {
    const stage = (name: string | null, line: number) => (...labels: string[]) =>
      chain(...labels.map((label, at) => [label, 'done', 10, { id: `${name}${label}`, stage: name, inputs: [], place: { dockerfile: 'D', line: line + at, endLine: line + at, text: label } }] as const));
    const before = [...stage('deps', 0)('RUN a', 'RUN b'), ...stage('stage-1', 5)('RUN c', 'RUN a')];
    const after = [...stage('deps', 0)('RUN a', 'RUN b'), ...stage('lint', 5)('RUN lint'), ...stage('stage-2', 9)('RUN c', 'RUN a')];
    expect(changes(before, after)).toEqual(['RUN a: same', 'RUN b: same', 'RUN lint: new', 'RUN c: same', 'RUN a: same']);
  });

  it('of context and export are matched by name, and short ones of the builder left out', () => {
    const own = (label: string, kind: TraceStep['kind'], duration: number): TraceStep => sampleStep({ id: label, label, kind, duration });
    const before = [own('load build context', 'context', 100), own('load metadata for docker.io/library/a', 'internal', 100), own('exporting to image', 'export', 100)];
    const after = [own('load build context', 'context', 2_000), own('load metadata for docker.io/library/a', 'internal', 900), own('exporting to image', 'export', 90)];
    expect(changes(before, after)).toEqual(['load build context: slower', 'load metadata for docker.io/library/a: slower', 'exporting to image: same']);
    expect(changes(before, before)).toEqual(['load build context: same', 'exporting to image: same']);
  });

  it('are told where they stand in the newer Dockerfile', () => {
    const place = (line: number) => ({ dockerfile: 'Dockerfile', line, endLine: line, text: 'RUN a' });
    const { steps } = compareRecords(sampleRecord({ steps: chain(['RUN a', 'done', 1, { place: place(3) }]) }), sampleRecord({ steps: chain(['RUN a', 'done', 1, { place: place(7) }]) })).targets[0]!;
    expect(steps[0]!.line).toBe(7);
  });
});

describe('the first miss', () => {
  const missed = (after: readonly TraceStep[]): string | undefined => compareRecords(sampleRecord({ steps: after.map((step) => ({ ...step, state: 'cached' as const })) }), sampleRecord({ steps: after })).targets[0]!.firstMiss?.label;

  it('is the first that ran in the order of the graph', () => {
    expect(missed(chain(['FROM a', 'done', 5], ['RUN a', 'cached', 0], ['RUN b', 'done', 1], ['RUN c', 'done', 1]))).toBe('RUN b');
    expect(missed(chain(['FROM a', 'done', 5], ['RUN a', 'cached', 0]))).toBeUndefined();
    expect(missed([...chain(['RUN a', 'done', 1], ['RUN b', 'done', 1])].reverse())).toBe('RUN a');
  });

  it('is the one that stands first where several began by themselves', () => {
    const at = (line: number): Partial<TraceStep> => ({ inputs: [], place: { dockerfile: 'D', line, endLine: line, text: `RUN ${line}` } });
    expect(missed(chain(['RUN 9', 'done', 1, at(9)], ['RUN 2', 'done', 1, at(2)]))).toBe('RUN 2');
  });

  it('is found in a graph that goes in circles', () => {
    const [a, b] = chain(['RUN a', 'done', 1], ['RUN b', 'done', 1]);
    expect(missed([{ ...a!, inputs: [b!.id, a!.id, 'gone'] }, b!])).toBe('RUN a');
  });

  it('is none where the newer build does not have the target', () => {
    const before = sampleRecord({ steps: chain(['RUN a', 'done', 1]) });
    expect(compareRecords(before, sampleRecord({ targets: [] })).targets).toMatchObject([{ target: 'web', only: 'before', firstMiss: null, steps: [{ change: 'gone' }] }]);
  });
});

describe('the comparison as a whole', () => {
  it('tells sizes of images that both have', () => {
    const image = (bytes: number) => ({ id: 'sha256:1', names: [], bytes, layers: [] });
    const before = sampleRecord({ images: { web: image(10), api: image(5) } });
    expect(compareRecords(before, sampleRecord({ images: { web: image(30), base: image(7) } })).imageBytes).toEqual({ before: 10, after: 30 });
    expect(compareRecords(before, sampleRecord()).imageBytes).toBeNull();
  });

  const headline = (before: Parameters<typeof sampleRecord>[0], after: Parameters<typeof sampleRecord>[0]): string => compareRecords(sampleRecord(before), sampleRecord(after)).headline;
  it('says in one sentence what counts', () => {
    const [ran, cached] = [chain(['RUN a', 'done', 9_000]), chain(['RUN a', 'cached', 0])];
    expect(headline({ steps: ran, wall: 12_000 }, { steps: cached, wall: 400 })).toBe('Took 0.4 s instead of 12.0 s: everything came from the cache.');
    expect(headline({ steps: cached, wall: 400 }, { steps: cached, wall: 410 })).toBe('Took 0.4 s, as before: everything came from the cache.');
    expect(headline({ steps: cached, wall: 400 }, { steps: ran, wall: 12_000, noCache: true })).toBe('Took 12.0 s instead of 0.4 s: RUN a ran again because the build was told to use no cache.');
    expect(headline({ steps: cached, wall: 400 }, { steps: ran, wall: 12_000, noCache: true, state: 'failed' })).toMatch(/^Failed after 12.0 s instead of 0.4 s: /);
    expect(headline({ steps: ran, wall: 3_000, state: 'failed' }, { steps: cached, wall: 400 })).toMatch(/^Took 0.4 s; the build before failed after 3.0 s: /);
    expect(headline({ wall: 100 }, { wall: 100 })).toBe('Took 0.1 s, as before.');
  });

  it('names the target whose steps took longest, not one that only follows', () => {
    const of = (target: string, state: TraceStep['state'], duration: number): TraceStep => sampleStep({ id: target, targets: [target], label: `RUN ${target}`, state, duration });
    const targets = ['api', 'web'].map((name) => sampleTarget({ name }));
    const sentence = headline({ targets, steps: [of('api', 'cached', 0), of('web', 'cached', 0)] }, { targets, noCache: true, steps: [of('api', 'done', 10), of('web', 'done', 900)] });
    expect(sentence).toContain(': in web, RUN web ran again');
  });

  it('takes the one target of a Dockerfile for the same, by whatever stage it is called', () => {
    const of = (name: string, file: string) => sampleRecord({
      what: { kind: 'dockerfile', files: [file], names: [] }, targets: [sampleTarget({ name })], steps: [sampleStep({ id: 'a', targets: [name] })], images: { [name]: { id: 'x', names: [], bytes: 5, layers: [] } },
    });
    const same = compareRecords(of('test', 'Dockerfile'), of('default', 'Dockerfile'));
    expect(same.targets.map(({ target, only }) => [target, only])).toEqual([['default', null]]);
    expect(same.imageBytes).toEqual({ before: 5, after: 5 });
    expect(compareRecords(of('test', 'a'), of('default', 'b')).targets.map(({ only }) => only)).toEqual(['after', 'before']);
  });

  it('bears ten thousand steps and inputs of strange names', () => {
    const many = chain(...Array.from({ length: 10_000 }, (_, at) => [`RUN ${at % 50}`, 'done', 1] as const));
    const inputs = JSON.parse(`{"__proto__":${JSON.stringify(sampleInputs())},"web":${JSON.stringify(sampleInputs({ args: { constructor: 'x' }, bases: { toString: null } }))}}`) as never;
    const names = [sampleTarget({ name: '__proto__' }), sampleTarget()];
    const before = sampleRecord({ steps: many.map((step) => ({ ...step, targets: ['web', '__proto__'] })), targets: names, inputs });
    const comparison = compareRecords(before, sampleRecord({ steps: many.slice(1).map((step) => ({ ...step, state: 'cached' as const })), targets: names, inputs }));
    expect(comparison.targets.map(({ target }) => target)).toEqual(['__proto__', 'web']);
  });
});
