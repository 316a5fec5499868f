import type { ScannableImage } from '../../protocol.ts';
import { isImageName } from '../../vulnerabilities/commands.ts';
import type { Builds } from '../builds/builds.ts';
import type { Folders } from '../folders.ts';

/** Builds of the history that are looked at for each folder. */
const MOST_BUILDS = 20;

/** The images that the last builds of each target made, by the names that they have in the engine. */
export async function lastBuiltImages(folders: Folders, builds: Builds): Promise<readonly ScannableImage[]> {
  const found = new Map<string, ScannableImage>();
  for (const folder of folders.all()) {
    const { builds: summaries } = await builds.list({ folder: folder.uri });
    const seen = new Set<string>();
    for (const { id, targets } of summaries.slice(0, MOST_BUILDS)) {
      if (!targets.some(({ name, imageBytes }) => imageBytes !== null && !seen.has(name))) continue;
      const told = await builds.record({ folder: folder.uri, id });
      for (const [target, image] of Object.entries(told?.record.images ?? {})) {
        if (seen.has(target)) continue;
        seen.add(target);
        const inputs = told!.record.inputs;
        const input = inputs && Object.hasOwn(inputs, target) ? inputs[target]! : null;
        const uri = input?.dockerfile ? folder.uriOf(input.dockerfile) : null;
        const name = image.names.find(isImageName);
        if (uri === null || name === undefined) continue;
        const key = JSON.stringify([name, uri]);
        if (!found.has(key)) found.set(key, { image: name, kind: 'built', usedBy: [target], source: { uri, kind: 'built', target: input!.target, service: null } });
      }
    }
  }
  return [...found.values()];
}
