import { folderOf } from '../../../project/paths.ts';
import { refuse } from '../proof.ts';
import { visibleIn } from './contextManifests.ts';
import { hasOption, optionOf, wordsOf } from './installWords.ts';
import type { ManifestEntry } from './manifestEntry.ts';
import { ENVIRONMENTS } from './pip.ts';
import { hasSetting, hasTable, readPythonProject } from './pythonProject.ts';

const PROJECT_OPTIONS = new Set(['-C', '--directory', '-P', '--project']);

/** Sources: python-poetry.org/docs/cli/#install and /docs/faq (how a build gets a layer of its own for dependencies). */
export const poetry: ManifestEntry = {
  id: 'poetry',
  reads: (install) => (['install', 'sync'].includes(wordsOf(install)[0] ?? '') && !hasOption(install, '--only-root') ? ['pyproject.toml'] : null),
  named: () => 'pyproject.toml and poetry.lock',
  locks: ['poetry.lock'],
  isLocked: () => false,
  needs({ install }, [manifest], context) {
    const option = optionOf(install, PROJECT_OPTIONS);
    if (option) return refuse(`poetry's ${option} makes it work elsewhere than in its working folder`);
    const text = context.files.text(manifest!);
    if (text === undefined) return refuse(`${manifest!} cannot be read in the build context`);
    const project = readPythonProject(text, 'tool.poetry');
    const isPackage = !hasSetting(project, 'tool.poetry', 'package-mode', 'false');
    if (isPackage && !hasOption(install, '--no-root')) {
      return refuse(
        'poetry install also installs the project, which needs the source and files such as README.md: run it with --no-root before the COPY, and once more after it',
      );
    }
    if (project.local !== null) return refuse(`${manifest!} names a local path ("${project.local}")`);
    const plugin = ['tool.poetry.requires-plugins', 'tool.poetry-dynamic-versioning'].find((table) => hasTable(project, table));
    if (plugin) return refuse(`${manifest!} uses plugins of poetry (${plugin}), which may read the source`);
    const folder = folderOf(manifest!);
    // Without a lockfile poetry writes one, which the image keeps either way.
    const others = visibleIn(context, folder, ['poetry.lock', 'poetry.toml']);
    const config = others.find((path) => path.endsWith('poetry.toml'));
    if (config !== undefined && /^\s*(?:cache-dir|path|data-dir)\s*=/m.test(context.files.text(config) ?? 'path =')) {
      return refuse(`${config} names folders of its own`);
    }
    return [manifest!, ...others];
  },
  fills: ENVIRONMENTS,
  writesHome: true,
  leavesManifests: (install) => wordsOf(install)[0] === 'install' || wordsOf(install)[0] === 'sync',
};
