import type * as vscode from 'vscode';

/** What a promise brings, or undefined as soon as somebody cancels: whoever works on it may be in the middle of a large file, and nobody waits for that. */
export function unlessCancelled<Value>(promise: Promise<Value>, token: vscode.CancellationToken): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const cancelled = token.onCancellationRequested(() => resolve(undefined));
    if (token.isCancellationRequested) resolve(undefined);
    // After a cancellation these settle nothing any more.
    void promise.then(resolve, reject).finally(() => cancelled.dispose());
  });
}
