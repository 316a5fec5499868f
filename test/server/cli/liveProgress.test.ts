import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { styleText } from 'node:util';
import { LiveProgress } from '../../../server/src/cli/liveProgress.ts';
import { PlainProgress } from '../../../server/src/cli/plainProgress.ts';
import type { TraceDelta, TraceStep } from '../../../server/src/timing/trace.ts';
import { HOSTILE, stepOf, traceOf } from '../timing/export/builds.ts';
import { madeTarget } from '../timing/madeSteps.ts';
import { Screen } from './screen.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] }));
afterEach(() => void vi.useRealTimers());

function deltaOf(...steps: TraceStep[]): TraceDelta {
  return traceOf({ targets: [madeTarget({ name: 'web' }), madeTarget({ name: 'api' })], steps });
}

function live(columns = 60, rows = 10) {
  const screen = new Screen(columns);
  const size = { columns, rows };
  const writes: string[] = [];
  const write = (text: string) => {
    writes.push(text);
    screen.write(text);
  };
  const progress = new LiveProgress({ write, size: () => size, paint: (style, text) => styleText(style, text, { validateStream: false }), title: 'web, api', now: () => performance.now() });
  return { screen, progress, writes, size };
}

const running = (id: string, parts: Partial<TraceStep> = {}) => stepOf({ id, state: 'running', intervals: [[0, 0]], ...parts });

describe('progress on a terminal', () => {
  it('draws running steps with what they print, and leaves those that have ended above', () => {
    const { screen, progress } = live();
    progress.started({ program: 'docker', args: [], folder: '/' });
    progress.progress(deltaOf(stepOf({ id: 'a', label: 'COPY . .', state: 'cached', intervals: [[0, 0]] }), running('b'), running('c', { targets: ['api'], stage: 'build', label: 'RUN pip install .' })));
    progress.log({ step: 'c', text: 'Collecting flask\n\n' });
    vi.advanceTimersByTime(3000);
    expect(screen.text).toBe(
      [
        '    cached  [web 2/3] COPY . .',
        '       3 s  [web 2/3] RUN npm ci',
        '       3 s  [api build 2/3] RUN pip install .',
        '            Collecting flask',
        'Building web, api: 3 s, 1 of 3 steps, 1 from the cache',
      ].join('\n'),
    );
    progress.progress(deltaOf(stepOf({ id: 'b', intervals: [[0, 3400]] }), stepOf({ id: 'c', targets: ['api'], stage: 'build', label: 'RUN pip install .', state: 'failed', intervals: [[0, 3300]] })));
    progress.end();
    expect(screen.text).toBe('    cached  [web 2/3] COPY . .\n    failed  [api build 2/3] RUN pip install .\n     3.4 s  [web 2/3] RUN npm ci');
    expect(screen.isCursorShown).toBe(true);
  });

  it('hides the cursor while it draws, at most ten times a second, and not at all where nothing changed', () => {
    const { screen, progress, writes } = live();
    expect(screen.isCursorShown).toBe(false);
    for (let index = 0; index < 1000; index++) {
      progress.progress(deltaOf(running(String(index % 3), { label: `RUN ${index}` })));
      vi.advanceTimersByTime(1);
    }
    expect(writes.length).toBeLessThanOrEqual(16);
    progress.end();
    const idle = live();
    idle.progress.progress(deltaOf(running('a')));
    vi.advanceTimersByTime(990);
    const before = idle.writes.length;
    expect(before).toBeLessThan(4);
    vi.advanceTimersByTime(2000);
    expect(idle.writes.length - before).toBeLessThanOrEqual(2);
    idle.progress.end();
    const ended = idle.writes.length;
    vi.advanceTimersByTime(5000);
    idle.progress.end();
    expect(idle.writes).toHaveLength(ended);
  });

  it.each([[20, 4], [80, 24], [12, 3], [3, 2], [1, 1]])('stays within %i columns and %i rows, whatever is built', (columns, rows) => {
    const { screen, progress } = live(columns, rows);
    for (let index = 0; index < 40; index++) {
      progress.log({ step: String(index), text: `日本語${HOSTILE}\n` });
      progress.progress(deltaOf(running(String(index), { label: `日本語 ✅ e\u0301 ${HOSTILE}`, targets: [HOSTILE], bytes: 1234567 })));
      vi.advanceTimersByTime(300);
    }
    expect(screen.lines.filter((line) => line.length > 0).length).toBeLessThan(Math.max(2, rows));
    expect(screen.wraps).toBe(0);
    progress.end();
    expect(screen.text).toBe('');
  });

  it('says how many more are running than there are rows', () => {
    const { screen, progress } = live(60, 5);
    progress.progress(deltaOf(...Array.from({ length: 8 }, (_, index) => running(String(index)))));
    vi.advanceTimersByTime(500);
    expect(screen.text.split('\n').slice(2)).toEqual(['            and 6 more', 'Building web, api: 0 s, 0 of 8 steps']);
    progress.end();
  });

  it('clears what it drew where the terminal became narrower and broke its lines', () => {
    const { screen, progress, size } = live(60, 10);
    progress.progress(deltaOf(running('a', { label: 'RUN something that is rather long, as most are' })));
    vi.advanceTimersByTime(300);
    // As a terminal does: each line that is too long takes two rows, and the cursor goes down with them.
    const broken = screen.text.split('\n').flatMap((line) => line.match(/.{1,40}/g) ?? ['']);
    const narrow = new Screen(40);
    narrow.write(broken.map((line) => `${line}\n`).join(''));
    size.columns = 40;
    screen.write = (text) => narrow.write(text);
    vi.advanceTimersByTime(1000);
    expect(narrow.text.split('\n')).toHaveLength(2);
    progress.end();
    expect(narrow.text).toBe('');
  });

  it('keeps what docker warns of, and notes, above', () => {
    const { screen, progress } = live();
    progress.log({ step: null, text: 'WARNING: no cache\n' });
    progress.log({ step: null, text: 'ERROR: failed to solve\n' });
    progress.note('Cancelling.');
    progress.end();
    expect(screen.text).toBe('WARNING: no cache\nCancelling.');
  });
});

describe('progress line by line', () => {
  function plain() {
    let text = '';
    const progress = new PlainProgress((more) => void (text += more), 'posix');
    return { progress, read: () => text };
  }

  it('tells what a step printed between its start and its end, whichever comes first', () => {
    const { progress, read } = plain();
    progress.log({ target: 'web', step: 'b', text: 'early\n' });
    progress.progress(deltaOf(stepOf({ id: 'b', intervals: [[0, 50]] })));
    progress.log({ target: 'web', step: 'b', text: 'late\n' });
    progress.log({ target: 'web', step: 'unknown', text: 'lost\n' });
    progress.end();
    expect(read()).toBe('[web 2/3] RUN npm ci\n[web 2/3] early\n[web 2/3] done in 50 ms\n[web 2/3] late\n[web] lost\n');
  });

  it('tells of the builder’s own steps only where one waits for them, and nothing twice', () => {
    const { progress, read } = plain();
    const own = (id: string, parts: Partial<TraceStep>) => stepOf({ id, kind: 'context', label: `load ${id}`, position: null, ...parts });
    for (let twice = 0; twice < 2; twice++) {
      progress.progress(deltaOf(own('quick', { intervals: [[0, 900]] }), own('slow', { intervals: [[0, 1200]], bytes: 3_400_000 }), running('never'), stepOf({ id: 'not', state: 'cancelled' })));
    }
    expect(read()).toBe('[web 2/3] RUN npm ci\n[web] load slow done in 1.2 s, 3.4 MB\n');
  });

  it('writes many lines of a log together, and none late', () => {
    const writes: string[] = [];
    const progress = new PlainProgress((text) => void writes.push(text), 'posix');
    progress.progress(deltaOf(running('a')));
    for (let index = 0; index < 10_000; index++) progress.log({ target: 'web', step: 'a', text: `line ${index}\n` });
    expect(writes.length).toBeLessThan(10);
    vi.advanceTimersByTime(50);
    expect(writes.join('').split('\n')).toHaveLength(10_002);
    progress.log({ target: 'web', step: 'a', text: 'last\n' });
    progress.progress(deltaOf(stepOf({ id: 'a', intervals: [[0, 50]] })));
    expect(writes.at(-1)).toBe('[web 2/3] last\n[web 2/3] done in 50 ms\n');
  });

  it('lets no name or line steer the terminal or forge a line', () => {
    const { progress, read } = plain();
    progress.started({ program: HOSTILE, args: ['a\nb'], folder: '/' });
    progress.progress(deltaOf(running('a', { label: `${HOSTILE}\nDockerfile:1: error: x`, targets: ['x\ny'] })));
    progress.log({ target: 'x', step: 'a', text: `${HOSTILE}\r\nDockerfile:1: error: forged\n` });
    progress.end();
    expect(read()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]|^Dockerfile/m);
  });
});
