import { isMap, isScalar, type Node, type Scalar } from 'yaml';
import type { ComposeModel, ComposeService } from '../../../core/compose/model.ts';

/** A plain scalar that becomes a variable or a build argument. */
export interface WrittenValue {
  readonly name: string;
  readonly scalar: Scalar;
  /** `environment` or `args`. */
  readonly key: 'environment' | 'args';
  /** Anchor that shares it; null where it stands in the service itself. */
  readonly anchor: string | null;
  /** Services that read it, in the order of the file. */
  readonly services: readonly ComposeService[];
}

/** What `environment` and `build.args` of all services say in map form as plain scalars without a tag, each place once, in the order of the file. */
export function writtenValues(compose: ComposeModel, concerns: (name: string, source: string) => boolean): readonly WrittenValue[] {
  const found = new Map<Scalar, WrittenValue & { services: ComposeService[] }>();
  // A map shared by hundreds of services is looked through once: those that concern nobody are remembered, too.
  const known = new Map<Node, readonly Omit<WrittenValue, 'services' | 'key'>[]>();
  const valuesIn = (node: Node | null) => {
    const map = compose.resolve(node);
    if (!isMap(map)) return [];
    const before = known.get(map);
    if (before) return before;
    const values = [...compose.entries(map)].flatMap(([name, { pair, anchor }]) => {
      const scalar = compose.resolve(pair.value);
      if (!isScalar(scalar) || scalar.type !== 'PLAIN' || scalar.tag !== undefined || scalar.source === undefined) return [];
      return concerns(name, scalar.source) ? [{ name, scalar, anchor }] : [];
    });
    known.set(map, values);
    return values;
  };
  for (const service of compose.services) {
    for (const [key, nodes] of placesOf(compose, service)) {
      for (const value of nodes.flatMap(valuesIn)) {
        const before = found.get(value.scalar);
        if (!before) found.set(value.scalar, { ...value, key, services: [service] });
        else if (before.services.at(-1) !== service) before.services.push(service);
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.scalar.range?.[0] ?? 0) - (b.scalar.range?.[0] ?? 0));
}

function placesOf(compose: ComposeModel, service: ComposeService): [WrittenValue['key'], (Node | null)[]][] {
  const builds = service.layersOf('build').map((node) => compose.resolve(node));
  const args = builds.flatMap((build) => (isMap(build) ? [compose.entries(build).get('args')?.pair.value ?? null] : []));
  return [
    ['environment', [...service.layersOf('environment')]],
    ['args', args],
  ];
}
