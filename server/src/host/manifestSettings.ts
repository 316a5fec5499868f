import { isObject } from '../core/collections/objects.ts';
import type { FileSystem } from '../core/engine/host.ts';
import { MANIFEST, MANIFEST_KEY } from './configFile.ts';
import { LARGEST_CONFIG } from './configReader.ts';
import { ConfigText } from './configText.ts';

/** True where the package.json of a folder (absolute, with `/`) has settings of ours: an object, since many tools keep something under the name of a project. */
export async function hasManifestSettings(folder: string, disk: FileSystem): Promise<boolean> {
  const text = await disk.readText(`${folder === '/' ? '' : folder}/${MANIFEST}`, LARGEST_CONFIG);
  if (!text?.includes(`"${MANIFEST_KEY}"`)) return false;
  const { value } = new ConfigText(text);
  return isObject(value) && Object.hasOwn(value, MANIFEST_KEY) && isObject(value[MANIFEST_KEY]);
}
