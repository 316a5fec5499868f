import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** Longer fixtures are about length, and slow everything down. */
const LONGEST = 4_000;

const fixtureFolder = fileURLToPath(new URL('../server/rules', import.meta.url));

const fixtureNames = readdirSync(fixtureFolder, { recursive: true, encoding: 'utf8' }).sort();
const known = new Map<string, string>();

/** Texts of the rules' fixtures whose names match: what the rules know is in them, so parts of them reach far. */
export function fixtureTexts(name: RegExp): readonly string[] {
  return fixtureNames.filter((entry) => name.test(entry)).map(fixtureText).filter((text) => text.length < LONGEST);
}

function fixtureText(name: string): string {
  const text = known.get(name) ?? readFileSync(path.join(fixtureFolder, name), 'utf8');
  known.set(name, text);
  return text;
}

/** What nobody expects in the middle of a file. */
const ODD: readonly string[] = [
  '', ' ', '\t', '\\', '`', '"', "'", '#', '$', '${', '$(', '}', ')', '<<EOF', 'EOF', '\u0000', '\ufeff', '\u2028', '\u00a0', '\u061c', '\u202e', '\ud83d', '\u001b[2J', '\r', '\n', '\\\n', '\\\r\n', '`\n',
  '__proto__', 'constructor', 'toString', '-', '--', '---', '[', ']', '{', ':', ': ', '- ', '&a', '*a', '!!map', '<<: *a', '|', '>', '%', '@', '../', '/', '..', '!', '**', '?', '[a-', '%0A', '::', '<!--', '-->', ']]>',
];

const eol = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r');
const odd = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ODD) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) });

/** Lines of these texts in any order, with odd ones among them. */
function shuffledLines(texts: readonly string[]): fc.Arbitrary<string> {
  const lines = [...new Set(texts.flatMap((text) => text.split(/\r?\n/)))];
  const line = fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...lines) }, { weight: 1, arbitrary: odd });
  return fc.tuple(fc.array(line, { maxLength: 25 }), eol, fc.boolean()).map(([all, end, isEnded]) => all.join(end) + (isEnded ? end : ''));
}

/** What happens to a text at a place, from 0 for its start to 1 for its end. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat(20),
  added: odd,
  /** Copied from this place of the text. */
  copied: fc.option(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(60) })),
});

function changed(texts: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...texts), fc.array(change, { maxLength: 6 }), fc.boolean()).map(([text, changes, isWindows]) => {
    const start = isWindows ? text.replace(/\r?\n/g, '\r\n') : text;
    return changes.reduce((before, { at, removed, added, copied }) => {
      const place = Math.floor(at * before.length);
      const from = copied ? Math.floor(copied.at * before.length) : 0;
      const copy = copied ? before.slice(from, from + copied.length) : '';
      return before.slice(0, place) + added + copy + before.slice(place + removed);
    }, start);
  });
}

/** Texts that look like these, more or less. */
export function textsLike(texts: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 6, arbitrary: shuffledLines(texts) }, { weight: 6, arbitrary: changed(texts) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) });
}

/** A piece of one of these texts over and over, up to `most` characters: what costs more than in proportion shows there. */
export function repetitionsOf(texts: readonly string[], most: number): fc.Arbitrary<{ readonly start: string; readonly piece: string; readonly times: number }> {
  const line = fc.constantFrom(...new Set(texts.flatMap((text) => text.split(/\r?\n/))));
  const piece = fc
    .tuple(fc.array(fc.oneof({ weight: 2, arbitrary: line }, { weight: 3, arbitrary: odd }), { minLength: 1, maxLength: 3 }), fc.constantFrom('\n', '\n', ' ', ''))
    .map(([parts, end]) => parts.join(end) + end);
  return fc.tuple(fc.oneof(fc.constantFrom(...texts), fc.constant('')), piece, fc.integer({ min: 1, max: most })).map(([start, one, times]) => ({ start, piece: one, times: Math.min(times, Math.floor(most / (one.length + 1))) }));
}

/** Whatever may be in JSON, keys that objects inherit included. */
export const anyJson = fc.jsonValue({ maxDepth: 4 });

export const hostileWord = fc.oneof(odd, fc.array(odd, { minLength: 2, maxLength: 5 }).map((parts) => parts.join('')), fc.string({ unit: 'binary', maxLength: 20 }));
