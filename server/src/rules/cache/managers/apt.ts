import type { Install, ManagerCall } from '../calls/managerCall.ts';
import { UNCONFIGURED, type CacheFolder, type CacheScene, type PackageManager } from '../packageManager.ts';
import { isDownloadOnly, isUpdate, movesFolders } from './aptCalls.ts';
import { KEEPING } from './aptKeeping.ts';
import { listsHazard, listsRisk } from './aptLists.ts';
import { aptRun, ARCHIVES, CACHE, LISTS } from './aptRun.ts';
import { cacheTargets, isMounted } from './cacheTargets.ts';
import { releaseId } from './osRelease.ts';

const PACKAGE_FOLDER = {
  movedBy: [],
  harmlessEntries: [],
  cleanVerbs: [['clean'], ['distclean'], ['dist-clean']],
  mountId: (install: Install, scene: CacheScene) => releaseId('apt', install, scene),
} satisfies Partial<CacheFolder>;

/**
 * Sources: apt-get(8), apt(8), apt.conf(5). The lists are mounted at `lists`, not at the parent as Docker's guide does: the parent
 * holds `extended_states` as well, which belongs to the image (`apt-get autoremove` reads it).
 */
export const apt: PackageManager = {
  id: 'apt',
  label: 'apt',
  installsOnly: 'system',
  token: 'apt',
  program: /^apt(?:-get)?$/,
  installVerbs: [['install'], ['reinstall'], ['upgrade'], ['dist-upgrade'], ['full-upgrade'], ['build-dep'], ['satisfy'], ['update']],
  valueOptions: new Set([
    '-o', '--option', '-c', '--config-file', '-t', '--target-release', '--default-release', '-a', '--host-architecture', '-P',
    '--build-profiles', '--solver', '--planner',
  ]),
  offlineOptions: [
    { name: '--no-download' }, { name: '--print-uris' }, { name: '--simulate' }, { name: '--just-print' }, { name: '--recon' }, { name: '--no-act' },
    { name: '-s' }, { name: '--dry-run' }, { name: '--help' }, { name: '-h' }, { name: '--version' }, { name: '-v' },
  ],
  offlineVariables: [],
  cacheOnlyOptions: [{ name: '--no-download' }],
  downloadsNothing,
  hazard: (install, scene) =>
    isDownloadOnly(install) ? `\`--download-only\` leaves the packages in ${ARCHIVES} for somebody` : listsHazard(install, scene),
  risk: listsRisk,
  needs: KEEPING,
  folders: [
    {
      ...PACKAGE_FOLDER,
      place: { kind: 'fixed', path: CACHE },
      usedBy: (install) => !isUpdate(install) && !movesFolders(install) && !cacheTargets(install.run).has(ARCHIVES),
    },
    {
      ...PACKAGE_FOLDER,
      // All that grows large in the other; a mount right there does as well.
      place: { kind: 'fixed', path: ARCHIVES },
      usedBy: (install) => !isUpdate(install) && !movesFolders(install) && cacheTargets(install.run).has(ARCHIVES),
    },
    {
      place: { kind: 'fixed', path: LISTS },
      movedBy: [],
      harmlessEntries: ['partial', 'lock', 'auxfiles'],
      cleanVerbs: [['distclean'], ['dist-clean']],
      mountId: (install, scene) => releaseId('apt-lists', install, scene),
      usedBy: (install) => !movesFolders(install),
    },
  ],
  sharing: 'locked',
  holdsLocalBuilds: false,
  ...UNCONFIGURED,
  hint: /(?:^|[/._-])apt(?:[/._-]|$)/i,
  needsRoot: true,
  requireMount: 'fix',
  severity: 'information',
};

/**
 * `update` counts where its lists have a mount, so that clean-ups are seen there: alone it is nothing to ask a mount for. Packages that
 * lie at hand (`./x.deb`) need no network, unless an update before them says that their dependencies do.
 */
function downloadsNothing(call: ManagerCall): boolean {
  if (isUpdate(call)) return !isMounted(call.run, LISTS);
  const isLocal = call.rest.length > 0 && call.rest.every(({ value, raw }) => /\.deb["']?$/.test(value ?? raw) && /[/$]/.test(raw));
  return isLocal && !aptRun(call.run).hasUpdate;
}
