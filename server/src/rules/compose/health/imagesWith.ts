import { fullImageName } from '../../../core/dockerfile/knownImages.ts';
import type { ImageReference } from '../../../core/image/reference.ts';

/** Images that bring a HEALTHCHECK, by full name: seen in the Dockerfile that its makers build them from. */
const WITH: ReadonlySet<string> = new Set([
  // github.com/dani-garcia/vaultwarden, docker/Dockerfile.alpine and docker/Dockerfile.debian.
  'docker.io/vaultwarden/server', 'ghcr.io/dani-garcia/vaultwarden', 'quay.io/vaultwarden/server',
  // github.com/element-hq/synapse, docker/Dockerfile.
  'docker.io/matrixdotorg/synapse', 'ghcr.io/element-hq/synapse',
  // github.com/paperless-ngx/paperless-ngx, Dockerfile.
  'ghcr.io/paperless-ngx/paperless-ngx', 'docker.io/paperlessngx/paperless-ngx',
  // github.com/mealie-recipes/mealie, docker/Dockerfile.
  'ghcr.io/mealie-recipes/mealie',
  // github.com/sissbruecker/linkding, docker/default.Dockerfile.
  'docker.io/sissbruecker/linkding', 'ghcr.io/sissbruecker/linkding',
  // github.com/pocket-id/pocket-id, docker/Dockerfile.
  'ghcr.io/pocket-id/pocket-id',
  // github.com/outline/outline, Dockerfile.
  'docker.io/outlinewiki/outline',
  // github.com/blakeblackshear/frigate, docker/main/Dockerfile.
  'ghcr.io/blakeblackshear/frigate',
]);

/** True for an image that is known to say itself how to ask whether it works. */
export function isKnownWithHealthcheck(image: ImageReference): boolean {
  return WITH.has(fullImageName(image));
}
