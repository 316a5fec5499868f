import { joinPath } from '../../../core/dockerfile/paths.ts';
import type { BuildContext } from '../../../core/engine/projectView.ts';
import { folderOf } from '../../../project/paths.ts';
import { contextPathOf, type BroadCopy } from '../manifestsFirst/broadCopy.ts';
import { workFolder, type ManifestInstall } from '../manifestsFirst/manifestInstall.ts';
import { refuse, type Refusal } from '../proof.ts';
import { wordsOf } from './installWords.ts';
import type { FilledFolder, ManifestEntry } from './manifestEntry.ts';
import { namedRequirements, requirementFiles } from './requirements.ts';

/** What they do with the packages differs; what they read does not. */
const VERBS = new Set(['install', 'wheel', 'download']);

/** Virtual environments, where people keep them. */
export const ENVIRONMENTS: readonly FilledFolder[] = ['.venv', 'venv', 'env'].map((name) => ({ name, mustBeIgnored: 'present' }));

/** `pip install -r`; `pip install .` builds the project. Source: pip.pypa.io/en/stable/reference/requirements-file-format. */
export const pip: ManifestEntry = {
  id: 'pip',
  reads: (install) => (VERBS.has(wordsOf(install)[0] ?? '') ? namedRequirements(install) : null),
  locks: [],
  isLocked: () => true,
  needs: ({ install }, first, { files }) => requirementFiles(install, 'pip', first, files),
  fills: ENVIRONMENTS,
  overwritten: wheelsOverwritten,
  writesHome: true,
  leavesManifests: () => true,
};

/** `pip wheel` and `pip download` leave files where they are told, else in the working folder. */
function wheelsOverwritten(call: ManifestInstall, moved: readonly BroadCopy[], { files }: BuildContext): Refusal | null {
  if (wordsOf(call.install)[0] === 'install') return null;
  const option = call.install.options.findLast(({ name }) => ['-w', '--wheel-dir', '-d', '--dest'].includes(name));
  if (option && typeof option.value !== 'string') return refuse(`the folder of ${option.name} is not known`);
  const base = workFolder(call);
  if (base === null) return refuse('the folder that the install works in is not known');
  const folder = joinPath(base, typeof option?.value === 'string' ? option.value : '.');
  const isFilled = moved.some((one) => {
    const path = joinPath('/', one.copy.destination!) === folder ? one.source : contextPathOf(one, folder);
    if (path === null || !files.hasFolder(path)) return false;
    return files.paths.some((file) => /\.(?:whl|zip|tar\.gz)$/.test(file) && folderOf(file) === path);
  });
  return isFilled ? refuse(`the COPY also brings packages into ${folder}, where pip puts what it builds`) : null;
}
