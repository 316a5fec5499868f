import fc from 'fast-check';
import { Lexer } from 'yaml';
import { describe, expect, it } from 'vitest';
import { composeOf, grownComposeOf } from '../../../../bench/inputs.ts';
import { ListingLexer } from '../../../../server/src/core/compose/listingLexer.ts';
import { yamlOfPieces } from './yamlPieces.ts';

describe('the lexer that puts its lexemes into a list', () => {
  it('gives the lexemes that the library gives', () => {
    fc.assert(
      fc.property(yamlOfPieces, (text) => {
        expect(new ListingLexer().list(text)).toEqual([...new Lexer().lex(text)]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('gives them for whole compose files, too', () => {
    for (const text of [composeOf(200), grownComposeOf(200), composeOf(200).replaceAll('\n', '\r\n')]) expect(new ListingLexer().list(text)).toEqual([...new Lexer().lex(text)]);
  });

  it('gives up where there are more than it is to take', () => {
    expect(new ListingLexer(5).list('[[[[')).toEqual([...new Lexer().lex('[[[[')]);
    expect(() => new ListingLexer(5).list('['.repeat(1_000))).toThrow(RangeError);
  });
});
