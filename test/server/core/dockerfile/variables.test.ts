import { describe, expect, test } from 'vitest';
import type { VariableScope } from '../../../../server/src/core/dockerfile/variables.ts';
import { LONGEST_VALUE, expandWord } from '../../../../server/src/core/dockerfile/variables.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const scope: VariableScope = {
  lookup: (name) => new Map<string, string | null>([['A', 'abc'], ['E', ''], ['U', null], ['P', '/x/y.tar.gz'], ['N', '$A']]).get(name),
};
const expand = (word: string, escape = '\\'): string | null => expandWord(word, scope, escape);

describe('expandWord', () => {
  test.each<[string, string | null]>([
    ['plain', 'plain'], ['$A', 'abc'], ['${A}', 'abc'], ['x${A}y$A', 'xabcyabc'], ['$A.b', 'abc.b'], ['$', '$'], ['a$', 'a$'], ['$-', null],
    ['\\$A', '$A'], ["'$A'", '$A'], ['"$A"', 'abc'], ['"\\$A"', '$A'], ['"a\\b"', 'a\\b'], ['a\\b', 'ab'], ["'a\\b'", 'a\\b'], ['"it\'s"', "it's"],
    ['$X', null], ['${X}', null], ['$U', null], ['a$U', null], ['$N', '$A'],
    ['${A:-d}', 'abc'], ['${X:-d}', 'd'], ['${E:-d}', 'd'], ['${U:-d}', null], ['${A-d}', 'abc'], ['${X-d}', 'd'], ['${E-d}', ''],
    ['${A:+d}', 'd'], ['${X:+d}', ''], ['${E:+d}', ''], ['${U:+d}', null], ['${A+d}', 'd'], ['${X+d}', ''], ['${E+d}', 'd'],
    ['${A:?m}', 'abc'], ['${X:?m}', null], ['${E:?m}', null], ['${E?m}', ''],
    ['${X:-$A}', 'abc'], ['${X:-${Y:-z}}', 'z'], ['${A:-$U}', 'abc'], ['${X:-"a b"}', 'a b'], ['${X:-}', ''], ['${X:-a\\}b}', 'a}b'],
    ['${P#*/}', 'x/y.tar.gz'], ['${P##*/}', 'y.tar.gz'], ['${P%.*}', '/x/y.tar'], ['${P%%.*}', '/x/y'], ['${P#nope}', '/x/y.tar.gz'], ['${P%.?z}', '/x/y.tar'],
    ['${A/b/X}', 'aXc'], ['${P//./_}', '/x/y_tar_gz'], ['${P/\\//_}', '_x/y.tar.gz'], ['${A/?/}', 'bc'], ['${A//*/z}', 'z'], ['${X/a/b}', null],
    ['${A', null], ['${', null], ['${}', null], ['${:x}', null], ['${A!}', null], ['"$A', null], ["'a", null], ['${A:#b}', null], ['${A#\\q}', null],
  ])('%s -> %s', (word, expected) => {
    expect(expand(word)).toBe(expected);
  });

  test('the escape directive changes what escapes', () => {
    expect(expand('`$A\\b', '`')).toBe('$A\\b');
  });

  test('nothing grows or nests without bound', () => {
    expect(expand('${X:-'.repeat(10_000) + '}'.repeat(10_000))).toBeNull();
    expect(expandWord('$A', { lookup: () => 'x'.repeat(LONGEST_VALUE + 1) }, '\\')).toBeNull();
    expect(expandWord('$A'.repeat(9), { lookup: () => 'x'.repeat(LONGEST_VALUE - 1) }, '\\')).toBeNull();
  });

  test('patterns that make regular expressions backtrack end at once', () => {
    const value = 'a'.repeat(5000);
    const time = cpuTime(() => {
      for (let i = 0; i < 300; i++) {
        expect(expandWord(`\${V#${'*a'.repeat(20)}b}`, { lookup: () => value }, '\\')).toBeNull();
        expect(expandWord(`\${V//${'*a'.repeat(20)}b/x}`, { lookup: () => value }, '\\')).toBeNull();
      }
    });
    expect(expandWord('${V//b/x}', { lookup: () => value }, '\\')).toBe(value);
    expect(time).toBeLessThan(3000);
  });
});
