import { environmentOfService } from '../../../core/compose/settings/environment.ts';
import { mountsOf } from '../../../core/compose/settings/mounts.ts';
import { UNKNOWN, type ProjectService } from '../../../core/compose/project.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { distributionOfTag } from '../../../core/dockerfile/knownImages.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { parseImageReference, type ImageReference } from '../../../core/image/reference.ts';
import { splitTag } from '../../../core/image/tag.ts';
import { builtStage } from './imageHealth.ts';
import type { ImageUse } from './recipes/recipe.ts';

/** A service that runs an image as it is, or null: what replaces its entrypoint, or a command that cannot be told, may start anything. */
export function imageUseOf(service: ProjectService, project: ProjectView | null): ImageUse | null {
  const image = imageOf(service, project);
  const command = wordsOf(service.get('command'));
  if (!image || !command || service.get('entrypoint') !== null || service.hasUnknownParent) return null;
  const tag = image.tag ?? '';
  const { version } = splitTag(tag);
  const numbers = /^v?(\d+(?:\.\d+)*)/.exec(version ?? '')?.[1]?.split('.').map(Number) ?? [];
  const mounts = mountsOf(service);
  return {
    image,
    version: numbers,
    isAlpine: distributionOfTag(tag) === 'alpine',
    environment: environmentOfService(service),
    command,
    isMounted: (path) => mounts.some((mount) => mount === UNKNOWN || mount.target === path || mount.target.startsWith(`${path}/`)),
  };
}

/** The image of a service; where it builds on one and changes nothing of what is started, that one. */
export function imageOf(service: ProjectService, project: ProjectView | null): ImageReference | null {
  if (service.get('build') === null) {
    const image = service.get('image');
    return typeof image === 'string' ? parseImageReference(image) : null;
  }
  const stage = builtStage(service, project);
  if (!stage) return null;
  const chain = stageChain(stage);
  const root = chain.at(-1)!;
  const startsOther = chain.some(({ instructions }) => instructions.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT'));
  return startsOther || root.parent !== null || root.resolvedImage === null ? null : parseImageReference(root.resolvedImage);
}

/** A command as words, none where the image's own runs; null where it cannot be told. Quotes within text are left as they are. */
function wordsOf(command: unknown): readonly string[] | null {
  if (command === null) return [];
  if (typeof command === 'string') return command.trim() === '' ? [] : command.trim().split(/\s+/);
  if (!Array.isArray(command)) return null;
  const words = command.map((word: unknown) => (typeof word === 'string' || typeof word === 'number' || typeof word === 'boolean' ? String(word) : null));
  return words.includes(null) ? null : (words as string[]);
}
