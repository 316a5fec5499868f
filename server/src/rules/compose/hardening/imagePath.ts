import type { ComposeService } from '../../../core/compose/model.ts';
import type { ProjectService } from '../../../core/compose/project.ts';
import { readingOf } from '../serviceReading.ts';

/**
 * Path of the image that a service runs, without registry, `library/`, tag and digest: `postgres`, `tecnativa/docker-socket-proxy`. A tag that a
 * variable gives does no harm. Null for a service that is built: what it calls its image is its own.
 */
export function imagePath(service: ComposeService, merged: ProjectService): string | null {
  const reading = readingOf(service, merged);
  const image = reading.get('image');
  if (typeof image !== 'string' || image.length > 1_024 || reading.get('build') !== null) return null;
  const known = image.replace(/\$\{\w+:?-([^${}]*)\}/g, '$1').replace(/\$\{[^{}]*\}|\$\w+/g, '');
  const parts = known.split('@')[0]!.toLowerCase().split('/');
  if (parts.length > 1 && /[.:]|^localhost$/.test(parts[0]!)) parts.shift();
  if (parts.length > 1 && parts[0] === 'library') parts.shift();
  const path = parts.join('/').replace(/:[^/]*$/, '');
  return /^[a-z\d][a-z\d._/-]*$/.test(path) ? path : null;
}

/** The last part of a path: most tools are packed by several people under one name. */
export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
