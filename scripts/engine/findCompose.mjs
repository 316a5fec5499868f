import { Failure } from '../lib/failure.mjs';
import { findProgram } from '../lib/findProgram.mjs';
import { run } from '../lib/processes.mjs';
import { isDebian } from './debianSource.mjs';
import { composeProgram } from './enginePrograms.mjs';
import { oldestCompose } from './versions.mjs';

/**
 * The compose that judges what fixes do to a project: the one that is installed where it is new enough, else Debian's, unpacked
 * into a cache folder. No engine is needed. Throws a Failure that says what to do: nothing is ever skipped for want of it.
 * Returns the command to call and its version.
 */
export async function findCompose() {
  const users = await usersCompose();
  if (users.command) return users;
  if (!isDebian()) {
    throw new Failure(`The fixes of compose files cannot be judged (${users.why}): install Docker with compose ${oldestCompose.join('.')} or later, or run this in a Debian container.`);
  }
  const command = [await composeProgram()];
  return { command, version: await versionOf(command) };
}

async function usersCompose() {
  const docker = findProgram('docker');
  const standalone = findProgram('docker-compose');
  const commands = [docker && [docker, 'compose'], standalone && [standalone]].filter(Boolean);
  if (commands.length === 0) return { why: 'docker is not installed' };
  for (const command of commands) {
    const version = await versionOf(command);
    const [major, minor] = (version ?? '').split('.').map(Number);
    if (major > oldestCompose[0] || (major === oldestCompose[0] && minor >= oldestCompose[1])) return { command, version };
  }
  return { why: 'the compose that is installed is too old or does not answer' };
}

async function versionOf([file, ...args]) {
  const { code, output } = await run(file, [...args, 'version', '--short'], { capture: true, timeoutMs: 15_000 });
  return code === 0 ? (/(\d+\.\d+\.\d+)/.exec(output)?.[1] ?? null) : null;
}
