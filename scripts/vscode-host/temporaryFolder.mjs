import { mkdtempSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onDispose } from '../lib/cleanup.mjs';

/**
 * A new folder that is removed when `remove()` is called or the script ends. Its path is the real one: VS Code resolves
 * links, and a test that compares paths must see the same text. Short, since VS Code puts sockets below it.
 */
export function temporaryFolder() {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'drydock-')));
  const remove = onDispose(() => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  return { path, remove };
}
