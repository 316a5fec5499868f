import { folderOf } from '../../../project/paths.ts';
import type { Install } from '../../cache/calls/managerCall.ts';
import { refuse } from '../proof.ts';
import { visibleIn } from './contextManifests.ts';
import { hasOption, isSet, optionOf, wordsOf } from './installWords.ts';
import type { ManifestEntry } from './manifestEntry.ts';
import { ENVIRONMENTS } from './pip.ts';

const LOCAL_OPTIONS = new Set(['-e', '--editable', '-r', '--requirements', '--categories']);
const LOCAL = /\b(?:path|file)\s*=\s*["']|\beditable\s*=\s*true|\bfile:|^\s*url\s*=\s*["'](?:\.|\/)/m;

/** Source: pipenv.pypa.io/en/latest (commands, pipfile). */
export const pipenv: ManifestEntry = {
  id: 'pipenv',
  reads: (install) => (['install', 'sync'].includes(wordsOf(install)[0] ?? '') && install.rest.length === 0 ? ['Pipfile'] : null),
  named: () => 'Pipfile and Pipfile.lock',
  locks: ['Pipfile.lock'],
  isLocked,
  needs({ install }, [manifest], context) {
    const option = optionOf(install, LOCAL_OPTIONS);
    if (option) return refuse(`pipenv's ${option} makes it read other files of the project`);
    if (isSet(install, 'PIPENV_PIPFILE')) return refuse('PIPENV_PIPFILE names another Pipfile');
    const text = context.files.text(manifest!);
    if (text === undefined) return refuse(`${manifest!} cannot be read in the build context`);
    const local = LOCAL.exec(text.replace(/^\s*#.*$/gm, ''));
    if (local) return refuse(`${manifest!} names a local path or an editable package`);
    const locks = visibleIn(context, folderOf(manifest!), ['Pipfile.lock']);
    if (isLocked(install) && locks.length === 0) return refuse('the Pipfile.lock that this install needs is not in the build context');
    return [manifest!, ...locks];
  },
  fills: ENVIRONMENTS,
  writesHome: true,
  leavesManifests: isLocked,
};

function isLocked(install: Install): boolean {
  return wordsOf(install)[0] === 'sync' || hasOption(install, '--deploy', '--ignore-pipfile');
}
