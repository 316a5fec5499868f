import { hasMountLike } from '../calls/contextEvidence.ts';
import type { Install } from '../calls/managerCall.ts';
import { NO_DEFEATS, type CacheScene, type PackageManager } from '../packageManager.ts';
import { yarnGeneration } from './yarnGeneration.ts';

/** Any mount that bears the name, for the entries of both generations. */
export const YARN_HINT = /(?:^|[/._-])yarn(?:[/._-]|$)/i;

/**
 * Sources: Yarn 1.22 `src/util/user-home-dir.js` (root's home is /usr/local/share), `src/constants.js`, `src/config.js`; tried: the option
 * beats YARN_CACHE_FOLDER, and that XDG_CACHE_HOME.
 */
export const yarn: PackageManager = {
  id: 'yarn',
  label: 'Yarn',
  installsOnly: 'javascript',
  token: 'yarn',
  program: /^yarn(?:pkg)?$/,
  installVerbs: [[], ['install'], ['add'], ['upgrade'], ['up'], ['global', 'add'], ['global', 'upgrade']],
  valueOptions: new Set([
    '--cache-folder', '--cwd', '--global-folder', '--https-proxy', '--link-folder', '--modules-folder', '--mutex',
    '--network-concurrency', '--network-timeout', '--otp', '--preferred-cache-folder', '--prefix', '--proxy', '--registry',
    '--use-yarnrc',
  ]),
  offlineOptions: [{ name: '--offline' }, { name: '--help' }, { name: '-h' }, { name: '--version' }, { name: '-v' }],
  offlineVariables: [],
  cacheOnlyOptions: [{ name: '--offline' }],
  claims,
  hazard(install, scene) {
    if (yarnGeneration(install, scene) === 'classic') return null;
    return 'nothing tells whether this is Yarn 1 or a later one, which keep their caches in different folders';
  },
  folders: [
    {
      place: { kind: 'home', path: '.cache/yarn', forRoot: '/usr/local/share/.cache/yarn' },
      movedBy: [
        { kind: 'option', option: { name: '--cache-folder' } },
        { kind: 'variable', name: 'YARN_CACHE_FOLDER', ignoresCase: true },
        { kind: 'variable', name: 'XDG_CACHE_HOME', below: 'yarn' },
      ],
      harmlessEntries: [],
      cleanVerbs: [['cache', 'clean']],
    },
  ],
  // Its own `--mutex` is there because calls at the same time get in each other's way.
  sharing: 'locked',
  holdsLocalBuilds: false,
  defeats: NO_DEFEATS,
  config: {
    setVerbs: [['config', 'set']],
    folderKeys: ['cache-folder'],
    files: ['.yarnrc'],
    telltale: /^[ \t]*"?(?:--(?:[\w-]+\.)?)?(?:cache-folder|yarn-offline-mirror)"?[ \t]/m,
  },
  folderQuery: /^"?\$\(\s*yarn cache dir\s*\)"?(?:\/\*)?$/,
  ignoresForeignOwner: false,
  hint: YARN_HINT,
  requireMount: 'fix',
};

/** A mount that bears the name, where the version is unknown, was put there by somebody who knew it. */
function claims(install: Install, scene: CacheScene): boolean {
  const generation = yarnGeneration(install, scene);
  return generation === 'classic' || (generation === 'unknown' && !hasMountLike(install.run, YARN_HINT));
}
