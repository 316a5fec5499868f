import { spawn, spawnSync } from 'node:child_process';
import { onDispose } from './cleanup.mjs';

const windows = process.platform === 'win32';

/** A program and its arguments as one line for messages. */
export const commandLine = (file, args) => [file, ...args].join(' ');

/**
 * Starts a program that leads its own process group, so that it can be stopped with everything it started.
 * It is stopped when the script ends, whatever the reason.
 * Returns the child, a promise of its exit code (or the error why it did not start), and `stop()`.
 */
export function startTree(file, args, options = {}) {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options, detached: !windows });
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, error }));
    child.once('exit', (code, signal) => resolve({ code: code ?? (signal ? 128 : 1), signal }));
  });
  const stop = onDispose(() => stopTree(child, exited));
  void exited.then(({ error }) => error && stop());
  return { child, exited, stop };
}

async function stopTree(child, exited) {
  if (child.pid === undefined) return;
  signalTree(child.pid, 'SIGTERM');
  const patience = new Promise((resolve) => setTimeout(resolve, 3000, 'late').unref());
  await Promise.race([exited, patience]);
  signalTree(child.pid, 'SIGKILL'); // the leader may be gone while its children are not
}

function signalTree(pid, signal) {
  if (windows) {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * Runs a program to its end. `capture: true` keeps its output quiet and returns it, otherwise it goes to the terminal.
 * Never throws for a failing program: `code` is what it returned, or null with `error` when it could not start.
 */
export async function run(file, args, { capture = false, timeoutMs = 0, ...options } = {}) {
  const stdio = capture ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'];
  const { child, exited, stop } = startTree(file, args, { ...options, stdio });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
  const closed = new Promise((resolve) => child.once('close', resolve));
  let timedOut = false;
  const timer = timeoutMs > 0 && setTimeout(() => ((timedOut = true), void stop()), timeoutMs);
  const { code, error } = await exited;
  if (!error && capture) await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
  clearTimeout(timer || undefined);
  await stop();
  return { code, error, output, timedOut };
}
