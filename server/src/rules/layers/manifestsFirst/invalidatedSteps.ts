import type { RelatedPlace } from '../../../core/engine/finding.ts';
import { managerInstalls } from '../../cache/calls/managerCall.ts';
import { startedManagers } from '../../cache/calls/startedManagers.ts';
import type { CacheScene } from '../../cache/packageManager.ts';
import { PACKAGE_MANAGERS } from '../../cache/packageManagers.ts';
import type { RepeatedInstall } from './repeatedInstalls.ts';

/** More places than anybody reads. */
const MOST_PLACES = 5;

/** What a change of the copied files runs again: the install, and other downloads after it in the same stage. */
export function invalidatedSteps({ call, broad }: RepeatedInstall, { model, facts }: CacheScene): readonly RelatedPlace[] {
  const first: RelatedPlace = { span: call.install.verbSpan, message: 'This install runs again after every change of what the COPY brings.' };
  const { start } = broad.copy.instruction.span;
  const others: RelatedPlace[] = [];
  for (const run of facts.stageFact(call.run.stage).runs) {
    if (run === call.run || run.instruction.span.start < start || run.instruction.isTrigger) continue;
    for (const manager of startedManagers(model.text, run, PACKAGE_MANAGERS)) {
      const install = managerInstalls(model.text, run, manager)[0];
      if (install && !others.some(({ span }) => span.start === install.verbSpan.start)) others.push({ span: install.verbSpan, message: 'This runs again as well.' });
    }
    if (others.length >= MOST_PLACES) break;
  }
  return [first, ...others.slice(0, MOST_PLACES).sort((a, b) => a.span.start - b.span.start)];
}
