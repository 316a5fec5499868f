import { describe, expect, it } from 'vitest';
import { barText, bytesMoved, placeText, sharedText, shortName, spokenText, stateText, stepName, timeText, waitText, whereText } from '../../client/webviews/timeline/describe.ts';
import { groupSpoken, groupText } from '../../client/webviews/timeline/describeGroup.ts';
import type { GroupRow } from '../../client/webviews/timeline/layout.ts';
import { clockText, countText, fileName, listText } from '../../client/webviews/timeline/wording.ts';
import type { TraceStep } from '../../server/src/timing/trace.ts';
import { shown, step, target, trace, waiting } from './timelineSteps.ts';

const ENDED = { now: 10_000, isLive: false };
const LIVE = { now: 9_000, isLive: true };
const build = (steps: readonly TraceStep[], clock = ENDED) => shown(trace(steps), clock);

describe('names of steps', () => {
  it('are one line, without what could act or mislead', () => {
    expect(stepName(step('x', { label: 'RUN echo \u001b[31mred\u001b[0m\n  && \u202Eevil' }))).toBe('RUN echo red && evil');
    expect(stepName(step('x', { label: '' }))).toBe('step without a name');
    expect(stepName(step('x', { label: `RUN ${'x'.repeat(1_000_000)}` })).length).toBe(300);
  });

  it('say in short what is done rather than with which mounts', () => {
    const short = (label: string, kind: TraceStep['kind'] = 'instruction') => shortName(step('x', { label, kind }));
    expect(short('RUN --mount=type=cache,target=/root/.npm,id=npm --network=none npm ci')).toBe('RUN npm ci');
    expect(short('COPY --link --chown=app:app package.json ./')).toBe('COPY package.json ./');
    expect(short('COPY --from=builder /app /app')).toBe('COPY --from=builder /app /app');
    expect(short('FROM docker.io/library/node:20-alpine@sha256:c0ffee12', 'base')).toBe('FROM node:20-alpine');
    expect(short('FROM registry.example/team/base:1', 'base')).toBe('FROM registry.example/team/base:1');
    expect(short('load build context', 'context')).toBe('load build context');
    expect(short(`RUN ${'--mount=type=cache '.repeat(50_000)}`)).toHaveLength(300);
  });

  it('say where a step stands', () => {
    const placed = step('x', { stage: 'builder', position: { index: 4, total: 6 } });
    expect(whereText(placed)).toBe('web, stage builder, step 4 of 6');
    expect(whereText(placed, false)).toBe('stage builder, step 4 of 6');
    expect(whereText(step('x'), false)).toBe('');
    expect(placeText(step('x', { place: { dockerfile: 'services\\api\\Dockerfile', line: 11, endLine: 12, text: '' } }))).toBe('Dockerfile, line 12');
    expect(sharedText(step('x', { targets: ['base', 'api', 'web'] }))).toBe('Done once for base, api and web.');
    expect(sharedText(step('x'))).toBe('');
  });
});

describe('times of steps', () => {
  it('are told for each state', () => {
    expect(timeText(step('x'), ENDED)).toBe('Took 2.0 s, from 1.0 s to 3.0 s.');
    expect(timeText(step('x', { intervals: [[0, 1_000], [4_000, 5_000]] }), ENDED)).toBe('Worked for 2.0 s in 2 parts, from 0 ms to 5.0 s.');
    expect(timeText(step('x', { state: 'failed' }), ENDED)).toBe('Failed. Took 2.0 s, from 1.0 s to 3.0 s.');
    expect(timeText(step('x', { state: 'cancelled' }), ENDED)).toBe('Cancelled. Took 2.0 s, from 1.0 s to 3.0 s.');
    expect(timeText(step('x', { state: 'cached', intervals: [[500, 500]] }), ENDED)).toBe('Nothing to do: taken from the cache at 0.5 s.');
    expect(timeText(waiting('x', { state: 'cached' }), ENDED)).toBe('Nothing to do: taken from the cache.');
    expect(timeText(waiting('x'), LIVE)).toBe('Has not started.');
    expect(timeText(waiting('x'), ENDED)).toBe('Never started.');
    expect(timeText(waiting('x', { state: 'cancelled' }), LIVE)).toBe('Never started.');
  });

  it('grow between two reports while a step runs', () => {
    const running = step('x', { state: 'running' });
    expect(timeText(running, LIVE)).toBe('Has run for 8.0 s, since 1.0 s.');
    expect(barText(running, LIVE)).toBe('8.0 s');
  });

  it('stand beside bars in few words', () => {
    expect(barText(step('x'), ENDED)).toBe('2.0 s');
    expect(barText(step('x', { state: 'cached' }), ENDED)).toBe('cached');
    expect(barText(step('x', { state: 'failed' }), ENDED)).toBe('failed, 2.0 s');
    expect(barText(waiting('x', { state: 'cancelled' }), ENDED)).toBe('cancelled');
    expect(barText(waiting('x'), ENDED)).toBe('');
  });

  it('do not promise that a step will still run when the build has ended', () => {
    expect(stateText(waiting('x'), LIVE)).toBe('waiting');
    expect(stateText(waiting('x'), ENDED)).toBe('not started');
  });
});

describe('why a step waited', () => {
  const early = step('early', { intervals: [[0, 500]] });
  const late = step('late', { intervals: [[0, 980]] });

  it('is its last input', () => {
    const waited = step('x', { inputs: ['early', 'late', 'unknown'] });
    expect(waitText(waited, build([early, late, waited]))).toBe('Waited for “RUN late” and started as soon as that was done.');
  });

  it('says how long it stood idle after it', () => {
    const waited = step('x', { inputs: ['early'] });
    expect(waitText(waited, build([early, waited]))).toBe('Started 0.5 s after the last thing it needs, “RUN early”, was done.');
  });

  it('is said while it waits, and not of a build that has ended', () => {
    const running = step('run', { state: 'running' });
    const held = waiting('x', { inputs: ['early', 'run'] });
    expect(waitText(held, build([early, running, held], LIVE))).toBe('Waits for “RUN run”.');
    expect(waitText(held, build([early, running, held], ENDED))).toBe('');
  });

  it('is left out where the reports contradict it, and for a step that needs itself', () => {
    const overlapping = step('x', { inputs: ['y'], intervals: [[1_000, 2_000]] });
    expect(waitText(overlapping, build([overlapping, step('y')]))).toBe('');
    expect(waitText(step('x', { inputs: ['x'] }), build([step('x', { inputs: ['x'] })]))).toBe('');
    expect(waitText(step('x'), build([step('x')]))).toBe('');
  });
});

describe('what is spoken', () => {
  it('has in words what a bar shows by colour and pattern', () => {
    const one = step('x', {
      label: 'RUN npm ci', targets: ['web', 'api'], stage: 'builder', position: { index: 4, total: 6 }, isCritical: true, bytes: 90_000_000, kind: 'context',
      place: { dockerfile: 'Dockerfile', line: 11, endLine: 11, text: '' },
    });
    expect(spokenText(one, build([one]), true)).toBe(
      'RUN npm ci, web, stage builder, step 4 of 6, on the critical path, 90 MB sent to the builder, line 12. Took 2.0 s, from 1.0 s to 3.0 s. Done once for web and api.',
    );
  });

  it('tells bytes by what was done with them', () => {
    expect(bytesMoved(step('x', { kind: 'base', bytes: 3_400_000 }))).toBe('3.4 MB pulled');
    expect(bytesMoved(step('x', { kind: 'export', bytes: 1_000 }))).toBe('1.0 kB written');
    expect(bytesMoved(step('x'))).toBe('');
  });

  it('sums up a group, and of the builder’s own work only the time that it worked', () => {
    const steps = [step('a', { state: 'cached', intervals: [[0, 0]] }), step('b', { intervals: [[5_000, 9_000]] })];
    const group: GroupRow = { kind: 'group', key: 'k', level: 1, position: 1, siblings: 1, parent: null, group: 'target', name: 'web', target: target('web'), steps, isOpen: true };
    expect(groupText(group, ENDED)).toBe('9.0 s, 1 of 2 cached');
    expect(groupSpoken(group, ENDED)).toBe('Target web, built, 2 steps, 1 of 2 cached, 9.0 s from 0 ms to 9.0 s.');
    const internal = { ...group, group: 'internal', target: null, steps: [step('a', { kind: 'internal', intervals: [[0, 1_000]] }), step('b', { kind: 'internal', intervals: [[500, 1_500], [8_000, 9_000]] })] } as const;
    expect(groupText(internal, ENDED)).toBe('2.5 s');
    expect(groupText({ ...group, steps: [] }, ENDED)).toBe('');
    expect(groupSpoken({ ...group, steps: [], target: target('web', { state: 'waiting' }) }, LIVE)).toBe('Target web, waiting, 0 steps.');
  });
});

it('counts and lists in plain words', () => {
  expect(countText(1, 'step')).toBe('1 step');
  expect(countText(10_000, 'step')).toBe('10,000 steps');
  expect(listText(['a'])).toBe('a');
  expect(listText(['a', 'b', 'c', 'd'])).toBe('a, b, c and d');
  expect(listText(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
  expect(clockText(59_999)).toBe('59 s');
  expect(clockText(-5)).toBe('0 s');
  expect(clockText(125_900)).toBe('2 min 5 s');
  expect(fileName('/srv/shop/Dockerfile.dev')).toBe('Dockerfile.dev');
});
