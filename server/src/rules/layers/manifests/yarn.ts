import type { BuildContext } from '../../../core/engine/projectView.ts';
import { folderOf, joinPaths } from '../../../project/paths.ts';
import type { Install } from '../../cache/calls/managerCall.ts';
import { isRefusal, refuse, type Refusal } from '../proof.ts';
import { isVisible, nearestAbove, visibleIn } from './contextManifests.ts';
import { hasOption, optionOf, wordsOf } from './installWords.ts';
import type { ManifestEntry } from './manifestEntry.ts';
import { nodeProject } from './nodeProject.ts';

const PROJECT_OPTIONS = new Set(['--cwd', '--modules-folder', '--use-yarnrc', '--focus', '--flat']);

/** Yarn 1. Sources: classic.yarnpkg.com/docs/cli/install and /docs/yarnrc. */
export const yarn: ManifestEntry = {
  id: 'yarn',
  isContested: true,
  reads: readsPackage,
  named: () => 'package.json and yarn.lock',
  locks: ['yarn.lock'],
  isLocked,
  needs({ install }, [manifest], context) {
    const option = optionOf(install, PROJECT_OPTIONS);
    if (option) return refuse(`yarn's ${option} changes where or what it installs`);
    const needed = nodeProject(install, manifest!, context, 'yarn', ['yarn.lock']);
    if (isRefusal(needed)) return needed;
    const folder = folderOf(manifest!);
    if (isLocked(install) && !isVisible(context, joinPaths(folder, 'yarn.lock'))) {
      return refuse('the yarn.lock that this install needs is not in the build context');
    }
    const above = nearestAbove(context, folder, '.yarnrc') ?? nearestAbove(context, folder, '.npmrc');
    if (above !== null) return refuse(`yarn also reads its settings in ${above}`);
    const config = yarnConfig(joinPaths(folder, '.yarnrc'), context);
    return isRefusal(config) ? config : [...needed, ...config, ...visibleIn(context, folder, ['.yarnclean'])];
  },
  fills: [{ name: 'node_modules', mustBeIgnored: 'always' }],
  writesHome: false,
  leavesManifests: (install) => isLocked(install) || hasOption(install, '--pure-lockfile', '--no-lockfile'),
};

/** `yarn` and `yarn install`, which share their shape across versions. */
export function readsPackage(install: Install): readonly string[] | null {
  const [verb = 'install'] = wordsOf(install);
  return verb === 'install' && install.rest.length === 0 && !hasOption(install, '--global', '-g') ? ['package.json'] : null;
}

function isLocked(install: Install): boolean {
  return hasOption(install, '--frozen-lockfile');
}

/** Settings of .yarnrc with a path, also as the default of an option: `--install.modules-folder`. */
const NAMES_FILES =
  /^[ \t]*"?(?:--[\w.]*)?(yarn-path|yarn-offline-mirror|cafile|cache-folder|modules-folder|cwd|use-yarnrc|preferred-cache-folder)"?[ \t]/m;

function yarnConfig(path: string, context: BuildContext): readonly string[] | Refusal {
  if (!isVisible(context, path)) return [];
  const text = context.files.text(path);
  if (text === undefined) return refuse(`${path} cannot be read in the build context`);
  const named = NAMES_FILES.exec(text)?.[1];
  return named === undefined ? [path] : refuse(`${path} names other files by its setting ${named}`);
}
