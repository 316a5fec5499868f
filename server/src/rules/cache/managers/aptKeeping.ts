import { describeImage, fullImageName } from '../../../core/dockerfile/knownImages.ts';
import type { Install } from '../calls/managerCall.ts';
import type { CacheFolder, CacheScene, MountNeed } from '../packageManager.ts';
import { aptSettings, isBelow, isDownloadOnly, isUpdate, movesFolders, type AptSetting } from './aptCalls.ts';
import { APT_CONFIGURATION, aptRun, ARCHIVES, LISTS } from './aptRun.ts';
import { isMentionedBefore, type Concern } from './mentionedBefore.ts';

/** Out of reach of `docker-clean`, which removes `/var/cache/apt/archives/*.deb` and no folder. */
const KEPT = `${ARCHIVES}/kept`;

const holdsPackages = ({ place }: CacheFolder) => place.path !== LISTS;

/**
 * The images of Debian and Ubuntu come with /etc/apt/apt.conf.d/docker-clean, whose hooks remove every package after its installation
 * (github.com/debuerreotype/debuerreotype, scripts/debuerreotype-minimizing-config). Another archives folder for the one call is out of
 * the hooks' reach and leaves the image as it is; `-o` can add hooks, but takes none away (apt.conf(5): lists, `#clear`).
 */
const OUT_OF_REACH: MountNeed = {
  isMet: (install, scene) => isExempt(install) || aptSettings(install).some(keepsApart) || isDealtWith(install, scene, HOOKS),
  concerns: holdsPackages,
  isCertain: isPlainImage,
  why: 'Debian and Ubuntu images delete every package right after its installation (`docker-clean`)',
  kind: 'option',
  text: `-o Dir::Cache::archives=${KEPT}`,
  isEssential: true,
};

/** apt(8), unlike apt-get(8), deletes what it has installed: apt's NEWS for 1.2~exp1. */
const KEPT_BY_APT: MountNeed = {
  isMet: (install, scene) =>
    install.command.name !== 'apt' || isExempt(install) || aptSettings(install).some(keepsPackages) || isDealtWith(install, scene, KEEP_SETTING),
  concerns: holdsPackages,
  isCertain: isPlainImage,
  why: '`apt`, unlike `apt-get`, deletes every package right after its installation',
  kind: 'option',
  text: '-o APT::Keep-Downloaded-Packages=true',
  isEssential: true,
};

export const KEEPING: readonly MountNeed[] = [OUT_OF_REACH, KEPT_BY_APT];

function isExempt(install: Install): boolean {
  return isUpdate(install) || isDownloadOnly(install) || movesFolders(install);
}

/** Of images that are not known nobody can say what their configuration of apt holds. */
function isPlainImage({ run }: Install, { facts }: CacheScene): boolean {
  const { baseImage, distribution } = facts.stageFact(run.stage);
  if (!baseImage || (distribution !== 'debian' && distribution !== 'ubuntu')) return false;
  return describeImage(baseImage) !== null && !/\/bitnami/.test(fullImageName(baseImage));
}

function keepsApart({ name, value }: AptSetting): boolean {
  return name === 'dir::cache::archives' && (isBelow(value, ARCHIVES) || !value.startsWith(ARCHIVES));
}

function keepsPackages({ name, value }: AptSetting): boolean {
  return /(?:^|::)apt::keep-downloaded-packages$/.test(name) && /^(?:true|yes|on|with|enable|1)$/i.test(value);
}

/** Whoever names the file, or brings a configuration of apt along, has seen to it. */
const HOOKS: Concern = { token: 'apt', inScript: /docker-clean|Post-Invoke|apt\.conf\.d\/?["']?(?:\*|\s*(?:$|[;&|]))/im, copiedTo: APT_CONFIGURATION };
const KEEP_SETTING: Concern = { token: 'Keep-', inScript: /Keep-Downloaded-Packages/i, copiedTo: APT_CONFIGURATION };

function isDealtWith(install: Install, scene: CacheScene, concern: Concern): boolean {
  return aptRun(install.run).isConfigured || isMentionedBefore(concern, install, scene);
}
