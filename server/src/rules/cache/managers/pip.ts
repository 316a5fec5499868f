import type { PackageManager } from '../packageManager.ts';
import { isLocalInstall } from './localPackages.ts';

/**
 * Sources: pip's `docs/html/topics/caching.md`, `src/pip/_internal/cli/cmdoptions.py` (`_handle_no_cache_dir`: every value that
 * is not empty switches the cache off) and `utils/filesystem.py` (`check_path_owner`). optparse takes unambiguous abbreviations.
 */
export const pip: PackageManager = {
  id: 'pip',
  label: 'pip',
  installsOnly: 'python',
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
  downloadsNothing: isLocalInstall,
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
    variables: [{ name: 'PIP_NO_CACHE_DIR' }],
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
