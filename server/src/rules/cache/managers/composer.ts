import { commandVariable } from '../calls/commandVariable.ts';
import { hasMountLike } from '../calls/contextEvidence.ts';
import { effectiveUser } from '../calls/effectiveUser.ts';
import type { Install } from '../calls/managerCall.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';

const ROOT_FOLDER = '/root/.cache/composer';
const VERBS = [['install'], ['i'], ['update'], ['u'], ['upgrade'], ['require'], ['r'], ['remove'], ['create-project'], ['reinstall']];

/**
 * Without a variable the folder depends on which folders exist in the image (Composer: `Factory::getCacheDir`, `getHomeDir`), so the
 * fix says it in COMPOSER_CACHE_DIR. Sources: getcomposer.org, "Config" and "Command-line interface"; composer/docker (COMPOSER_HOME).
 */
export const composer: PackageManager = {
  id: 'composer',
  label: 'Composer',
  token: 'composer',
  program: /^composer(?:\.phar)?$/,
  installVerbs: [...VERBS, ...VERBS.map((verb) => ['global', ...verb])],
  valueOptions: new Set([
    '--apcu-autoloader-prefix', '--prefer-install', '--repository', '--repository-url', '--stability', '--working-dir',
    '--ignore-platform-req', '-d', '-s',
  ]),
  offlineOptions: [{ name: '--dry-run' }, { name: '--help' }, { name: '-h' }, { name: '--version' }, { name: '-V' }],
  offlineVariables: [{ name: 'COMPOSER_DISABLE_NETWORK' }],
  cacheOnlyOptions: [],
  claims({ run, command }) {
    const moved = commandVariable(run, command, 'COMPOSER_CACHE_DIR');
    if (moved?.value === '/dev/null') return false;
    return isPlaced(run, command) || !hasMountLike(run, /composer|^\/tmp(?:\/|$)/i);
  },
  hazard,
  needs: [
    {
      isMet: ({ run, command }) => isPlaced(run, command),
      why: "where Composer's cache is depends on what the image holds",
      kind: 'variable',
      text: `COMPOSER_CACHE_DIR=${ROOT_FOLDER}`,
      isEssential: true,
    },
  ],
  folders: [
    {
      place: { kind: 'home', path: '.cache/composer' },
      movedBy: [{ kind: 'variable', name: 'COMPOSER_CACHE_DIR' }, { kind: 'variable', name: 'COMPOSER_HOME', below: 'cache' }],
      harmlessEntries: [],
      cleanVerbs: [['clear-cache'], ['clearcache'], ['cc']],
    },
  ],
  sharing: 'shared',
  holdsLocalBuilds: false,
  defeats: { options: [{ name: '--no-cache' }], variables: [], overruledBy: [], configKeys: [] },
  config: { setVerbs: [['config']], folderKeys: ['cache-dir', 'cache-files-dir'], files: ['composer.json'], telltale: /"cache-(?:files-)?dir"\s*:/ },
  folderQuery: /^"?\$\(\s*composer config cache-dir\s*\)"?(?:\/\*)?$/,
  ignoresForeignOwner: false,
  hint: /(?:^|[/._-])composer(?:[/._-]|$)/i,
  requireMount: 'fix',
};

function isPlaced(run: Install['run'], command: Install['command']): boolean {
  return ['COMPOSER_CACHE_DIR', 'COMPOSER_HOME'].some((name) => {
    const variable = commandVariable(run, command, name);
    return variable !== undefined && variable.value !== '';
  });
}

/** The value that the fix writes is that of root. */
function hazard({ run, command }: Install, { model }: CacheScene): string | null {
  if (isPlaced(run, command)) return null;
  const isRoot = effectiveUser(model.text, run, command).uid === 0 && !commandVariable(run, command, 'HOME');
  return isRoot ? null : "where Composer's cache is depends on what the image holds: set COMPOSER_CACHE_DIR";
}
