import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDocument, visit, type Document } from 'yaml';
import { readYamlStream } from '../../../../server/src/core/compose/yamlStream.ts';

/** What people write without quotes, and what comes close to a null, a boolean, a number or a merge key. */
const scalar = fc.oneof(
  fc.constantFrom('null', 'Null', 'NULL', 'nUll', 'nullable', 'true', 'True', 'TRUE', 'tRUE', 'truely', 'false', 'False', 'FALSE', 'yes', 'no', 'on', 'Off', 'y', 'N'),
  fc.constantFrom('~', '<<', '0x1F', 'x1F', '0o17', 'o17', '1e3', 'e3', '.inf', 'inf', '-.INF', '.nan', 'NaN', '1_000', '12:30', 'a:b', 'a b', 'null null', 'true false'),
  fc.stringMatching(/^[A-Za-z0-9.+~<-][\w.+-]{0,8}$/),
);

function scalarsOf(document: Document): unknown[] {
  const found: unknown[] = [];
  visit(document, { Scalar: (_, { value, source, tag, format }) => void found.push([typeof value === 'symbol' ? String(value) : value, source, tag, format]) });
  return found;
}

it('reads plain scalars as the core schema does, as keys, values and items', () => {
  fc.assert(fc.property(scalar, (text) => {
    const written = `${text}: 1\nvalue: ${text}\nlist: [${text}]\n? [${text}]\n: {${text}: ${text}}\n`;
    const options = { merge: true, uniqueKeys: false, logLevel: 'silent' } as const;
    const [ours] = readYamlStream(written).documents;
    expect(scalarsOf(ours!)).toEqual(scalarsOf(parseDocument(written, options)));
  }), { numRuns: 500, seed: 1 });
});
