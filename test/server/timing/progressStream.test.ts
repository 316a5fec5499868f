import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_LINE, ProgressStream, type ProgressEvent } from '../../../server/src/timing/progressStream.ts';
import { parseInstant } from '../../../server/src/timing/timestamps.ts';

function readAll(...chunks: string[]): ProgressEvent[] {
  const stream = new ProgressStream();
  return [...chunks.flatMap((chunk) => stream.push(chunk)), ...stream.end()];
}
const texts = (events: readonly ProgressEvent[]): (string | null)[] => events.map((event) => (event.kind === 'text' ? event.text : null));

describe('ProgressStream', () => {
  it('parts reports from text, whatever the line ends are', () => {
    const events = readAll('WARNING: one\r\n{"vertexes":[{"digest":"a","name":"b"}]}\r\n\n{"id":"shop-web","status":"Built"}\nlast');
    expect(texts(events)).toEqual(['WARNING: one', null, '{"id":"shop-web","status":"Built"}', 'last']);
    expect(events[1]).toEqual({
      kind: 'status',
      status: { vertexes: [{ digest: 'a', name: 'b', inputs: [], started: null, completed: null, cached: false, error: null }], statuses: [], logs: [], warnings: [] },
    });
  });

  it.each([
    '{"vertexes":[{"digest":"sha256:abc","na', '{', '{}', '{"vertexes":5}', '{"vertexes":{}}', '{"statuses":null}', '[{"vertexes":[]}]', 'null', '{"vertexes":[]}}', ' {"vertexes":[]}', '"{"', '\u0000',
  ])('takes %j for text', (line) => {
    expect(texts(readAll(`${line}\n`))).toEqual([line]);
  });

  it('leaves out what is not what it should be, and keeps the rest', () => {
    const line = JSON.stringify({
      vertexes: [
        null, 5, [], {}, { digest: 7, name: 'x' }, { digest: '', name: 'x' }, { digest: 'a' }, { digest: 'x'.repeat(501), name: 'x' },
        { digest: '__proto__', name: 'constructor', inputs: 'no', started: 5, completed: 'soon', cached: 'yes', error: {} },
        { digest: 'b', name: 'n', inputs: ['a', 5, null, ''], started: '0001-01-01T00:00:00Z', completed: '2026-11-21T00:18:04.677796123Z', cached: true, error: '' },
      ],
      statuses: [{ id: 'x', vertex: 'b', current: -5, timestamp: '0001-01-01T00:00:00Z' }, { id: 'y', vertex: 'b', current: '7' }, { id: 'z', vertex: 'b', current: 12.7 }, { vertex: 'b' }],
      logs: [{ vertex: 'b', data: 5 }, { vertex: 'b', data: 'eA==', stream: 'x' }],
      warnings: [{ vertex: 'b', short: 'eA==', range: [{ start: { line: -1 } }], sourceInfo: [] }, { vertex: 'b' }],
      another: 1,
    });
    const [event] = readAll(line);
    expect(event?.kind === 'status' && event.status).toEqual({
      vertexes: [
        { digest: '__proto__', name: 'constructor', inputs: [], started: null, completed: null, cached: false, error: null },
        { digest: 'b', name: 'n', inputs: ['a'], started: null, completed: Date.parse('2026-11-21T00:18:04Z') + 677.796, cached: true, error: null },
      ],
      statuses: [{ id: 'x', vertex: 'b', current: 0, timestamp: null }, { id: 'y', vertex: 'b', current: 0, timestamp: null }, { id: 'z', vertex: 'b', current: 12, timestamp: null }],
      logs: [{ vertex: 'b', stream: 1, data: 'eA==', timestamp: null }],
      warnings: [{ vertex: 'b', short: 'eA==', filename: null, line: null }],
    });
  });

  it('shows the beginning of a line that is too long, and goes on after it', () => {
    const stream = new ProgressStream();
    const piece = 'x'.repeat(1024 * 1024);
    for (let length = 0; length <= 2 * MOST_LINE; length += piece.length) {
      expect(stream.push(piece)).toEqual([]);
    }
    const events = stream.push('y\nshort\n');
    expect(texts(events).map((text) => text?.length)).toEqual([4_000, 5]);
  });

  it('does not care where pieces end', () => {
    const lines = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('{"logs":[]}'), fc.json()), { maxLength: 12 });
    fc.assert(
      fc.property(lines, fc.array(fc.nat(200), { maxLength: 30 }), fc.constantFrom('\n', '\r\n'), (parts, cuts, lineEnd) => {
        const text = parts.join(lineEnd);
        const places = [...new Set([0, ...cuts.filter((cut) => cut < text.length), text.length])].sort((a, b) => a - b);
        const chunks = places.slice(1).map((end, i) => text.slice(places[i], end));
        expect(readAll(...chunks)).toEqual(readAll(text));
      }),
    );
  });
});

describe('parseInstant', () => {
  it.each([
    ['2026-11-21T00:18:04.677796123Z', Date.parse('2026-11-21T00:18:04Z') + 677.796], ['2026-11-21T01:18:04+01:00', Date.parse('2026-11-21T00:18:04Z')], ['1970-01-01T00:00:01Z', 1000],
    ['0001-01-01T00:00:00Z', null], ['0001-01-01T00:00:00+14:00', null], ['2026-13-40T00:00:00Z', null], ['', null], ['today', null], [5, null], [null, null], ['2026-11-21T00:18:04', null],
  ])('%j -> %j', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });
});
