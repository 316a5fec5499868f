import { it } from 'vitest';

const hasLinks = process.platform !== 'win32';

/** Registers a test of links, pipes or file modes only where the system has them for everybody: nothing then counts as skipped. */
export function itWithLinks(name: string, test: () => Promise<void>): void {
  if (hasLinks) it(name, test);
}
