import { isPlainMap } from '../plainData.ts';
import { UNKNOWN, type ProjectService } from '../project.ts';

export interface ServiceEnvironment {
  /** Values as text, as the container gets them; null for a bare name (the caller's own environment gives it), `UNKNOWN` where nobody can tell. */
  readonly values: ReadonlyMap<string, string | null | typeof UNKNOWN>;
  /** False where there may be more: an `env_file`, something extended that cannot be read. */
  readonly isComplete: boolean;
}

/** `environment` of a merged service; numbers and booleans are text already, as compose makes it (`arrivingText`). */
export function environmentOfService(service: ProjectService): ServiceEnvironment {
  const data = service.get('environment');
  const values = new Map<string, string | null | typeof UNKNOWN>();
  if (isPlainMap(data)) {
    for (const [name, value] of Object.entries(data)) values.set(name, typeof value === 'string' || value === null ? value : UNKNOWN);
  }
  return { values, isComplete: data !== UNKNOWN && service.get('env_file') === null && !service.hasUnknownParent };
}
