import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The files are named `.build.ts`, so that `npm run unit` leaves them out: they need an engine and are run by scripts/test-builds.mjs. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  test: {
    include: ['**/*.build.ts'],
    // Builds are timed: they run one after the other, but for those that are marked as concurrent.
    fileParallelism: false,
    maxConcurrency: 3,
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
