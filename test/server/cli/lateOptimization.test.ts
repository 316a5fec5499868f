import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { lateFlag } from '../../../server/src/cli/lateOptimization.ts';

it.each([
  ['10.2.154.26-node.36', null],
  ['11.3.244.8-node.33', '--interrupt-budget=1000000'],
  ['12.4.254.21-node.33', '--invocation-count-for-turbofan=40000'],
  ['13.6.233.10-node.28', '--invocation-count-for-turbofan=40000'],
  ['14.1.1', null],
  ['unknown', null],
])('for V8 %s it is %s', (version, flag) => {
  expect(lateFlag(version)).toBe(flag);
});

it('is a flag that this Node knows', () => {
  const flag = lateFlag(process.versions.v8);
  // An unknown one is complained about on standard error.
  if (flag !== null) expect(execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8', maxBuffer: 16 * 1_048_576 })).toContain(`${flag.split('=')[0]} (`);
});
