import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { renderBlockEntry, renderFlowEntry, type WantedMap } from '../../../../server/src/core/compose/renderYaml.ts';

const STYLE = { eol: '\n', step: 2, quote: "'" } as const;
const lineOf = (value: string): string => renderBlockEntry('key', value, STYLE).join('\n');

describe('renderBlockEntry', () => {
  it.each(['10s', '1m30s', '500ms', '1h', '0s', '90m', '512M', '1.5G', '64k', 'nginx', 'service_healthy'])('writes %s as it is', (value) => {
    expect(lineOf(value)).toBe(`key: ${value}`);
  });

  it.each(['1:30', '10:00:00', '2020-01-01', '0.5', '1', '0644', '1e3', '0x1F', '0b1', '1_000', 'yes', 'No', 'on', 'y', 'null', '~', '', ' a', 'a: b', '10 s', '10s ', 's10:', '- a', '@a', '*a', '&a', '!a', '<<', '='])('puts %s in quotes', (value) => {
    expect(lineOf(value)).toBe(`key: '${value}'`);
  });

  it('writes what no YAML reads as anything but that text', () => {
    const part = fc.constantFrom('0', '1', '30', '600', '.', ':', '-', '_', '+', 'e', 'E', 's', 'm', 'h', 'ms', 'us', 'b', 'k', 'G', 'x', 'o', 'y', 'no', 'true', ' ', '#', ',', '~', 'Z', 'T', '"', "'", '\n', '\t', 'ü', '\u2028');
    const text = fc.oneof(fc.array(part, { maxLength: 7 }).map((parts) => parts.join('')), fc.string());
    fc.assert(
      fc.property(text, text, (key, value) => {
        const wanted: WantedMap = { [`k${key}`]: { inner: value, list: [value, 'b'] } };
        const expected = { [`k${key}`]: { inner: value, list: [value, 'b'] } };
        const [name, inner] = Object.entries(wanted)[0]!;
        const block = renderBlockEntry(name, inner, { ...STYLE, listIndent: 2 }).join('\n');
        const flow = `{${renderFlowEntry(name, inner, { quote: '"', json: false, padding: ' ' })}}`;
        for (const version of ['1.1', '1.2'] as const) for (const written of [block, flow]) expect(parse(written, { version })).toEqual(expected);
      }),
      { numRuns: 3_000, seed: 5 },
    );
  });
});
