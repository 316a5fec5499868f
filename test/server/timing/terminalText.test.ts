import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StepLogCollector } from '../../../server/src/timing/stepLog.ts';
import { plainText, TerminalLines } from '../../../server/src/timing/terminalText.ts';

const CSI = '\u001b[';
function shown(...pieces: string[]): string[] {
  const lines = new TerminalLines();
  return [...pieces.flatMap((piece) => lines.push(piece)), lines.end()];
}

describe('plainText', () => {
  it.each([
    ['plain\ttext', 'plain\ttext'], [`${CSI}31mred${CSI}0m`, 'red'], [`a${CSI}2Kb`, 'ab'], ['\u001b]0;title\u0007x', 'x'], ['\u001b]8;;https://example.com\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['\u001bPdevice\u001b\\x', 'x'], ['\u009b31mx', 'x'], ['\u009dtitle\u009cx', 'x'], ['\u001bcx', 'x'], ['\u001b(Bx', 'x'], ['a\u0000b\u0008c\u007fd', 'abcd'], ['a\u202eb\u2066c', 'abc'], ['a\u061cb', 'ab'], ['\u001b', ''], ['\u001b[', '['],
    ['hübsch 日本 🐳', 'hübsch 日本 🐳'],
  ])('%j -> %j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it.each([['\u009d'], ['\u001b]'], ['\u001b['], ['\u001b[1;'], ['\u009b'], ['\u001b'], ['\u001b]a\u0090']])('is linear for many %j that never end', (piece) => {
    const text = piece.repeat(400_000);
    expect(plainText(text).length).toBeLessThanOrEqual(text.length);
  });
});

describe('TerminalLines', () => {
  it('lets a carriage return begin a line anew', () => {
    expect(shown('10%\r50%\r100%\ndone\r\n')).toEqual(['100%', 'done', '']);
    expect(shown('10%\r', '50%', '\r', '\n')).toEqual(['50%', '']);
    expect(shown('a\r\r\nb')).toEqual(['a', 'b']);
    expect(shown('abc\r')).toEqual(['abc']);
  });

  it('does not care where pieces end', () => {
    const units = fc.constantFrom('a', 'b', '\n', '\r', '\t', '\u001b', '[', '3', '1', 'm', ']', '0', ';', '\u0007', '\\', '\u009b', '\u009c', '\u0000', 'é');
    fc.assert(
      fc.property(fc.array(fc.string({ unit: units, maxLength: 8 }), { maxLength: 12 }), (pieces) => {
        expect(shown(...pieces), JSON.stringify(pieces)).toEqual(shown(pieces.join('')));
        expect(shown(...pieces).join('')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the end of a line that never ends', () => {
    const lines = new TerminalLines();
    for (let i = 0; i < 100; i++) {
      expect(lines.push('x'.repeat(10_000))).toEqual([]);
    }
    lines.push('end');
    expect(lines.unfinished.length).toBeLessThanOrEqual(32_000);
    expect(lines.unfinished.endsWith('xend')).toBe(true);
  });
});

describe('StepLogCollector', () => {
  const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');

  it('joins characters that are cut between reports, on each output apart', () => {
    const whale = Buffer.from('🐳\n');
    const log = new StepLogCollector();
    expect([log.push(1, base64(whale.subarray(0, 2))), log.push(2, base64('err\n')), log.push(1, base64(whale.subarray(2)))]).toEqual([[], ['err'], ['🐳']]);
    expect(log.log).toEqual({ text: 'err\n🐳\n', lines: 2, bytes: 9, isCut: false });
  });

  it('keeps the end, counts all, and shows what has no line break yet', () => {
    const log = new StepLogCollector();
    for (let i = 0; i < 10_000; i++) log.push(1, base64(`line ${i}\n`));
    log.push(1, base64('open'));
    expect(log.log).toMatchObject({ lines: 10_001, isCut: true });
    expect(log.log.text).toHaveLength(4_000);
    expect(log.log.text.endsWith('line 9999\nopen')).toBe(true);
    expect(log.end()).toEqual(['open']);
    expect(log.log.text.endsWith('line 9999\nopen\n')).toBe(true);
    expect(log.length).toBeLessThanOrEqual(8_000);
  });

  it('passes over what is no base64', () => {
    const log = new StepLogCollector();
    expect(log.push(1, '*not base64*')).toEqual([]);
    expect(log.log).toEqual({ text: '', lines: 0, bytes: 0, isCut: false });
  });
});
