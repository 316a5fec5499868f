import { resolveFolder } from '../folders/cacheFolder.ts';
import { commandVariable } from '../calls/commandVariable.ts';
import { configSettings } from '../calls/configSettings.ts';
import type { Install } from '../calls/managerCall.ts';
import { NO_DEFEATS, type CacheFolder, type CacheScene, type FolderMove, type PackageManager } from '../packageManager.ts';
import { parentHazard } from '../folders/parentHazard.ts';

/** The folder also holds the virtual environments, unless told otherwise: only these parts of it may go into mounts. */
const METADATA = cachePart('cache', [['cache', 'clear', '<any>']]);
const ARTIFACTS: CacheFolder = { ...cachePart('artifacts', []), mountId: artifactsId };

/**
 * Sources: Poetry's `docs/configuration.md` (`cache-dir`, `virtualenvs.path`), `src/poetry/config/config.py` and
 * `installation/executor.py`: `--no-cache` is about the metadata of package sources, and archives are kept all the same.
 */
export const poetry: PackageManager = {
  id: 'poetry',
  label: 'Poetry',
  installsOnly: 'python',
  token: 'poetry',
  program: /^poetry$/,
  installVerbs: [['install'], ['sync'], ['add'], ['update'], ['lock']],
  valueOptions: new Set([
    '--directory', '--extras', '--group', '--only', '--platform', '--project', '--python', '--source', '--with', '--without',
    '-C', '-E', '-G', '-P',
  ]),
  offlineOptions: [{ name: '--dry-run' }, { name: '--help' }, { name: '-h' }, { name: '--version' }, { name: '-V' }],
  offlineVariables: [],
  cacheOnlyOptions: [],
  hazard,
  folders: [METADATA, ARTIFACTS],
  sharing: 'locked',
  // Only in the artifacts, which say so by their id.
  holdsLocalBuilds: false,
  defeats: NO_DEFEATS,
  config: { setVerbs: [['config']], folderKeys: ['cache-dir'], files: ['poetry.toml'], telltale: /^[ \t]*cache-dir[ \t]*=/m },
  folderQuery: /^"?\$\(\s*poetry config cache-dir\s*\)"?(?:\/\*)?$/,
  ignoresForeignOwner: false,
  hint: /(?:^|[/._-])(?:py)?poetry(?:[/._-]|$)/i,
  requireMount: 'fix',
};

function cachePart(name: string, cleanVerbs: CacheFolder['cleanVerbs']): CacheFolder {
  const movedBy: readonly FolderMove[] = [
    { kind: 'variable', name: 'POETRY_CACHE_DIR', below: name },
    { kind: 'variable', name: 'XDG_CACHE_HOME', below: `pypoetry/${name}` },
  ];
  return { place: { kind: 'home', path: `.cache/pypoetry/${name}` }, movedBy, harmlessEntries: [], cleanVerbs };
}

/** Wheels built here carry no tag that tells musl from glibc. */
function artifactsId(install: Install, scene: CacheScene): string | null {
  if (scene.facts.stageFact(install.run.stage).distribution !== 'alpine') return null;
  const { path, home } = resolveFolder(scene, install, ARTIFACTS, []);
  return path === null || path === `${home}/${ARTIFACTS.place.path}` ? 'poetry-musl-artifacts' : `poetry-musl${path}`;
}

/** Beside the two parts it writes its environments into the cache folder, and the sources of git dependencies while it resolves. */
function hazard(install: Install, scene: CacheScene): string | null {
  const verb = install.positionals[0]?.value;
  const resolves = verb !== 'install' && verb !== 'sync';
  return resolves || !keepsEnvironmentElsewhere(install, scene) ? parentHazard(install, scene) : null;
}

const ELSEWHERE: readonly { readonly variable: string; readonly key: string; readonly value: RegExp }[] = [
  { variable: 'POETRY_VIRTUALENVS_CREATE', key: 'create', value: /^(?:0|false)$/i },
  { variable: 'POETRY_VIRTUALENVS_IN_PROJECT', key: 'in-project', value: /^(?:1|true)$/i },
  { variable: 'POETRY_VIRTUALENVS_PATH', key: 'path', value: /^\// },
];

function keepsEnvironmentElsewhere(install: Install, { model, facts }: CacheScene): boolean {
  const { run, command, manager } = install;
  const settings = configSettings(model, facts, run, manager, command.span.start);
  return ELSEWHERE.some(({ variable, key, value }) => {
    const given = commandVariable(run, command, variable)?.value ?? settings.findLast((one) => one.key === key)?.value;
    return given !== undefined && given !== null && value.test(given);
  });
}
