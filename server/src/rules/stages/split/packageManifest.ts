import { joinPaths } from '../../../project/paths.ts';
import { asObject, jsonManifest, ownValue } from '../../layers/manifests/contextManifests.ts';
import type { SplitScene } from './splitScene.ts';

/** The scripts of the package.json that the first COPY brings; null where it is not known. */
export function packageManifest({ context: { project, facts }, stage }: SplitScene): { readonly scripts: ReadonlyMap<string, string> } | null {
  const [use] = project?.uses ?? [];
  if (!use || use.context.isOutside) return null;
  const sources = facts.stageFact(stage).copies.filter(({ fromContext }) => fromContext).flatMap((copy) => copy.sources.map(({ path }) => path));
  const folder = sources.map((path) => /^(.*\/)?package(?:\*|-lock)?\*?\.json$/.exec(path)).find((match) => match !== null)?.[1] ?? '';
  const manifest = jsonManifest(use.context.files, joinPaths(folder === '' ? '.' : folder, 'package.json'));
  if (!manifest) return null;
  const scripts = Object.entries(asObject(ownValue(manifest, 'scripts'))).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { scripts: new Map(scripts) };
}
