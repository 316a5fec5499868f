import type { PackageManager } from '../packageManager.ts';
import { releaseId } from './osRelease.ts';
import { cacheTargets } from './cacheTargets.ts';

const CACHE = '/etc/apk/cache';
const INDEXES = '/var/cache/apk';

/**
 * Sources: apk-cache(5), `src/database.c` of apk-tools (`setup_cache`): packages are kept in /etc/apk/cache where that is there, as a mount or
 * as a link; /var/cache/apk takes the indexes. No mount is asked for: `--no-cache` is what scanners ask for, and Alpine's packages are small.
 */
export const apk: PackageManager = {
  id: 'apk',
  label: 'apk',
  installsOnly: 'system',
  token: 'apk',
  program: /^apk$/,
  installVerbs: [['add'], ['upgrade'], ['fix']],
  valueOptions: new Set([
    '-p', '--root', '-X', '--repository', '--arch', '--cache-dir', '--cache-max-age', '--keys-dir', '--progress-fd',
    '--repositories-file', '--wait', '-t', '--virtual', '--timeout',
  ]),
  offlineOptions: [{ name: '--no-network' }, { name: '-s' }, { name: '--simulate' }, { name: '--help' }, { name: '-h' }],
  offlineVariables: [],
  cacheOnlyOptions: [{ name: '--no-network' }],
  risk: ({ run, options }) =>
    options.some(({ name }) => UPDATES.has(name)) || run.commands.some((one) => one.name === 'apk' && one.args.some(({ value }) => value === 'update'))
      ? null
      : 'apk then takes the index as it is, so an `apk update` before it may be needed',
  folders: [
    {
      place: { kind: 'fixed', path: CACHE },
      movedBy: [{ kind: 'option', option: { name: '--cache-dir' } }],
      harmlessEntries: [],
      cleanVerbs: [['cache', 'clean'], ['cache', 'purge']],
      mountId: (install, scene) => releaseId('apk', install, scene),
      usedBy: ({ run, options }) => !isElsewhere(options) && !cacheTargets(run).has(INDEXES),
    },
    {
      place: { kind: 'fixed', path: INDEXES },
      movedBy: [{ kind: 'option', option: { name: '--cache-dir' } }],
      harmlessEntries: [],
      cleanVerbs: [['cache', 'clean'], ['cache', 'purge']],
      mountId: (install, scene) => releaseId('apk', install, scene),
      usedBy: ({ run, options }) => !isElsewhere(options) && cacheTargets(run).has(INDEXES),
    },
  ],
  sharing: 'locked',
  holdsLocalBuilds: false,
  defeats: { options: [{ name: '--no-cache' }], variables: [], overruledBy: [], configKeys: [] },
  config: null,
  folderQuery: null,
  ignoresForeignOwner: false,
  hint: /(?:^|[/._-])apk(?:[/._-]|$)/i,
  needsRoot: true,
  requireMount: 'off',
};

const UPDATES = new Set(['-U', '--update-cache', '--update']);

/** Below another root, the cache is there as well. */
function isElsewhere(options: readonly { readonly name: string }[]): boolean {
  return options.some(({ name }) => name === '-p' || name === '--root');
}
