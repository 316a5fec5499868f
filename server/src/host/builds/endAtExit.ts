import { spawnSync, type ChildProcess } from 'node:child_process';
import { systemProgram } from './systemProgram.ts';

const children = new Set<ChildProcess>();

/** What ends a process without an `exit` event where nobody listens for it. Ctrl-C is left to who runs the build: it cancels. */
const SIGNALS = ['SIGTERM', 'SIGHUP'] as const;

/** Kills the tree of a child when this process ends, whatever ends it but SIGKILL. @returns what calls that off */
export function endAtExit(child: ChildProcess): () => void {
  if (children.size === 0) {
    process.on('exit', endAll);
    for (const signal of SIGNALS) process.on(signal, endBySignal);
  }
  children.add(child);
  return () => {
    if (!children.delete(child) || children.size > 0) return;
    process.off('exit', endAll);
    for (const signal of SIGNALS) process.off(signal, endBySignal);
  };
}

function endBySignal(signal: NodeJS.Signals): void {
  // Others listen, and decide what becomes of this process.
  if (process.listenerCount(signal) > 1) return;
  endAll();
  process.off(signal, endBySignal);
  process.kill(process.pid, signal);
}

function endAll(): void {
  for (const { pid } of children) {
    if (pid === undefined) continue;
    try {
      if (process.platform === 'win32') spawnSync(systemProgram('taskkill.exe'), ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true, timeout: 5_000 });
      else process.kill(-pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }
}
