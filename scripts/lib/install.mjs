import { readFileSync } from 'node:fs';
import { npm } from './npm.mjs';
import { inRepository, root } from './repository.mjs';
import { stopwatch } from './stopwatch.mjs';

/**
 * Installs the dependencies when node_modules is not what package-lock.json asks for. An `npm install --global` of this repository starts us with its own
 * settings in the environment, by which `npm ci` would refuse to work.
 */
export async function ensureInstalled() {
  const reason = whyInstall();
  if (!reason) return;
  console.log(`Installing dependencies (${reason})…`);
  const elapsed = stopwatch();
  await npm(['ci', '--no-global', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
  console.log(`Installed dependencies in ${elapsed()}.`);
}

/**
 * npm ends an install by listing what it put there in node_modules/.package-lock.json. That list is compared with the
 * lockfile instead of the two files' times, which a checkout or a copy changes without changing a dependency.
 */
function whyInstall() {
  const wanted = packagesIn(inRepository('package-lock.json'));
  const installed = packagesIn(inRepository('node_modules', '.package-lock.json'));
  if (!installed) return 'none yet';
  for (const [path, { version, optional }] of Object.entries(wanted ?? {})) {
    if (path === '') continue; // the project itself
    const found = installed[path]?.version;
    if (found === undefined && optional) continue; // meant for another platform
    if (found !== version) return `${path.replace(/^.*node_modules\//, '')} is ${found ?? 'missing'}, the lockfile asks for ${version}`;
  }
  return undefined;
}

function packagesIn(lockfile) {
  try {
    return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
