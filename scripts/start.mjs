/**
 * `npm start [-- <folder>]`: installs, builds and opens VS Code with the extension loaded, on examples/homelab or the
 * folder given: the desktop VS Code where `code` is on the PATH, otherwise VS Code in the browser.
 * `npm start -- --check`: shows a first finding without a window and ends.
 */
import { existsSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isStopping } from './lib/cleanup.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { findProgram } from './lib/findProgram.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { run } from './lib/processes.mjs';
import { inRepository, root } from './lib/repository.mjs';
import { stopwatch } from './lib/stopwatch.mjs';
import { startBrowserServer } from './vscode-host/browserServer.mjs';
import { quietSettings } from './vscode-host/quietSettings.mjs';
import { runInVSCode } from './vscode-host/runInVSCode.mjs';

runMain(async () => {
  const { folder, check } = readArguments();
  await ensureInstalled();
  const elapsed = stopwatch();
  const { buildAll, editorTestsEntry } = await import('./lib/bundles.mjs');
  await buildAll();
  console.log(`Built in ${elapsed()}.`);
  if (check) return showFirstFinding(folder, editorTestsEntry('check'));
  const code = findProgram('code');
  return code ? openDesktop(code, folder) : serveBrowser(folder);
});

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options: { check: { type: 'boolean', default: false } }, allowPositionals: true });
    if (positionals.length > 1) throw new Error('one folder can be opened, not several');
    return { check: values.check, folder: existingFolder(positionals[0]) };
  } catch (error) {
    throw new Failure(`${error.message}\nUsage: npm start [-- <folder>] [-- --check]`);
  }
}

/** The folder to open. npm runs scripts in the repository, so a relative path counts from where npm was called. */
function existingFolder(given) {
  const folder = given ? resolve(process.env.INIT_CWD ?? process.cwd(), given) : inRepository('examples', 'homelab');
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Error(`${folder} is not a folder`);
  return folder;
}

async function openDesktop(code, folder) {
  const windows = process.platform === 'win32'; // code.cmd needs a shell, which needs quotes
  const quote = (text) => (windows ? `"${text}"` : text);
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, folder].map(quote);
  const result = await run(quote(code), args, { shell: windows, capture: true });
  if (result.code !== 0) throw new Failure(`"code" did not open: ${(result.error?.message ?? result.output).trim()}`);
  console.log(`Opened ${folder} in desktop VS Code with Drydock loaded from here.`);
  return 0;
}

async function serveBrowser(folder) {
  console.log('There is no "code" on the PATH, so VS Code comes in the browser.');
  const server = await startBrowserServer({ settings: { ...quietSettings, 'git.enabled': true } });
  console.log(`\nVS Code with Drydock on ${relative(root, folder) || folder}:\n\n  ${server.pageUrl({ workspace: folder, extensionPath: root })}\n`);
  console.log('Open this address in a browser on this machine. Ctrl+C stops it.');
  const { code } = await server.exited;
  if (isStopping()) return new Promise(() => {}); // the clean-up ends the script
  throw new Failure(`VS Code's server ended (exit code ${code}):\n${server.log().slice(-2000)}`);
}

async function showFirstFinding(folder, testsPath) {
  const elapsed = stopwatch();
  const result = await runInVSCode({ label: 'first finding', testsPath, workspace: folder, extensionPath: root, timeoutMs: 120_000 });
  console.log(`Host: ${result.host}, ${elapsed()} from launch to exit.`);
  if (result.code === 0) return 0;
  const reason = result.counts?.failures[0] ?? result.why ?? `exit code ${result.code}`;
  throw new Failure(`The end of VS Code's log:\n${result.log.slice(-3000)}\n\nNo finding was shown: ${reason}`);
}
