import type { Instruction } from '../../core/dockerfile/model.ts';
import type { Span } from '../../core/text/span.ts';
import { contextSources, type ContextSource } from '../../rules/context/sources/contextSources.ts';
import { buildNames } from '../buildNames.ts';
import { contextsOf, type BuildScene } from '../buildScene.ts';
import type { Explanation } from '../explanation.ts';
import { code, paragraphs } from '../markdown.ts';
import { explainOtherSource } from './otherSource.ts';
import { sourceInContext } from './sourceInContext.ts';

/** More contexts than a person compares. */
const MOST_CONTEXTS = 2;

/** What a source of COPY, ADD or a bind mount brings, where the offset is on one; null elsewhere. */
export function explainSource(scene: BuildScene, instruction: Instruction, offset: number): Explanation | null {
  const { stage } = instruction;
  if (!stage) return null;
  const other = explainOtherSource(scene, instruction, stage, offset);
  if (other) return other;
  const source = contextSources(scene.model, scene.facts).find((one) => one.instruction === instruction && touches(one.span, offset));
  return source ? explainContextSource(scene, source) : null;
}

function explainContextSource(scene: BuildScene, source: ContextSource): Explanation | null {
  const contexts = contextsOf(scene.usesOf(source.stage));
  if (contexts.length === 0) return null;
  const shown = contexts.slice(0, MOST_CONTEXTS).map(({ context, uses }) => {
    const text = sourceInContext(source, context, scene);
    return contexts.length > 1 ? `In the build of ${buildNames(uses)}: ${text}` : text;
  });
  const rest = contexts.length > MOST_CONTEXTS ? `${contexts.length - MOST_CONTEXTS} more contexts are built from.` : '';
  return { span: source.span, markdown: paragraphs([...shown, rest, climbText(source)]) };
}

/** `COPY ../shared` reads `<context>/shared` (BuildKit roots every source in the context). */
function climbText({ written, path }: ContextSource): string {
  return /(?:^|\/)\.\.(?:\/|$)/.test(written) ? `The \`..\` leads nowhere: a build reads ${code(written)} as ${code(path)} of its context.` : '';
}

function touches({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
