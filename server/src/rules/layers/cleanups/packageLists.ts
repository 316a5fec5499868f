import type { RunFact } from '../../../core/dockerfile/facts.ts';
import { placedMounts } from '../../cache/mounts/cacheMount.ts';
import { isWithin } from '../../cache/folders/folderPath.ts';
import { managerCalls, managerInstalls } from '../../cache/calls/managerCall.ts';
import { apt } from '../../cache/managers/apt.ts';
import type { CacheScene } from '../../cache/packageManager.ts';
import type { Leftover } from './leftover.ts';
import { removesPath } from './removedPath.ts';

export const APT_LISTS = '/var/lib/apt/lists';
/** Stands for any list. */
const A_LIST = `${APT_LISTS}/list`;

/** apt's lists of packages: `install` reads them, and only `update` brings them (apt-get(8)). */
export function updateLeftover({ model }: CacheScene, maker: RunFact): readonly Leftover[] {
  const updates = (run: RunFact) => managerCalls(model.text, run, apt).some(({ positionals }) => positionals[0]?.value === 'update');
  if (!updates(maker) || maker.commands.some((command) => removesPath(maker, command, A_LIST))) return [];
  if (placedMounts(maker, model.escape).some(({ target }) => target !== null && isWithin(APT_LISTS, target))) return [];
  return [
    {
      maker: maker.instruction,
      kind: 'cache',
      what: `what \`apt-get update\` put into ${APT_LISTS}`,
      ...(managerInstalls(model.text, maker, apt).length > 0 ? {} : { advice: 'let one RUN update, install and clean up: an install in between needs the lists' }),
      isRemovedBy: (run, command) => removesPath(run, command, A_LIST),
      isMadeAgainBy: updates,
    },
  ];
}
