import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readEnvFile } from '../../../../server/src/project/compose/envFile.ts';
import { cpuTime } from '../../support/cpuTime.ts';

// What compose 2.40 makes of the same file.
it.each([
  ['A="x\\ny"', 'A', 'x\ny'], ["B='x\\ny'", 'B', 'x\\ny'], ['C=a#b', 'C', 'a#b'], ['D= sp  ', 'D', 'sp'], ['F: yaml', 'F', 'yaml'], ['B=b\nG="${B}-z"', 'G', 'b-z'], ["B=b\nH='${B}'", 'H', '${B}'],
  ['I=${NOPE:-dflt}', 'I', 'dflt'], ['J="multi\nline"\nK=2', 'J', 'multi\nline'], ['J="multi\nline"\nK=2', 'K', '2'], ['L="q" # c', 'L', 'q'], ['M=', 'M', ''], ['export N', 'N', undefined],
  ['export O=1', 'O', '1'], ['Z=pl ain # com', 'Z', 'pl ain'], ['# no=1\n  P=1', 'P', '1'], ['Q=1\r\nR=2\r\n', 'Q', '1'], ['Q=1\r\nR=2\r\n', 'R', '2'], ['\uFEFFS=1', 'S', '1'], ['K=$NOPE-', 'K', null],
  ['T=1\nT=2', 'T', '2'], ['nonsense here\nU=1', 'U', '1'], ['V="unclosed\nW=1', 'W', '1'], ['X="a\\"b"', 'X', 'a"b'], ['Y="\\$A"', 'Y', '$A'],
])('%j gives %s the value %j', (text, name, value) => {
  expect(readEnvFile(text).get(name)).toBe(value);
});

it('asks for what is set around it', () => {
  expect(readEnvFile('A=$B\nB=in\nC=$B\n', (name) => (name === 'B' ? 'out' : undefined))).toEqual(new Map([['A', 'out'], ['B', 'in'], ['C', 'in']]));
});

it('ends on any text, and soon', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('A', '=', '"', "'", '\n', '\\', '$', '{', '}', '#', ' ', ':', 'export ', '\r'), maxLength: 40 }), (text) => void readEnvFile(text)));
  for (const text of ['A="'.repeat(50_000), "A='\n".repeat(50_000), '="'.repeat(100_000), 'A="\\'.repeat(50_000), `A=${'${B:-'.repeat(50_000)}`, 'A=1\n'.repeat(100_000)]) {
    expect(cpuTime(() => void readEnvFile(text)), text.slice(0, 10)).toBeLessThan(1_500);
  }
});

it('knows no value that grows without end', () => {
  const doubling = Array.from({ length: 60 }, (_, i) => `A${i + 1}=\${A${i}}\${A${i}}\n`).join('');
  const values = readEnvFile(`A0=aaaa\n${doubling}Z=last\n`);
  expect(values.get('A10')).toHaveLength(4096);
  expect(values.get('A60')).toBeNull();
  expect(values.get('Z')).toBe('last');
});
