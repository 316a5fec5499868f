import { fork } from 'node:child_process';
import { mkdtemp, open, rm, writeFile, mkdir, realpath } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Served } from './progressServer.ts';
import { WARM_UP, type ReportStream } from './progressStreams.ts';

export interface ServedBuild extends Served {
  /** Messages for the editor, and megabytes of them. */
  readonly messages: number;
  readonly sent: number;
}

/** Plays docker: tells a version and a plan, and writes a stream as fast as it is read. */
const DOCKER = `#!/bin/sh
folder=$(dirname "$0")
case "$*" in
*version) echo 'Docker Compose version v2.40.3' ;;
*--print*) cat "$folder/plan.json" ;;
*' build warm') cat "$folder/warm" ;;
*' build app') cat "$folder/app"; echo '{"id":"app","status":"Built"}' >&2 ;;
*) exit 1 ;;
esac
`;

/**
 * Has a stream followed by a process of its own, as the server follows a build, with all that it tells the editor. POSIX only, since nothing
 * else starts a script that plays docker.
 */
export async function buildInServer(stream: ReportStream): Promise<ServedBuild> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'drydock-progress-')));
  try {
    const workspace = path.join(folder, 'workspace');
    await mkdir(workspace);
    await writeFile(path.join(workspace, 'Dockerfile'), 'FROM debian:bookworm\n');
    await writeFile(path.join(folder, 'docker'), DOCKER, { mode: 0o755 });
    await writeFile(path.join(folder, 'plan.json'), JSON.stringify({ group: { default: { targets: ['app'] } }, target: { app: { context: workspace, dockerfile: 'Dockerfile' } } }));
    await writeStream(path.join(folder, 'warm'), WARM_UP);
    await writeStream(path.join(folder, 'app'), stream);
    return await follow(folder, workspace);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeStream(file: string, stream: ReportStream): Promise<void> {
  const handle = await open(file, 'w');
  let held = '';
  for (const line of stream.lines()) {
    held += line;
    if (held.length < 1_000_000) continue;
    await handle.write(held);
    held = '';
  }
  await handle.write(held);
  await handle.close();
}

function follow(folder: string, workspace: string): Promise<ServedBuild> {
  const [script] = process.argv.slice(1);
  const env = { ...process.env, XDG_STATE_HOME: path.join(folder, 'state') };
  const child = fork(script!, [], { env, execArgv: ['--expose-gc'] });
  let [messages, sent] = [0, 0];
  return new Promise((resolve, reject) => {
    child.on('message', (message: { readonly served?: Served }) => {
      if (message.served) {
        resolve({ ...message.served, messages, sent: sent / 1_048_576 });
        child.disconnect();
        return;
      }
      messages++;
      sent += JSON.stringify(message).length;
    });
    child.on('exit', (code) => reject(new Error(`The process that follows the build ended (${code}).`)));
    child.send({ docker: path.join(folder, 'docker'), workspace });
  });
}
