import type { ImageReference } from './reference.ts';

/** Names of Docker Hub's own registry, which `docker.io` is short for. */
const DOCKER_HUB: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);

/** Public mirrors that serve Docker Hub's official images, and the folder they keep them in. */
const MIRRORS: ReadonlyMap<string, string> = new Map([
  ['public.ecr.aws', 'docker/library/'],
  ['mirror.gcr.io', 'library/'],
]);

/**
 * The name of the official image that `reference` is, wherever it is pulled from: `python` for `python`,
 * `docker.io/library/python`, public mirrors, and registry proxies that keep `…/library/python`. Null for anything else:
 * an image of the same name in somebody's own registry or organization can hold whatever its owner put there.
 */
export function familyOf(reference: ImageReference): string | null {
  const { domain, path } = reference;
  if (domain === null || DOCKER_HUB.has(domain.toLowerCase())) return officialName(path, path.includes('/') ? 'library/' : '');
  const folder = MIRRORS.get(domain.toLowerCase());
  if (folder !== undefined) return officialName(path, folder);
  // A pull-through proxy keeps the names of Docker Hub below its own: harbor.corp/dockerhub/library/python.
  const library = path.lastIndexOf('library/');
  return library === -1 || (library > 0 && path[library - 1] !== '/') ? null : officialName(path.slice(library), 'library/');
}

function officialName(path: string, folder: string): string | null {
  if (!path.startsWith(folder)) return null;
  const name = path.slice(folder.length);
  return name === '' || name.includes('/') ? null : name;
}
