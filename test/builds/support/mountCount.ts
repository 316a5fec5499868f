import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mustBuild, stepOf } from './build.ts';

/**
 * How many files a cache mount holds, counted by a later RUN with the same mount.
 * @param mount  its options as in the Dockerfile, without `type=cache`: BuildKit tells mounts apart by id, uid, gid and mode
 * @param mounts the namespace of the build that may have filled it
 * @param workdir of the RUN that it was in, which a relative target is below
 */
export async function countMountedFiles(mount: string, mounts: string, workdir: string): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'drydock-count-'));
  const target = /target=([^,]+)/.exec(mount)![1]!;
  const count = `echo "holds=$(find '${target}' -type f | wc -l)"`;
  const text = `FROM debian:bookworm-slim\nWORKDIR ${workdir}\nARG ASKED\nRUN --mount=type=cache,${mount} ${count}\n`;
  try {
    await writeFile(path.join(folder, 'Dockerfile'), text);
    const asked = await mustBuild({ folder, mounts, buildArgs: { ASKED: `${mounts} ${performance.now()}` } });
    return Number(/^holds=(\d+)$/m.exec(stepOf(asked, 'holds=').log)![1]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
