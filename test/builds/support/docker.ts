import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { currentEngine } from './engine.ts';

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs docker to its end; a failing command is a result.
 * @param onOutput reads the output as bytes instead of collecting it
 * @param timeoutMs after which it is killed, and has failed
 */
export async function docker(args: readonly string[], onOutput?: (stdout: Readable) => Promise<void>, timeoutMs?: number): Promise<Finished> {
  const { docker: program, env } = currentEngine();
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], ...(timeoutMs && { timeout: timeoutMs, killSignal: 'SIGKILL' as const }) });
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  const output = onOutput ? onOutput(child.stdout).then(() => '') : collect(child.stdout);
  const [stdout, stderr, code] = await Promise.all([output, collect(child.stderr), exited]);
  return { code, stdout, stderr };
}

/** @throws with docker's own words where it fails */
export async function dockerOutput(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await docker(args);
  if (code !== 0) throw new Error(`docker ${args.join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}

async function collect(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) text += String(chunk);
  return text;
}
