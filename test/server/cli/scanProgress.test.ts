import { expect, it, vi } from 'vitest';
import { scanProgress } from '../../../server/src/cli/scanProgress.ts';
import { PIP, scanHere, workspace } from './scanHere.ts';

function watched(columns = 80) {
  let [now, written] = [0, ''];
  const terminal = { hasColours: false, size: () => ({ columns, rows: 24 }) };
  const progress = scanProgress({ terminal, error: (text) => void (written += text) }, () => now);
  return { progress, pass: (milliseconds: number) => void (now += milliseconds), text: () => written };
}

it('says nothing of a scan that is over at once', () => {
  const { progress, text } = watched();
  progress.phase('Reading the project');
  progress.files(3);
  progress.checked(1);
  progress.end();
  expect(text()).toBe('');
});

it('counts files and findings on one line that is drawn anew, and clears it', () => {
  const { progress, pass, text } = watched();
  progress.phase('Checking');
  progress.files(1200);
  pass(2000);
  progress.checked(2);
  expect(text()).toBe('\rChecking: 2 s, 1 of 1200 files, 2 findings\u001b[K');
  progress.checked(1);
  expect(text()).not.toContain('2 of 1200');
  pass(100);
  progress.checked(0);
  expect(text()).toContain('3 of 1200 files, 3 findings');
  progress.end();
  expect(text().endsWith('\r\u001b[K')).toBe(true);
  const ended = text();
  pass(1000);
  progress.checked(1);
  progress.end();
  expect(text()).toBe(ended);
});

it('is never wider than the terminal', () => {
  const { progress, pass, text } = watched(20);
  pass(500);
  progress.phase('Measuring build contexts');
  expect(text()).toBe('\rMeasuring build co…\u001b[K');
});

it('goes on to tell the time while nothing is counted', () => {
  vi.useFakeTimers();
  try {
    const { progress, pass, text } = watched();
    progress.phase('Reading the project');
    pass(1000);
    vi.advanceTimersByTime(500);
    expect(text()).toContain('Reading the project: 1 s');
    progress.end();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

it('is told to nobody where no terminal is', async () => {
  const folder = await workspace({ 'a/Dockerfile': PIP });
  expect((await scanHere(folder)).error).toBe('');
});

it('ends at an interrupt, with the status that belongs to it', async () => {
  const folder = await workspace({ 'a/Dockerfile': PIP });
  const exits: number[] = [];
  let interrupt: ((status: number) => void) | null = null;
  let isReleased = false;
  const onInterrupt = (listener: (status: number) => void) => {
    interrupt = listener;
    return () => void (isReleased = true);
  };
  const running = scanHere(folder, [], { onInterrupt, exit: (status) => void exits.push(status) });
  await vi.waitFor(() => expect(interrupt).not.toBeNull(), 30_000);
  interrupt!(130);
  await vi.waitFor(() => expect(exits).toEqual([130]), 30_000);
  await running;
  expect(isReleased).toBe(true);
});
