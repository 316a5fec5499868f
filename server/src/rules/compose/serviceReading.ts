import type { ComposeService } from '../../core/compose/model.ts';
import { UNKNOWN, type ProjectService } from '../../core/compose/project.ts';

/** A service as evidence is read from it: merged, and as the file writes it where a variable leaves the merged value open. */
export interface ServiceReading {
  readonly name: string;
  /** Plain data; null where nothing is set. */
  get(...path: string[]): unknown;
}

const readings = new WeakMap<ComposeService, WeakMap<ProjectService, ServiceReading>>();

/** A variable in a port, a tag or an option hides the rest of the text from whoever asks for values, but not from whoever looks for signs. */
export function readingOf(service: ComposeService, merged: ProjectService): ServiceReading {
  const known = readings.get(service) ?? new WeakMap<ProjectService, ServiceReading>();
  readings.set(service, known);
  const reading = known.get(merged) ?? makeReading(service, merged);
  known.set(merged, reading);
  return reading;
}

function makeReading(service: ComposeService, merged: ProjectService): ServiceReading {
  return {
    name: service.name,
    get(...path) {
      const value = merged.get(...path);
      const isOpen = value === UNKNOWN || (Array.isArray(value) && value.includes(UNKNOWN));
      return isOpen ? (service.get(...path)?.data ?? value) : value;
    },
  };
}
