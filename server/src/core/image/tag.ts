/** The parts of an official image's tag, as those images name them: `<version>-<variant>-<suite>`. */
export interface TagParts {
  /** `3.12`, `20.11.1`, `3.13.0rc1`, `lts`, `current`, `latest`; null for tags that name a variant only (`slim`, `bookworm`). */
  readonly version: string | null;
  /** What is installed: `slim`, `alpine`, `jre`, `fpm-alpine`, `windowsservercore`; null for the full image. */
  readonly variant: string | null;
  /** The operating system release: `bookworm`, `3.20` after alpine, `ltsc2022`; null where the tag leaves it open. */
  readonly suffix: string | null;
}

const NAMED_VERSIONS: ReadonlySet<string> = new Set([
  'latest', 'lts', 'current', 'stable', 'mainline', 'edge', 'rolling', 'devel', 'nightly', 'rc', 'beta', 'alpha',
  'argon', 'boron', 'carbon', 'dubnium', 'erbium', 'fermium', 'gallium', 'hydrogen', 'iron', 'jod', 'krypton',
]);

const SUITES: ReadonlySet<string> = new Set([
  'jessie', 'stretch', 'buster', 'bullseye', 'bookworm', 'trixie', 'forky', 'sid', 'testing', 'unstable', 'oldstable',
  'trusty', 'xenial', 'bionic', 'focal', 'jammy', 'noble', 'oracular', 'plucky', 'questing',
  'ltsc2016', 'ltsc2019', 'ltsc2022', 'ltsc2025', '1803', '1809',
]);

/** `3`, `3.12.1`, `3.13.0rc1`, `3.14.0a2`, `v1`, `8u402`, `17.0.10_7`, `20240801`, also with `~` and `+` turned into `_` and `.`. */
const VERSION = /^v?\d[\w.]*$/;

/**
 * Splits a tag by the habits of Docker's official images. It never fails: a word that nobody knows is a variant.
 * `3.12-slim-bookworm` -> 3.12, slim, bookworm. `20-alpine3.20` -> 20, alpine, 3.20. `lts-alpine` -> lts, alpine, null.
 */
export function splitTag(tag: string): TagParts {
  const words = tag.split('-');
  let version: string | null = null;
  let suffix: string | null = null;
  const variant: string[] = [];
  words.forEach((word, index) => {
    const lower = word.toLowerCase();
    const alpine = /^alpine(\d[\d.]*)$/.exec(lower);
    if (index === 0 && !SUITES.has(lower) && (NAMED_VERSIONS.has(lower) || VERSION.test(lower))) version = word;
    else if (index > 0 && variant.length === 0 && suffix === null && version !== null && isPreRelease(lower)) version += `-${word}`;
    else if (SUITES.has(lower)) suffix = word;
    // Debian's snapshots: bookworm-20240812-slim.
    else if (index === 1 && suffix !== null && version === null && /^\d+$/.test(word)) version = word;
    else if (alpine) {
      variant.push('alpine');
      suffix = alpine[1]!;
    } else if (word !== '') variant.push(word);
  });
  return { version, variant: variant.length === 0 ? null : variant.join('-'), suffix };
}

/** `rc1`, `beta`, `alpha2`, `ea`, or a build number, right after the version. */
function isPreRelease(word: string): boolean {
  return /^(?:rc|beta|alpha|pre|preview|ea|dev|snapshot)[\d.]*$/.test(word);
}
