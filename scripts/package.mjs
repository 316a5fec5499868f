/** `npm run package`: builds and makes drydock-<version>.vsix; fails above the size budgets. */
import { runMain } from './lib/failure.mjs';
import { ensureInstalled } from './lib/install.mjs';

runMain(async () => {
  await ensureInstalled();
  const { buildAll } = await import('./lib/bundles.mjs');
  const { makePackage } = await import('./lib/vsix.mjs');
  await buildAll();
  const { file, lines } = await makePackage();
  console.log(file);
  for (const line of lines) console.log(`  ${line}`);
});
