import fc from 'fast-check';
import { Lexer, Parser, type CST } from 'yaml';
import { describe, expect, it } from 'vitest';
import { QuietParser } from '../../../../server/src/core/compose/quietParser.ts';

/** Pieces of YAML that put a parser into all of its states, sound or not once they stand beside each other. */
const PIECES = [
  'a:', ' b: c', '\n', '  ', '- ', '? ', ': ', '{', '}', '[', ']', ',', '# note\n', '&x ', '*x', '!tag ', '|\n  text\n', '>-\n  text\n', '"q"', "'q'", '---\n', '...\n', '%YAML 1.1\n', '\t', '\r\n', '<<: *x', '\u0002', 'word', '',
];

function tokens(parser: Parser, text: string): CST.Token[] {
  const found: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) found.push(...parser.next(lexeme));
  found.push(...parser.end());
  return found;
}

describe('the parser that asks for no environment', () => {
  it('gives the tokens that the library gives', () => {
    const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (own) => {
        expect(tokens(new QuietParser(), own)).toEqual(tokens(new Parser(), own));
      }),
      { numRuns: 2_000 },
    );
  });
});
