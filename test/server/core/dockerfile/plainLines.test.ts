import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLogicalLines } from '../../../../server/src/core/dockerfile/logicalLines.ts';
import { readsPlainly } from '../../../../server/src/core/dockerfile/plainLines.ts';
import { readWithAst } from '../../../../server/src/core/dockerfile/secondOpinion.ts';

const PIECES = [
  'FROM a', 'RUN b', 'CMD ["x"]', 'ENV A=1', '# c', '#', '# a=b', '# syntax=docker/dockerfile:1\n', '# escape=`\n', '\\\n', '\\', '\\\\\n', ' \\ \n', '`', '\n', '\n', '\n', '\r\n', ' ', '\t',
  '<<EOF', 'é', '"', '|', '#x', ' # y', '\u00a0', '\ufeff', '\v', '\u2028', '=', '😀',
];
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((parts) => `FROM a\n${parts.join('')}`);
const isPlain = (written: string): boolean => readsPlainly(written, readLogicalLines(written));

describe('a text that every reader takes alike', () => {
  it.each(['# syntax=docker/dockerfile:1\nFROM a\n\n# b=c\nRUN d \\\n    # e\n\n    && f\n', 'FROM a\r\nRUN b \\\r\n  c\r\n', 'from é\nCMD ["x"]'])('is %j', (written) => {
    expect(isPlain(written)).toBe(true);
  });

  it.each([
    '# escape=`\nFROM a\n', '# syntax=a\n# check=skip=all\nFROM a\n', 'FROM a\nRUN <<EOF\nEOF\n', 'FROM a\nRUN b \\\\\n', 'FROM a\nRUN b \\ \n c\n', 'FROM a\n\\\n', 'FR\\\nOM a\n', 'FROM a\nRUN\u00a0b\n', '\ufeffFROM a\n',
  ])('is not %j', (written) => {
    expect(isPlain(written)).toBe(false);
  });

  it('has the instructions and comments that dockerfile-ast finds in it', () => {
    fc.assert(
      fc.property(text, (written) => {
        const lines = readLogicalLines(written);
        if (!readsPlainly(written, lines)) return;
        const ast = readWithAst(written, lines)!;
        expect([...ast.starts]).toEqual(lines.lines.map(({ span }) => span.start));
        expect(ast.commentCount).toBe(lines.comments.length);
      }),
      { numRuns: 500 },
    );
  });
});
