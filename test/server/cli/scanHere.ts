import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import { runCli, type CliProcess } from '../../../server/src/cli/run.ts';

/** One finding, a warning that is fixed safely. */
export const PIP = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nUSER 1000\n';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** A folder of its own that is gone after the test. */
export async function workspace(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'drydock-cli-')));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  await write(folder, files);
  return folder;
}

export async function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export async function scanHere(cwd: string, args: readonly string[] = [], parts: Partial<CliProcess> = {}): Promise<Ran> {
  let out = '';
  let error = '';
  const own = { out: (text: string) => void (out += text), error: (text: string) => void (error += text), environment: process.env };
  const code = await runCli(['scan', ...args], { cwd, hasColours: false, ...own, ...parts });
  return { code, out, error };
}

/** The parts of the JSON report that tests look at. */
export interface Told {
  readonly files: readonly { readonly path: string; readonly findings: readonly { readonly rule: string; readonly severity: string; readonly fingerprint: string }[] }[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly summary: Readonly<Record<string, number>>;
  readonly baseline?: { readonly known: number; readonly gone: readonly unknown[]; readonly written: string | null };
}

export async function told(cwd: string, args: readonly string[] = [], parts: Partial<CliProcess> = {}): Promise<Told> {
  const { out, error } = await scanHere(cwd, ['--format=json', ...args], parts);
  if (out === '') throw new Error(error);
  return JSON.parse(out) as Told;
}

export async function pathsTold(cwd: string, args: readonly string[] = [], parts: Partial<CliProcess> = {}): Promise<readonly string[]> {
  return (await told(cwd, args, parts)).files.map((file) => file.path);
}
