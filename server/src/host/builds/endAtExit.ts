import { spawnSync, type ChildProcess } from 'node:child_process';
import { systemProgram } from './systemProgram.ts';

const tasks = new Set<() => void>();

/** What ends a process without an `exit` event where nobody listens for it. Ctrl-C is left to who runs the build: it cancels. */
const SIGNALS = ['SIGTERM', 'SIGHUP'] as const;

/**
 * Does something when this process ends, whatever ends it but SIGKILL; what was asked for last comes first.
 * @param task waits for nothing: there is no later
 * @returns what calls it off
 */
export function atExit(task: () => void): () => void {
  if (tasks.size === 0) {
    process.on('exit', doAll);
    for (const signal of SIGNALS) process.on(signal, endBySignal);
  }
  tasks.add(task);
  return () => {
    if (!tasks.delete(task) || tasks.size > 0) return;
    process.off('exit', doAll);
    for (const signal of SIGNALS) process.off(signal, endBySignal);
  };
}

/** Kills the tree of a child when this process ends. @returns what calls that off */
export function endAtExit({ pid }: ChildProcess): () => void {
  return pid === undefined ? () => undefined : atExit(() => killTree(pid));
}

function endBySignal(signal: NodeJS.Signals): void {
  // Others listen, and decide what becomes of this process.
  if (process.listenerCount(signal) > 1) return;
  doAll();
  process.off(signal, endBySignal);
  process.kill(process.pid, signal);
}

function doAll(): void {
  for (const task of [...tasks].reverse()) {
    try {
      task();
    } catch {
      // Gone already, or out of reach: the others still have to be done.
    }
  }
  tasks.clear();
}

function killTree(pid: number): void {
  if (process.platform === 'win32') spawnSync(systemProgram('taskkill.exe'), ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true, timeout: 5_000 });
  else process.kill(-pid, 'SIGKILL');
}
