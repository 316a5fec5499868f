import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Taken } from './report.ts';
import { sizeOf, writeWorkspace, type WorkspaceSize } from './workspace.ts';

/**
 * What a scan of a whole workspace takes: by the command line as it ships and as a function, beside bare parsing of the same files in a process
 * of its own. Budgets: ten seconds of processor time for 1,000 files and 60 for 10,000, 300 MB whatever the size; wall time is told with the
 * machine's load, since it says as much about that.
 */
const WORKSPACES: readonly { readonly name: string; readonly size: WorkspaceSize }[] = [
  { name: '500 Dockerfiles and 100 compose files', size: { dockerfiles: 500, composeFiles: 100 } },
  { name: '1,000 files', size: sizeOf(1_000) },
  { name: '10,000 files', size: sizeOf(10_000) },
];
const MEGABYTES = 300;

/** Milliseconds for so many files: each budget that is given, with what lies between them on a line. */
function budgetFor(files: number): number {
  return files <= 1_000 ? 10_000 : 10_000 + ((files - 1_000) / 9_000) * 50_000;
}

async function main(): Promise<void> {
  const sizes = process.argv.slice(2).map(Number).filter((size) => size > 0);
  const workspaces = sizes.length > 0 ? sizes.map((size) => ({ name: `${size} files`, size: sizeOf(size) })) : WORKSPACES;
  for (const { name, size } of workspaces) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-scan-'));
    try {
      await measure(name, size, folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function measure(name: string, size: WorkspaceSize, folder: string): Promise<void> {
  const root = path.join(folder, 'workspace');
  await mkdir(path.join(root, '.git'), { recursive: true });
  const files = await writeWorkspace(root, size);
  await writeFile(path.join(folder, 'files.json'), JSON.stringify(files.map(({ path: file, language }) => ({ path: file, language }))));
  const count = files.length;
  console.log(`${name} (load ${os.loadavg()[0]!.toFixed(1)})`);
  const floor = await run('floor', [root]);
  tell('bare parsing', floor, count, floor);
  const budget = budgetFor(count);
  for (const [title, program, format] of [['command line, text', 'command', 'text'], ['command line, JSON', 'command', 'json'], ['as a function', 'function', 'json']] as const) {
    const taken = await run(program, [root, format, CLI]);
    tell(title, taken, count, floor);
    if (taken.processor <= budget && taken.memory <= MEGABYTES) continue;
    process.exitCode = 1;
    console.log(`    over the budget of ${(budget / 1000).toFixed(0)} s of processor time and ${MEGABYTES} MB`);
  }
}

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** Runs one of the programs beside this one, and reads what it took; its output is taken and thrown away. */
async function run(program: 'floor' | 'function' | 'command', args: readonly string[]): Promise<Taken> {
  const script = fileURLToPath(new URL(`bench-scan-${program}.mjs`, import.meta.url));
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
  child.stdout!.resume();
  const pieces: Buffer[] = [];
  child.stdio[3]!.on('data', (piece: Buffer) => pieces.push(piece));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0 && code !== 1) throw new Error(`${program} ended with ${code}.`);
  return JSON.parse(Buffer.concat(pieces).toString()) as Taken;
}

function tell(title: string, { processor, wall, memory }: Taken, files: number, floor: Taken): void {
  const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;
  const ratio = title === 'bare parsing' ? '' : `, ${(processor / floor.processor).toFixed(2)} times bare parsing`;
  console.log(`  ${title}: ${seconds(processor)} of processor time${ratio}, ${seconds(wall)} in all, ${(files / (processor / 1000)).toFixed(0)} files per second of processor, ${memory.toFixed(0)} MB at most`);
}

await main();
