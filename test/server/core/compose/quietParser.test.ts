import fc from 'fast-check';
import { Lexer, Parser, type CST } from 'yaml';
import { describe, expect, it } from 'vitest';
import { QuietParser } from '../../../../server/src/core/compose/quietParser.ts';
import { yamlOfPieces } from './yamlPieces.ts';

/** What a parser makes of a text, lexeme by lexeme. */
function tokens(parser: Parser, read: (lexeme: string) => Iterable<CST.Token>, text: string): CST.Token[] {
  const found: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) found.push(...read(lexeme));
  found.push(...parser.end());
  return found;
}

describe('the parser that asks for no environment', () => {
  it('gives the tokens that the library gives', () => {
    fc.assert(
      fc.property(yamlOfPieces, (text) => {
        const [quiet, library] = [new QuietParser(), new Parser()];
        expect(tokens(quiet, (lexeme) => quiet.read(lexeme), text)).toEqual(tokens(library, (lexeme) => library.next(lexeme), text));
      }),
      { numRuns: 2_000 },
    );
  });
});
