import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createShellParser } from '../core/shell/shellParser.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';

const RUNTIME = 'web-tree-sitter.wasm';
const GRAMMAR = 'tree-sitter-bash.wasm';

let loading: Promise<ShellParser> | undefined;

/**
 * The shell parser, loaded once per process. A failed load is tried again on the next call.
 * @throws when the wasm files are missing or damaged
 */
export function loadShellParser(): Promise<ShellParser> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<ShellParser> {
  const [runtime, grammar] = await Promise.all([
    readFile(locate('web-tree-sitter', RUNTIME)),
    readFile(locate('tree-sitter-bash', GRAMMAR)),
  ]);
  return createShellParser({ runtime, grammar }, { now: () => performance.now(), worked: processorTime });
}

/** Milliseconds that this process has worked. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Beside the bundle, as shipped; else from the package, as in tests. */
function locate(packageName: string, file: string): string {
  const bundled = join(dirname(fileURLToPath(import.meta.url)), 'wasm', file);
  return existsSync(bundled) ? bundled : createRequire(import.meta.url).resolve(`${packageName}/${file}`);
}
