import { describeImage, fullImageName } from '../../../core/dockerfile/knownImages.ts';
import type { ImageReference } from '../../../core/image/reference.ts';
import { lastOption } from '../calls/callOptions.ts';
import type { Install } from '../calls/managerCall.ts';
import type { CacheScene } from '../packageManager.ts';

/** What `dnf` and `yum` are in an image. */
export type RpmTool = 'yum' | 'dnf4' | 'dnf5';

/** `fedora:41` and later have dnf 5 (fedoraproject.org/wiki/Changes/SwitchToDnf5); `latest` and `rawhide` are later ones. */
const FIRST_WITH_DNF5 = 41;

/** Null where the image does not tell. */
export function rpmTool({ run }: Install, { facts }: CacheScene): RpmTool | null {
  const { baseImage } = facts.stageFact(run.stage);
  return baseImage && toolOf(fullImageName(baseImage), baseImage);
}

function toolOf(name: string, { tag }: ImageReference): RpmTool | null {
  const version = Number(/^(?:stream)?(\d+)/.exec(tag ?? '')?.[1] ?? NaN);
  if (/\/fedora(?:-minimal)?$/.test(name)) return version < FIRST_WITH_DNF5 ? 'dnf4' : 'dnf5';
  if (/\/(?:almalinux|rockylinux|rockylinux\/rockylinux|almalinux\/\d+-[a-z]+)$/.test(name)) return 'dnf4';
  if (/\/ubi\d+(?:[/-]|$)/.test(name)) return /\/ubi7/.test(name) ? 'yum' : 'dnf4';
  if (/\/(?:centos|oraclelinux)$/.test(name)) return Number.isNaN(version) ? null : version < 8 ? 'yum' : 'dnf4';
  // docs.aws.amazon.com/linux/al2023/ug/package-management.html
  if (/\/amazonlinux$/.test(name)) return version === 1 || version === 2 || version === 2018 ? 'yum' : 'dnf4';
  return null;
}

/** True for official images, whose configuration nobody has changed. */
export function isPlainRpmImage({ run }: Install, { facts }: CacheScene): boolean {
  const { baseImage, distribution } = facts.stageFact(run.stage);
  return distribution === 'redhat' && baseImage !== null && describeImage(baseImage) !== null;
}

/** Values of `--setopt=name=value`, lower case. */
export function setopts({ options }: Install): readonly string[] {
  return options.flatMap(({ name, value }) => (name === '--setopt' && typeof value === 'string' ? [value.toLowerCase()] : []));
}

/** True where the call keeps its cache at a place of its own: below another root, or as its own configuration says. */
export function movesCache(install: Install): boolean {
  if (['--installroot', '--config', '-c'].some((name) => lastOption(install.options, { name }))) return true;
  return setopts(install).some((setting) => /^(?:system_)?cachedir=/.test(setting));
}
