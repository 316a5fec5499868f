// `npm run bench`: lint time as ratios to bare parsing. Exits 1 where a budget is exceeded.
// `npm run bench -- tree [sizes]`: what workspaces of 100, 1,000 and 10,000 Dockerfiles cost, in milliseconds and megabytes.
// `npm run bench -- progress`: following a build of 50 MB of log as ratios to bare reading, with memory. Exits 1 where a budget is exceeded.
// `npm run bench -- peers`: the command line and the server beside other linters and language servers. Exits 1 where a budget is exceeded.
// `npm run bench -- scan [files]`: what scans of whole workspaces take, as they ship and as a function. Exits 1 where a budget is exceeded.
// `npm run bench -- typing [files]`: keystrokes in a real VS Code, idle and while a workspace is scanned, and how soon a scan is cancelled. Exits 1
// where that is over its budget. It needs Chromium.
// `npm run bench -- builds [pairs]`: what building by Drydock adds to docker's own time, on an engine that is found or started, or that
// DRYDOCK_BUILD_ENGINE describes (as JSON: docker, env, bases). Exits 1 where the budget is exceeded.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { build } from 'esbuild';
import { baseImages } from './engine/baseImages.mjs';
import { findEngine } from './engine/findEngine.mjs';
import { buildAll } from './lib/bundles.mjs';
import { runMain } from './lib/failure.mjs';
import { inRepository } from './lib/repository.mjs';

/** By the name on the command line; the first file of each is what runs, the others are processes that it starts; typing has a script of its own. */
const entries = { lint: ['lint'], tree: ['tree'], progress: ['progress'], builds: ['buildOverhead'], peers: ['peers/peers', 'peers/one'], scan: ['scan/scan', 'scan/function', 'scan/command', 'scan/floor'], typing: ['typing/workspace'] };

runMain(async () => {
  const [name, ...values] = Object.hasOwn(entries, process.argv[2] ?? '') ? process.argv.slice(2) : ['lint'];
  const programs = entries[name].map((entry) => ({ entry: inRepository('bench', `${entry}.ts`), outfile: inRepository('out', `bench-${entry.replace('/', '-')}.mjs`) }));
  for (const { entry, outfile } of programs) {
    await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error' });
  }
  // The language server, the command line and the extension are measured as they ship.
  if (name === 'peers' || name === 'scan' || name === 'typing') await buildAll();
  if (name === 'typing') {
    const { benchTyping } = await import('../bench/typing/typing.mjs');
    return benchTyping({ files: Number(values[0]) || undefined, picture: values[1] });
  }
  const env = name === 'builds' ? { ...process.env, DRYDOCK_BUILD_ENGINE: await describedEngine() } : process.env;
  const child = spawn(process.execPath, ['--expose-gc', programs[0].outfile, ...values], { stdio: 'inherit', env });
  const [code] = await once(child, 'exit');
  return code ?? 1;
});

/** An engine that is started here lives as long as this process. */
async function describedEngine() {
  const described = process.env.DRYDOCK_BUILD_ENGINE;
  if (described) return described;
  const engine = await findEngine();
  return JSON.stringify({ docker: engine.docker, env: engine.env, bases: await baseImages(engine) });
}
