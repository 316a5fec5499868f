import fc from 'fast-check';
import { Lexer } from 'yaml';
import { describe, expect, it } from 'vitest';
import { lexemesOf } from '../../../../server/src/core/compose/lexemes.ts';
import { composeOf, grownComposeOf } from '../../../../bench/inputs.ts';
import { yamlOfPieces } from './yamlPieces.ts';

describe('lexemes in a list', () => {
  it('are those that the library gives', () => {
    fc.assert(
      fc.property(yamlOfPieces, (text) => {
        expect(lexemesOf(text)).toEqual([...new Lexer().lex(text)]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('are those of whole compose files, too', () => {
    for (const text of [composeOf(200), grownComposeOf(200), composeOf(200).replaceAll('\n', '\r\n')]) expect(lexemesOf(text)).toEqual([...new Lexer().lex(text)]);
  });

  it('end soon where there are more than somebody wants', () => {
    const { length } = lexemesOf('a: b\n'.repeat(1_000), 100);
    expect(length).toBeGreaterThan(100);
    expect(length).toBeLessThan(120);
  });
});
