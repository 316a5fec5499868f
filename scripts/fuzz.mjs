/**
 * `npm run fuzz [-- --minutes N] [--seed S] [--target NAME]…`: gives every parser and reporter what nobody should write, for ten minutes where
 * nothing is said. What is found is kept in test/fuzz/found.json, which the tests try again. Exits 1 where something was found.
 */
import { fork } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { Failure, runMain } from './lib/failure.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRepository } from './lib/repository.mjs';

const outfile = inRepository('out', 'fuzz.mjs');
const found = inRepository('test', 'fuzz', 'found.json');

/** Nothing takes this long, in milliseconds, but what hangs: a seed ends itself after a minute. */
const patience = 150_000;

runMain(async () => {
  const { minutes, seed, targets } = options();
  await ensureInstalled();
  await build({ entryPoints: [inRepository('test', 'fuzz', 'main.ts')], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external', logLevel: 'error', plugins: [ownUrls] });
  console.log(`Fuzzing for ${minutes} min from seed ${seed}`);
  return watch(fork(outfile, [String(Date.now() + minutes * 60_000), String(seed), found, ...targets]));
});

function options() {
  const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' }, target: { type: 'string', multiple: true } } });
  const minutes = Number(values.minutes ?? 10);
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000_000));
  if (!(minutes > 0) || !Number.isSafeInteger(seed)) throw new Failure('--minutes takes a number above 0, and --seed a whole number.');
  return { minutes, seed, targets: values.target ?? [] };
}

/** Bundled files find what lies beside them where they were. */
const ownUrls = {
  name: 'own-urls',
  setup(bundle) {
    bundle.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)), loader: 'ts' };
    });
  },
};

/** A loop without end cannot tell: whoever watches does. */
function watch(child) {
  return new Promise((resolve) => {
    let last = null;
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        console.log(`\n✗ ${last?.target ?? 'the start'} hangs: npm run fuzz -- --target "${last?.target}" --seed ${last?.seed}`);
        child.kill('SIGKILL');
      }, patience);
    };
    wait();
    child.on('message', (message) => {
      last = message;
      wait();
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code ?? 1);
    });
  });
}
