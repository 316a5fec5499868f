/**
 * `npm run test:builds`: lets docker compose judge the fixes of compose files, then proves those of Dockerfiles by real builds, on an
 * engine that is found or started, builds in a real VS Code, and prints what the fixes save.
 * `npm run test:builds -- --write` also keeps the table in server/docs/measured-builds.md.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runComposeTests } from './lib/composeTests.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { run } from './lib/processes.mjs';
import { inRepository, root } from './lib/repository.mjs';
import { stopwatch } from './lib/stopwatch.mjs';
import { baseImages, npmRegistry, toolVersions } from './engine/baseImages.mjs';
import { measuredPage, measuredTable, noiseLines } from './engine/buildTable.mjs';
import { findEngine } from './engine/findEngine.mjs';
import { temporaryFolder } from './vscode-host/temporaryFolder.mjs';

const page = inRepository('server', 'docs', 'measured-builds.md');

runMain(async () => {
  const [unknown] = process.argv.slice(2).filter((argument) => argument !== '--write');
  if (unknown) throw new Failure(`test:builds knows --write only, not ${unknown}.`);
  const elapsed = stopwatch();
  await ensureInstalled();
  const judged = await runComposeTests();
  const engine = await findEngine();
  const bases = await baseImages(engine);
  const folder = temporaryFolder();
  const files = { rows: join(folder.path, 'rows.jsonl'), results: join(folder.path, 'results.json') };
  const described = { docker: engine.docker, env: engine.env, bases, registry: await npmRegistry() };
  const { passed, failed } = await runTests(files, described);
  console.log('\nBuilds in VS Code, by mouse and keyboard');
  const clicked = await clickThroughBuilds(engine);
  const tools = await toolVersions(engine);
  const rows = (await readFile(files.rows, 'utf8').catch(() => '')).split('\n').filter(Boolean).map((line) => JSON.parse(line));
  console.log(`\n${measuredTable(rows)}\n\n${noiseLines(rows)}`);
  if (process.argv.includes('--write') && failed === 0) await writeFile(page, measuredPage(rows, engine, tools));
  console.log(`\nReal builds with Docker ${engine.versions.docker} in ${elapsed()}: ${passed} passed, ${failed} failed`);
  console.log(`Builds in VS Code (${clicked.note}): ${clicked.passed} passed, ${clicked.failed} failed`);
  console.log(`Compose files judged by ${judged.note}: ${judged.passed} passed, ${judged.failed} failed`);
  return failed === 0 && passed > 0 && judged.failed === 0 && clicked.failed === 0 ? 0 : 1;
});

/** Both load what `ensureInstalled` installs. */
async function clickThroughBuilds(engine) {
  const { buildAll } = await import('./lib/bundles.mjs');
  const { runBuildClicks } = await import('./lib/buildClicks.mjs');
  await buildAll();
  return runBuildClicks(engine);
}

/** Runs the cases with vitest. A test that is skipped counts as failed: nothing is left out in silence. */
async function runTests(files, engine) {
  const vitest = inRepository('node_modules', 'vitest', 'vitest.mjs');
  const config = inRepository('test', 'builds', 'vitest.config.mts');
  const args = [vitest, 'run', '--config', config, '--reporter=verbose', '--reporter=json', `--outputFile.json=${files.results}`];
  const env = { ...process.env, DRYDOCK_BUILD_ENGINE: JSON.stringify(engine), DRYDOCK_BUILD_ROWS: files.rows };
  const { code } = await run(process.execPath, args, { cwd: root, env });
  const results = JSON.parse(await readFile(files.results, 'utf8').catch(() => '{}'));
  const failed = (results.numFailedTests ?? 0) + (results.numPendingTests ?? 0) + (results.numTodoTests ?? 0);
  // A file that does not load, or an error outside of tests, fails the run without failing a test.
  return { passed: results.numPassedTests ?? 0, failed: code !== 0 && failed === 0 ? 1 : failed };
}
