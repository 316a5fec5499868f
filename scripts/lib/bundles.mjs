import { chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as esbuild from 'esbuild';
import { Failure } from './failure.mjs';
import { inRepository, root } from './repository.mjs';

/** What every bundle has in common: CommonJS, since VS Code's extension host loads extensions with require(). */
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  legalComments: 'none',
  logLevel: 'warning',
  // Packages that offer a UMD build first (jsonc-parser, vscode-uri) only bundle from their ES modules.
  mainFields: ['module', 'main'],
};

/** Modules ask for their own URL, which CommonJS does not know: it is made from the bundle's file name. Strict, as modules are. */
const moduleUrl = "'use strict'; const moduleUrl = require('node:url').pathToFileURL(__filename).href;";

/** The shipped programs. Their source maps are for contributors: .vscodeignore leaves them out. */
const shipped = { ...common, minify: true, sourcemap: 'linked', define: { 'import.meta.url': 'moduleUrl' }, banner: { js: moduleUrl } };

const programs = [
  { ...shipped, entryPoints: ['client/src/extension.ts'], outfile: 'dist/client.js', external: ['vscode'] },
  { ...shipped, entryPoints: ['server/src/main.ts'], outfile: 'dist/drydock.js' },
];

/** What is started: the server and the command line share a bundle, which is a third less to download. */
const starters = {
  'server.js': "require('./drydock.js').startServer();\n",
  'cli.js': "#!/usr/bin/env node\nrequire('./drydock.js').runCommandLine();\n",
};

/** What webviews load: one script and one style sheet each, for the browser that the editor is. */
const webviews = ['tiers', 'timeline', 'comparison', 'scan'].flatMap((name) => {
  const page = { ...common, platform: 'browser', format: 'iife', target: 'es2022', minify: true };
  return [
    { ...page, entryPoints: [`client/webviews/${name}/main.ts`], outfile: `dist/webviews/${name}.js` },
    { ...page, entryPoints: [`client/webviews/${name}/${name}.css`], outfile: `dist/webviews/${name}.css` },
  ];
});

/** The shell grammar and its runtime, read by the server beside its own file. */
const grammars = ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-bash/tree-sitter-bash.wasm'];

/** The suite that runs inside VS Code, one file per test file so that mocha reports them as they are. */
async function editorTests() {
  const found = await readdir(inRepository('test', 'vscode'), { recursive: true });
  const entries = found.map((path) => path.replaceAll('\\', '/')).filter((path) => /(^(index|check)|\.test)\.ts$/.test(path));
  return {
    ...common,
    sourcemap: 'inline',
    entryPoints: entries.map((path) => `test/vscode/${path}`),
    outbase: 'test/vscode',
    outdir: 'out/test/vscode',
    external: ['vscode', 'mocha'],
  };
}

/** Removes built tests whose source is gone: they must not run on. */
async function removeStaleTests(entries) {
  const built = await readdir(inRepository('out', 'test', 'vscode'), { recursive: true }).catch(() => []);
  const sources = new Set(entries.map((entry) => entry.replace('test/vscode/', '').replace(/\.ts$/, '.js')));
  for (const path of built.filter((path) => path.endsWith('.js') && !sources.has(path.replaceAll('\\', '/')))) {
    await rm(inRepository('out', 'test', 'vscode', path));
  }
}

/** Throws a Failure that names every source file a bundle starts from and that is not there. */
function requireEntries(builds) {
  const missing = builds.flatMap((build) => build.entryPoints).filter((entry) => !existsSync(inRepository(entry)));
  if (missing.length > 0) throw new Failure(`Nothing was built: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.`);
}

async function allBuilds() {
  const builds = [...programs, ...webviews, await editorTests()];
  requireEntries(builds);
  return builds;
}

async function writeStarters() {
  await mkdir(inRepository('dist'), { recursive: true });
  for (const [name, text] of Object.entries(starters)) await writeFile(inRepository('dist', name), text);
  await chmod(inRepository('dist', 'cli.js'), 0o755);
}

async function copyGrammars() {
  await mkdir(inRepository('dist', 'wasm'), { recursive: true });
  for (const grammar of grammars) {
    await copyFile(inRepository('node_modules', grammar), inRepository('dist', 'wasm', basename(grammar)));
  }
}

/** Builds everything that is shipped and the tests that run inside VS Code. Throws a Failure when a bundle cannot be made. */
export async function buildAll() {
  const builds = await allBuilds();
  await removeStaleTests(builds.at(-1).entryPoints);
  try {
    await Promise.all(builds.map((build) => esbuild.build(build)));
  } catch (error) {
    if (error.errors) throw new Failure('The build failed: see the errors above.');
    throw error;
  }
  await Promise.all([copyGrammars(), writeStarters()]);
}

/** Builds, then builds again whenever a source file changes, until the process is stopped. */
export async function watchAll() {
  const contexts = await Promise.all((await allBuilds()).map((build) => esbuild.context({ ...build, logLevel: 'info' })));
  await Promise.all([copyGrammars(), writeStarters()]);
  await Promise.all(contexts.map((context) => context.watch()));
  return async () => {
    await Promise.all(contexts.map((context) => context.dispose()));
  };
}

/** Where the built suite for VS Code is. */
export const editorTestsEntry = (name) => join(inRepository('out', 'test', 'vscode'), `${name}.js`);
