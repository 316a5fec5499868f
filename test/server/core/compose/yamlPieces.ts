import fc from 'fast-check';

/** Pieces of YAML that put a reader into all of its states, sound or not once they stand beside each other. */
const PIECES = [
  'a:', ' b: c', '\n', '\n\n', '  ', '- ', '? ', ': ', '-', '?', ':', '{', '}', '[', ']', ',', '# note\n', ' #', '&x ', '*x', '!tag ', '!t%41', '!<a b>', '|\n  text\n', '|2+\n', '|-',
  '>-\n  text\n', '>+ # note\n', '"q"', "'q'", '"', "'", '\\', '---\n', '---', '...\n', '%YAML 1.1\n', '%a #b \n', '\t', '\r\n', '\r', '<<: *x', '\u0002', '\u001f', '\ufeff', 'word', '🎉',
  'key: |\n    x\n   y\n', 'key: >\n\n    x\n\n\n', ' \t\n', '',
];

/** Texts of such pieces. */
export const yamlOfPieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));
