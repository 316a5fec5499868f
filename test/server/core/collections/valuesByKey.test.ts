import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ValuesByKey } from '../../../../server/src/core/collections/valuesByKey.ts';

it('keeps the values of each key once, in the order in which they came', () => {
  const key = fc.constantFrom('a', 'b');
  const change = fc.record({ key, value: fc.constantFrom('x', 'y', 'z'), isAdded: fc.boolean() });
  fc.assert(fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
    const values = new ValuesByKey<string>();
    const plain = new Map<string, string[]>();
    for (const one of changes) {
      const rest = (plain.get(one.key) ?? []).filter((value) => value !== one.value || one.isAdded);
      const now = one.isAdded && !rest.includes(one.value) ? [...rest, one.value] : rest;
      if (now.length > 0) plain.set(one.key, now);
      else plain.delete(one.key);
      if (one.isAdded) values.add(one.key, one.value);
      else values.delete(one.key, one.value);
    }
    expect([...values.keys()].sort()).toEqual([...plain.keys()].sort());
    for (const each of ['a', 'b']) expect([values.has(each), values.of(each)]).toEqual([plain.has(each), plain.get(each) ?? []]);
  }));
});
