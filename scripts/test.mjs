/**
 * `npm test`: installs, builds and runs everything; its last line is `N passed, N failed` over all of it.
 * `npm test -- <text>` runs only the parts whose names contain the text, and says so.
 * A part that fails before it can count its tests counts as one failed. All parts run, whatever the others came to.
 */
import { single } from './lib/counts.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { npm } from './lib/npm.mjs';
import { root } from './lib/repository.mjs';
import { stopwatch } from './lib/stopwatch.mjs';

const parts = [];
const only = process.argv[2];
const leftOut = [];

/** Runs a part under a heading and keeps its counts and time. Its own errors are counted, not thrown. */
async function part(name, runPart, { always = false } = {}) {
  if (only && !always && !name.includes(only)) {
    leftOut.push(name);
    return true;
  }
  console.log(`\n=== ${name}`);
  const elapsed = stopwatch();
  let result;
  try {
    result = await runPart();
  } catch (error) {
    console.log(error instanceof Failure ? error.message : error);
    result = single(false, 'did not run to its end');
  }
  parts.push({ name, ...result, time: elapsed() });
  return result.failed === 0;
}

async function runAllParts() {
  const built = await part('build', async () => {
    const { buildAll } = await import('./lib/bundles.mjs');
    await buildAll();
    return single(true);
  }, { always: true });
  await part('types, lint, generated files', async () => {
    await npm(['run', '--silent', 'check'], { cwd: root, capture: false });
    return single(true);
  });
  await part('unit, rules, server, command line', async () => {
    const { runUnitTests } = await import('./lib/unitTests.mjs');
    return runUnitTests();
  });
  if (!built) return; // counted as failed already; the rest would test an older build
  const { editorParts, runInstalled } = await import('./lib/editorTests.mjs');
  for (const [name, runSuite] of editorParts) await part(name, runSuite);
  await part('VS Code, clicks', async () => {
    const { runClickTests } = await import('./lib/clickTests.mjs');
    return runClickTests();
  });
  let vsix;
  await part('package', async () => {
    const { makePackage } = await import('./lib/vsix.mjs');
    const { file, lines } = await makePackage();
    vsix = file;
    return single(true, lines.join('; '));
  }, { always: only !== undefined && 'VS Code, installed package'.includes(only) });
  if (vsix) await part('VS Code, installed package', () => runInstalled(vsix));
}

function report() {
  console.log('\n=== in all');
  for (const { name, passed, failed, time, note } of parts) {
    console.log(`${failed === 0 ? '✓' : '✗'} ${name}: ${passed} passed, ${failed} failed, ${time}${note ? ` (${note})` : ''}`);
  }
  if (leftOut.length > 0) console.log(`Left out, as only "${only}" was asked for: ${leftOut.join('; ')}`);
  const total = (key) => parts.reduce((sum, each) => sum + each[key], 0);
  console.log(`${total('passed')} passed, ${total('failed')} failed`);
  return total('failed') === 0 ? 0 : 1;
}

runMain(async () => {
  const install = async () => {
    await ensureInstalled();
    return single(true);
  };
  if (await part('install', install, { always: true })) await runAllParts();
  return report();
});
