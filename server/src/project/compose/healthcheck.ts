import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { NodeReader } from '../../core/compose/plainData.ts';
import { isNullNode } from '../../core/compose/nodes.ts';
import { isOverride, isReset } from '../../core/compose/tags.ts';

/** What one file says of a service's `healthcheck`. Undefined: nothing. */
export interface HealthcheckLayer {
  /** True where nothing of weaker files counts (`!override`, `!reset`). */
  readonly replaces: boolean;
  /** True for a command, false for `NONE`. */
  readonly test: boolean | undefined;
  readonly disable: boolean | undefined;
}

const NOTHING: HealthcheckLayer = { replaces: false, test: undefined, disable: undefined };

/** Null where the file says nothing of it. */
export function readHealthcheckLayer(node: Node | null | undefined, reader: NodeReader): HealthcheckLayer | null {
  if (isReset(node)) return { ...NOTHING, replaces: true };
  const value = reader.resolve(node ?? null);
  if (!isMap(value)) return null;
  const keys = reader.entries(value);
  return { replaces: isOverride(node), test: readTest(keys.get('test')?.pair.value, reader), disable: readFlag(keys.get('disable')?.pair.value, reader) };
}

/** Lays a stronger file's word over a weaker one's. */
export function layHealthcheck(lower: HealthcheckLayer | null, upper: HealthcheckLayer | null): HealthcheckLayer | null {
  if (upper === null || lower === null || upper.replaces) return upper ?? lower;
  return { replaces: lower.replaces, test: upper.test ?? lower.test, disable: upper.disable ?? lower.disable };
}

/** Times alone tell how often to ask what the image names; without a test of its own the service asks nothing. */
export function asksForHealth(layer: HealthcheckLayer | null): boolean {
  return layer?.test === true && layer.disable !== true;
}

/** `NONE` as the one word of a list turns the image's check off (compose-spec, `healthcheck`). */
function readTest(node: Node | null | undefined, reader: NodeReader): boolean | undefined {
  if (isReset(node)) return false;
  const value = reader.resolve(node ?? null);
  if (isNullNode(value)) return undefined;
  if (!isSeq(value)) return true;
  const first = reader.resolve((value.items[0] ?? null) as Node | null);
  return value.items.length > 0 && !(isScalar(first) && first.value === 'NONE');
}

function readFlag(node: Node | null | undefined, reader: NodeReader): boolean | undefined {
  if (isReset(node)) return false;
  const value = reader.resolve(node ?? null);
  return isNullNode(value) ? undefined : isScalar(value) && (value.value === true || /^(?:true|yes|y|on|1)$/i.test(String(value.value)));
}
