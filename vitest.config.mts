import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/vscode/**', 'node_modules/**'],
    // A hang is a bug of ours: no test may need more than this, however busy the machine is.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
