import { createHash } from 'node:crypto';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { npm } from '../lib/npm.mjs';
import { run } from '../lib/processes.mjs';
import { stopwatch } from '../lib/stopwatch.mjs';
import { cachedFolder } from './cacheFolder.mjs';
import { codeServer, serverNode } from './versions.mjs';

/**
 * Fetches what the browser-hosted VS Code consists of, once.
 * Returns the Node.js to run it with and the folder of VS Code's server.
 */
export async function browserParts() {
  const node = await nodeForServer();
  const folder = await cachedFolder(`code-server-${codeServer.version}`, async (draft) => {
    console.log(`Fetching VS Code ${codeServer.vscode} for the browser…`);
    const elapsed = stopwatch();
    await unpack(codeServer, draft);
    const server = join(draft, 'package', 'lib', 'vscode');
    // Not `npm ci`: the shrinkwrap in the package does not match its package.json in every entry.
    await npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: server });
    await replaceWatchdog(server);
    console.log(`Fetched VS Code in ${elapsed()}.`);
  });
  return { node, server: join(folder, 'package', 'lib', 'vscode') };
}

async function nodeForServer() {
  if (Number(process.versions.node.split('.')[0]) === serverNode.major) return process.execPath;
  const folder = await cachedFolder(`node-${serverNode.version}-${process.platform}-${process.arch}`, async (draft) => {
    console.log(`Fetching Node.js ${serverNode.version} for it…`);
    await unpack(serverNode, draft);
  });
  const file = join(folder, 'package', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (process.platform !== 'win32') await chmod(file, 0o755);
  return file;
}

async function unpack({ name, version, integrity }, folder) {
  await npm(['pack', `${name}@${version}`, '--silent', '--pack-destination', folder], { cwd: folder });
  const archive = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
  if (!archive) throw new Failure(`npm did not deliver ${name}@${version}.`);
  if (integrity) await verify(join(folder, archive), integrity);
  const { code, error, output } = await run('tar', ['-xzf', archive], { cwd: folder, capture: true });
  if (code !== 0) throw new Failure(`Unpacking ${archive} failed: ${error?.message ?? output}`);
  await rm(join(folder, archive));
}

async function verify(file, integrity) {
  const found = `sha512-${createHash('sha512').update(await readFile(file)).digest('base64')}`;
  if (found !== integrity) throw new Failure(`${file} is not the file it should be (${found}).`);
}

/**
 * The extension host watches its parent with a native module, so that it ends with it. This does the same in
 * JavaScript, which saves a compiler. Every other native module is optional to VS Code (it logs that they are missing).
 */
async function replaceWatchdog(server) {
  const text = `exports.start = (pid) => {
  setInterval(() => {
    try { process.kill(pid, 0); } catch { process.exit(87); }
  }, 1000).unref();
};
exports.exit = (code) => process.exit(code || 0);
`;
  await writeFile(join(server, 'node_modules', '@vscode', 'native-watchdog', 'index.js'), text);
}
