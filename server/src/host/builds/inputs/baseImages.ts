import { execFile } from 'node:child_process';

/** References by the distribution grammar begin with a letter or digit: nothing else is asked for, so that none becomes an option. */
const REFERENCE = /^[A-Za-z0-9][\w.\-/:@]*$/;
const MOST_IMAGES = 200;
const AT_ONCE = 4;
const PATIENCE = 10_000;

/**
 * Ids of images in the engine at hand; null for those that are not there, and for all where the engine does not answer. A builder of its
 * own may take others: its steps name their digests.
 * @throws the signal's reason
 */
export async function imageIds(
  docker: string, names: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal,
): Promise<ReadonlyMap<string, string | null>> {
  const ids = new Map<string, string | null>(names.map((name) => [name, null]));
  const asked = [...ids.keys()].filter((name) => REFERENCE.test(name)).slice(0, MOST_IMAGES);
  if (asked.length === 0) return ids;
  const found = await inspect(docker, asked, env, signal);
  if (found.length === asked.length) asked.forEach((name, at) => ids.set(name, found[at]!));
  // Those that are missing are left out of the answer: only one by one can it be told which.
  else if (found.length > 0) for (const group of groups(asked, AT_ONCE)) await Promise.all(group.map(async (name) => ids.set(name, (await inspect(docker, [name], env, signal))[0] ?? null)));
  return ids;
}

function inspect(docker: string, names: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const args = ['image', 'inspect', '--format', '{{.Id}}', ...names];
    execFile(docker, args, { env, signal, timeout: PATIENCE, windowsHide: true, maxBuffer: 1_000_000 }, (_failure, stdout) => {
      if (signal.aborted) reject(signal.reason as Error);
      else resolve(stdout.split('\n').map((line) => line.trim()).filter((line) => /^[a-z0-9]+:[0-9a-f]{32,}$/.test(line)));
    });
  });
}

function groups<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, at * size + size));
}
