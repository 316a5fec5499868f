import type { Install } from '../calls/managerCall.ts';
import type { CacheScene, PackageManager } from '../packageManager.ts';
import { isMounted } from './cacheTargets.ts';
import { DNF5_FOLDER, downloadHazard, KEEPCACHE, RPM_CALLS, rpmFolder } from './dnfCalls.ts';
import { rpmTool } from './rpmImages.ts';

/** dnf 5, which Fedora calls `dnf` since 41. Sources: dnf5(8), dnf5-caching(7). */
export const dnf5: PackageManager = {
  ...RPM_CALLS,
  id: 'dnf5',
  label: 'dnf 5',
  installsOnly: 'system',
  token: 'dnf',
  program: /^dnf5?$/,
  claims: isDnf5,
  hazard: downloadHazard,
  needs: [KEEPCACHE],
  folders: [rpmFolder(...DNF5_FOLDER)],
  hint: /(?:^|[/._-])(?:lib)?dnf5(?:[/._-]|$)/i,
  needsRoot: true,
  requireMount: 'fix',
  severity: 'information',
};

/** Of an unknown image a mount at the folder of dnf 5 tells. */
export function isDnf5(install: Install, scene: CacheScene): boolean {
  if (install.command.name === 'dnf5') return true;
  const tool = rpmTool(install, scene);
  return tool === 'dnf5' || (tool === null && isMounted(install.run, DNF5_FOLDER[0]) && !isMounted(install.run, '/var/cache'));
}
