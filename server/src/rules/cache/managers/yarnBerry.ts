import { hasOption } from '../calls/callOptions.ts';
import { commandVariable } from '../calls/commandVariable.ts';
import { configSettings, type ConfigSetting } from '../calls/configSettings.ts';
import { hasMountLike } from '../calls/contextEvidence.ts';
import type { Install, ManagerCall } from '../calls/managerCall.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';
import { parentHazard } from '../folders/parentHazard.ts';
import { hasCallLike } from './anyCall.ts';
import { sharedParentHazard } from './sharedParent.ts';
import { yarn, YARN_HINT } from './yarn.ts';
import { yarnEvidence } from './yarnEvidence.ts';
import { berryMajors, yarnGeneration } from './yarnGeneration.ts';

/** Both empty Yarn 3's folder. A plain `yarn cache clean` empties what is the cache: for Yarn 4 the folder itself (tried with 4.11 and 4.18). */
const EMPTYING = [{ name: '--mirror' }, { name: '--all' }];

/**
 * Sources: yarnpkg.com "Settings" (`enableGlobalCache`, `enableMirror`, `globalFolder`, `nodeLinker`); tried with 3.8 and 4.18: the folder is
 * filled by both, by Yarn 4 as the cache and by Yarn 3 as its mirror, and Yarn 4 ignores YARN_CACHE_FOLDER by default.
 */
export const yarnBerry: PackageManager = {
  ...yarn,
  id: 'yarn-berry',
  label: 'Yarn',
  installsOnly: 'javascript',
  installVerbs: [[], ['install'], ['add'], ['up'], ['workspaces', 'focus'], ['dlx']],
  valueOptions: new Set(['--cwd', '--mode', '--network-timeout', '--registry', '--from', '--package', '-p']),
  offlineOptions: [{ name: '--help' }, { name: '-h' }, { name: '--version' }, { name: '-v' }],
  cacheOnlyOptions: [],
  claims: (install, scene) => yarnGeneration(install, scene) === 'berry',
  hazard,
  risk,
  folders: [
    {
      place: { kind: 'home', path: '.yarn/berry/cache' },
      usedBy,
      movedBy: [
        { kind: 'variable', name: 'YARN_GLOBAL_FOLDER', below: 'cache' },
        { kind: 'variable', name: 'XDG_DATA_HOME', below: 'yarn/berry/cache' },
      ],
      harmlessEntries: [],
      cleanVerbs: [],
    },
  ],
  sharing: 'shared',
  config: {
    setVerbs: [['config', 'set']],
    folderKeys: ['globalFolder'],
    files: ['.yarnrc.yml'],
    telltale: /^(?:globalFolder|enableMirror):/m,
  },
  folderQuery: null,
  hint: YARN_HINT,
};

/** Not where the packages come with the sources, nor where somebody chose to mount the cache of the project. */
function usedBy(install: Install, scene: CacheScene): boolean {
  const { run, command } = install;
  if (hasMountLike(run, /\.yarn\/cache/) || (commandVariable(run, command, 'YARN_CACHE_FOLDER') && hasMountLike(run, /./))) return false;
  return !yarnEvidence(scene).projects.some(({ hasPackages }) => hasPackages);
}

const clears = ({ positionals }: ManagerCall): boolean => positionals[0]?.value === 'cache';
const clearsMirror = (call: ManagerCall): boolean => clears(call) && EMPTYING.some((pattern) => hasOption(call.options, pattern));

function hazard(install: Install, scene: CacheScene): string | null {
  if (hasCallLike(install, scene, cachesInProject(install, scene) ? clearsMirror : clears)) return '`yarn cache clean` would empty the mount in every build';
  if (settingsOf(install, scene).some(({ key }) => key === 'enableMirror')) return '`yarn config set enableMirror` decides whether the folder is filled';
  return linkerHazard(install, scene) ?? parentHazard(install, scene) ?? sharedParentHazard(install, scene);
}

/** Plug'n'Play loads packages from their archives: those of Yarn 4 lie in the cache folder, those of Yarn 3 in the project. */
function linkerHazard(install: Install, scene: CacheScene): string | null {
  const linkers = linkersOf(install, scene);
  if (linkers.length > 0 && linkers.every((linker) => linker === 'node-modules' || linker === 'pnpm')) return null;
  if (cachesInProject(install, scene)) return null;
  if (linkers.length === 0) return 'nodeLinker cannot be told, and with Plug\'n\'Play the program reads its packages from the cache folder when it runs';
  return 'with Plug\'n\'Play the program reads its packages from the cache folder when it runs, and a mount is not there then';
}

/** True where Yarn 3 alone runs: the folder is a mirror of the cache then. */
function cachesInProject(install: Install, scene: CacheScene): boolean {
  const majors = berryMajors(scene);
  return scene.project !== null && majors.length > 0 && majors.every((major) => major === 3) && !usesGlobalCache(install, scene);
}

function linkersOf(install: Install, scene: CacheScene): readonly (string | null)[] {
  const variable = commandVariable(install.run, install.command, 'YARN_NODE_LINKER');
  if (variable) return [variable.value];
  const setting = settingsOf(install, scene).findLast(({ key }) => key === 'nodeLinker');
  if (setting) return [setting.value];
  return yarnEvidence(scene).projects.flatMap(({ linker }) => (linker === null ? [] : [linker]));
}

function settingsOf({ run, command, manager }: Install, { model, facts }: CacheScene): readonly ConfigSetting[] {
  return configSettings(model, facts, run, manager, command.span.start);
}

function usesGlobalCache(install: Install, scene: CacheScene): boolean {
  if (commandVariable(install.run, install.command, 'YARN_ENABLE_GLOBAL_CACHE')) return true;
  if (settingsOf(install, scene).some(({ key }) => key === 'enableGlobalCache')) return true;
  return yarnEvidence(scene).projects.some(({ hasGlobalCache }) => hasGlobalCache);
}

function risk(_: Install, scene: CacheScene): string | null {
  const isAssumed = yarnEvidence(scene).projects.some(({ context }) => !context.known);
  return isAssumed ? 'the build context is only assumed, and with it that nothing reads packages from the cache folder' : null;
}
