import { hasMountLike } from '../calls/contextEvidence.ts';
import { UNCONFIGURED, type PackageManager } from '../packageManager.ts';

/** Packages are kept below HEX_HOME; not tried here, so asked for and never written. Source: hexdocs.pm, `mix hex.config`. */
export const mix: PackageManager = {
  id: 'mix',
  label: 'Hex',
  token: 'mix',
  program: /^mix$/,
  installVerbs: [['deps.get'], ['deps.update']],
  valueOptions: new Set(['--only', '--target']),
  offlineOptions: [{ name: '--help' }],
  offlineVariables: [{ name: 'HEX_OFFLINE' }],
  cacheOnlyOptions: [],
  claims: ({ run }) => !hasMountLike(run, /hex|mix/i),
  folders: [
    {
      place: { kind: 'home', path: '.hex/packages' },
      movedBy: [{ kind: 'variable', name: 'HEX_HOME', below: 'packages' }],
      harmlessEntries: [],
      cleanVerbs: [],
    },
  ],
  sharing: 'locked',
  holdsLocalBuilds: false,
  ...UNCONFIGURED,
  hint: /(?:^|[/._-])(?:hex|mix)(?:[/._-]|$)/i,
  requireMount: 'report',
  severity: 'information',
};
