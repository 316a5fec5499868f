import type { PackageManager } from '../packageManager.ts';
import { RPM_CALLS, rpmFolder } from './dnfCalls.ts';

/**
 * The small dnf of `ubi-minimal` images: caches in /var/cache/yum (github.com/rpm-software-management/microdnf, issues 112 and 146). Not tried,
 * so no mount is written, and nothing is said about whether it keeps packages.
 */
export const microdnf: PackageManager = {
  ...RPM_CALLS,
  id: 'microdnf',
  label: 'microdnf',
  installsOnly: 'system',
  token: 'microdnf',
  program: /^microdnf$/,
  hazard: () => 'where microdnf caches differs between its versions',
  folders: [rpmFolder('/var/cache/yum', 'microdnf', [])],
  hint: /(?:^|[/._-])(?:microdnf|yum)(?:[/._-]|$)/i,
  needsRoot: true,
  requireMount: 'report',
  severity: 'information',
};
