import { isNullNode } from '../../../core/compose/nodes.ts';
import { LIMIT_SETTINGS, pathOf } from './limitSettings.ts';
import type { Subject } from './places.ts';

/** Keys that compose wants a value for, outermost first (its schema, tried one by one). */
const WANT_A_VALUE: readonly (readonly string[])[] = [
  ['deploy', 'resources'],
  ['deploy', 'resources', 'limits'],
  ['deploy', 'resources', 'reservations'],
  ...LIMIT_SETTINGS.map(pathOf),
];

/** Keys of the checked file without a value, where no other layer gives one: compose refuses those. */
export function emptySettings({ service, merged }: Subject): readonly (readonly string[])[] {
  return WANT_A_VALUE.filter((path) => {
    const value = service.get(...path);
    return value !== null && isNullNode(value.node) && merged.get(...path) === null && !merged.hasUnknownParent;
  });
}
