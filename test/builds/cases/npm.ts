import { npmDownloads } from '../support/downloads.ts';
import type { Workspace } from '../support/workspace.ts';
import type { BuildCase, Packages } from './buildCase.ts';

/** A package without dependencies, as npm would write it into the lockfile. */
const ADDED = {
  name: 'picocolors',
  version: '1.1.1',
  integrity: 'sha512-xceH2snhtb5M9liqDsmEw56le376mTZkEX/jEb/RxNFyegNul7eNslCXP9FDj/Lcu0X8KEyMceP2ntpaHrDEVA==',
  license: 'ISC',
};

const npmPackages: Packages = {
  prepare: (workspace) => workspace.resolveLockfile(),
  add: addToLockfile,
  added: [ADDED.name],
  downloads: npmDownloads,
};

const npmCase = {
  workspace: 'npm',
  packages: npmPackages,
  install: 'npm ci',
  source: 'server.mjs',
  rules: ['require-cache-mount', 'copy-manifests-first'],
  output: /^version \d, express 4\.21\.2, function$/,
};

export const npmCases: readonly BuildCase[] = [
  { ...npmCase, name: 'npm', dockerfile: 'npm', caches: ['root/.npm'] },
  { ...npmCase, name: 'npm, USER node', dockerfile: 'npm-node-user', caches: ['home/node/.npm'] },
];

async function addToLockfile(workspace: Workspace): Promise<void> {
  const { name, ...entry } = ADDED;
  const withDependency = (from: { dependencies: object }) => ({ ...from, dependencies: { ...from.dependencies, [name]: entry.version } });
  await workspace.edit('package.json', (text) => json(withDependency(JSON.parse(text) as { dependencies: object })));
  await workspace.edit('package-lock.json', (text) => {
    const lock = JSON.parse(text) as { packages: Record<string, { dependencies: object }> };
    const packages = { ...lock.packages, '': withDependency(lock.packages['']!), [`node_modules/${name}`]: entry };
    return json({ ...lock, packages });
  });
  await workspace.resolveLockfile();
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
