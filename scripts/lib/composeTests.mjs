import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findCompose } from '../engine/findCompose.mjs';
import { temporaryFolder } from '../vscode-host/temporaryFolder.mjs';
import { counted } from './counts.mjs';
import { run } from './processes.mjs';
import { inRepository, root } from './repository.mjs';

/**
 * Lets `docker compose config` judge every edit of compose files: what it loads before and after differs in what was meant, and in
 * nothing else. Throws a Failure where there is no compose. A test that is skipped counts as failed, but for those that `-t` leaves out.
 */
export async function runComposeTests(filter = []) {
  const { command, version } = await findCompose();
  const file = join(temporaryFolder().path, 'results.json');
  const vitest = inRepository('node_modules', 'vitest', 'vitest.mjs');
  const config = inRepository('test', 'compose', 'vitest.config.mts');
  const args = [vitest, 'run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...filter];
  const { code } = await run(process.execPath, args, { cwd: root, env: { ...process.env, DRYDOCK_COMPOSE: JSON.stringify(command) } });
  const results = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
  const passed = results.numPassedTests ?? 0;
  const skipped = filter.includes('-t') ? 0 : (results.numPendingTests ?? 0) + (results.numTodoTests ?? 0);
  const failed = (results.numFailedTests ?? 0) + skipped;
  // A file that does not load, or an error outside of tests, fails the run without failing a test; so does a run of nothing.
  const uncounted = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
  return counted(passed, failed + uncounted, `compose ${version}`);
}
