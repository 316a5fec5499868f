import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import { describeImage } from '../../../core/dockerfile/knownImages.ts';
import type { Stage } from '../../../core/dockerfile/model.ts';
import { isWithin } from '../../cache/folders/folderPath.ts';

/** Top folders of the Filesystem Hierarchy Standard: a base image may keep anything below them. */
const SYSTEM_FOLDERS = new Set([
  'bin', 'boot', 'dev', 'etc', 'home', 'lib', 'lib32', 'lib64', 'libx32', 'media', 'mnt', 'proc', 'root', 'run', 'sbin', 'sys',
  'tmp', 'usr', 'var',
]);
/** Below these, a folder that an image does not name itself belongs to whoever makes it. */
const FREE_PARENTS = new Set(['opt', 'srv']);

/** True where a folder is of the application's own: not one that distributions fill. */
export function isApplicationFolder(folder: string): boolean {
  const [top = '', second, third] = folder.slice(1).split('/');
  if (folder === '/usr/src/app' || folder.startsWith('/usr/src/app/')) return true;
  if (top === 'home') return third !== undefined && !third.startsWith('.');
  return top !== '' && !SYSTEM_FOLDERS.has(top) && (!FREE_PARENTS.has(top) || second !== undefined);
}

/** True where the base image surely has nothing in `folder`: it is an image we know, and none of the places it names is there. */
export function isEmptyInBase(facts: DockerfileFacts, stage: Stage, folder: string): boolean {
  const { baseImage } = facts.stageFact(stage);
  const image = baseImage && describeImage(baseImage);
  if (!image || !image.isEnvComplete || image.workdir === null || !isApplicationFolder(folder)) return false;
  const homes = image.accounts.map(({ home }) => home);
  const isNamed = [...homes, image.workdir, ...Object.values(image.env)].some((place) => isFolder(place) && isWithin(place, folder));
  const isInside = [image.workdir, ...Object.values(image.env)].some((place) => isFolder(place) && !homes.includes(place) && isWithin(folder, place));
  return !isNamed && !isInside;
}

function isFolder(place: string | null | undefined): place is string {
  return typeof place === 'string' && place.startsWith('/') && place !== '/';
}
