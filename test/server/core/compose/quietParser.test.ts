import fc from 'fast-check';
import { Lexer, Parser, type CST } from 'yaml';
import { describe, expect, it } from 'vitest';
import { QuietParser } from '../../../../server/src/core/compose/quietParser.ts';
import { yamlOfPieces } from './yamlPieces.ts';

function tokens(parser: Parser, text: string): CST.Token[] {
  const found: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) found.push(...parser.next(lexeme));
  found.push(...parser.end());
  return found;
}

describe('the parser that asks for no environment', () => {
  it('gives the tokens that the library gives', () => {
    fc.assert(
      fc.property(yamlOfPieces, (own) => {
        expect(tokens(new QuietParser(), own)).toEqual(tokens(new Parser(), own));
      }),
      { numRuns: 2_000 },
    );
  });
});
