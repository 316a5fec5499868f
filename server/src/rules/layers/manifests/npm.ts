import type { Install } from '../../cache/calls/managerCall.ts';
import { isRefusal, refuse } from '../proof.ts';
import { hasOption, optionOf, wordsOf } from './installWords.ts';
import type { ManifestEntry } from './manifestEntry.ts';
import { nodeProject } from './nodeProject.ts';

const VERBS = new Set(['ci', 'clean-install', 'ic', 'install-clean', 'install', 'i', 'in', 'add']);
const CI_VERBS = new Set(['ci', 'clean-install', 'ic', 'install-clean']);
const PROJECT_OPTIONS = new Set(['--prefix', '-C', '-w', '--workspace', '--workspaces', '--userconfig', '--globalconfig']);
const LOCKS = ['npm-shrinkwrap.json', 'package-lock.json'];

/** Sources: `npm help ci`, `npm help install`, npm docs using-npm/scripts. */
export const npm: ManifestEntry = {
  id: 'npm',
  reads: (install) =>
    VERBS.has(wordsOf(install)[0] ?? '') && install.rest.length === 0 && !hasOption(install, '-g', '--global', '--location') ? ['package.json'] : null,
  named: () => 'package.json and its lockfile',
  locks: LOCKS,
  isLocked,
  needs({ install }, [manifest], context) {
    const option = optionOf(install, PROJECT_OPTIONS);
    if (option) return refuse(`npm's ${option} makes it work elsewhere than in its working folder`);
    const needed = nodeProject(install, manifest!, context, 'npm', LOCKS);
    if (isRefusal(needed)) return needed;
    const hasLock = needed.some((path) => LOCKS.some((name) => path === name || path.endsWith(`/${name}`)));
    return isLocked(install) && !hasLock ? refuse('the lockfile that npm ci needs is not in the build context') : needed;
  },
  fills: [{ name: 'node_modules', mustBeIgnored: 'always' }],
  writesHome: false,
  leavesManifests: isLocked,
};

/** `npm ci` and its aliases need a lockfile. */
function isLocked(install: Install): boolean {
  return CI_VERBS.has(wordsOf(install)[0] ?? '');
}
