import { isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { span, type Span } from '../../text/span.ts';
import type { ComposeModel, ComposeService } from '../model.ts';
import type { EdgeKey } from './dependencyEdges.ts';

/** A place where a file names a service that another starts after. */
export interface DependencyPlace {
  readonly key: EdgeKey;
  /** The name as it is written. */
  readonly to: string;
  /** The name alone, without quotes, `service:` or an alias. */
  readonly span: Span;
}

const KEYS: readonly EdgeKey[] = ['depends_on', 'network_mode', 'ipc', 'pid', 'uts', 'links', 'volumes_from'];

/**
 * The names that a service's text holds, strongest layer last; what anchors, merge keys and `extends` of the same file bring is told where it stands
 * there. Names with variables are left out.
 */
export function dependencyPlaces(model: ComposeModel, service: ComposeService): readonly DependencyPlace[] {
  return KEYS.flatMap((key) => service.layersOf(key).flatMap((node) => placesIn(model, key, node)));
}

function placesIn(model: ComposeModel, key: EdgeKey, written: Node | null): readonly DependencyPlace[] {
  const node = model.resolve(written);
  if (key === 'depends_on') return namesIn(model, node).flatMap((name) => placeOf(model, key, name, 0));
  if (isScalar(node)) return placeOf(model, key, node, String(node.value).startsWith('service:') ? 'service:'.length : null);
  return isSeq(node) ? namesIn(model, node).flatMap((name) => placeOf(model, key, name, 0)) : [];
}

function namesIn(model: ComposeModel, node: Node | null): readonly Scalar[] {
  if (isMap(node)) return [...model.entries(node).values()].flatMap(({ pair }) => (isScalar(pair.key) ? [pair.key] : []));
  if (!isSeq(node)) return [];
  return node.items.flatMap((item) => {
    const name = model.resolve(item as Node | null);
    return isScalar(name) ? [name] : [];
  });
}

/** @param from where the name begins within the value; null for a value that names no service */
function placeOf({ text }: ComposeModel, key: EdgeKey, { value, range }: Scalar, from: number | null): readonly DependencyPlace[] {
  if (typeof value !== 'string' || from === null || !range || value.includes('$')) return [];
  const isTwoPart = key === 'links' || key === 'volumes_from';
  if (key === 'volumes_from' && value.startsWith('container:')) return [];
  const to = isTwoPart ? value.split(':')[0]! : value.slice(from);
  const at = text.slice(range[0], range[1]).indexOf(value);
  // Written with escapes: the whole value stands for the name.
  const start = at === -1 ? range[0] : range[0] + at + from;
  const end = at === -1 ? range[1] : start + to.length;
  return to === '' || end <= start ? [] : [{ key, to, span: span(start, end) }];
}
