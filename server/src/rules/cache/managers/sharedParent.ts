import { MemoByKey } from '../../../core/collections/memoByKey.ts';
import type { RunFact } from '../../../core/dockerfile/facts.ts';
import { resolveFolder, type ResolvedFolder } from '../folders/cacheFolder.ts';
import { commandWordValue } from '../calls/commandVariable.ts';
import { operands } from '../defeats/defeats.ts';
import { touches } from '../folders/folderPath.ts';
import type { Install } from '../calls/managerCall.ts';
import type { CacheScene } from '../packageManager.ts';
import { pathIn } from '../calls/pathIn.ts';

const remembered = new MemoByKey((run: RunFact, _: string, resolved: ResolvedFolder) => removedAbove(run, resolved));

/**
 * Why a clean-up must stay as it is: it removes a folder above the cache that holds programs as well, such as `~/.bun`. Null where the
 * RUN has no such clean-up.
 */
export function sharedParentHazard(install: Install, scene: CacheScene): string | null {
  const { run, manager } = install;
  for (const folder of manager.folders) {
    const resolved = resolveFolder(scene, install, folder, []);
    if (resolved.path === null) continue;
    const removed = remembered.of(run, resolved.path, resolved);
    if (removed !== null) return `\`rm\` of ${removed} would fail on the mount, and removes more than the cache`;
  }
  return null;
}

function removedAbove(run: RunFact, { path, home }: ResolvedFolder): string | null {
  for (const command of run.commands) {
    if (command.name !== 'rm') continue;
    for (const word of operands(command)) {
      const value = commandWordValue(run, command, word, home);
      const at = value === null ? null : pathIn(run, command, value);
      if (at !== null && touches(at, path!) === 'parent') return word.raw;
    }
  }
  return null;
}
