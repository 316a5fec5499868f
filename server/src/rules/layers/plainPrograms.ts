/** Programs that do what their words say: they look at no variable of the environment that a build would make up, and write where they are told. */
export const PLAIN_PROGRAMS: ReadonlySet<string> = new Set([
  ':', '[', '[[', 'a2dismod', 'a2enmod', 'addgroup', 'adduser', 'apt-key', 'apt-mark', 'basename', 'cat', 'cd', 'chgrp', 'chmod',
  'chown', 'chsh', 'cmp', 'cp', 'cut', 'date', 'diff', 'dirname', 'echo', 'exit', 'export', 'false', 'getent', 'gpg', 'grep',
  'groupadd', 'groupmod', 'gunzip', 'gzip', 'head', 'id', 'install', 'ldconfig', 'ln', 'locale-gen', 'ls', 'lsb_release',
  'md5sum', 'mkdir', 'mkfifo', 'mv', 'printf', 'pwd', 'readlink', 'realpath', 'rm', 'rmdir', 'sed', 'set', 'sha1sum',
  'sha256sum', 'sha512sum', 'sleep', 'sort', 'stat', 'sync', 'tail', 'tar', 'tee', 'test', 'touch', 'tr', 'true', 'umask',
  'uname', 'uniq', 'unset', 'unxz', 'unzip', 'update-alternatives', 'update-ca-certificates', 'useradd', 'usermod', 'wc',
  'which', 'whoami', 'xz',
]);

/** Package managers of distributions. */
export const SYSTEM_MANAGERS: ReadonlySet<string> = new Set([
  'apt-get', 'apt', 'aptitude', 'apk', 'dnf', 'yum', 'microdnf', 'tdnf', 'zypper',
]);

const DOWNLOADS = new Set([
  'install', 'add', 'upgrade', 'dist-upgrade', 'full-upgrade', 'update', 'build-dep', 'groupinstall', 'reinstall', 'in',
  'makecache', 'refresh',
]);
const REFRESHES = new Set(['upgrade', 'dist-upgrade', 'full-upgrade']);

/** The word that says what a call of a distribution's package manager does. */
export function systemVerb(args: readonly { readonly value: string | null }[]): string | null {
  return args.find(({ value }) => value !== null && /^[a-z]/.test(value))?.value ?? null;
}

/** True for calls that fetch something. */
export function isSystemDownload(verb: string | null): boolean {
  return verb !== null && DOWNLOADS.has(verb);
}

/** True for calls whose point is to bring whatever is newest: caching them changes what people get. */
export function isSystemUpgrade(name: string, verb: string | null): boolean {
  return verb !== null && (REFRESHES.has(verb) || (verb === 'update' && ['dnf', 'yum', 'microdnf', 'tdnf', 'zypper'].includes(name)));
}
