import { MemoWithin } from '../../core/collections/memoWithin.ts';
import type { DockerfileUse, ProjectView } from '../../core/engine/projectView.ts';
import type { DockerfileModel } from '../../core/dockerfile/model.ts';
import { readAssignments } from '../../core/dockerfile/assignments.ts';
import { parseImageReference } from '../../core/image/reference.ts';
import { imageUses, type ImageUse } from './imageUse.ts';
import { TextTracer } from './tracedText.ts';

/** More builds of one file than this are made by a generator, and say nothing new. */
const MOST_BUILDS = 50;

/**
 * Every image that the known builds take: `imageUses`, with the build arguments of compose and bake files in place of the defaults that they
 * overrule. A default that no build uses is not among them; a FROM that gets several images is there several times.
 */
export function builtImageUses(model: DockerfileModel, project: ProjectView | null): readonly ImageUse[] {
  return remembered.of(model, project);
}

const remembered = new MemoWithin(findUses);

function findUses(model: DockerfileModel, project: ProjectView | null): readonly ImageUse[] {
  const asWritten = imageUses(model);
  const builds = overruling(model, project);
  if (builds.every(({ args }) => args.size === 0)) return asWritten;
  const found = new Map<string, ImageUse>();
  for (const { args, use } of builds) {
    for (const image of args.size === 0 ? asWritten : usesUnder(model, args, use, asWritten)) {
      const key = `${String(image.stage.index)} ${image.image.text}`;
      // What can be changed in this file comes first.
      if (!found.has(key) || found.get(key)!.setBy) found.set(key, image);
    }
  }
  return [...found.values()].sort((a, b) => a.stage.index - b.stage.index);
}

interface Build {
  readonly args: ReadonlyMap<string, string | null>;
  readonly use: DockerfileUse | null;
}

/** The builds that differ in the arguments that the file declares before its first FROM. */
function overruling(model: DockerfileModel, project: ProjectView | null): readonly Build[] {
  if (!project || !model.stages.some(({ image }) => image?.raw.includes('$'))) return [{ args: new Map(), use: null }];
  const names = globalNames(model);
  const builds = new Map<string, Build>();
  for (const use of project.uses.slice(0, MOST_BUILDS)) {
    const args = new Map([...use.args].filter(([name]) => names.has(name)));
    builds.set(JSON.stringify([...args]), { args, use });
  }
  return builds.size > 0 ? [...builds.values()] : [{ args: new Map(), use: null }];
}

function globalNames(model: DockerfileModel): ReadonlySet<string> {
  const names = new Set<string>();
  for (const instruction of model.instructions) {
    if (instruction.keyword === 'FROM') break;
    if (instruction.keyword === 'ARG') for (const { name } of readAssignments(instruction, model.escape)) names.add(name);
  }
  return names;
}

function usesUnder(model: DockerfileModel, args: Build['args'], use: DockerfileUse | null, asWritten: readonly ImageUse[]): readonly ImageUse[] {
  const tracer = new TextTracer(model, args);
  const literal = new Map(asWritten.map((image) => [image.stage, image]));
  const stageNames = new Set(model.stages.map(({ name }) => name));
  return model.stages.flatMap((stage): readonly ImageUse[] => {
    const { image: word, parent } = stage;
    if (!word || parent) return [];
    if (!word.raw.includes('$')) return [literal.get(stage)].filter((known) => known !== undefined);
    const source = tracer.follow(word);
    const image = source && source.text !== 'scratch' && !stageNames.has(source.text.toLowerCase()) ? parseImageReference(source.text) : null;
    if (!source || !image) return [];
    return [{ stage, word, image, source, ...(source.hasUnplaced && use ? { setBy: setterName(use, args) } : {}) }];
  });
}

/** For people: `compose.yml sets PYTHON_VERSION for api`. */
function setterName({ definedIn, service }: DockerfileUse, args: Build['args']): string {
  return `${definedIn ?? 'A build'} sets ${[...args.keys()].join(' and ')}${service === null ? '' : ` for ${service}`}`;
}
