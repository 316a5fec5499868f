import type { BuildContext, ProjectView } from '../../../core/engine/projectView.ts';
import { createIgnoreMatcher, type IgnoreMatcher, type IgnorePattern } from '../../../core/ignore/matcher.ts';
import type { IgnoreFileModel } from '../../../core/ignore/model.ts';
import { dominantEol } from '../../../core/text/edits.ts';

/** What checks of single lines ask about the file and the builds that read it. */
export interface IgnoreScene {
  readonly text: string;
  readonly eol: string;
  /** Of this text: a project may know an older one. */
  readonly matcher: IgnoreMatcher;
  /** The build contexts that the file is read for, each once; none where nobody reads it or nothing is known. */
  readonly contexts: readonly BuildContext[];
  /** True where every file of them is known. */
  readonly isComplete: boolean;
}

const matchers = new WeakMap<IgnoreFileModel, IgnoreMatcher>();

export function ignoreScene(model: IgnoreFileModel, project: ProjectView | null): IgnoreScene {
  let matcher = matchers.get(model);
  if (!matcher) matchers.set(model, (matcher = createIgnoreMatcher(model.text)));
  const contexts = [...new Map((project?.readers ?? []).map(({ context }) => [context.path, context])).values()];
  return {
    text: model.text,
    eol: dominantEol(model.text),
    matcher,
    contexts,
    isComplete: contexts.length > 0 && contexts.every(({ files, isOutside }) => files.complete && !isOutside),
  };
}

/** Odd lines that are compared with every file; nobody has more. */
const MOST_QUESTIONS = 60;

const asked = new WeakMap<IgnoreScene, number>();

/** True where a file is there whose path is what the line says, literally taken; also after very many questions about one file. */
export function matchesSomething(scene: IgnoreScene, { matches }: IgnorePattern): boolean {
  const count = asked.get(scene) ?? 0;
  asked.set(scene, count + 1);
  return count >= MOST_QUESTIONS || scene.contexts.some(({ files }) => files.paths.some((path) => matches(path)));
}

/** Offset where the line of a pattern begins, its indentation included. */
export function lineStart({ text }: IgnoreScene, { span }: IgnorePattern): number {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}

/** Offset after the line ending. */
export function lineEnd({ text }: IgnoreScene, { span }: IgnorePattern): number {
  const newline = text.indexOf('\n', span.end);
  return newline === -1 ? text.length : newline + 1;
}

/** More than anybody copies by name. */
const MOST_SOURCES = 500;

/**
 * A source that some Dockerfile names, which is sent now and would not be with another text of the file; null where there is none. Copies
 * of the whole context name nothing.
 */
export function newlyIgnoredSource({ contexts, matcher }: IgnoreScene, text: string): string | null {
  const named = contexts.flatMap(({ copied }) => copied.filter((source) => source !== '.').slice(0, MOST_SOURCES));
  if (named.length === 0) return null;
  const after = createIgnoreMatcher(text);
  return named.map((source) => [source, source.replace(/[*?]/g, 'x')] as const).find(([, path]) => !matcher.ignores(path) && after.ignores(path))?.[0] ?? null;
}
