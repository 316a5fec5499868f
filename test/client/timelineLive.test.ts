import { describe, expect, it } from 'vitest';
import { chartKey } from '../../client/webviews/timeline/chartKeys.ts';
import { figuresOf } from '../../client/webviews/timeline/figures.ts';
import { layoutRows } from '../../client/webviews/timeline/layout.ts';
import { elapsedTime, LiveClock } from '../../client/webviews/timeline/liveClock.ts';
import { lastLines } from '../../client/webviews/timeline/lastLines.ts';
import { announcement, noticeText } from '../../client/webviews/timeline/notices.ts';
import { hasRun, newestRunning } from '../../client/webviews/timeline/stepTimes.ts';
import { treeMove } from '../../client/webviews/timeline/treeKeys.ts';
import type { BuildFacts } from '../../server/src/timing/record.ts';
import type { TraceSummary } from '../../server/src/timing/trace.ts';
import { shown, step, target, trace, waiting } from './timelineSteps.ts';

const NO_KEYS = { altKey: false, metaKey: false, ctrlKey: false, shiftKey: false };

describe('keys', () => {
  const rows = layoutRows(trace([step('a', { targets: ['one'] }), step('b', { targets: ['one'] }), step('c', { targets: ['two'] })]), { toggled: new Map(), keep: () => true, isFiltering: false });
  const press = (key: string, index: number) => treeMove(key, rows, index, 3);

  it('move through the lines and stop at the ends', () => {
    expect(press('ArrowDown', 0)).toEqual({ kind: 'focus', index: 1 });
    expect(press('ArrowUp', 0)).toEqual({ kind: 'focus', index: 0 });
    expect(press('ArrowDown', 4)).toEqual({ kind: 'focus', index: 4 });
    expect(press('End', 0)).toEqual({ kind: 'focus', index: 4 });
    expect(press('Home', 4)).toEqual({ kind: 'focus', index: 0 });
    expect(press('PageDown', 0)).toEqual({ kind: 'focus', index: 2 });
  });

  it('open and close groups, and lead from a step to its group', () => {
    expect(press('ArrowLeft', 0)).toEqual({ kind: 'toggle', index: 0, isOpen: false });
    expect(press('ArrowRight', 0)).toEqual({ kind: 'focus', index: 1 });
    expect(press('ArrowLeft', 2)).toEqual({ kind: 'focus', index: 0 });
    expect(press('ArrowRight', 2)).toBeNull();
    const closed = layoutRows(trace([step('a', { targets: ['one'] }), step('b', { targets: ['two'] })]), { toggled: new Map([['target one', false]]), keep: () => true, isFiltering: false });
    expect(treeMove('ArrowRight', closed, 0, 3)).toEqual({ kind: 'toggle', index: 0, isOpen: true });
    expect(treeMove('ArrowLeft', closed, 0, 3)).toBeNull();
  });

  it('activate a step and leave other keys alone', () => {
    expect(press('Enter', 1)).toEqual({ kind: 'activate', index: 1 });
    expect(press(' ', 0)).toEqual({ kind: 'toggle', index: 0, isOpen: false });
    expect(press('a', 1)).toBeNull();
    expect(treeMove('ArrowDown', [], -1, 3)).toBeNull();
  });

  it('zoom, unless they belong to the browser', () => {
    expect(chartKey({ ...NO_KEYS, key: '+' })).toBe('zoom in');
    expect(chartKey({ ...NO_KEYS, key: '+', shiftKey: true })).toBe('zoom in');
    expect(chartKey({ ...NO_KEYS, key: '0' })).toBe('zoom all');
    expect(chartKey({ ...NO_KEYS, key: '0', ctrlKey: true })).toBeNull();
    expect(chartKey({ ...NO_KEYS, key: 'ArrowLeft' })).toBeNull();
    expect(chartKey({ ...NO_KEYS, key: 'ArrowLeft', shiftKey: true })).toBe('left');
    expect(chartKey({ ...NO_KEYS, key: 'constructor' })).toBeNull();
  });
});

describe('clock', () => {
  it('goes on between reports and never backwards, however late they come', () => {
    const clock = new LiveClock();
    expect(clock.now(100)).toBe(0);
    clock.report(1_000, 5_000);
    expect(clock.now(5_300)).toBe(1_300);
    clock.report(1_200, 5_900);
    expect(clock.now(5_900)).toBe(1_900);
    clock.report(2_500, 6_100);
    expect(clock.now(6_100)).toBe(2_500);
  });

  it('counts from the start of the tools, unless that cannot be', () => {
    const start = '2026-01-02T03:04:05.000Z';
    const at = (later: number) => Date.parse(start) + later;
    expect(elapsedTime(start, at(21_000), 20_000)).toBe(21_000);
    expect(elapsedTime(start, at(-5_000), 20_000)).toBe(20_000);
    expect(elapsedTime(start, at(86_400_000), 20_000)).toBe(20_000);
    expect(elapsedTime('never', at(0), 20_000)).toBe(20_000);
  });
});

describe('steps of a live build', () => {
  it('are followed by the one that started last', () => {
    const steps = [step('a', { state: 'running', intervals: [[5, 9]] }), step('b', { state: 'running', intervals: [[7, 9]] }), step('c', { intervals: [[8, 9]] }), waiting('d')];
    expect(newestRunning(steps)?.id).toBe('b');
    expect(newestRunning([waiting('d')])).toBeNull();
  });

  it('have run where they really worked', () => {
    expect(hasRun(step('x'))).toBe(true);
    expect(hasRun(step('x', { state: 'running', intervals: [[1, 1]] }))).toBe(true);
    expect(hasRun(step('x', { intervals: [[1, 1]] }))).toBe(false);
    expect(hasRun(step('x', { state: 'cached' }))).toBe(false);
    expect(hasRun(waiting('x'))).toBe(false);
  });
});

describe('announcements', () => {
  const running = (states: readonly ('running' | 'done' | 'failed')[]) => trace([step('x')], { state: 'running', targets: states.map((state, index) => target(`t${index}`, { state })) });

  it('tell what ended and how far it is, and nothing else', () => {
    expect(announcement(null, running(['done']))).toBeNull();
    expect(announcement(running(['running', 'running']), running(['running', 'running']))).toBeNull();
    expect(announcement(running(['running', 'running']), running(['done', 'running']))).toBe('t0 built, 1 of 2 targets done.');
    expect(announcement(running(['running', 'running', 'running']), running(['done', 'failed', 'running']))).toBe('t1 failed.');
  });

  it('tell how a build ended', () => {
    const before = running(['running']);
    expect(announcement(before, trace([step('x')]))).toBe('Built.');
    expect(announcement(before, trace([step('x')], { state: 'failed' }))).toBe('The build failed.');
    expect(announcement(before, trace([step('x')], { state: 'cancelled' }))).toBe('The build was cancelled.');
  });
});

describe('where there is little to show', () => {
  it('says why', () => {
    expect(noticeText(shown(trace([], { state: 'running' })))).toBe('Waiting for the builder’s first report.');
    expect(noticeText(shown(trace([])))).toBe('There was nothing to build.');
    expect(noticeText(shown(trace([], { state: 'failed' })))).toBe('The builder reported no steps.');
    const failed = shown(trace([], { state: 'failed' }));
    expect(noticeText({ ...failed, facts: { ...failed.facts, problem: 'Docker is not running: start it and build again.' } })).toBe('');
    expect(noticeText(shown(trace([step('x')])))).toBe('');
    const summary = { ...trace([]).summary, instructions: 2, cached: 2, cacheRate: 1 };
    expect(noticeText(shown(trace([step('x')], { summary })))).toBe('Everything came from the cache: no instruction had to run.');
  });

  it('keeps of a log the last lines that say something', () => {
    expect(lastLines('one\ntwo\nthree\n\n\n', 2)).toBe('two\nthree');
    expect(lastLines('\u001b[31mred\u001b[0m\n', 5)).toBe('red');
    expect(lastLines('', 5)).toBe('');
  });
});

describe('figures', () => {
  const figures = (summary: Partial<TraceSummary>, facts: Partial<BuildFacts> = {}, state: 'done' | 'failed' | 'running' = 'done', steps = [step('x')]) => {
    const told = trace(steps, { state, summary: { ...trace([]).summary, ...summary } });
    const build = shown(told);
    return new Map(figuresOf({ ...build, facts: { ...build.facts, ...facts } }).map(({ title, about, value, note, hint }) => [title, `${about} ${value} (${note}${hint && `; ${hint}`})`.trimStart()]));
  };
  const image = (bytes: number) => ({ id: 'sha256:1', names: [], bytes, layers: [] });

  it('say what share came from the cache, of the steps that got that far', () => {
    const reached = [...['a', 'b', 'c', 'd'].map((id) => step(id, { state: 'cached' })), step('e'), waiting('f'), waiting('g'), step('h', { state: 'cancelled' })];
    const most = { instructions: 8, cached: 4, cacheRate: 0.8 };
    expect(figures(most, {}, 'done', reached).get('From the cache')).toBe('80 % (4 of 5 steps)');
    expect(figures(most, {}, 'running', reached).get('From the cache')).toBe('80 % (4 of 5 steps; 4 of 5 steps so far.)');
    const none = [step('a'), step('b', { state: 'failed' }), ...['c', 'd', 'e', 'f', 'g', 'h'].map((id) => waiting(id))];
    expect(figures({ instructions: 8, cached: 0, cacheRate: 0 }, {}, 'failed', none).get('From the cache')).toBe('0 % (0 of 2 steps)');
    expect(figures({ instructions: 8, cached: 0, cacheRate: null }, {}, 'failed').get('From the cache')).toBe('– (no step got there; No step got that far.)');
    expect(figures({}).has('From the cache')).toBe(false);
  });

  it('say what the cache saved, and how sure that is', () => {
    const cached = { instructions: 2, cached: 1, cacheRate: 0.5 };
    expect(figures(cached, { withoutCache: { milliseconds: 41_000, unknownSteps: 0 } }).get('Without cache')).toBe('≈ 41.0 s (by earlier builds; About 41.0 s, by what its steps took when they last ran.)');
    expect(figures(cached, { withoutCache: { milliseconds: 41_000, unknownSteps: 1 } }).get('Without cache')).toBe('≥ 41.0 s (1 step untimed; At least 41.0 s: 1 cached step was never timed here.)');
    expect(figures({ instructions: 2 }, { withoutCache: { milliseconds: 41_000, unknownSteps: 0 } }).get('Without cache')).toBe('the same (nothing cached; Nothing came from the cache.)');
    expect(figures(cached, { withoutCache: { milliseconds: 41_000, unknownSteps: 0 } }, 'failed').has('Without cache')).toBe(false);
    expect(figures(cached).has('Without cache')).toBe(false);
  });

  it('never say that a build would be quicker without the cache', () => {
    const summary = { ...trace([]).summary, instructions: 2, cached: 1, cacheRate: 0.5 };
    const build = shown(trace([step('x')], { summary }), { elapsed: 11_000 });
    const facts = { ...build.facts, milliseconds: 11_000, withoutCache: { milliseconds: 9_000, unknownSteps: 0 } };
    expect(figuresOf({ ...build, facts })).toContainEqual(expect.objectContaining({ title: 'Without cache', about: '≈', value: '11.0 s' }));
  });

  it('name the size of one image and the range of several', () => {
    expect(figures({}, { images: { web: image(98e6) } }).get('Image')).toBe('98 MB (on disk; On disk, base image included.)');
    expect(figures({}, { images: { web: image(98e6), ['__proto__']: image(12e6), api: image(300e6) } }).get('Images')).toBe('up to 300 MB (3 images; From 12 MB to 300 MB on disk, base images included.)');
    expect(figures({}).has('Image')).toBe(false);
    const build = shown(trace([step('x')]));
    const withImage = figuresOf({ ...build, facts: { ...build.facts, images: { web: image(98e6), api: image(98e6) } } });
    expect(withImage).toContainEqual(expect.objectContaining({ about: '', value: '98 MB', hint: '98 MB on disk, base images included.' }));
    expect(withImage.filter(({ hasLayers }) => hasLayers).map(({ title }) => title)).toEqual(['Images']);
  });

  it('keep to a word or four below the value, so that no tile is higher than the others', () => {
    const summary = { ...trace([]).summary, instructions: 1_000, cached: 900, cacheRate: 0.9, contextBytes: 5e9, exporting: 2_500, work: 90_000 };
    const targets = Array.from({ length: 30 }, (_, index) => target(`t${index}`, { contextBytes: 1e6 }));
    const build = shown(trace([step('x')], { summary, targets }));
    const images = { web: image(98e6), api: image(12e6) };
    for (const unknownSteps of [0, 30]) {
      const all = figuresOf({ ...build, facts: { ...build.facts, images, withoutCache: { milliseconds: 41_000, unknownSteps } } });
      expect(all).toHaveLength(6);
      for (const { note } of all) expect(note.length).toBeLessThan(20);
    }
  });

  it('tell how long was spent on writing images, and how much ran at once', () => {
    expect(figures({ exporting: 2_500 }).get('Writing images')).toBe('2.5 s (25 % of the time)');
    expect(figures({}).has('Writing images')).toBe(false);
    expect(figures({ work: 25_000 }).get('Time')).toBe('10.0 s (2.5 steps at once; 25.0 s of work, 2.5 steps at once on average.)');
    expect(figures({ work: 10_500 }).get('Time')).toBe('10.0 s ()');
  });
});
