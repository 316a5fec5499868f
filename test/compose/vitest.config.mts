import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The files are named `.compose.ts`, so that `npm run unit` leaves them out: they need docker compose and are run by scripts/test-compose.mjs. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    include: ['**/*.compose.ts'],
    // Each call of compose is a process of its own.
    maxWorkers: 2,
    testTimeout: 120_000,
  },
});
