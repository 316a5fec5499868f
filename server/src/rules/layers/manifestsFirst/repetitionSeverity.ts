import type { Severity } from '../../../core/engine/finding.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { folderOf, joinPaths } from '../../../project/paths.ts';
import { contextPathOf } from './broadCopy.ts';
import { imagePaths } from './manifestInstall.ts';
import type { RepeatedInstall } from './repeatedInstalls.ts';

const LEVELS: readonly Severity[] = ['warning', 'information', 'hint'];

/**
 * What an install that runs again costs: less where a cache mount keeps what was downloaded, in a stage that only tests, and
 * where no lockfile says that anybody cares about what is installed.
 */
export function repetitionSeverity(repeated: RepeatedInstall, project: ProjectView | null): Severity {
  const { run } = repeated.call;
  const isMounted = run.instruction.mounts.some(({ type }) => type === 'cache');
  const onlyTests = /(^|[-_])(test|tests|lint)($|[-_])/.test(run.stage.name ?? '');
  const steps = (isMounted || onlyTests ? 1 : 0) + (isLockMissing(repeated, project) ? 1 : 0);
  return LEVELS[steps]!;
}

/** True only where the listing of every context shows that there is none. */
function isLockMissing({ broad, call }: RepeatedInstall, project: ProjectView | null): boolean {
  const { entry, install } = call;
  if (entry.locks.length === 0 || entry.isLocked(install)) return false;
  const path = imagePaths(call)?.[0];
  const manifest = path === undefined ? null : contextPathOf(broad, path);
  if (manifest === null || !project) return false;
  return project.uses.every(({ context: { files } }) => files.complete && !entry.locks.some((name) => files.has(joinPaths(folderOf(manifest), name))));
}
