import type { Instruction } from '../../core/dockerfile/model.ts';
import type { BuildScene } from '../buildScene.ts';
import type { Explanation } from '../explanation.ts';
import { paragraphs } from '../markdown.ts';
import { baseImageText } from './baseImageText.ts';
import { buildsText } from './buildsText.ts';

/** How a stage is built, and what its base image is. */
export function explainFrom(scene: BuildScene, instruction: Instruction, offset: number): Explanation | null {
  const { stage, span, bodySpan } = instruction;
  if (!stage || offset > bodySpan.end) return null;
  const markdown = paragraphs([buildsText(scene, stage), baseImageText(scene, stage)]);
  return markdown === '' ? null : { span, markdown };
}
