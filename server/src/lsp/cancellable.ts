import type { CancellationToken } from 'vscode-languageserver';

/** The signal of a request's token, for as long as the request is answered. */
export function cancellable(token: CancellationToken): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  const subscription = token.onCancellationRequested(() => controller.abort());
  return { signal: controller.signal, dispose: () => subscription.dispose() };
}
