import type { PackageManager } from '../packageManager.ts';
import { isDnf5 } from './dnf5.ts';
import { DNF4_FOLDER, downloadHazard, KEEPCACHE, RPM_CALLS, rpmFolder } from './dnfCalls.ts';
import { rpmTool } from './rpmImages.ts';

/** dnf 4. Sources: dnf(8), dnf.conf(5). Where an image does not tell which generation it has, this entry asks, and no mount is written. */
export const dnf: PackageManager = {
  ...RPM_CALLS,
  id: 'dnf',
  label: 'dnf',
  installsOnly: 'system',
  token: 'dnf',
  program: /^dnf(?:-3|4)?$/,
  claims: (install, scene) => install.command.name !== 'dnf' || !isDnf5(install, scene),
  hazard: (install, scene) =>
    downloadHazard(install) ??
    (install.command.name === 'dnf' && rpmTool(install, scene) === null
      ? 'dnf 4 caches in /var/cache/dnf and dnf 5 in /var/cache/libdnf5, and the image does not tell which one it has'
      : null),
  needs: [KEEPCACHE],
  folders: [rpmFolder(...DNF4_FOLDER)],
  hint: /(?:^|[/._-])dnf(?:[/._-]|$)/i,
  needsRoot: true,
  requireMount: 'fix',
  severity: 'information',
};
