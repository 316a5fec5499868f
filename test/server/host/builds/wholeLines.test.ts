import { expect, it } from 'vitest';
import { ProcessOutput } from '../../../../server/src/host/builds/processOutput.ts';
import { WholeLines } from '../../../../server/src/host/builds/wholeLines.ts';

it('passes on whole lines, however they are cut', () => {
  const passed: string[] = [];
  const lines = new WholeLines((text) => passed.push(text));
  for (const chunk of ['a', 'b\nc', '\n', '\nd\ne\nf', 'g']) lines.push(chunk);
  expect(passed).toEqual(['ab\n', 'c\n', '\nd\ne\n']);
  lines.flush();
  lines.flush();
  expect(passed.at(-1)).toBe('fg');
});

it('holds no line that never ends', () => {
  let longest = 0;
  const lines = new WholeLines((text) => (longest = Math.max(longest, text.length)));
  const chunk = 'x'.repeat(1_000_000);
  for (let i = 0; i < 40; i++) lines.push(chunk);
  expect(longest).toBeGreaterThan(10_000_000);
  expect(longest).toBeLessThan(20_000_000);
});

it('reads both outputs of a process as one, line by line, and keeps the end of what was said', () => {
  const read: string[] = [];
  const output = new ProcessOutput({ push: (text) => void read.push(text) });
  output.onOutput('{"vertexes":');
  output.onErrors('WARNING: be');
  output.onOutput('[]}\r\n{"logs":[]}\n');
  output.onErrors('fore\n{"error":true,"message":"x\\n\\ny"}\n{"id":"a","status":"Built"}\n');
  output.onErrors('last');
  output.end();
  expect(read.join('')).toBe('{"vertexes":[]}\n{"logs":[]}\nWARNING: before\nx\ny\nlast\n');
  expect(output.hasReports).toBe(true);
  expect(output.text).toBe('WARNING: before\nx\ny\nlast');
});

it('keeps no more than it needs of what a process says', () => {
  const output = new ProcessOutput({ push: () => {} });
  for (let i = 0; i < 20_000; i++) output.onErrors(`line ${i} ${'x'.repeat(80)}\n`);
  expect(output.text.length).toBeLessThanOrEqual(64_000);
  expect(output.text).toContain('line 19999 ');
  expect(output.hasReports).toBe(false);
});
