import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { runInBrowser, whyNoBrowser } from './browserHost.mjs';
import { runOnDesktop, whyNoDesktop } from './desktopHost.mjs';
import { temporaryFolder } from './temporaryFolder.mjs';

let chosen;

/**
 * Runs a module that exports `run()` inside a real VS Code: the desktop one where it can be downloaded and shown,
 * otherwise VS Code in a browser. No host at all is a Failure, never a skipped test.
 * DRYDOCK_VSCODE_HOST=desktop|browser asks for one of them.
 *
 * @param options.label          a name for messages
 * @param options.testsPath      the module
 * @param options.workspace      a folder or a .code-workspace file
 * @param options.extensionPath  the extension in development; leave it out to test an installed package
 * @param options.vsix           a package to install first
 * @param options.trusted        false: the workspace opens in Restricted Mode
 * @param options.env            added to the environment of the tests; DRYDOCK_TEST_RESULTS is where they write their counts
 * @returns the host, VS Code's exit code, the counts the module wrote (undefined when it wrote none), and the log
 */
export async function runInVSCode({ label, testsPath, workspace, extensionPath, vsix, trusted = true, env = {}, timeoutMs = 240_000 }) {
  if (!existsSync(testsPath)) throw new Failure(`${testsPath} is not built.`);
  chosen ??= chooseHost();
  const { host, runner } = await chosen;
  const scratch = temporaryFolder();
  try {
    const results = join(scratch.path, 'results.json');
    const options = {
      ...{ label, testsPath, workspace, vsix, trusted, timeoutMs },
      extensionPath: extensionPath ?? (await emptyExtension(scratch.path)),
      env: { ...env, DRYDOCK_TEST_RESULTS: results, DRYDOCK_TEST_HOST: host },
    };
    const outcome = await runner(options);
    return { ...outcome, counts: await readCounts(results) };
  } finally {
    await scratch.remove();
  }
}

/** The host that tests will use, as text. Throws a Failure when there is none. */
async function chooseHost() {
  const wanted = process.env.DRYDOCK_VSCODE_HOST;
  const reasons = [];
  if (wanted !== 'browser') {
    const why = await whyNoDesktop();
    if (!why) return { host: 'desktop', runner: runOnDesktop };
    reasons.push(`desktop: ${why}`);
  }
  if (wanted !== 'desktop') {
    const why = whyNoBrowser();
    if (!why) return { host: 'browser', runner: runInBrowser };
    reasons.push(`browser: ${why}`);
  }
  throw new Failure(`No VS Code can run here.\n${reasons.map((reason) => `  ${reason}`).join('\n')}`);
}

/** VS Code runs a test module only beside an extension in development. This one does nothing, so the installed one is tested. */
async function emptyExtension(folder) {
  const path = join(folder, 'nothing');
  await mkdir(path);
  const manifest = { name: 'nothing', publisher: 'drydock-tests', version: '0.0.1', engines: { vscode: '^1.91.0' } };
  await writeFile(join(path, 'package.json'), JSON.stringify(manifest));
  return path;
}

async function readCounts(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
