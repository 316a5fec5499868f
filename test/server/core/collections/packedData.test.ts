import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PackedData } from '../../../../server/src/core/collections/packedData.ts';

const text = fc.string({ unit: 'binary', maxLength: 20 });
const plain = fc.letrec((tie) => ({
  value: fc.oneof(text, fc.constantFrom('\ud800', '\uffff', '\0', 'ÿ'), fc.nat(), fc.maxSafeInteger(), fc.double(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'own'), tie('value'), { maxKeys: 4, noNullPrototype: true }),
})).value;

it('gives back what was packed, whatever else was packed with it', () => {
  fc.assert(fc.property(fc.array(plain, { maxLength: 6 }), (values) => {
    const data = new PackedData(new Set(['own']));
    const packed = values.map((value) => data.pack(value));
    expect(packed.map((one) => data.unpack(one))).toEqual(values);
  }));
});

it('keeps what is larger than a call has arguments', () => {
  const value = Array.from({ length: 50_000 }, (_, index) => ({ line: index, own: `${index}` }));
  const data = new PackedData(new Set(['own']));
  expect(data.unpack(data.pack(value))).toEqual(value);
});

it('takes one byte a character, and keeps words that come again once', () => {
  const data = new PackedData();
  const packed = Array.from({ length: 100 }, () => data.pack([{ message: 'The same words. '.repeat(100), line: 12, isTold: true }]));
  for (const one of packed) expect(one).toMatch(/^[\0-\xff]{1,12}$/);
});
