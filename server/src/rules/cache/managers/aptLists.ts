import { Memo } from '../../../core/collections/memo.ts';
import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { Stage } from '../../../core/dockerfile/model.ts';
import { managerInstalls, type Install } from '../calls/managerCall.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';
import { isUpdate } from './aptCalls.ts';
import { aptRun, LISTS } from './aptRun.ts';
import { isMounted } from './cacheTargets.ts';

/** Why the package lists may not be moved into a mount; null where nothing stands against it. */
export function listsHazard(install: Install, scene: CacheScene): string | null {
  const { run } = install;
  if (isMounted(run, LISTS)) return null;
  if (!isRefreshed(install)) {
    return aptRun(run).hasUpdate
      ? 'it is not certain that `apt-get update` runs before this install, and the lists in a mount may be old'
      : 'the package lists come from another RUN, and a mount would hide them: put `apt-get update` and the install into one RUN first';
  }
  if (!isCleaned(install) && lastBareInstall(install, scene) > run.instruction.span.start) {
    return 'a later RUN installs from the package lists that this one leaves in the image';
  }
  return null;
}

/** What is missing from the image once the lists are in a mount; null where the RUN removes them anyway. */
export function listsRisk(install: Install): string | null {
  if (isMounted(install.run, LISTS) || isCleaned(install)) return null;
  return 'the package lists are then no longer in the image: what installs from them later has to run `apt-get update` first';
}

/** True where the lists are certain to be fetched in the same RUN before the install. */
function isRefreshed({ run, command }: Install): boolean {
  const { refreshedFrom, led } = aptRun(run);
  return refreshedFrom < command.span.start || led.has(command);
}

/** True where the RUN removes the lists after its install, whatever happens. */
function isCleaned({ run, command }: Install): boolean {
  return aptRun(run).cleanedUntil > command.span.start;
}

/** Where the last RUN with an install but no update before it starts; `Infinity` where a stage that continues this one has one; -1 for none. */
function lastBareInstall({ run, manager }: Install, { facts, model }: CacheScene): number {
  return bareInstalls.of(facts, { text: model.text, apt: manager }).get(run.stage) ?? -1;
}

const bareInstalls = new Memo((facts: DockerfileFacts, { text, apt }: { readonly text: string; readonly apt: PackageManager }): ReadonlyMap<Stage, number> => {
  const last = new Map<Stage, number>();
  for (const run of facts.runs) {
    if (run.instruction.isTrigger) continue;
    const isBare = managerInstalls(text, run, apt).some((one) => !isUpdate(one) && !isRefreshed(one));
    if (isBare) last.set(run.stage, run.instruction.span.start);
  }
  for (const { stage } of [...facts.stages].reverse()) if (stage.parent && last.has(stage)) last.set(stage.parent, Infinity);
  return last;
});
