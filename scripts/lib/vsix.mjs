import { readdir, readFile, stat } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { createVSIX, listFiles } from '@vscode/vsce';
import { Failure } from './failure.mjs';
import { inRepository, readManifest, root } from './repository.mjs';

const kilobyte = 1024;

/** What a person downloads and what VS Code loads at start. The shell grammar is data and comes on top of the package's budget. */
const budgets = { package: 1024 * kilobyte, client: 600 * kilobyte };

/**
 * Packages what .vscodeignore allows; the bundles must be built. Dependencies are inside the bundles.
 * Returns the file and its sizes as lines of text. Throws a Failure above a budget.
 */
export async function makePackage() {
  const { version, repository } = readManifest();
  const file = inRepository(`drydock-${version}.vsix`);
  // Links and pictures of the README point into the repository; without one there is nothing to point to.
  const readme = repository ? {} : { allowMissingRepository: true, rewriteRelativeLinks: false };
  await createVSIX({ cwd: root, packagePath: file, dependencies: false, ...readme });
  const files = await listFiles({ cwd: root, packagedDependencies: [] });
  const grammar = await compressedGrammar();
  const total = (await stat(file)).size;
  const client = (await stat(inRepository('dist', 'client.js'))).size;
  const server = (await stat(inRepository('dist', 'drydock.js'))).size;
  const lines = [
    `package ${inKilobytes(total)}, of it shell grammar ${inKilobytes(grammar)}; ${files.length} files`,
    `client ${inKilobytes(client)}`,
    `server and command line ${inKilobytes(server)}`,
  ];
  requireBudget('The package without the shell grammar', total - grammar, budgets.package);
  requireBudget('dist/client.js', client, budgets.client);
  return { file, lines };
}

async function compressedGrammar() {
  const folder = inRepository('dist', 'wasm');
  const sizes = (await readdir(folder)).map(async (name) => deflateRawSync(await readFile(`${folder}/${name}`)).length);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function requireBudget(what, size, budget) {
  if (size > budget) throw new Failure(`${what} is ${inKilobytes(size)}, more than the budget of ${inKilobytes(budget)}.`);
}

const inKilobytes = (bytes) => `${Math.round(bytes / kilobyte)} KB`;
