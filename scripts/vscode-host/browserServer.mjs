import { randomBytes } from 'node:crypto';
import { existsSync, symlinkSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { run, startTree } from '../lib/processes.mjs';
import { browserParts } from './browserParts.mjs';
import { editorEnvironment } from './environment.mjs';
import { temporaryFolder } from './temporaryFolder.mjs';

const startTimeoutMs = 60_000;

/** A path as the path of a URL: forward slashes, and a leading one before a Windows drive. */
const urlPath = (path) => {
  const slashed = path.replaceAll('\\', '/');
  return slashed.startsWith('/') ? slashed : `/${slashed}`;
};

/**
 * Starts VS Code's server on a free loopback port, guarded by a token since other users of the machine reach loopback too.
 *
 * @param options.trusted   false: folders open in Restricted Mode, as VS Code does with folders it has not seen
 * @param options.settings  user settings
 * @param options.vsix      a package to install beforehand
 * @param options.env       added to the environment of the extension host
 * @returns `pageUrl({ workspace, extensionPath, testsPath })`, `log()` with all output so far, `exited`, and `stop()`
 */
export async function startBrowserServer({ trusted = true, settings = {}, vsix, env = {} } = {}) {
  const { node, server } = await browserParts();
  const data = temporaryFolder();
  const folders = ['--server-data-dir', data.path, '--user-data-dir', join(data.path, 'u'), '--extensions-dir', join(data.path, 'e')];
  const main = join(server, 'out', 'server-main.js');
  await writeSettings(data.path, settings);
  if (vsix) await installPackage(node, main, folders, vsix);

  const token = randomBytes(16).toString('hex');
  const args = [
    main,
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token],
    ...['--accept-server-license-terms', '--disable-telemetry', '--enable-smoke-test-driver'],
    ...(trusted ? ['--disable-workspace-trust'] : []),
    ...folders,
  ];
  const tree = startTree(node, args, { env: editorEnvironment(env), cwd: data.path });
  let log = '';
  const port = await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Failure(`The browser-hosted VS Code did not start (${why}):\n${log.slice(-4000)}`));
    const timer = setTimeout(fail, startTimeoutMs, `no answer in ${startTimeoutMs / 1000} s`);
    const read = (text) => {
      log += text;
      const found = /listening on (\d+)/.exec(log);
      if (found) {
        clearTimeout(timer);
        resolve(Number(found[1]));
      }
    };
    tree.child.stdout.setEncoding('utf8').on('data', read);
    tree.child.stderr.setEncoding('utf8').on('data', read);
    void tree.exited.then(({ code, error }) => {
      clearTimeout(timer);
      fail(error?.message ?? `exit code ${code}`);
    });
  });
  const authority = `127.0.0.1:${port}`;
  return {
    dataPath: data.path,
    exited: tree.exited,
    log: () => log,
    pageUrl: ({ extensionPath, ...what }) =>
      pageUrl(authority, token, { ...what, extensionPath: extensionPath && linkTo(extensionPath, join(data.path, 'x')) }),
    async stop() {
      await tree.stop();
      await data.remove();
    },
  };
}

function pageUrl(authority, token, { workspace, extensionPath, testsPath }) {
  const remote = (path) => `vscode-remote://${authority}${urlPath(path)}`;
  const payload = [['skipWelcome', 'true'], ['skipReleaseNotes', 'true']];
  if (extensionPath) payload.push(['extensionDevelopmentPath', remote(extensionPath)]);
  if (testsPath) payload.push(['extensionTestsPath', remote(testsPath)]);
  const query = new URLSearchParams({ tkn: token });
  query.set(workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', urlPath(workspace));
  query.set('payload', JSON.stringify(payload));
  return `http://${authority}/?${query}`;
}

/**
 * The extension is loaded through a link. VS Code takes whatever lies in the folder of the extension in development as
 * part of it, and its own themes do (they are below .vscode-test): it would show the first of them instead of the user's.
 */
function linkTo(folder, link) {
  if (!existsSync(link)) symlinkSync(folder, link, 'junction');
  return link;
}

async function writeSettings(dataPath, settings) {
  const folder = join(dataPath, 'u', 'User');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

async function installPackage(node, main, folders, vsix) {
  const args = [main, '--accept-server-license-terms', '--disable-telemetry', ...folders, '--install-extension', vsix];
  const { code, output, error } = await run(node, args, { capture: true, timeoutMs: startTimeoutMs, env: editorEnvironment() });
  if (code !== 0) throw new Failure(`VS Code did not install ${vsix}: ${error?.message ?? output}`);
}
