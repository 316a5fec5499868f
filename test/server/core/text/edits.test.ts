import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, dominantEol, editsConflict, type TextEdit } from '../../../../server/src/core/text/edits.ts';
import { LineIndex } from '../../../../server/src/core/text/lines.ts';
import { EditHistory } from '../../../../server/src/core/text/pieces.ts';

/** Disjoint edits for a text: sorted, distinct cut points, taken in pairs. */
function editsFor(text: string) {
  return fc
    .uniqueArray(fc.integer({ min: 0, max: text.length }), { maxLength: 8 })
    .chain((cuts) => {
      const sorted = [...cuts].sort((a, b) => a - b);
      const spans = [];
      for (let i = 0; i + 1 < sorted.length; i += 2) spans.push({ start: sorted[i]!, end: sorted[i + 1]! });
      return fc.tuple(...spans.map((span) => fc.string({ maxLength: 5 }).map((added) => ({ span, text: added }))));
    });
}

const text = fc.string({ maxLength: 60 });

describe('applyEdits', () => {
  it('does not depend on the order of the edits', () => {
    fc.assert(
      fc.property(text.chain((t) => fc.tuple(fc.constant(t), editsFor(t))), ([t, edits]) => {
        expect(applyEdits(t, [...edits].reverse())).toBe(applyEdits(t, edits));
      }),
    );
  });

  it('refuses overlapping edits, two insertions at one place, and edits outside the text', () => {
    const at = (start: number, end: number): TextEdit => ({ span: { start, end }, text: 'x' });
    expect(() => applyEdits('abcdef', [at(0, 3), at(2, 4)])).toThrow(RangeError);
    expect(() => applyEdits('abcdef', [at(2, 2), at(2, 2)])).toThrow(RangeError);
    expect(() => applyEdits('abc', [at(2, 9)])).toThrow(RangeError);
    expect(applyEdits('abcdef', [at(0, 2), at(2, 4)])).toBe('xxef');
  });

  it('knows which edits conflict', () => {
    const at = (start: number, end: number): TextEdit => ({ span: { start, end }, text: '' });
    expect(editsConflict(at(0, 2), at(2, 3))).toBe(false);
    expect(editsConflict(at(0, 3), at(2, 3))).toBe(true);
    expect(editsConflict(at(1, 1), at(0, 3))).toBe(true);
    expect(editsConflict(at(0, 0), at(0, 3))).toBe(false);
  });
});

describe('EditHistory', () => {
  it('tells edits that lead from the first text to the last', () => {
    const rounds = text.chain((t) =>
      editsFor(t).chain((first) => {
        const middle = applyEdits(t, first);
        return editsFor(middle).map((second) => ({ t, first, second, last: applyEdits(middle, second) }));
      }),
    );
    fc.assert(
      fc.property(rounds, ({ t, first, second, last }) => {
        const history = new EditHistory(t);
        history.apply(first);
        history.apply(second);
        expect(applyEdits(t, history.toEdits())).toBe(last);
      }),
    );
  });

  it('keeps what no round touched out of the edits', () => {
    const history = new EditHistory('one two three');
    history.apply([{ span: { start: 0, end: 3 }, text: '1' }]);
    history.apply([{ span: { start: 6, end: 11 }, text: '3' }]);
    expect(history.toEdits()).toEqual([
      { span: { start: 0, end: 3 }, text: '1' },
      { span: { start: 8, end: 13 }, text: '3' },
    ]);
  });
});

describe('LineIndex', () => {
  it('goes from offset to position and back', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'é', '\n', '\r\n', '😀'), { maxLength: 30 }), (parts) => {
        const joined = parts.join('');
        const lines = new LineIndex(joined);
        for (let offset = 0; offset <= joined.length; offset++) {
          // Between \r and \n there is no place of its own.
          if (joined[offset - 1] === '\r' && joined[offset] === '\n') continue;
          expect(lines.offsetAt(lines.positionAt(offset))).toBe(offset);
        }
      }),
    );
  });

  it('leaves the line ending out of a line', () => {
    const lines = new LineIndex('a\r\nb\n');
    expect([lines.lineEnd(0), lines.lineEnd(1), lines.lineEnd(2), lines.lineCount]).toEqual([1, 4, 5, 3]);
  });
});

it('finds the dominant line ending', () => {
  expect(dominantEol('a\r\nb\r\nc\n')).toBe('\r\n');
  expect(dominantEol('a\nb')).toBe('\n');
  expect(dominantEol('')).toBe('\n');
});
