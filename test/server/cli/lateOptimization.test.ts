import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { lateFlags } from '../../../server/src/cli/lateOptimization.ts';

it.each([
  ['10.2.154.26-node.36', null, null],
  ['11.3.244.8-node.33', '--interrupt-budget=1000000', '--interrupt-budget=250000'],
  ['12.4.254.21-node.33', '--invocation-count-for-turbofan=40000', null],
  ['13.6.233.10-node.28', '--invocation-count-for-turbofan=40000', null],
  ['14.1.1', null, null],
  ['unknown', null, null],
])('for V8 %s it is %s, and %s later', (version, flag, later) => {
  expect(lateFlags(version)).toMatchObject({ flag, later });
});

it('are flags that this Node knows', () => {
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8', maxBuffer: 16 * 1_048_576 });
  // An unknown one is complained about on standard error.
  for (const flag of Object.values(lateFlags(process.versions.v8))) if (typeof flag === 'string') expect(known).toContain(`${flag.split('=')[0]} (`);
});
