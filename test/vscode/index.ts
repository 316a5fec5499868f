import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import { say } from './support/output.ts';
import { recordResults } from './support/results.ts';

/**
 * Runs one suite inside VS Code. DRYDOCK_TEST_SUITE names its folder; the workspace, its trust and the way the extension
 * came here (from this folder or as an installed package) are the caller's choice.
 */
export async function run(): Promise<void> {
  const suite = process.env['DRYDOCK_TEST_SUITE'] ?? 'suite';
  const folder = join(__dirname, suite);
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.js')).sort();
  if (files.length === 0) throw new Error(`There is no test in ${folder}.`);
  const mocha = new Mocha({ ui: 'tdd', timeout: 30_000, slow: 1_000, forbidOnly: true, forbidPending: true, reporter: 'base' });
  for (const file of files) mocha.addFile(join(folder, file));
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => recordResults(mocha.run(resolve)));
  if (failures > 0) {
    say(`${failures} failed.`);
    throw new Error(`${failures} tests failed in VS Code.`);
  }
}
