import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { counted } from './counts.mjs';
import { run } from './processes.mjs';
import { inRepository, root } from './repository.mjs';

/** Runs everything vitest knows and counts it. A test that is skipped counts as failed: nothing is left out in silence. */
export async function runUnitTests() {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-unit-'));
  const file = join(folder, 'results.json');
  try {
    const vitest = inRepository('node_modules', 'vitest', 'vitest.mjs');
    const args = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const { code } = await run(process.execPath, args, { cwd: root });
    const results = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
    const passed = results.numPassedTests ?? 0;
    const skipped = (results.numPendingTests ?? 0) + (results.numTodoTests ?? 0);
    const failed = (results.numFailedTests ?? 0) + skipped;
    // A file that does not load, or an error outside of tests, fails the run without failing a test.
    const uncounted = code !== 0 && failed === 0 ? 1 : 0;
    return counted(passed, failed + uncounted, skipped > 0 ? `${skipped} skipped` : '');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
