import type { SourceDocument } from '../../core/engine/document.ts';
import type { BuildContext, ProjectView } from '../../core/engine/projectView.ts';
import type { IgnorePattern } from '../../core/ignore/matcher.ts';
import { buildNames } from '../buildNames.ts';
import { placeText } from '../from/buildsText.ts';
import type { Explanation } from '../explanation.ts';
import { code, paragraphs } from '../markdown.ts';
import { lineEffect } from './lineEffect.ts';
import { overridingLine } from './overridingLine.ts';

/** More contexts than a person compares. */
const MOST_CONTEXTS = 2;

/** What a line of an ignore file does to the builds that read it. */
export function explainPattern(document: SourceDocument, offset: number, project: ProjectView | null): Explanation | null {
  const pattern = document.ignore.patterns.find(({ span }) => span.start <= offset && offset <= span.end);
  if (!pattern || !project?.readers) return null;
  if (pattern.invalid !== null) return { span: pattern.span, markdown: `Docker refuses this pattern, and every build that reads it: ${pattern.invalid}.` };
  const contexts = readContexts(project);
  if (contexts.length === 0) return { span: pattern.span, markdown: 'No build that is known here reads this file.' };
  const texts = contexts.slice(0, MOST_CONTEXTS).map((context) => inContext(document, pattern, context, contexts.length > 1));
  return { span: pattern.span, markdown: paragraphs([...texts, overriddenText(document, pattern, contexts), readersText(project)]) };
}

function inContext(document: SourceDocument, pattern: IgnorePattern, context: BuildContext, isOneOfSeveral: boolean): string {
  const effect = lineEffect(document.ignore, pattern, context);
  return `${effect} ${isOneOfSeveral ? `(context ${placeText(context.path)})` : ''}`.trim();
}

function overriddenText(document: SourceDocument, pattern: IgnorePattern, contexts: readonly BuildContext[]): string {
  const found = overridingLine(document.ignore, pattern, contexts);
  if (!found) return '';
  const what = pattern.negated ? 'leaves out again' : 'brings back';
  return `Line ${found.pattern.line + 1} (${code(found.pattern.raw)}) ${what} ${found.path === null ? 'some of what it matches' : code(found.path)}: the last line that matches decides.`;
}

function readersText({ readers = [] }: ProjectView): string {
  const known = readers.filter(({ source }) => source !== 'assumed');
  const isOne = new Set(known.map(({ service }) => service)).size === 1;
  return known.length > 0 ? `Read by the build${isOne ? '' : 's'} of ${buildNames(known)}.` : 'Read by builds from this folder, though none is known here.';
}

function readContexts({ readers = [] }: ProjectView): readonly BuildContext[] {
  return [...new Map(readers.filter(({ context }) => !context.isOutside).map(({ context }) => [context.path, context])).values()];
}
