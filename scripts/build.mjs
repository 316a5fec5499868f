/** `npm run build [-- --watch]`: bundles the client, the server, the command line and the tests that run inside VS Code. */
import { onDispose } from './lib/cleanup.mjs';
import { runMain } from './lib/failure.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { stopwatch } from './lib/stopwatch.mjs';

runMain(async () => {
  await ensureInstalled();
  const { buildAll, watchAll } = await import('./lib/bundles.mjs');
  if (process.argv.includes('--watch')) {
    onDispose(await watchAll());
    return new Promise(() => {}); // until Ctrl+C
  }
  const elapsed = stopwatch();
  await buildAll();
  console.log(`Built dist/ in ${elapsed()}.`);
});
