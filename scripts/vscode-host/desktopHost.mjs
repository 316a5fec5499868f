import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { run, startTree } from '../lib/processes.mjs';
import { cacheRoot } from './cacheFolder.mjs';
import { editorEnvironment } from './environment.mjs';
import { quietSettings } from './quietSettings.mjs';
import { temporaryFolder } from './temporaryFolder.mjs';
import { testOutput } from './testOutput.mjs';
import { desktopVersion } from './versions.mjs';
import { openDisplay, whyNoDisplay } from './virtualDisplay.mjs';

const updateService = 'https://update.code.visualstudio.com/api/releases/stable';
const windows = process.platform === 'win32';

/** Says why desktop VS Code cannot be downloaded or shown here, or undefined. */
export async function whyNoDesktop() {
  try {
    const answer = await fetch(updateService, { signal: AbortSignal.timeout(5000) });
    if (!answer.ok) return `VS Code cannot be downloaded (${updateService} answered ${answer.status})`;
  } catch (error) {
    return `VS Code cannot be downloaded (${updateService}: ${error.cause?.code ?? error.message})`;
  }
  return whyNoDisplay();
}

/**
 * Runs a test module in desktop VS Code, downloaded once by @vscode/test-electron. That package's own runner always
 * switches workspace trust off, so only its download is used and VS Code is started here.
 */
export async function runOnDesktop({ extensionPath, testsPath, workspace, trusted, vsix, env, timeoutMs }) {
  const { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, SilentReporter } = await import('@vscode/test-electron');
  const executable = await downloadAndUnzipVSCode({ version: desktopVersion, cachePath: cacheRoot, reporter: new SilentReporter() });
  const data = temporaryFolder();
  const folders = [`--user-data-dir=${join(data.path, 'u')}`, `--extensions-dir=${join(data.path, 'e')}`];
  const display = await openDisplay();
  const environment = editorEnvironment({ ...display.env, ...env });
  try {
    await mkdir(join(data.path, 'u', 'User'), { recursive: true });
    await writeFile(join(data.path, 'u', 'User', 'settings.json'), JSON.stringify(quietSettings));
    const [cli, ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
    if (vsix) await installPackage(cli, [...cliArgs, ...folders, '--install-extension', vsix], environment);
    const args = [
      workspace,
      ...['--no-sandbox', '--disable-gpu-sandbox', '--disable-updates', '--skip-welcome', '--skip-release-notes'],
      ...(trusted ? ['--disable-workspace-trust'] : []),
      ...folders,
      `--extensionDevelopmentPath=${extensionPath}`,
      `--extensionTestsPath=${testsPath}`,
    ];
    return { host: `desktop (VS Code ${desktopVersion})`, ...(await runToEnd(executable, args, environment, timeoutMs)) };
  } finally {
    await display.stop();
    await data.remove();
  }
}

async function runToEnd(executable, args, env, timeoutMs) {
  const output = testOutput();
  const { child, exited, stop } = startTree(executable, args, { env });
  child.stdout.setEncoding('utf8').on('data', output.add);
  child.stderr.setEncoding('utf8').on('data', output.add);
  const timeout = new Promise((resolve) => {
    setTimeout(resolve, timeoutMs, { code: null, error: new Error(`no result in ${timeoutMs / 1000} s`) }).unref();
  });
  const { code, error } = await Promise.race([exited, timeout]);
  await stop();
  return { code, why: error?.message, log: output.all() };
}

async function installPackage(cli, args, env) {
  // code.cmd needs a shell on Windows, where each argument is quoted for it.
  const quoted = windows ? args.map((argument) => `"${argument}"`) : args;
  const result = await run(windows ? `"${cli}"` : cli, quoted, { capture: true, env, shell: windows, timeoutMs: 120_000 });
  if (result.code !== 0) throw new Failure(`VS Code did not install the package: ${result.error?.message ?? result.output}`);
}
