import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainScript } from '../../../../server/src/core/shell/plainScript.ts';
import { shell } from './support.ts';

const PIECES = [
  'npm', 'ci', '-y', '--x=y', 'A=1', '_=1', 'C+=2', '=', '==', '=~', './x', '/', '1', '%d', '"w $A"', '"${A} b"', "'(x)'", '"#"', '$A', '${B}', '$1', 'a$A', '""', '*', '?', '~', '.*',
  'echo', 'test', 'cd', 'in', 'do', 'if', 'time', 'export', 'X="a b"', "X='c'd", '[', ']', '{', '}', '!', '#', '&', '|', '>', '<', '(', ')', '\\', '`', '\n', 'é', '"\t"', '$$', ';;',
];
const SEPARATORS = [' ', ' ', ' ', ' && ', ' || ', '; ', '&&', '||', ';', '\t', ''];
const script = fc
  .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom(...SEPARATORS)), { maxLength: 9 })
  .map((parts) => parts.flat().join(''));

describe('a plain script', () => {
  it.each([
    'apt-get update && apt-get install -y --no-install-recommends curl   && rm -rf /var/lib/apt/lists/*',
    'npm ci --omit=dev; echo done;',
    'A=1 B="x $C" make "a b" || true && pip install \'x>=1\' "${PKG}==1.0"',
    'A=1',
    '',
    '  cd /app&&./configure --prefix=$PREFIX/usr',
  ])('is read as the grammar reads it: %s', (text) => {
    expect(plainScript(text)).toEqual(shell.parse(text));
  });

  it.each(['a | b', 'a > b', 'a &', '(a)', 'if a; then b; fi', 'export A=1', '! a', '[ -f x ]', 'a $(b)', 'a `b`', 'a \\; b', 'a # b', 'a\nb', 'a &&', '&& a', 'a ;; b', 'a == b', 'A+=1', '_=1 a', 'a "b'])(
    'is not %j',
    (text) => {
      expect(plainScript(text)).toBeNull();
    },
  );

  it('is read as the grammar reads it, whatever it holds', () => {
    fc.assert(
      fc.property(script, (text) => {
        const plain = plainScript(text);
        if (plain) expect(plain).toEqual(shell.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('is none where a quote stays open, which is seen at once', () => {
    expect(plainScript(`a "${'$abcdefgh'.repeat(800)}`)).toBeNull();
  });

  it('is short', () => {
    expect(plainScript('a;'.repeat(5_000))).toBeNull();
  });
});
