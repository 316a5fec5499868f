import type { Node } from 'yaml';
import type { SourceDocument } from '../../core/engine/document.ts';
import type { ComposeService } from '../../core/compose/model.ts';
import type { BuildUse, ProjectView } from '../../core/engine/projectView.ts';
import type { Span } from '../../core/text/span.ts';
import { sentSources } from '../../project/context/sentSources.ts';
import { amountOf } from '../amounts.ts';
import type { Explanation } from '../explanation.ts';
import { ignoreText, placeText } from '../from/buildsText.ts';
import { code } from '../markdown.ts';

/** Values that name what is built: `build: .`, and those two within it. */
const KEYS: readonly (readonly string[])[] = [['build', 'context'], ['build', 'dockerfile'], ['build']];

/** What a service's `build:` comes to: context, Dockerfile, ignore file, and what is sent. */
export function explainBuildKey({ compose }: SourceDocument, offset: number, project: ProjectView | null): Explanation | null {
  if (!project) return null;
  const service = compose.services.find(({ declarations }) => declarations.some(({ span }) => span.start <= offset && offset <= span.end));
  const span = service ? valueAt(service, offset) : null;
  const use = span && service ? project.serviceUse(service.name) : null;
  return span && use ? { span, markdown: useText(use, project) } : null;
}

/** The value in the service's own text that the offset is on. */
function valueAt(service: ComposeService, offset: number): Span | null {
  for (const path of KEYS) {
    const value = service.get(...path);
    if (value?.origin !== 'own' || typeof value.data !== 'string') continue;
    const span = spanOf(value.node);
    if (span && span.start <= offset && offset <= span.end) return span;
  }
  return null;
}

function spanOf(node: Node | null): Span | null {
  return node?.range ? { start: node.range[0], end: node.range[1] } : null;
}

function useText(use: BuildUse, project: ProjectView): string {
  const { context, dockerfile, target } = use;
  const stage = target === null ? '' : `, target ${code(target)}`;
  const file = dockerfile === null ? 'the Dockerfile given here' : code(dockerfile);
  return `Built from ${placeText(context.path)} by ${file}${stage}, ${ignoreText(context)}.${sentText(use, project)}`;
}

/** What the build asks its context for, which is what its Dockerfile copies. */
function sentText({ context, dockerfile, target }: BuildUse, { dockerfiles }: ProjectView): string {
  const built = dockerfile === null ? undefined : dockerfiles?.find(({ path }) => path === dockerfile);
  if (!built || context.isOutside) return '';
  const amount = amountOf(sentSources(built.dockerfile, built.facts, target), context);
  if (!amount.isMeasured) return '';
  return amount.files === 0 && amount.isComplete ? ' The build needs no file of it.' : ` The build is sent **${amount.text}**.`;
}
