import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const command = JSON.parse(process.env['DRYDOCK_COMPOSE'] ?? 'null') as readonly [string, ...string[]] | null;

/** What compose makes of files: its own normal form as data, or what it says against them. */
export type Loaded = { readonly config: unknown } | { readonly refused: string };

/** Files by their paths below the project's folder. */
export type Files = ReadonlyMap<string, string>;

/**
 * Loads a project with the real compose, every profile active, in a folder that holds just these files.
 * @param project its files, weakest first
 */
export async function loadProject(files: Files, project: readonly string[]): Promise<Loaded> {
  if (command === null) throw new Error('These tests are run by `npm run test:compose`, which finds docker compose.');
  const root = await mkdtemp(path.join(tmpdir(), 'drydock-compose-'));
  try {
    for (const [name, text] of files) {
      const full = path.join(root, name);
      await mkdir(path.dirname(full), { recursive: true });
      await writeFile(full, text);
    }
    return await config(command, root, project);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Nothing of this machine's environment gets into a project. */
const env = { PATH: process.env['PATH'], HOME: tmpdir() };

async function config([file, ...first]: readonly string[], cwd: string, project: readonly string[]): Promise<Loaded> {
  const named = project.flatMap((name) => ['-f', name]);
  const args = [...first, '-p', 'judged', '--profile', '*', ...named, 'config', '--format', 'json', '--no-path-resolution'];
  return new Promise((resolve, reject) => {
    execFile(file!, args, { cwd, env, maxBuffer: 64_000_000, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error && (error.killed || typeof error.code !== 'number')) reject(error);
      else if (error) resolve({ refused: lastLine(stderr).replaceAll(cwd, '.') });
      else resolve({ config: withReplicas(JSON.parse(stdout) as Project) });
    });
  });
}

interface Project {
  readonly services?: Record<string, { scale?: number; deploy?: { replicas?: number } }>;
}

/** Compose shows `scale` as the replicas of `deploy` as well, but only where there is a `deploy` for another reason. */
function withReplicas(project: Project): Project {
  for (const service of Object.values(project.services ?? {})) {
    if (service.scale !== undefined) service.deploy = { ...service.deploy, replicas: service.scale };
  }
  return project;
}

/** Warnings about variables come before. */
function lastLine(text: string): string {
  return text.split('\n').filter((line) => line.trim() !== '' && !/level=(?:warning|info)/.test(line)).join(' ').trim();
}
