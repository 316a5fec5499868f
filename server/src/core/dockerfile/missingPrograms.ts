import { familyOf } from '../image/family.ts';
import type { ImageReference } from '../image/reference.ts';
import { describeImage, fullImageName } from './knownImages.ts';

/** Programs that health checks use, and that images often do not have. */
export type CheckProgram = 'curl' | 'wget' | 'nc' | 'bash' | 'sh';

const NOTHING: ReadonlySet<CheckProgram> = new Set();
const EVERYTHING: ReadonlySet<CheckProgram> = new Set(['curl', 'wget', 'nc', 'bash', 'sh']);
const MINIMAL: ReadonlySet<CheckProgram> = new Set(['curl', 'wget', 'nc']);
/** BusyBox has sh, wget and nc. */
const BUSYBOX: ReadonlySet<CheckProgram> = new Set(['curl', 'bash']);

/**
 * Official images whose Debian and Ubuntu variants leave nothing of what they download with: `apt-mark auto` and `purge` at the end of the same RUN, on
 * a base of `debian:*-slim` or `ubuntu` (the Dockerfiles in github.com/docker-library; github.com/MariaDB/mariadb-docker).
 */
const PURGED: ReadonlySet<string> = new Set(['debian', 'ubuntu', 'postgres', 'redis', 'mariadb', 'mongo', 'httpd']);
/** The same for the `slim` variants of language images. */
const PURGED_SLIM: ReadonlySet<string> = new Set(['python', 'node', 'ruby', 'rust', 'pypy', 'perl']);
/** Official images that add neither curl nor bash to `alpine` (the same sources; github.com/caddyserver/caddy-docker, github.com/traefik/traefik-library-image). */
const PLAIN_ALPINE: ReadonlySet<string> = new Set(['alpine', 'python', 'node', 'ruby', 'golang', 'redis', 'httpd', 'caddy', 'traefik']);

/**
 * Programs that an image is known not to have. An image that nobody wrote down here lacks nothing for sure; what a Dockerfile installs on top is
 * not looked at.
 */
export function missingPrograms(image: ImageReference): ReadonlySet<CheckProgram> {
  const description = describeImage(image);
  const tag = image.tag ?? '';
  const name = fullImageName(image);
  // Red Hat's base has a curl of its own.
  if (!description || (image.digest !== null && image.tag === null) || /(?:^|-)ubi/.test(tag)) return NOTHING;
  // github.com/GoogleContainerTools/distroless: the `debug` tags have a BusyBox.
  if (name.startsWith('gcr.io/distroless/')) return /debug/.test(tag) ? NOTHING : EVERYTHING;
  if (/^mcr\.microsoft\.com\/dotnet\/(?:aspnet|runtime|runtime-deps)$/.test(name)) return ofDotnet(tag, description.distribution);
  const family = familyOf(image);
  return family === null ? NOTHING : ofOfficial(family, tag, description.distribution);
}

function ofOfficial(family: string, tag: string, distribution: string | null): ReadonlySet<CheckProgram> {
  if (family === 'scratch') return EVERYTHING;
  if (family === 'nginx') return ofNginx(tag, distribution);
  if (distribution === 'alpine') {
    if (PLAIN_ALPINE.has(family)) return BUSYBOX;
    // Its entrypoint is a script for bash.
    return family === 'postgres' ? new Set(['curl']) : NOTHING;
  }
  if (distribution === 'busybox') return family === 'busybox' ? BUSYBOX : NOTHING;
  if (distribution !== 'debian' && distribution !== 'ubuntu') return NOTHING;
  return PURGED.has(family) || (PURGED_SLIM.has(family) && /(?:^|-)slim(?:-|$)/.test(tag)) ? MINIMAL : NOTHING;
}

/** All but `alpine-slim` have curl, "to make registering on DNS SD easier" (github.com/nginx/docker-nginx). */
function ofNginx(tag: string, distribution: string | null): ReadonlySet<CheckProgram> {
  if (distribution === 'alpine') return /alpine[\d.]*-slim/.test(tag) ? BUSYBOX : new Set(['bash']);
  return distribution === 'debian' ? new Set(['wget', 'nc']) : NOTHING;
}

/** github.com/dotnet/dotnet-docker, src/: certificates, ICU, OpenSSL, time zones and nothing else; chiseled ones have no shell. */
function ofDotnet(tag: string, distribution: string | null): ReadonlySet<CheckProgram> {
  if (/azurelinux|mariner|^[1-5](?:\.|$)/.test(tag)) return NOTHING;
  if (/chiseled|distroless/.test(tag)) return EVERYTHING;
  if (distribution === 'alpine') return BUSYBOX;
  return distribution === 'debian' || distribution === 'ubuntu' ? MINIMAL : NOTHING;
}
