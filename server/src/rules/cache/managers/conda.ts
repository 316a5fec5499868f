import { commandVariable } from '../calls/commandVariable.ts';
import type { Install } from '../calls/managerCall.ts';
import { NO_DEFEATS, type PackageManager } from '../packageManager.ts';

/**
 * Source: conda's "Using the .condarc conda configuration file" (`pkgs_dirs`, CONDA_PKGS_DIRS). Packages of the base environment are
 * links into `pkgs`, so that folder is never mounted where it is.
 */
export const conda: PackageManager = {
  id: 'conda',
  label: 'conda',
  token: 'conda',
  program: /^conda$/,
  installVerbs: [['install'], ['create'], ['update'], ['upgrade'], ['env', 'create'], ['env', 'update']],
  valueOptions: new Set([
    '--channel', '--file', '--name', '--prefix', '--repodata-fn', '--revision', '--root-prefix', '--solver', '--subdir',
    '--platform', '-c', '-f', '-n', '-p', '-r',
  ]),
  offlineOptions: [{ name: '--offline' }, { name: '--dry-run' }, { name: '--help' }, { name: '-h' }, { name: '--version' }, { name: '-V' }],
  offlineVariables: [{ name: 'CONDA_OFFLINE' }],
  cacheOnlyOptions: [{ name: '--offline' }],
  hazard,
  folders: [
    {
      place: { kind: 'fixed', path: '/opt/conda/pkgs' },
      movedBy: [{ kind: 'variable', name: 'CONDA_PKGS_DIRS' }],
      harmlessEntries: [],
      cleanVerbs: [['clean']],
    },
  ],
  sharing: 'locked',
  holdsLocalBuilds: false,
  defeats: NO_DEFEATS,
  config: {
    setVerbs: [['config', 'set']],
    folderKeys: ['pkgs-dirs'],
    files: ['.condarc', 'condarc'],
    telltale: /^[ \t]*pkgs_dirs[ \t]*:/m,
  },
  folderQuery: null,
  ignoresForeignOwner: false,
  hint: /(?:^|[/._-])(?:conda|(?:micro)?mamba)(?:[/._-]|$)/i,
  requireMount: 'fix',
};

/** The same folders and variables; micromamba too reads CONDA_PKGS_DIRS. */
export const mamba: PackageManager = { ...conda, id: 'mamba', label: 'mamba', token: 'mamba', program: /^(?:micro)?mamba$/ };

function hazard({ run, command }: Install): string | null {
  const moved = commandVariable(run, command, 'CONDA_PKGS_DIRS');
  if (moved && moved.value !== '') return null;
  return 'a mount there would hide the packages of the base environment: set CONDA_PKGS_DIRS to a folder of its own, and mount that';
}
