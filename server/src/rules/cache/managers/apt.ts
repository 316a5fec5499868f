import type { PackageManager } from '../packageManager.ts';

/**
 * Known so far for clean-ups under a mount that is there already. No mount is asked for: that needs the handling of
 * `docker-clean` and of `update` and `install` in one RUN.
 */
export const apt: PackageManager = {
  id: 'apt',
  label: 'apt',
  token: 'apt',
  program: /^apt(?:-get)?$/,
  installVerbs: [['install'], ['upgrade'], ['dist-upgrade'], ['full-upgrade'], ['build-dep'], ['update']],
  valueOptions: new Set(['-o', '--option', '-c', '--config-file', '-t', '--target-release', '--default-release', '-a', '--host-architecture']),
  offlineOptions: [{ name: '--no-download' }, { name: '--print-uris' }, { name: '--simulate' }, { name: '-s' }, { name: '--dry-run' }],
  offlineVariables: [],
  cacheOnlyOptions: [{ name: '--no-download' }],
  folders: [
    { place: { kind: 'fixed', path: '/var/cache/apt' }, movedBy: [], harmlessEntries: [], cleanVerbs: [['clean'], ['distclean'], ['dist-clean']] },
    {
      place: { kind: 'fixed', path: '/var/lib/apt/lists' },
      movedBy: [],
      harmlessEntries: ['partial', 'lock', 'auxfiles'],
      cleanVerbs: [['distclean'], ['dist-clean']],
    },
  ],
  sharing: 'locked',
  holdsLocalBuilds: true,
  defeats: {
    options: [],
    variables: [],
    overruledBy: [],
    configKeys: [],
  },
  config: null,
  folderQuery: null,
  ignoresForeignOwner: false,
  hint: /(?:^|[/._-])apt(?:[/._-]|$)/i,
  requireMount: 'off',
};
