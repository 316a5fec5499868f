import { pathMatcher } from '../../core/engine/globs.ts';

/**
 * Tells whether a file belongs to a service that was marked critical: a Dockerfile where a service (or bake target) of that name is built from it, any file where a
 * pattern matches its path. A compose file tells of many services, so that it counts by its path only.
 * @param critical names of services and globs, as the configuration has them
 */
export function criticalMatcher(critical: readonly string[]): (file: { readonly path: string; readonly services: readonly (string | null)[] }) => boolean {
  if (critical.length === 0) return () => false;
  const names = new Set<string | null>(critical);
  const matches = pathMatcher(critical);
  return ({ path, services }) => services.some((service) => service !== null && names.has(service)) || matches(path);
}
