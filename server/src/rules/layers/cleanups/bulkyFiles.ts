import { baseName } from '../../../project/paths.ts';

const BULKY = /\.(?:tar|tgz|tbz2?|txz|gz|bz2|xz|zst|zip|7z|rar|deb|rpm|apk|whl|jar|war|ear|run|bin|AppImage|iso|img|nupkg|gem|crate|exe|msi|vsix)$/i;
const SECRET = /(?:^|[/._-])(?:\.?ssh|id_rsa|id_ed25519|secrets?|credentials?|\.?aws|\.?gnupg|\.?kube|keys?|certs?|\.?netrc|\.?npmrc|\.?env|tokens?|pem)(?:$|[/._-])/i;

/** Archives, packages and disk images, by name: what counts in an image where single scripts and lists do not. */
export function isBulky(path: string): boolean {
  return BULKY.test(path);
}

/** What people delete for another reason than size. */
export function mayHoldSecrets(path: string): boolean {
  return SECRET.test(baseName(path));
}
