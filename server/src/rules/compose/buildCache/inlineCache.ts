import { UNKNOWN, type ProjectService } from '../../../core/compose/project.ts';
import { scalarText } from '../serviceText.ts';
import { readCacheEntry } from './cacheEntry.ts';

/**
 * True where a build of the service writes its cache into the image: `cache_to: type=inline`, or the build argument that buildx reads for it
 * (buildx `build/opt.go`, `strconv.ParseBool`). `UNKNOWN` where an environment or an unread file may ask for it.
 */
export function writesInlineCache(service: ProjectService): boolean | typeof UNKNOWN {
  const argument = inlineArgument(service);
  if (argument === true) return true;
  const written = service.get('build', 'cache_to');
  if (Array.isArray(written) && written.some((entry) => typeof entry === 'string' && readCacheEntry(entry)?.type === 'inline')) return true;
  const isUnsure = argument === UNKNOWN || written === UNKNOWN || (Array.isArray(written) && written.includes(UNKNOWN)) || service.hasUnknownParent;
  return isUnsure ? UNKNOWN : false;
}

/** The build argument alone. */
function inlineArgument(service: ProjectService): boolean | typeof UNKNOWN {
  const args = service.get('build', 'args');
  if (args === UNKNOWN) return UNKNOWN;
  const value = service.get('build', 'args', 'BUILDKIT_INLINE_CACHE');
  if (value === UNKNOWN) return UNKNOWN;
  // A bare name takes its value from whoever builds.
  if (value === null) return typeof args === 'object' && args !== null && Object.hasOwn(args, 'BUILDKIT_INLINE_CACHE') ? UNKNOWN : false;
  return /^(?:1|t|true)$/i.test(scalarText(value));
}
