import { isMap, type Node, type Pair, type YAMLMap } from 'yaml';
import { describe, expect, it } from 'vitest';
import { touchedEntries } from '../../../../../server/src/core/compose/edits/touchedEntries.ts';
import { verify } from '../../../../../server/src/core/compose/edits/verify.ts';
import { parseCompose } from '../../../../../server/src/core/compose/parseCompose.ts';
import { span } from '../../../../../server/src/core/text/span.ts';

const BODY = 'services:\n  web:\n    a: |\n      one\n    k: old\n      # deep\n    y: 1\n    z: "2"\n';

function read(text: string) {
  const model = parseCompose(text);
  const map = model.service('web')!.map!;
  return { model, map, pair: (key: string) => map.items.find((item) => (item.key as { value?: unknown }).value === key) as Pair<Node, Node | null> };
}

/** One edit: what stands in the text, and what comes in its place. */
function edited(text: string, [from, to]: readonly [string, string]) {
  const start = text.indexOf(from);
  return [{ span: span(start, start + from.length), text: to }];
}

describe('verify', () => {
  const replaced = (key: string, by: string) => ({ text: BODY, pair: key, by });
  it.each([
    ['a value', ['old', 'new'], replaced('k', 'new')],
    ['the last value', ['"2"', 'two'], replaced('z', 'two')],
    ['a value with the comment below it', ['old\n      # deep', 'new # deep'], replaced('k', 'new')],
  ] as const)('lets %s change', (_, edit, { text, pair, by }) => {
    const { model, map, pair: find } = read(text);
    expect(() => verify(model, map, edited(text, edit), { replaced: new Map([[find(pair).value!, by]]) })).not.toThrow();
  });

  it.each([
    ['that leaves a comment to the text above', ['    k: old\n', ''], 'k'],
    ['that takes the line break before the next key', ['    k: old\n      # deep\n', '    '], 'k'],
    ['that joins the next key to the line above', ['\n    y: 1\n    ', ''], 'y'],
    ['that takes half of the next key', ['    k: old\n      # deep\n    y', ''], 'k'],
    ['that leaves a bracket open', ['    y: 1\n', '    [\n'], 'y'],
    ['that leaves something deeper', ['    k: old\n', '      two\n'], 'k'],
  ] as const)('refuses a removal %s', (_, edit, key) => {
    const { model, map, pair } = read(BODY);
    expect(() => verify(model, map, edited(BODY, edit), { removed: new Set([pair(key)]) })).toThrow();
  });
});

describe('the entries that edits can change', () => {
  const keysOf = (text: string, edit: readonly [string, string]) => {
    const { map } = read(text);
    return touchedEntries(text, map, edited(text, edit))?.items.map(({ key }) => (key as { value?: unknown }).value) ?? null;
  };

  it('are those whose lines they touch', () => {
    expect(keysOf(BODY, ['old', 'new'])).toEqual(['k']);
    expect(keysOf(BODY, ['"2"', 'two'])).toEqual(['z']);
    expect(keysOf(BODY, ['old\n      # deep\n    y: 1', 'new'])).toEqual(['k', 'y']);
  });

  it('are told with the one before where a key goes', () => {
    expect(keysOf(BODY, ['    k: old\n', ''])).toEqual(['a', 'k']);
  });

  it('are not told apart where keys begin no line, or all are touched', () => {
    expect(keysOf('services:\n  web: {a: 1, k: old, z: 2}\n', ['old', 'new'])).toBeNull();
    expect(keysOf('services:\n  web:\n    a: 1\n    ? k\n    : old\n    z: 1\n', ['old', 'new'])).toBeNull();
    expect(keysOf('services:\n  web:\n    k: old\n    z: 1\n', ['old\n    z: 1', 'new'])).toBeNull();
  });

  it('have the map of a list item around them', () => {
    const text = 'services:\n  web:\n    volumes:\n      - type: bind\n        source: old\n        target: /x\n';
    const { model } = read(text);
    const list = model.service('web')!.get('volumes')!.node as unknown as { items: Node[] };
    const map = list.items[0] as YAMLMap;
    expect(isMap(map) && touchedEntries(text, map, edited(text, ['old', 'new']))).toMatchObject({ start: text.indexOf('source'), end: text.indexOf('target') });
  });
});
