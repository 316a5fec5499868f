import type { CacheFolder, PackageManager } from '../packageManager.ts';
import { DNF4_FOLDER, DNF5_FOLDER, downloadHazard, KEEPCACHE, RPM_CALLS, rpmFolder } from './dnfCalls.ts';
import { rpmTool, type RpmTool } from './rpmImages.ts';

const where = (tool: RpmTool): CacheFolder['usedBy'] => (install, scene) => (rpmTool(install, scene) ?? 'yum') === tool;

/**
 * `yum`, which is another name of dnf where that is there; yum 3 is in CentOS 7 and Amazon Linux 2. Source: yum.conf(5). For yum 3, which
 * was not tried, and for images that do not tell, no mount is written.
 */
export const yum: PackageManager = {
  ...RPM_CALLS,
  id: 'yum',
  label: 'yum',
  installsOnly: 'system',
  token: 'yum',
  program: /^yum$/,
  hazard: (install, scene) => {
    const tool = rpmTool(install, scene);
    if (tool === null) return '`yum` may be yum 3, dnf 4 or dnf 5, which cache in different folders, and the image does not tell';
    return tool === 'yum' ? 'no mount has been tried with the yum of this image' : downloadHazard(install);
  },
  needs: [KEEPCACHE],
  folders: [
    rpmFolder('/var/cache/yum', 'yum', [], where('yum')),
    rpmFolder(...DNF4_FOLDER, where('dnf4')),
    rpmFolder(...DNF5_FOLDER, where('dnf5')),
  ],
  hint: /(?:^|[/._-])yum(?:[/._-]|$)/i,
  needsRoot: true,
  requireMount: 'fix',
  severity: 'information',
};
