import { isPlainMap } from '../plainData.ts';
import { UNKNOWN, type ProjectService } from '../project.ts';

export type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully';

/** A service that another waits for before it starts. */
export interface Dependency {
  readonly service: string;
  /** `UNKNOWN` where a variable decides, or where it is none that compose knows. */
  readonly condition: Condition | typeof UNKNOWN;
  /** False where the other may be missing or fail (compose then only warns). */
  readonly required: boolean;
}

const CONDITIONS: ReadonlySet<unknown> = new Set<Condition>(['service_started', 'service_healthy', 'service_completed_successfully']);

/** `depends_on` of a merged service, in both of its forms; without a condition it is `service_started` (compose-spec, `depends_on`). */
export function dependenciesOf(service: ProjectService): readonly Dependency[] {
  const data = service.get('depends_on');
  if (!isPlainMap(data)) return [];
  return Object.entries(data).map(([name, value]) => {
    const written = isPlainMap(value) ? (value['condition'] ?? 'service_started') : 'service_started';
    const condition = CONDITIONS.has(written) ? (written as Condition) : UNKNOWN;
    return { service: name, condition, required: !(isPlainMap(value) && value['required'] === false) };
  });
}
