import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MappedText } from '../../../../server/src/core/shell/mappedText.ts';
import { heredocText, jsonText, scriptText } from '../../../../server/src/core/shell/scriptText.ts';
import { nestedText, wordValue } from '../../../../server/src/core/shell/wordText.ts';

const whole = (text: string) => ({ start: 0, end: text.length });

describe('scriptText', () => {
  it.each<[string, string]>([
    ['a b', 'a b'],
    ['a \\\n b', 'a  b'],
    ['a\\\nb', 'ab'],
    ['a \\\r\n  b\r\n', 'a   b'],
    ['a \\ \t\n b', 'a  b'],
    ['a \\\n# c\n  # d \\\n\n \t\n b', 'a  b'],
    ['a \\\\\nb', 'a \\\\'],
    ['\\\nb', 'b'],
    ['a # c \\\n b', 'a # c  b'],
    ['a "x\\\n# c\ny"', 'a "xy"'],
    ['a\nb', 'a'],
    ['', ''],
  ])('%j', (document, expected) => {
    expect(scriptText(document, whole(document), '\\').text).toBe(expected);
  });

  it('knows the other escape', () => {
    expect(scriptText('a \\x `\n# c\n b', whole('a \\x `\n# c\n b'), '`').text).toBe('a \\x  b');
  });
});

describe('wordValue', () => {
  it.each<[string, string | null]>([
    ['a', 'a'],
    ["'a b'", 'a b'],
    ['"a\\"b\\x"', 'a"b\\x'],
    ['a\\ b\\\\', 'a b\\'],
    ["$'\\x41\\u00e9\\n\\101\\'\\q'", "Aé\nA'\\q"],
    ['$"a"', 'a'],
    ['$', '$'],
    ['a$', 'a$'],
    ['"$"', '$'],
    ["'$x'", '$x'],
    ['\\$x', '$x'],
    ['"\\$x"', '$x'],
    ['$x', null],
    ['"${x}"', null],
    ['a$(b)', null],
    ['`b`', null],
    ['"a`b`"', null],
    ['$1', null],
    ['$?', null],
    ['<(a)', null],
    ['(a b)', null],
    ["'", ''],
    ['"a', 'a'],
    ['a\\', 'a'],
  ])('%s', (raw, expected) => {
    expect(wordValue(raw)).toBe(expected);
  });
});

describe('nested texts', () => {
  it('map through quotes, JSON and continuations at once', () => {
    const document = 'RUN ["sh","-c","sh -c \\"a \\\n  --x\\" y"]';
    const at = { start: document.indexOf('"sh -c'), end: document.length - 1 };
    const script = jsonText(document, at, '\\');
    expect(script.text).toBe('sh -c "a   --x" y');
    const inner = nestedText(script, 6, 15);
    expect(inner.text).toBe('a   --x');
    const found = inner.span(inner.text.indexOf('--x'), inner.text.length);
    expect(document.slice(found.start, found.end)).toBe('--x');
    expect(inner.isVerbatim(0, inner.text.length)).toBe(true);
    expect(script.isVerbatim(0, script.text.length)).toBe(false);
  });

  it('see a seam where quotes were', () => {
    const inner = nestedText(MappedText.slice('"a "\'b\'', 0, 7), 0, 7);
    expect(inner.text).toBe('a b');
    expect(inner.isVerbatim(0, 3)).toBe(false);
    expect(inner.isVerbatim(2, 3)).toBe(true);
  });

  it('keep expansions of the outer shell as they are', () => {
    const word = '"a $(b "c d" \'e\') ${f:-"g"} \\$h `i`"';
    expect(nestedText(MappedText.slice(word, 0, word.length), 0, word.length).text).toBe('a $(b "c d" \'e\') ${f:-"g"} $h `i`');
  });

  const pieces = fc.array(fc.constantFrom('a', 'b ', '\\\n', ' \\\r\n', '# c\n', '\n', '"', "'", '\\"', '\\', '$(', ')', '`', '${', '}', '$x', "$'", '\\u0041', 'é'), {
    maxLength: 30,
  });

  it('are monotonic and stay inside the document', () => {
    fc.assert(
      fc.property(pieces, fc.nat(4), (list, shift) => {
        const document = 'RUN '.slice(0, shift) + list.join('');
        const at = { start: Math.min(shift, 4), end: document.length };
        const script = scriptText(document, at, '\\');
        const texts = [script, jsonText(document, at, '\\'), nestedText(script, 0, script.text.length), heredocText(script, 0, script.text.length, true)];
        for (const text of texts) {
          let last = at.start;
          for (let i = 0; i < text.text.length; i++) {
            const { start, end } = text.span(i, i + 1);
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(at.end);
            if (text.isVerbatim(i, i + 1)) expect(document.slice(start, end)).toBe(text.text[i]);
            last = text.isVerbatim(i, i + 1) ? end : start;
          }
        }
      }),
      { numRuns: 500, seed: 20261121 },
    );
  });
});
