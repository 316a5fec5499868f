import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { expect, it } from 'vitest';

const HEAP = transformSync(readFileSync(new URL('../../../server/src/cli/heap.ts', import.meta.url), 'utf8'), { loader: 'ts', format: 'cjs' }).code;

/** Some of what it makes stays alive, much more lives for a while, as in a scan: it writes how large its heap and the space for new objects became. */
const BUSY = `
const { getHeapSpaceStatistics } = require('node:v8');
const [alive, recent] = [[], new Array(100_000)];
const most = { heap: 0, young: 0 };
let turns = 0;
(function turn() {
  for (let i = 0; i < 2_000; i++) alive.push({ i, list: [i, i] });
  for (let i = 0; i < 10_000; i++) recent[(turns * 10_000 + i) % recent.length] = { i, list: [i, i, i] };
  most.heap = Math.max(most.heap, process.memoryUsage().heapTotal);
  most.young = Math.max(most.young, getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size);
  if (++turns < 150) setTimeout(turn, 5);
  else console.log(JSON.stringify(most));
})();
`;

/** Bytes. A program of its own: what V8 is told holds for all of it. */
function mostOf(code: string): { heap: number; young: number } {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=commonjs', '-e', `${HEAP};${code}`], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as { heap: number; young: number };
}

it('keeps a heap near to what is alive in it, and the space for new objects small', () => {
  const left = mostOf(BUSY);
  const kept = mostOf(`keepHeapSmall();${BUSY}`);
  // From Node 22 on, V8 looks for garbage earlier by itself.
  expect(kept.heap).toBeLessThan(left.heap * (process.versions.v8.startsWith('11.') ? 0.75 : 0.95));
  expect(kept.young).toBeLessThan(left.young);
});
