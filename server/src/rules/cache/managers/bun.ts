import { hasOption, lastOption } from '../calls/callOptions.ts';
import type { Install } from '../calls/managerCall.ts';
import { NO_DEFEATS, type CacheScene, type PackageManager } from '../packageManager.ts';
import { parentHazard } from '../folders/parentHazard.ts';
import { sharedParentHazard } from './sharedParent.ts';

const GLOBAL = [{ name: '-g' }, { name: '--global' }];
const BACKEND = { name: '--backend' };

/**
 * Sources: bun.sh/docs "Global cache" and "bun install"; tried with 1.4.5: `--no-cache` leaves out the cached manifests only, packages
 * still come from the folder and go there.
 */
export const bun: PackageManager = {
  id: 'bun',
  label: 'Bun',
  installsOnly: 'javascript',
  token: 'bun',
  program: /^bun$/,
  installVerbs: [['install'], ['i'], ['ci'], ['add'], ['a'], ['update']],
  valueOptions: new Set([
    '--backend', '--ca', '--cache-dir', '--cafile', '--concurrent-scripts', '--config', '--cpu', '--cwd', '--filter', '--linker',
    '--network-concurrency', '--omit', '--os', '--registry', '-c', '-F',
  ]),
  offlineOptions: [{ name: '--offline' }, { name: '--dry-run' }, { name: '--lockfile-only' }, { name: '--help' }, { name: '-h' }],
  offlineVariables: [],
  cacheOnlyOptions: [{ name: '--offline' }],
  hazard,
  folders: [
    {
      place: { kind: 'home', path: '.bun/install/cache' },
      movedBy: [
        { kind: 'variable', name: 'BUN_INSTALL_CACHE_DIR' },
        { kind: 'option', option: { name: '--cache-dir' } },
        { kind: 'variable', name: 'BUN_INSTALL', below: 'install/cache' },
        { kind: 'variable', name: 'XDG_CACHE_HOME', below: '.bun/install/cache' },
      ],
      harmlessEntries: [],
      cleanVerbs: [['pm', 'cache', 'rm']],
    },
  ],
  sharing: 'shared',
  holdsLocalBuilds: false,
  defeats: NO_DEFEATS,
  config: {
    setVerbs: [],
    folderKeys: [],
    files: ['bunfig.toml'],
    telltale: /^[ \t]*\[install\.cache\]|^[ \t]*cache(?:\.dir)?[ \t]*=/m,
  },
  folderQuery: /^"?\$\(\s*bun pm cache\s*\)"?(?:\/\*)?$/,
  ignoresForeignOwner: false,
  hint: /(?:^|[/._-])bun(?:[/._-]|$)/i,
  requireMount: 'fix',
};

/** Programs installed with `-g` lie beside the cache. */
function hazard(install: Install, scene: CacheScene): string | null {
  if (lastOption(install.options, BACKEND)?.value === 'symlink') {
    return 'the backend `symlink` makes node_modules links into the cache, which break without the mount';
  }
  const isGlobal = GLOBAL.some((pattern) => hasOption(install.options, pattern));
  return (isGlobal ? parentHazard(install, scene) : null) ?? sharedParentHazard(install, scene);
}
