import { Failure } from '../lib/failure.mjs';
import { findProgram } from '../lib/findProgram.mjs';
import { run } from '../lib/processes.mjs';
import { isDebian } from './debianSource.mjs';
import { startOwnEngine } from './ownEngine.mjs';
import { oldestBuildx } from './versions.mjs';

/**
 * The engine to build with: the one that runs already where it is new enough, else one that is started here, which takes Debian
 * and root. Throws a Failure that says what to do: nothing is ever skipped for want of an engine.
 * Returns the docker program, the environment to call it with, whether it is our own, and its versions.
 */
export async function findEngine() {
  const users = await usersEngine();
  if (users.engine) return withVersions({ ...users.engine, isOwn: false });
  if (!isDebian() || process.getuid?.() !== 0) {
    throw new Failure(
      `No Docker engine can be used (${users.why}), and one is started only on Debian and as root: ` +
        `start Docker with buildx ${oldestBuildx.join('.')} or later, or run this in a Debian container as root.`,
    );
  }
  console.log(`Starting an engine (${users.why}).`);
  return withVersions({ ...(await startOwnEngine()), isOwn: true });
}

async function usersEngine() {
  const docker = findProgram('docker');
  if (!docker) return { why: 'docker is not installed' };
  const info = await run(docker, ['info', '--format', '{{.ServerVersion}}'], { capture: true, timeoutMs: 15_000 });
  if (info.code !== 0) return { why: '`docker info` fails, so no engine runs' };
  const buildx = await run(docker, ['buildx', 'version'], { capture: true, timeoutMs: 15_000 });
  const version = /v?(\d+)\.(\d+)/.exec(buildx.output);
  if (buildx.code !== 0 || !version) return { why: 'docker has no buildx' };
  const [major, minor] = [Number(version[1]), Number(version[2])];
  if (major < oldestBuildx[0] || (major === oldestBuildx[0] && minor < oldestBuildx[1])) {
    return { why: `buildx ${major}.${minor} is too old` };
  }
  return { engine: { docker, env: {} } };
}

/** The builder of the engine itself: what another one builds is not in the engine, where it is run. */
async function withVersions(engine) {
  const env = { ...engine.env, BUILDX_BUILDER: 'default', BUILDKIT_PROGRESS: 'plain' };
  const ask = async (...args) => (await run(engine.docker, args, { capture: true, env: { ...process.env, ...env } })).output.trim();
  const server = await ask('version', '--format', '{{.Server.Version}}');
  const buildx = /(\d+\.\d+\.\d+)/.exec(await ask('buildx', 'version'))?.[1] ?? 'unknown';
  return { ...engine, env, versions: { docker: server, buildx } };
}
