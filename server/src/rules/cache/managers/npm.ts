import { NO_DEFEATS, type PackageManager } from '../packageManager.ts';

/** Sources: npm's `lib/utils/cmd-list.js` (aliases), `@npmcli/config` (variables in any case, empty ones ignored), `npm help cache`. */
export const npm: PackageManager = {
  id: 'npm',
  label: 'npm',
  installsOnly: 'javascript',
  token: 'npm',
  program: /^npm$/,
  installVerbs: [
    'install', 'add', 'i', 'in', 'ins', 'inst', 'insta', 'instal', 'isnt', 'isnta', 'isntal', 'isntall',
    'ci', 'clean-install', 'ic', 'install-clean', 'isntall-clean',
    'install-test', 'it', 'install-ci-test', 'cit', 'clean-install-test', 'sit',
    'update', 'up', 'upgrade', 'udpate',
  ].map((verb) => [verb]),
  valueOptions: new Set([
    '--access', '--audit-level', '--auth-type', '--before', '--ca', '--cache', '--cache-max', '--cache-min', '--cafile', '--cpu',
    '--depth', '--fetch-retries', '--fetch-retry-factor', '--fetch-retry-maxtimeout', '--fetch-retry-mintimeout',
    '--fetch-timeout', '--globalconfig', '--https-proxy', '--include', '--install-strategy', '--libc', '--local-address',
    '--location', '--loglevel', '--logs-dir', '--logs-max', '--maxsockets', '--network-timeout', '--noproxy', '--omit', '--only',
    '--os', '--prefix', '--proxy', '--registry', '--script-shell', '--scope', '--tag', '--userconfig', '--user-agent',
    '--workspace', '-C', '-w',
  ]),
  offlineOptions: [
    { name: '--offline' }, { name: '--help' }, { name: '-h' }, { name: '--dry-run' }, { name: '--package-lock-only' },
    { name: '--version' }, { name: '-v' },
  ],
  offlineVariables: [{ name: 'npm_config_offline', ignoresCase: true }],
  cacheOnlyOptions: [{ name: '--offline' }],
  folders: [
    {
      // Not `_cacache` below it: BuildKit would make `~/.npm` itself, owned by root.
      place: { kind: 'home', path: '.npm' },
      movedBy: [
        { kind: 'option', option: { name: '--cache' } },
        { kind: 'variable', name: 'npm_config_cache', ignoresCase: true },
      ],
      harmlessEntries: ['_logs', '_update-notifier-last-checked'],
      cleanVerbs: [['cache', 'clean'], ['cache', 'clear'], ['cache', 'rm']],
    },
  ],
  sharing: 'shared',
  holdsLocalBuilds: false,
  defeats: NO_DEFEATS,
  config: {
    setVerbs: [['config', 'set'], ['c', 'set'], ['set']],
    folderKeys: ['cache'],
    files: ['.npmrc', 'npmrc'],
    telltale: /^[ \t]*cache[ \t]*=/m,
  },
  folderQuery: /^\"?\$\(\s*npm (?:config |c )?get cache\s*\)\"?(?:\/\*)?$/,
  ignoresForeignOwner: false,
  hint: /(?:^|[/._-])npm(?:[/._-]|$)/i,
  requireMount: 'fix',
};
