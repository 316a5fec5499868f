import { Memo } from '../../../core/collections/memo.ts';
import type { StageFact } from '../../../core/dockerfile/facts.ts';
import type { ImageReference } from '../../../core/image/reference.ts';
import type { Install } from '../calls/managerCall.ts';
import { codenameIn, DEBIAN, UBUNTU } from '../codenames.ts';
import type { CacheScene } from '../packageManager.ts';

/**
 * The id of a mount for packages of the operating system. BuildKit's default id is the target alone (frontend/dockerfile/docs/reference.md,
 * RUN --mount=type=cache), so that Debian and Ubuntu, and every release of them, would share one folder.
 * @returns null where nothing is known of the base image
 */
export function releaseId(prefix: string, { run }: Install, { facts }: CacheScene): string | null {
  const fact = facts.stageFact(run.stage);
  const { baseImage } = fact;
  if (!baseImage) return null;
  // Without `ARG TARGETARCH` in the stage it would expand to nothing.
  const architecture = run.state.envOrigin.has('TARGETARCH') ? '-$TARGETARCH' : '';
  return `${prefix}-${releases.of(fact, baseImage)}${architecture}`;
}

const releases = new Memo((_: StageFact, baseImage: ImageReference) => releaseOf(baseImage));

/** `bookworm`, `jammy`; else what tells the image from others: `fedora-40`. */
function releaseOf({ path, tag }: ImageReference): string {
  const written = (tag ?? '').toLowerCase();
  const name = path.slice(path.lastIndexOf('/') + 1);
  const named = codenameIn(written);
  if (named) return named;
  const debian = (name === 'debian' ? /^(\d+)(?:[.-]|$)/ : /(?:^|[-_.])debian-?(\d+)(?:[-_.]|$)/).exec(written)?.[1];
  const ubuntu = (name === 'ubuntu' ? /^(\d\d\.\d\d)(?:[.-]|$)/ : /(?:^|[-_.])ubuntu-?(\d\d\.\d\d)(?:[-_.]|$)/).exec(written)?.[1];
  const codename = (debian && DEBIAN.get(debian)) ?? (ubuntu && UBUNTU.get(ubuntu));
  return codename ?? [...path.split('/'), ...(tag === null ? [] : [tag])].join('-');
}
