import { hasOption } from '../calls/callOptions.ts';
import type { Install, ManagerCall } from '../calls/managerCall.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';
import { hasCallLike } from './anyCall.ts';

const CLEAR = { name: '--clear' };

/**
 * Source: Pipenv's `pipenv/environments.py` (PIPENV_CACHE_DIR) and `core.py`: it starts pip with PIP_CACHE_DIR set to its own folder,
 * so that `~/.cache/pip` stays unused. Environments lie in `~/.local/share/virtualenvs`.
 */
export const pipenv: PackageManager = {
  id: 'pipenv',
  label: 'Pipenv',
  installsOnly: 'python',
  token: 'pipenv',
  program: /^pipenv$/,
  installVerbs: [['install'], ['sync'], ['update'], ['upgrade'], ['lock']],
  valueOptions: new Set([
    '--categories', '--editable', '--extra-pip-args', '--index', '--pypi-mirror', '--python', '--requirements',
    '--skip-lock-file', '-e', '-i', '-r',
  ]),
  offlineOptions: [{ name: '--help' }, { name: '-h' }, { name: '--version' }, { name: '--dry-run' }],
  offlineVariables: [],
  cacheOnlyOptions: [],
  hazard,
  folders: [
    {
      place: { kind: 'home', path: '.cache/pipenv' },
      movedBy: [
        { kind: 'variable', name: 'PIPENV_CACHE_DIR' },
        { kind: 'variable', name: 'XDG_CACHE_HOME', below: 'pipenv' },
      ],
      harmlessEntries: [],
      cleanVerbs: [],
    },
  ],
  sharing: 'locked',
  holdsLocalBuilds: true,
  // Handed on to the pip that it starts.
  defeats: { options: [], variables: [{ name: 'PIP_NO_CACHE_DIR' }], overruledBy: [], configKeys: [] },
  config: null,
  folderQuery: null,
  ignoresForeignOwner: true,
  hint: /(?:^|[/._-])pipenv(?:[/._-]|$)/i,
  requireMount: 'fix',
};

const clears = (call: ManagerCall): boolean => hasOption(call.options, CLEAR);

function hazard(install: Install, scene: CacheScene): string | null {
  return hasCallLike(install, scene, clears) ? '`pipenv --clear` removes the cache folder, which fails on a mount' : null;
}
