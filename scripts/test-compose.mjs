/**
 * `npm run test:compose`: lets `docker compose config` judge what our fixes do to compose files. No engine is needed.
 * `npm run test:compose -- <file or -t text>` passes the rest on to vitest.
 */
import { runComposeTests } from './lib/composeTests.mjs';
import { runMain } from './lib/failure.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { stopwatch } from './lib/stopwatch.mjs';

runMain(async () => {
  const elapsed = stopwatch();
  await ensureInstalled();
  const { passed, failed, note } = await runComposeTests(process.argv.slice(2));
  console.log(`\nCompose files judged by ${note} in ${elapsed()}: ${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
