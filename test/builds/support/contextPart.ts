import { foldFacts } from '../../../server/src/core/dockerfile/foldFacts.ts';
import type { DockerfileModel, Instruction, Stage } from '../../../server/src/core/dockerfile/model.ts';
import { contextPath } from '../../../server/src/core/dockerfile/paths.ts';
import { parseDockerfile } from '../../../server/src/core/dockerfile/parseDockerfile.ts';
import { findStage } from '../../../server/src/core/dockerfile/stages.ts';
import { hasWildcard } from '../../../server/src/core/ignore/fileNameMatch.ts';

/** Where the image has what came from the context, by the paths of the context. */
export const CONTEXT_IN_IMAGE = 'context/';

/**
 * What is left of a Dockerfile without base images and commands: its stages with their COPYs from the context, and what one stage takes of
 * another. It can be built anywhere, and its image has what the builder was sent.
 */
export function contextPart(text: string): string {
  const model = parseDockerfile(text);
  const copies = new Map(foldFacts(model, null).copies.map((copy) => [copy.instruction, copy]));
  const lines = model.stages.flatMap((stage) => [
    `FROM ${stage.parent ? nameOf(stage.parent) : 'scratch'} AS ${nameOf(stage)}`,
    ...stage.instructions.flatMap((instruction) => {
      const copy = copies.get(instruction);
      const sources = [...(copy?.fromContext ? copy.sources.map(({ path }) => path) : []), ...boundSources(instruction)];
      return [...sources.map(copyOf), ...stagesUsedBy(model, instruction).map((other) => `COPY --from=${nameOf(other)} /context* /context/`)];
    }),
  ]);
  return `${lines.join('\n')}\n`;
}

/** Copies a source to where it stands in the context. */
export function copyOf(source: string): string {
  const folder = source.split('/').slice(0, -1).join('/');
  const destination = source === '.' ? '/context/' : hasWildcard(source) ? `/context/${folder}/` : `/context/${source}`;
  return `COPY ${JSON.stringify([source, destination])}`;
}

function nameOf({ name, index }: Stage): string {
  return name ?? `stage-${index}`;
}

function boundSources({ isTrigger, mounts }: Instruction): string[] {
  if (isTrigger) return [];
  return mounts.filter(({ type, options }) => type === 'bind' && !options.has('from')).map(({ options }) => contextPath(String(options.get('source') ?? '')));
}

function stagesUsedBy(model: DockerfileModel, { isTrigger, flags, mounts }: Instruction): Stage[] {
  if (isTrigger) return [];
  const references = [...flags.filter(({ name }) => name === 'from').map(({ value }) => value), ...mounts.map(({ options }) => options.get('from'))];
  return references.flatMap((reference) => (typeof reference === 'string' ? (findStage(model, reference) ?? []) : []));
}
