import type { Instruction, Stage } from '../../core/dockerfile/model.ts';
import { findStage } from '../../core/dockerfile/stages.ts';
import type { Span } from '../../core/text/span.ts';
import { lineNumber } from '../../rules/messages/lineNumber.ts';
import type { BuildScene } from '../buildScene.ts';
import type { Explanation } from '../explanation.ts';
import { code } from '../markdown.ts';

/** Where the files come from that `--from=` or a mount's `from=` names; null where the offset is on none of these. */
export function explainOtherSource(scene: BuildScene, instruction: Instruction, stage: Stage, offset: number): Explanation | null {
  const mount = instruction.mounts.find(({ flag }) => touches(flag.span, offset));
  const mounted = mount?.options.get('from');
  if (mount) return typeof mounted === 'string' ? { span: mount.flag.span, markdown: originText(scene, stage, mounted) } : null;
  const flag = instruction.flags.find(({ name }) => name === 'from');
  if (!flag?.value) return null;
  const words = (instruction.exec ?? instruction.words).slice(0, -1);
  const place = [flag.span, ...words.map(({ span }) => span)].find((span) => touches(span, offset));
  return place ? { span: place, markdown: originText(scene, stage, flag.value) } : null;
}

/** Named contexts come before stages, and stages before images (BuildKit, dockerfile2llb: `namedContext`, then the stage list). */
function originText(scene: BuildScene, stage: Stage, reference: string): string {
  const use = scene.usesOf(stage).find(({ namedContexts }) => namedContexts.has(reference));
  if (use) {
    const value = use.namedContexts.get(reference) ?? '';
    const context = `${code(reference)}${value === '' ? '' : `, which is ${code(value)}`}`;
    const build = `${code(use.service ?? '')} (${code(use.definedIn ?? '')})`;
    return `From the named context ${context} in the build of ${build}. The .dockerignore of the build context does not count for it.`;
  }
  const from = findStage(scene.model, reference);
  const counts = 'the build context and its .dockerignore do not count here';
  if (from) return `From the stage ${code(from.name ?? reference)} (line ${lineNumber(scene.model, from.from)}); ${counts}.`;
  return `From the image ${code(reference)}, or a named context of that name; ${counts}.`;
}

function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
