import { hasOption } from '../calls/callOptions.ts';
import { isWritten } from '../calls/contextEvidence.ts';
import type { Install } from '../calls/managerCall.ts';
import { NO_DEFEATS, type CacheScene, type PackageManager } from '../packageManager.ts';
import { parentHazard } from '../folders/parentHazard.ts';
import { sharedParentHazard } from './sharedParent.ts';

const STORE = { name: '--store-dir' };
const GLOBAL = [{ name: '-g' }, { name: '--global' }];

/**
 * Sources: pnpm.io "Settings" (`storeDir`), "pnpm fetch"; `@pnpm/store-path`; tried with 9.15, 10.34 and 11.28. Only `store` may be a
 * mount: pnpm tries whether it can link from the folder above into the project, and keeps its store in the project where it cannot.
 * The store also holds what packages built, under names that do not tell musl from glibc.
 */
export const pnpm: PackageManager = {
  id: 'pnpm',
  label: 'pnpm',
  installsOnly: 'javascript',
  token: 'pnpm',
  program: /^pnpm$/,
  installVerbs: [
    'install', 'i', 'ci', 'add', 'update', 'up', 'upgrade', 'fetch', 'dlx', 'create', 'install-test', 'it', 'deploy',
  ].map((verb) => [verb]),
  valueOptions: new Set([
    '--allow-build', '--cafile', '--cpu', '--dir', '--fetch-retries', '--fetch-timeout', '--filter', '--filter-prod', '--libc',
    '--lockfile-dir', '--loglevel', '--modules-dir', '--network-concurrency', '--os', '--package', '--package-import-method',
    '--registry', '--reporter', '--store-dir', '--virtual-store-dir', '--workspace-concurrency', '-C', '-F',
  ]),
  offlineOptions: [
    { name: '--offline' }, { name: '--lockfile-only' }, { name: '--help' }, { name: '-h' }, { name: '--version' }, { name: '-v' },
  ],
  offlineVariables: [{ name: 'npm_config_offline', ignoresCase: true }, { name: 'pnpm_config_offline', ignoresCase: true }],
  cacheOnlyOptions: [{ name: '--offline' }],
  hazard,
  folders: [
    {
      place: { kind: 'home', path: '.local/share/pnpm/store' },
      movedBy: [
        { kind: 'option', option: STORE },
        { kind: 'variable', name: 'pnpm_config_store_dir', ignoresCase: true },
        { kind: 'variable', name: 'npm_config_store_dir', ignoresCase: true },
        { kind: 'variable', name: 'PNPM_HOME', below: 'store' },
        { kind: 'variable', name: 'XDG_DATA_HOME', below: 'pnpm/store' },
      ],
      harmlessEntries: [],
      cleanVerbs: [['store', 'prune']],
    },
  ],
  sharing: 'shared',
  holdsLocalBuilds: true,
  defeats: NO_DEFEATS,
  config: {
    setVerbs: [['config', 'set'], ['c', 'set'], ['set']],
    folderKeys: ['store-dir', 'storeDir'],
    files: ['.npmrc', 'pnpm-workspace.yaml'],
    telltale: /^[ \t]*store-?[dD]ir[ \t]*[=:]/m,
  },
  folderQuery: /^"?\$\(\s*pnpm store path(?: --silent)?\s*\)"?(?:\/\*)?$/,
  ignoresForeignOwner: false,
  hint: /(?:^|[/._-])pnpm(?:[/._-]|$)/i,
  requireMount: 'fix',
};

/** Named in the Dockerfile: they keep the store in `~/.pnpm-store`. */
const OLD_VERSION = /\bpnpm@[v^~=]*[1-6](?![\d])|get\.pnpm\.io\/v[1-6]\./;

/** With the store given outright there is no trial, but `-g` writes beside it. */
function hazard(install: Install, scene: CacheScene): string | null {
  if (isWritten(scene, OLD_VERSION)) return 'this version of pnpm is older than 7, and keeps its store elsewhere';
  const shared = sharedParentHazard(install, scene);
  if (shared) return shared;
  const reason = parentHazard(install, scene);
  if (reason === null || GLOBAL.some((pattern) => hasOption(install.options, pattern))) return reason;
  if (hasOption(install.options, STORE)) return null;
  return 'where it may not write beside the mount, pnpm keeps its store in the project: name the place with `--store-dir` first';
}
