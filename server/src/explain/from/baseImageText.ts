import { readAssignments } from '../../core/dockerfile/assignments.ts';
import type { DockerfileModel, Stage } from '../../core/dockerfile/model.ts';
import type { DockerfileUse } from '../../core/engine/projectView.ts';
import { parseImageReference } from '../../core/image/reference.ts';
import { lineNumber } from '../../rules/messages/lineNumber.ts';
import type { BuildScene } from '../buildScene.ts';
import { code } from '../markdown.ts';
import { imageLife } from './imageLife.ts';

/** Where the base image comes from and how long it lives; empty where there is nothing to tell that the line does not show. */
export function baseImageText(scene: BuildScene, stage: Stage): string {
  const { image, resolvedImage, parent } = stage;
  if (!image || parent) return '';
  const uses = scene.usesOf(stage).filter(({ source }) => source !== 'assumed');
  const replaced = replacedText(uses, resolvedImage ?? image.value);
  if (replaced !== '') return replaced;
  const reference = resolvedImage === null || resolvedImage === 'scratch' ? null : parseImageReference(resolvedImage);
  const sentences = [variablesText(scene.model, stage), overriddenText(uses, image.raw), reference ? imageLife(reference) : ''];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** A named context takes the place of an image of its name (buildx, `--build-context`). */
function replacedText(uses: readonly DockerfileUse[], name: string): string {
  const use = uses.find(({ namedContexts }) => namedContexts.has(name));
  if (!use) return '';
  const value = use.namedContexts.get(name) ?? '';
  const what = value === '' ? 'a named context' : `the named context ${code(value)}`;
  return `For ${code(use.service ?? '')} it is no image: ${what} of ${code(use.definedIn ?? '')} takes its place.`;
}

function variablesText(model: DockerfileModel, { image, resolvedImage }: Stage): string {
  const names = variablesIn(image?.raw ?? '');
  if (names.length === 0) return '';
  const places = names.flatMap((name) => {
    const line = declarationLine(model, name);
    return line === null ? [] : [`${code(name)} (line ${line})`];
  });
  if (resolvedImage === null) return `The image is not known here: ${names.map(code).join(', ')} must come with the build.`;
  return `${code(resolvedImage)}${places.length > 0 ? `, by the default of ${places.join(' and ')}` : ''}.`;
}

function overriddenText(uses: readonly DockerfileUse[], raw: string): string {
  for (const name of variablesIn(raw)) {
    const use = uses.find(({ args }) => args.has(name));
    const value = use?.args.get(name);
    if (use) return `${code(use.service ?? '')} builds it with ${value === null || value === undefined ? `${code(name)} from the environment` : code(`${name}=${value}`)}.`;
  }
  return '';
}

/** In the order of the word; more than three are nobody's image. */
function variablesIn(raw: string): string[] {
  return [...new Set([...raw.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name]) => name!))].slice(0, 3);
}

/** The line of the last ARG before the first FROM that gives a default. */
function declarationLine(model: DockerfileModel, name: string): number | null {
  let line: number | null = null;
  for (const instruction of model.instructions) {
    if (instruction.keyword === 'FROM') break;
    if (instruction.keyword !== 'ARG') continue;
    if (readAssignments(instruction, model.escape).some((one) => one.name === name && one.value !== null)) line = lineNumber(model, instruction);
  }
  return line;
}
