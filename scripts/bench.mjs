// `npm run bench`: lint time as ratios to bare parsing. Exits 1 where a budget is exceeded.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const outfile = path.join(root, 'out/bench.mjs');
await build({
  entryPoints: [path.join(root, 'bench/lint.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['web-tree-sitter', 'dockerfile-ast', 'yaml'],
  logLevel: 'error',
});
process.exitCode = spawnSync(process.execPath, [outfile], { stdio: 'inherit' }).status ?? 1;
