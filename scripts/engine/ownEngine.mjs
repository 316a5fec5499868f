import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { onDispose } from '../lib/cleanup.mjs';
import { Failure } from '../lib/failure.mjs';
import { run, startTree } from '../lib/processes.mjs';
import { stopwatch } from '../lib/stopwatch.mjs';
import { enginePrograms } from './enginePrograms.mjs';

/** Short, since sockets lie below it, and on a disk, since images do. Both names end with the process that they belong to. */
const place = '/var/tmp';
const folderName = /^drydock-engine-(\d+)$/;
const bridgeName = /^drydock(\d+)$/;
const startTimeoutMs = 60_000;

/**
 * Starts an engine that shares nothing with another one on the machine: its own data, socket, configuration and bridge. It
 * makes no firewall rules, so builds reach the network by `--network host` only. It ends with this process, however that ends.
 * Returns the docker program and the environment to call it with.
 */
export async function startOwnEngine() {
  const programs = await enginePrograms();
  await removeLeftovers(programs);
  const elapsed = stopwatch();
  const folder = join(place, `drydock-engine-${process.pid}`);
  const bridge = `drydock${process.pid}`;
  onDispose(() => remove(programs, folder, bridge));
  await mkdir(join(folder, 'config'), { recursive: true });
  const plugins = { cliPluginsExtraDirs: [join(programs, 'usr/libexec/docker/cli-plugins')] };
  await writeFile(join(folder, 'config', 'config.json'), JSON.stringify(plugins));
  await link(programs, ['add', 'name', bridge, 'type', 'bridge']);
  await startDaemon(programs, folder, bridge);
  console.log(`Started an engine in ${elapsed()}.`);
  return {
    docker: join(programs, 'usr/bin/docker'),
    env: { DOCKER_HOST: `unix://${folder}/docker.sock`, DOCKER_CONFIG: join(folder, 'config') },
  };
}

/** In a mount namespace of its own its mounts go with it; `setpriv` ends it where this process is killed outright. */
async function startDaemon(programs, folder, bridge) {
  const args = [
    ...['--pdeathsig', 'TERM', 'unshare', '--mount', join(programs, 'usr/sbin/dockerd')],
    ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '--pidfile', join(folder, 'pid')],
    ...['--host', `unix://${folder}/docker.sock`, '--config-file', join(folder, 'daemon.json'), '--bridge', bridge],
    ...['--iptables=false', '--ip6tables=false', '--ip-forward=false', '--userland-proxy=false'],
  ];
  await writeFile(join(folder, 'daemon.json'), '{}');
  const path = ['usr/bin', 'usr/sbin'].map((one) => join(programs, one)).concat(process.env.PATH).join(':');
  const { child, exited } = startTree('setpriv', args, { env: { ...process.env, PATH: path }, cwd: folder });
  let log = '';
  const ready = new Promise((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        log = (log + text).slice(-20_000);
        if (log.includes('API listen')) resolve(true);
      });
    }
  });
  const late = new Promise((resolve) => setTimeout(resolve, startTimeoutMs, false).unref());
  if (!(await Promise.race([ready, late, exited.then(() => false)]))) throw new Failure(`The engine did not start:\n${log.slice(-3000)}`);
}

async function remove(programs, folder, bridge) {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  if (existsSync(`/sys/class/net/${bridge}`)) await link(programs, ['delete', bridge]);
}

/** What runs that were killed outright left behind. An engine that still ends is left alone until the next time. */
async function removeLeftovers(programs) {
  const stale = (names, pattern) => names.map((name) => pattern.exec(name)?.[1]).filter((pid) => pid && !isRunning(Number(pid)));
  const pids = new Set([...stale(readdirSync(place), folderName), ...stale(readdirSync('/sys/class/net'), bridgeName)]);
  for (const pid of pids) {
    const folder = join(place, `drydock-engine-${pid}`);
    const daemon = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => '0'));
    if (!daemon || !(await isDaemon(daemon))) await remove(programs, folder, `drydock${pid}`);
  }
}

async function isDaemon(pid) {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return basename(command.split('\0')[0]) === 'dockerd';
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** busybox brings `ip`, which a minimal Debian lacks. */
async function link(programs, args) {
  const { code, output } = await run(join(programs, 'bin/busybox'), ['ip', 'link', ...args], { capture: true });
  if (code !== 0) throw new Failure(`"ip link ${args.join(' ')}" failed: ${output.trim()}`);
}
