import { UNCONFIGURED, type CacheFolder, type MountNeed, type PackageManager } from '../packageManager.ts';
import type { Install } from '../calls/managerCall.ts';
import { isMentionedBefore, type Concern } from './mentionedBefore.ts';
import { releaseId } from './osRelease.ts';
import { isPlainRpmImage, movesCache, setopts } from './rpmImages.ts';

/** dnf(8), dnf5(8), yum(8): what all of them understand. */
export const RPM_CALLS = {
  installVerbs: [
    ['install'], ['reinstall'], ['localinstall'], ['install-n'], ['install-na'], ['install-nevra'], ['upgrade'], ['update'],
    ['up'], ['upgrade-minimal'], ['update-minimal'], ['downgrade'], ['swap'], ['distro-sync'], ['distrosync'], ['dsync'],
    ['groupinstall'], ['group', 'install'], ['groups', 'install'], ['module', 'install'], ['builddep'], ['build-dep'],
  ],
  valueOptions: new Set([
    '-c', '--config', '-d', '--debuglevel', '-e', '--errorlevel', '-R', '--randomwait', '-x', '--exclude', '--excludepkgs',
    '--repo', '--repoid', '--enablerepo', '--disablerepo', '--enable-repo', '--disable-repo', '--releasever', '--installroot',
    '--setopt', '--color', '--forcearch', '--advisory', '--advisories', '--bz', '--bzs', '--cve', '--cves', '--sec-severity',
    '--downloaddir', '--destdir', '--comment', '--disableplugin', '--enableplugin', '--disableexcludes', '--disableexcludepkgs',
    '--repofrompath', '--rpmverbosity', '--rebootcmd', '--nvr',
  ]),
  offlineOptions: [
    { name: '--assumeno' }, { name: '--help' }, { name: '-h' }, { name: '--version' }, { name: '-C' }, { name: '--cacheonly' },
  ],
  offlineVariables: [],
  cacheOnlyOptions: [{ name: '-C' }, { name: '--cacheonly' }],
  sharing: 'locked',
  holdsLocalBuilds: false,
  ...UNCONFIGURED,
} as const satisfies Partial<PackageManager>;

/** What `clean` takes away that the next install downloads again. */
const CLEAN_VERBS: CacheFolder['cleanVerbs'] = [['clean', 'all'], ['clean', 'packages'], ['clean', 'metadata'], ['clean', 'dbcache']];

/** @param isUsed for entries that know several folders */
export function rpmFolder(path: string, prefix: string, harmlessEntries: readonly string[], isUsed: CacheFolder['usedBy'] = () => true): CacheFolder {
  return {
    place: { kind: 'fixed', path },
    movedBy: [],
    harmlessEntries,
    cleanVerbs: CLEAN_VERBS,
    mountId: (install, scene) => releaseId(prefix, install, scene),
    usedBy: (install, scene) => !movesCache(install) && isUsed(install, scene),
  };
}

export const DNF4_FOLDER = ['/var/cache/dnf', 'dnf', ['expired_repos.json', 'last_makecache', 'tempfiles.json']] as const;
export const DNF5_FOLDER = ['/var/cache/libdnf5', 'dnf5', ['temporary_files.toml']] as const;

const KEEP_SETTING: Concern = { token: 'keepcache', inScript: /keepcache/, copiedTo: /^\/etc(?:\/(?:dnf|yum)(?:[/.]|$)|\/?$)/ };

/** conf_ref of dnf and dnf5, yum.conf(5): `keepcache` is off unless told. Tried with dnf 4.14: without it no package is left in the mount. */
export const KEEPCACHE: MountNeed = {
  isMet: (install, scene) => isSetAnyway(install) || isMentionedBefore(KEEP_SETTING, install, scene),
  isCertain: isPlainRpmImage,
  why: 'its packages are deleted after every install unless `keepcache` is on',
  kind: 'option',
  text: '--setopt=keepcache=1',
  isEssential: true,
};

function isSetAnyway(install: Install): boolean {
  return movesCache(install) || isDownloadOnly(install) || setopts(install).some((setting) => setting.startsWith('keepcache='));
}

/** The packages stay where they are downloaded to. */
function isDownloadOnly({ options }: Install): boolean {
  return options.some(({ name }) => name === '--downloadonly');
}

/** What stands against a mount of its cache, whatever the tool. */
export function downloadHazard(install: Install): string | null {
  return isDownloadOnly(install) ? '`--downloadonly` leaves the packages in the cache folder for somebody' : null;
}

