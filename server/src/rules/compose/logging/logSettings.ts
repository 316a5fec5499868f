import { isPlainMap } from '../../../core/compose/plainData.ts';
import { UNKNOWN, type ProjectService } from '../../../core/compose/project.ts';

/** What becomes of the output of a container: `kept` for ever, `limited` by somebody's decision, or not known. */
export type LogKeeping = 'kept' | 'limited' | 'unknown';

/** Drivers that write files which only grow, unless an option says otherwise. All others rotate (`local`) or hand the lines on. */
const GROWING = 'json-file';

/** Reads `logging` of a merged service; without it the engine's own default counts, `json-file` without a limit where nobody changed it. */
export function logKeeping(service: ProjectService): LogKeeping {
  const logging = service.get('logging');
  if (logging === UNKNOWN) return 'unknown';
  if (!isPlainMap(logging)) return service.hasUnknownParent ? 'unknown' : 'kept';
  const { driver, options } = logging;
  if (driver === UNKNOWN || options === UNKNOWN) return 'unknown';
  if (driver !== undefined && driver !== null && driver !== GROWING) return 'limited';
  return isPlainMap(options) && options['max-size'] !== undefined && options['max-size'] !== null ? 'limited' : 'kept';
}

/** True for a service that starts again whatever happens: it is meant to run for months. */
export function runsForMonths(service: ProjectService): boolean {
  const restart = service.get('restart');
  return restart === 'always' || restart === 'unless-stopped';
}
