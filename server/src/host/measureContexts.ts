import type { BuildContext, BuildUse, ProjectView } from '../core/engine/projectView.ts';
import type { ContextMeasurer } from './contextMeasurer.ts';
import type { WorkspaceIndex } from './workspaceIndex.ts';

/**
 * Measures the build contexts that a view of a Dockerfile or of an ignore file shows and that something is copied from; later views of them have the amounts.
 * @returns true where one of them has others than before
 * @throws the signal's reason
 */
export async function measureContexts(
  index: WorkspaceIndex,
  measurer: ContextMeasurer,
  { uses, readers = [] }: Pick<ProjectView, 'uses' | 'readers'>,
  signal?: AbortSignal,
): Promise<boolean> {
  const contexts = new Map([...uses, ...readers].filter(isWorthIt).map(({ context }) => [context.path, context]));
  let changed = false;
  for (const context of contexts.values()) if (await measureContext(index, measurer, context, signal)) changed = true;
  return changed;
}

/**
 * Measures one build context; later views of it have the amounts.
 * @returns true where they are others than before
 * @throws the signal's reason
 */
export async function measureContext(
  index: WorkspaceIndex,
  measurer: ContextMeasurer,
  context: BuildContext,
  signal?: AbortSignal,
): Promise<boolean> {
  const measure = await measurer.measure(index.root, context.path, signal);
  if (!measure || hasSameAmounts(context, measure)) return false;
  index.setMeasure(context.path, measure);
  return true;
}

/** Where nothing is copied from the context, builds send nothing of it. */
function isWorthIt({ context }: BuildUse): boolean {
  return !context.isOutside && context.copied.length > 0;
}

/** A walk makes a new object each time: what people read is what counts. */
function hasSameAmounts({ measure, copied, ignore }: BuildContext, now: NonNullable<BuildContext['measure']>): boolean {
  if (!measure) return false;
  if (measure === now) return true;
  const amounts = (one: typeof now): string =>
    JSON.stringify([one.complete, one.sent(copied, null), ignore && one.sent(copied, ignore.matcher), one.largestSent(copied, ignore?.matcher ?? null, NAMED)]);
  return amounts(measure) === amounts(now);
}

/** As many of the largest files as messages name. */
const NAMED = 5;
