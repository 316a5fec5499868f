import { fullImageName } from '../../../core/dockerfile/knownImages.ts';
import type { ProjectService } from '../../../core/compose/project.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { familyOf } from '../../../core/image/family.ts';
import { BROKERS } from './recipes/brokers.ts';
import { DATABASES } from './recipes/databases.ts';
import type { ImageUse, Recipe, RecipeEntry, Withheld } from './recipes/recipe.ts';
import { SERVERS } from './recipes/servers.ts';
import { STORES } from './recipes/stores.ts';
import { imageUseOf } from './serviceImage.ts';

const BY_IMAGE: ReadonlyMap<string, RecipeEntry> = new Map(
  [...DATABASES, ...STORES, ...BROKERS, ...SERVERS].flatMap((entry) => entry.images.split(' ').map((name) => [name, entry] as const)),
);

const NOT_KNOWN = 'Which program in its image could ask it is not known here.';

/** How to ask a service whether it works, or why nothing can be said. */
export function recipeFor(service: ProjectService, project: ProjectView | null): Recipe | Withheld {
  const found = serverOf(service, project);
  return found ? found.entry.recipe(found.use) : { withheld: NOT_KNOWN };
}

/** True for a server whose image takes its time before it listens: what connects to it at once fails. */
export function isSlowToStart(service: ProjectService, project: ProjectView | null): boolean {
  const found = serverOf(service, project);
  return found !== null && (typeof found.entry.isSlow === 'boolean' ? found.entry.isSlow : found.entry.isSlow(found.use));
}

/** True for a service that runs the server of an image that is known here. */
export function runsKnownServer(service: ProjectService, project: ProjectView | null): boolean {
  return serverOf(service, project) !== null;
}

function serverOf(service: ProjectService, project: ProjectView | null): { readonly entry: RecipeEntry; readonly use: ImageUse } | null {
  const use = imageUseOf(service, project);
  const entry = use && BY_IMAGE.get(familyOf(use.image) ?? fullImageName(use.image));
  if (!use || !entry) return null;
  const [first] = use.command;
  return first === undefined || first.startsWith('-') || entry.servers.test(first) ? { entry, use } : null;
}
