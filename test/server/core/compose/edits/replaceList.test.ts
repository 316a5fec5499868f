import { isSeq, type YAMLSeq } from 'yaml';
import { describe, expect, it } from 'vitest';
import { replaceList } from '../../../../../server/src/core/compose/edits/replaceList.ts';
import { parseCompose } from '../../../../../server/src/core/compose/parseCompose.ts';
import { applyEdits } from '../../../../../server/src/core/text/edits.ts';

const ITEMS = ['CMD', 'python', '-c', "f('a: b')", '80'];

/** The text with the test of `web` replaced, or why it is not. */
function replaced(text: string, items: readonly string[] = ITEMS): string {
  const model = parseCompose(text);
  const node = model.resolve(model.service('web')!.get('healthcheck', 'test')!.node);
  if (!isSeq(node)) throw new Error('no list');
  const result = replaceList(model, node as YAMLSeq, items);
  return 'refused' in result ? `refused: ${result.refused}` : applyEdits(text, result.edits);
}

const service = (test: string): string => `services:\n  web:\n    image: a # one\n    healthcheck:\n${test}\n      interval: 5s\n`;

describe('a list gets other items', () => {
  it.each([
    ['in brackets', '      test: ["CMD", "curl"] # why', `      test: ["CMD", "python", "-c", "f('a: b')", "80"] # why`],
    ['in single quotes', "      test: [ 'CMD', 'curl' ]", "      test: [ 'CMD', 'python', '-c', 'f(''a: b'')', '80' ]"],
    ['line by line', '      test:\n        - CMD\n        - curl # it asks', `      test:\n        - CMD\n        - python\n        - -c\n        - 'f(''a: b'')'\n        - '80' # it asks`],
    ['without indentation', '      test:\n      - "CMD"\n      - "curl"', `      test:\n      - "CMD"\n      - "python"\n      - "-c"\n      - "f('a: b')"\n      - "80"`],
  ])('%s', (_, before, after) => {
    const from = service(before);
    const done = replaced(from);
    expect(done).toBe(service(after));
    const model = parseCompose(done);
    expect(model.service('web')!.get('healthcheck', 'test')!.data).toEqual(ITEMS);
    expect(model.isTrustworthy).toBe(true);
    expect(replaced(from.replace(/\n/g, '\r\n'))).toBe(done.replace(/\n/g, '\r\n'));
  });
});

it('is left alone where something would be lost', () => {
  expect(replaced(service('      test:\n        - CMD\n        # why\n        - curl'))).toMatch(/^refused: There are comments/);
  expect(replaced('x: &t [CMD, curl]\nservices:\n  web:\n    image: a\n    healthcheck:\n      test: *t\n')).toMatch(/^refused: The list holds the anchor/);
  expect(replaced('x: &c curl\nservices:\n  web:\n    image: a\n    healthcheck:\n      test: [CMD, *c]\n')).toMatch(/^refused/);
  expect(replaced(service('      test: [CMD, curl]'), [])).toMatch(/^refused/);
});
