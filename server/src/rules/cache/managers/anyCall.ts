import { Memo } from '../../../core/collections/memo.ts';
import type { RunFact } from '../../../core/dockerfile/facts.ts';
import { managerCalls, type Install, type ManagerCall } from '../calls/managerCall.ts';
import type { CacheScene } from '../packageManager.ts';

type Test = (call: ManagerCall) => boolean;

const remembered = new Memo<RunFact, Map<Test, boolean>>(() => new Map());

/**
 * True where some call of the same manager in the RUN passes, found once per RUN however many installs it has.
 * @param test a constant of its module, since answers are kept by it
 */
export function hasCallLike({ run, manager }: Install, { model }: CacheScene, test: Test): boolean {
  const known = remembered.of(run);
  let found = known.get(test);
  if (found === undefined) known.set(test, (found = managerCalls(model.text, run, manager).some(test)));
  return found;
}
