// What action.yml starts: builds the command line where it is not built yet, then scans the checked-out repository.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { inRepository } from '../lib/repository.mjs';
import { runAction } from './runAction.mjs';

const OLDEST_NODE = 20;

const log = (text) => process.stdout.write(text);

function node(args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], shell: false });
    child.once('error', (error) => {
      log(`::error title=Drydock::Drydock could not be started in ${JSON.stringify(cwd ?? '.')}: ${error.code}.\n`);
      resolve(2);
    });
    child.once('close', (code) => resolve(code ?? 2));
  });
}

/** The repository holds no built files: the first step of a job builds them, later ones find them. */
async function build() {
  if (existsSync(inRepository('dist', 'cli.js'))) return true;
  log('::group::Building Drydock\n');
  const code = await node([inRepository('scripts', 'build.mjs')], inRepository());
  log('::endgroup::\n');
  if (code !== 0) log('::error title=Drydock::Drydock could not be built: see the log of this step.\n');
  return code === 0;
}

async function main() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE) {
    log(`::error title=Drydock::Drydock needs Node ${OLDEST_NODE} or later, and here is ${process.version}: put actions/setup-node in front of this step.\n`);
    return 2;
  }
  if (!(await build())) return 2;
  const scan = (args, folder) => node([inRepository('dist', 'cli.js'), ...args], folder);
  return runAction({ environment: process.env, scan, log });
}

process.exitCode = await main();
