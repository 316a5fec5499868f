import type { ManagerCall } from '../managerCall.ts';
import { hasOption } from '../callOptions.ts';
import type { PackageManager } from '../packageManager.ts';

const NO_DEPENDENCIES = { name: '--no-deps', shortest: '--no-d' };
const NO_BUILD_ISOLATION = { name: '--no-build-isolation', shortest: '--no-build' };

/**
 * Sources: pip's `docs/html/topics/caching.md`, `src/pip/_internal/cli/cmdoptions.py` (`_handle_no_cache_dir`: every value that
 * is not empty switches the cache off) and `utils/filesystem.py` (`check_path_owner`). optparse takes unambiguous abbreviations.
 */
export const pip: PackageManager = {
  id: 'pip',
  label: 'pip',
  token: 'pip',
  program: /^pip(?:\d+(?:\.\d+)*)?$/,
  installVerbs: [['install'], ['download'], ['wheel'], ['lock']],
  valueOptions: new Set([
    '--abi', '--build-constraint', '--cache-dir', '--cert', '--client-cert', '--config-settings', '--constraint', '--dest',
    '--editable', '--exists-action', '--extra-index-url', '--find-links', '--global-option', '--group', '--implementation',
    '--index-url', '--install-option', '--keyring-provider', '--log', '--no-binary', '--only-binary', '--platform', '--prefix',
    '--progress-bar', '--proxy', '--pypi-url', '--python', '--python-version', '--report', '--requirement', '--resume-retries',
    '--retries', '--root', '--root-user-action', '--src', '--target', '--timeout', '--trusted-host', '--upgrade-strategy',
    '--use-deprecated', '--use-feature', '--wheel-dir', '-b', '-c', '-C', '-d', '-e', '-f', '-i', '-r', '-t', '-w',
  ]),
  offlineOptions: [{ name: '--no-index', shortest: '--no-i' }, { name: '--help', shortest: '--h' }, { name: '-h' }],
  offlineVariables: [{ name: 'PIP_NO_INDEX' }],
  cacheOnlyOptions: [],
  downloadsNothing,
  folders: [
    {
      place: { kind: 'home', path: '.cache/pip' },
      movedBy: [
        { kind: 'option', option: { name: '--cache-dir', shortest: '--ca' } },
        { kind: 'variable', name: 'PIP_CACHE_DIR' },
        { kind: 'variable', name: 'XDG_CACHE_HOME', below: 'pip' },
      ],
      harmlessEntries: [],
      cleanVerbs: [['cache', 'purge'], ['cache', 'remove', '*']],
    },
  ],
  sharing: 'shared',
  holdsLocalBuilds: true,
  defeats: {
    options: [{ name: '--no-cache-dir', shortest: '--no-ca' }],
    variables: ['PIP_NO_CACHE_DIR'],
    overruledBy: [{ name: '--cache-dir', shortest: '--ca' }],
    configKeys: ['no-cache-dir'],
  },
  config: {
    setVerbs: [['config', 'set']],
    folderKeys: ['cache-dir'],
    files: ['pip.conf', 'pip.ini'],
    telltale: /^[ \t]*(?:no[-_])?cache[-_]dir[ \t]*[=:]/m,
  },
  folderQuery: /^\"?\$\(\s*(?:python\d* -m )?pip[\d.]* cache dir\s*\)\"?(?:\/\*)?$/,
  ignoresForeignOwner: true,
  hint: /(?:^|[/._-])pip(?:[/._-]|$)/i,
  requireMount: 'fix',
};

/**
 * Wheels collected in a stage of their own come with what they depend on, so that `pip install /wheels/*` asks no index;
 * neither does a local project whose dependencies and build tools are both switched off.
 */
function downloadsNothing(call: ManagerCall): boolean {
  const readsList = call.options.some(({ name }) => name === '-r' || name === '--requirement' || name === '--group');
  const editable = call.options.filter(({ name }) => name === '-e' || name === '--editable');
  const words = [...call.rest.map(({ value }) => value), ...editable.map(({ value }) => (value === true ? null : value))];
  if (readsList || words.length === 0) return false;
  if (words.every((value) => value !== null && isCollectedWheels(value))) return true;
  if (!hasOption(call.options, NO_DEPENDENCIES)) return false;
  const isIsolated = !hasOption(call.options, NO_BUILD_ISOLATION);
  return words.every((value) => value !== null && isLocal(value) && (!isIsolated || value.endsWith('.whl')));
}

function isCollectedWheels(value: string): boolean {
  return isLocal(value) && (/(?:^|\/)\*$/.test(value) || /wheel[^/]*\/[^/]*\*[^/]*$/i.test(value));
}

function isLocal(value: string): boolean {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return false;
  return value === '.' || value.startsWith('.[') || value.includes('/') || value.endsWith('.whl') || value.startsWith('*');
}
