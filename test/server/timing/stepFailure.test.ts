import { expect, it } from 'vitest';
import { exitCodeOf, whyFailed } from '../../../server/src/timing/stepFailure.ts';

it.each([
  ['process "/bin/sh -c npm ci" did not complete successfully: exit code: 1', 'failed with exit code 1'],
  ['process "/bin/sh -c echo exit code: 5; false" did not complete successfully: exit code: 1', 'failed with exit code 1'],
  ['process "/bin/sh -c echo did not complete successfully: exit code: 5\nfalse" did not complete successfully: exit code: 137: context canceled', 'failed with exit code 137'],
  ['failed to compute cache key: "/x": not found.', 'failed: failed to compute cache key: "/x": not found'],
  ['\u001b[31m', 'failed'],
  [null, 'failed'],
])('says of %j why it failed', (error, words) => expect(whyFailed(error)).toBe(words));

it('takes no longer for an error that says so many times', () => {
  expect(exitCodeOf('did not complete successfully: exit code: '.repeat(100_000))).toBeNull();
});
