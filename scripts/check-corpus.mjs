// `npm run corpus -- folder…`: runs every rule over other people's files, which are only read, and checks that no rule throws and no
// fix does harm. Nothing is fetched: bring a folder of Dockerfiles. Exits 1 where something does not hold.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('Name at least one folder: npm run corpus -- ../some/repository');
  process.exit(2);
}
const outfile = path.join(root, 'out/corpus.mjs');
await build({
  entryPoints: [path.join(root, 'test/corpus/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['web-tree-sitter', 'dockerfile-ast', 'yaml', 'picomatch'],
  logLevel: 'error',
});
process.exitCode = spawnSync(process.execPath, [outfile, ...folders], { stdio: 'inherit' }).status ?? 1;
