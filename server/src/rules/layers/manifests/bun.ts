import type { BuildContext } from '../../../core/engine/projectView.ts';
import { folderOf, joinPaths } from '../../../project/paths.ts';
import type { Install } from '../../cache/calls/managerCall.ts';
import { isRefusal, refuse, type Refusal } from '../proof.ts';
import { isVisible, visibleIn } from './contextManifests.ts';
import { hasOption, optionOf, wordsOf } from './installWords.ts';
import type { ManifestEntry } from './manifestEntry.ts';
import { nodeProject } from './nodeProject.ts';

const LOCKS = ['bun.lock', 'bun.lockb'];
const PROJECT_OPTIONS = new Set(['--cwd', '--filter', '-F', '--config', '-c', '--linker']);

/** Sources: bun.sh/docs/cli/install and /docs/runtime/bunfig. */
export const bun: ManifestEntry = {
  id: 'bun',
  reads(install) {
    const verb = wordsOf(install)[0] ?? '';
    return ['install', 'i', 'ci'].includes(verb) && install.rest.length === 0 && !hasOption(install, '-g', '--global') ? ['package.json'] : null;
  },
  named: () => 'package.json and its lockfile',
  locks: LOCKS,
  isLocked,
  needs({ install }, [manifest], context) {
    const option = optionOf(install, PROJECT_OPTIONS);
    if (option) return refuse(`bun's ${option} changes where or how it installs`);
    const needed = nodeProject(install, manifest!, context, 'bun', LOCKS);
    if (isRefusal(needed)) return needed;
    const folder = folderOf(manifest!);
    if (isLocked(install) && visibleIn(context, folder, LOCKS).length === 0) {
      return refuse('the lockfile that this install needs is not in the build context');
    }
    // bun takes versions over from the lockfile of another manager where it has none of its own.
    const foreign = visibleIn(context, folder, LOCKS).length > 0 ? [] : visibleIn(context, folder, ['package-lock.json', 'yarn.lock', 'pnpm-lock.yaml']);
    const config = bunConfig(joinPaths(folder, 'bunfig.toml'), context);
    return isRefusal(config) ? config : [...needed, ...foreign, ...config];
  },
  fills: [{ name: 'node_modules', mustBeIgnored: 'always' }],
  writesHome: true,
  leavesManifests: isLocked,
};

function isLocked(install: Install): boolean {
  return wordsOf(install)[0] === 'ci' || hasOption(install, '--frozen-lockfile');
}

function bunConfig(path: string, context: BuildContext): readonly string[] | Refusal {
  if (!isVisible(context, path)) return [];
  const text = context.files.text(path);
  if (text === undefined) return refuse(`${path} cannot be read in the build context`);
  if (/\b(?:token|password)\s*=\s*"(?!\$)/.test(text)) {
    return refuse(`${path} holds a credential, which belongs in a secret mount and not in a layer of its own`);
  }
  return /^\s*(?:globalDir|globalBinDir|dir|cafile|preload)\s*=/m.test(text) ? refuse(`${path} names other files or folders`) : [path];
}
