// `npm run bench`: lint time as ratios to bare parsing. Exits 1 where a budget is exceeded.
// `npm run bench -- tree [sizes]`: what workspaces of 100, 1,000 and 10,000 Dockerfiles cost, in milliseconds and megabytes.
// `npm run bench -- progress`: following a build of 50 MB of log as ratios to bare reading, with memory. Exits 1 where a budget is exceeded.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const names = ['lint', 'tree', 'progress'];
const [name, ...values] = names.includes(process.argv[2]) ? process.argv.slice(2) : ['lint'];
const outfile = path.join(root, `out/bench-${name}.mjs`);
await build({
  entryPoints: [path.join(root, `bench/${name}.ts`)],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
process.exitCode = spawnSync(process.execPath, ['--expose-gc', outfile, ...values], { stdio: 'inherit' }).status ?? 1;
