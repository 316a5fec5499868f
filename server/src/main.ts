/** Server and command line in one bundle, since most of each is the engine that they share; what only one of them needs is loaded when it runs. */
export async function startServer(): Promise<void> {
  await import('./lsp/main.ts');
}

export async function runCommandLine(): Promise<void> {
  await import('./cli/main.ts');
}
