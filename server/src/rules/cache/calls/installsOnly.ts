import type { RunFact } from '../../../core/dockerfile/facts.ts';
import type { ShellCommand } from '../../../core/shell/command.ts';
import { managerInstalls } from './managerCall.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';
import { ALL_MANAGERS } from '../packageManagers.ts';
import { leavesCacheParentsAlone } from './quietCommands.ts';

/** No program of it exists, so that no other call passes for harmless. */
const NOBODY: PackageManager = { ...ALL_MANAGERS[0]!, program: /$^/ };

const INSTALLERS = ALL_MANAGERS.filter((manager) => manager.installsOnly !== undefined);

/** True where every command of a RUN installs packages or is a small tool that does what its words say. */
export function installsOnly({ model }: CacheScene, run: RunFact): boolean {
  const installs = new Set(INSTALLERS.flatMap((manager) => managerInstalls(model.text, run, manager).map(({ command }) => command)));
  return areSmallTools(run, run.commands.filter((command) => !installs.has(command)));
}

/** True where all of `commands`, which are some of a RUN, are small tools that do what their words say. */
export function areSmallTools({ isComplete }: RunFact, commands: readonly ShellCommand[]): boolean {
  return leavesCacheParentsAlone({ isComplete, commands }, NOBODY, []);
}
