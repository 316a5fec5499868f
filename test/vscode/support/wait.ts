import * as vscode from 'vscode';

/**
 * Waits until a reading satisfies a condition and returns it. VS Code has no event for much of what a person sees, so
 * it is read again on each change of diagnostics and every 50 ms. Fails with what was read last.
 */
export async function until<T>(what: string, read: () => T | Promise<T>, holds: (value: T) => boolean, timeoutMs = 10_000): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms for ${what}; last seen: ${describe(value)}`);
    await nextChange(50);
  }
}

function nextChange(atMostMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      subscription.dispose();
      resolve();
    };
    const timer = setTimeout(done, atMostMs);
    const subscription = vscode.languages.onDidChangeDiagnostics(done);
  });
}

function describe(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
