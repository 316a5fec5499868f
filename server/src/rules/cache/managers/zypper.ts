import { UNCONFIGURED, type PackageManager } from '../packageManager.ts';
import { releaseId } from './osRelease.ts';

/**
 * Source: zypper(8). Packages are kept only of repositories with `keeppackages=1` (tried with 1.14: without it the folder holds metadata
 * alone), which is a setting of the image and no option of a call: so no mount is written.
 */
export const zypper: PackageManager = {
  id: 'zypper',
  label: 'zypper',
  installsOnly: 'system',
  token: 'zypper',
  program: /^zypper$/,
  installVerbs: [
    'install', 'in', 'update', 'up', 'dist-upgrade', 'dup', 'patch', 'install-new-recommends', 'inr', 'source-install', 'si',
    'verify', 've',
  ]
    .map((verb) => [verb]),
  valueOptions: new Set([
    '-c', '--config', '--root', '-R', '--installroot', '--releasever', '--reposd-dir', '-D', '--cache-dir', '-C',
    '--raw-cache-dir', '--solv-cache-dir', '--pkg-cache-dir', '--plus-repo', '-p', '--plus-content', '--userdata', '--from',
    '-r', '--repo', '-t', '--type', '--download', '-b', '--bugzilla', '-g', '--category', '--cve', '--severity', '--date',
  ]),
  offlineOptions: [{ name: '--dry-run' }, { name: '--help' }, { name: '-h' }, { name: '--version' }],
  offlineVariables: [],
  cacheOnlyOptions: [],
  hazard: () => 'zypper keeps packages only of repositories with `keeppackages=1`, which is a setting of the image',
  folders: [
    {
      place: { kind: 'fixed', path: '/var/cache/zypp' },
      movedBy: [{ kind: 'option', option: { name: '--cache-dir' } }, { kind: 'option', option: { name: '-C' } }],
      harmlessEntries: [],
      cleanVerbs: [['clean'], ['cc']],
      mountId: (install, scene) => releaseId('zypper', install, scene),
      usedBy: ({ options }) => !options.some(({ name }) => ['--root', '-R', '--installroot', '--pkg-cache-dir', '--config', '-c'].includes(name)),
    },
  ],
  sharing: 'locked',
  holdsLocalBuilds: false,
  ...UNCONFIGURED,
  hint: /(?:^|[/._-])zypp(?:er)?(?:[/._-]|$)/i,
  needsRoot: true,
  requireMount: 'report',
  severity: 'information',
};
