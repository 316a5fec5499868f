import { MemoByKey } from '../../../core/collections/memoByKey.ts';
import type { RunFact } from '../../../core/dockerfile/facts.ts';
import { managerCalls, type Install, type ManagerCall } from '../calls/managerCall.ts';
import type { CacheScene } from '../packageManager.ts';

type Test = (call: ManagerCall) => boolean;

const remembered = new MemoByKey((_: RunFact, test: Test, calls: readonly ManagerCall[]) => calls.some(test));

/**
 * True where some call of the same manager in the RUN passes, found once per RUN however many installs it has.
 * @param test a constant of its module, since answers are kept by it
 */
export function hasCallLike({ run, manager }: Install, { model }: CacheScene, test: Test): boolean {
  return remembered.of(run, test, managerCalls(model.text, run, manager));
}
