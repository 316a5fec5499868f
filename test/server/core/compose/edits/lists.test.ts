import { isSeq, type YAMLSeq } from 'yaml';
import { describe, expect, it } from 'vitest';
import { appendItems } from '../../../../../server/src/core/compose/edits/appendItems.ts';
import { removeItem } from '../../../../../server/src/core/compose/edits/removeItem.ts';
import type { ComposeModel } from '../../../../../server/src/core/compose/model.ts';
import { parseCompose } from '../../../../../server/src/core/compose/parseCompose.ts';
import { expectShape, type Shape } from './shapes.ts';

/** The item with the position at the end of the name goes from `k`, or from the key behind the name of the shape. */
const REMOVALS: Shape[] = [
  ['first 0', '\nservices:\n  web:\n    k:\n      - a # one\n      # two\n      - b\n', '\nservices:\n  web:\n    k:\n      # two\n      - b\n'],
  ['last 1', '\nservices:\n  web:\n    k:\n      - a # one\n      - b # two\n    z: 1\n', '\nservices:\n  web:\n    k:\n      - a # one\n    z: 1\n'],
  ['at the column of the key 1', '\nservices:\n  web:\n    k:\n    - a\n    - b\n    # about z\n    z: 1\n', '\nservices:\n  web:\n    k:\n    - a\n    # about z\n    z: 1\n'],
  ['a map 0', '\nservices:\n  web:\n    k:\n      - target: 80\n        # deep\n        published: 81\n      - b\n', '\nservices:\n  web:\n    k:\n      - b\n'],
  ['a list 0', '\nservices:\n  web:\n    k:\n      - - a\n        - b\n      - c\n', '\nservices:\n  web:\n    k:\n      - c\n'],
  ['an empty one 1', '\nservices:\n  web:\n    k:\n      - a\n      -\n      - c\n', '\nservices:\n  web:\n    k:\n      - a\n      - c\n'],
  ['brackets, first 0', '\nservices:\n  web:\n    k: [a, "b,c"] # d\n', '\nservices:\n  web:\n    k: ["b,c"] # d\n'],
  ['brackets, last 1', '\nservices:\n  web:\n    k: [ a, b ]\n', '\nservices:\n  web:\n    k: [ a ]\n'],
  ['brackets over lines 1', '\nservices:\n  web:\n    k: [\n      a, # one\n      b  # two\n    ]\n', '\nservices:\n  web:\n    k: [\n      a, # one\n    ]\n'],
  ['the only one of what may be empty ports 0', '\nservices:\n  web:\n    z: 1\n    ports: # all\n      - "80:80"\n', '\nservices:\n  web:\n    z: 1\n'],
  ['the only one of a command command 0', '\nservices:\n  web:\n    z: 1\n    command:\n      - a\n', /only item/],
  ['not there 5', '\nservices:\n  web:\n    k: [a]\n', '\nservices:\n  web:\n    k: [a]\n'],
  ['an anchor that is used 0', '\nservices:\n  web:\n    k: [&a a, b]\n    z: *a\n', /anchor `&a`/],
  ['the end of the file 1', '\nservices:\n  web:\n    k:\n      - a\n      - b', '\nservices:\n  web:\n    k:\n      - a'],
];

describe('removeItem', () => {
  for (const shape of REMOVALS) {
    it(shape[0], () => {
      const [, key = 'k', index = '0'] = /(\w+) (\d+)$/.exec(shape[0]) ?? [];
      expectShape(shape, (model) => removeItem(model, listOf(model, ['ports', 'command'].includes(key) ? key : 'k'), Number(index)));
    });
  }

  it('says who shares the list', () => {
    const model = parseCompose('x-l: &l [a, b]\nservices:\n  web:\n    k: *l\n  api:\n    k: *l\n');
    expect(removeItem(model, listOf(model, 'k'), 0)).toMatchObject({ services: ['web', 'api'] });
  });
});

function listOf(model: ComposeModel, key: string): YAMLSeq {
  const node = model.resolve(model.service('web')!.get(key)!.node);
  if (!isSeq(node)) throw new Error('no list');
  return node;
}

/** `n:1` and `o` are added to `k`, or to the path behind the `:` of the name. */
const ADDITIONS: Shape[] = [
  ['block', '\nservices:\n  web:\n    k:\n      - a # one\n      # - b\n\n    z: 1\n', "\nservices:\n  web:\n    k:\n      - a # one\n      # - b\n      - 'n:1'\n      - o\n\n    z: 1\n"],
  ['at the column of the key', '\nservices:\n  web:\n    k:\n    - "a"\n    # about z\n    z: 1\n', '\nservices:\n  web:\n    k:\n    - "a"\n    - "n:1"\n    - "o"\n    # about z\n    z: 1\n'],
  ['brackets', '\nservices:\n  web:\n    k: [a] # c\n', "\nservices:\n  web:\n    k: [a, 'n:1', o] # c\n"],
  ['brackets with a comma', '\nservices:\n  web:\n    k: ["a",]\n', '\nservices:\n  web:\n    k: ["a", "n:1", "o"]\n'],
  ['empty brackets', '\nservices:\n  web:\n    k: []\n', "\nservices:\n  web:\n    k: ['n:1', o]\n"],
  ['no key', '\nservices:\n  web:\n    image: a\n\n  db:\n    image: b\n', "\nservices:\n  web:\n    image: a\n    k:\n      - 'n:1'\n      - o\n\n  db:\n    image: b\n"],
  ['no key, where lists stand at the column of their keys', '\nservices:\n  web:\n    image: a\n  db:\n    ports:\n    - "1:1"\n', '\nservices:\n  web:\n    image: a\n    k:\n    - "n:1"\n    - o\n  db:\n    ports:\n    - "1:1"\n'],
  ['no parent: deploy.placement.constraints', '\nservices:\n  web:\n    image: a\n', "\nservices:\n  web:\n    image: a\n    deploy:\n      placement:\n        constraints:\n          - 'n:1'\n          - o\n"],
  ['no key in brackets', '\nservices:\n  web: {image: a}\n', "\nservices:\n  web: {image: a, k: ['n:1', o]}\n"],
  ['no value', '\nservices:\n    web:\n        k: # todo\n        z: 1\n', "\nservices:\n    web:\n        k: # todo\n            - 'n:1'\n            - o\n        z: 1\n"],
  ['one of them is there', '\nservices:\n  web:\n    k:\n      - n:1\n', '\nservices:\n  web:\n    k:\n      - n:1\n      - o\n'],
  ['a map', '\nservices:\n  web:\n    k:\n      a: b\n', /written as a map/],
  ['one text', '\nservices:\n  web:\n    k: a\n', /not written as a list/],
  ['an alias', '\nx-l: &l [a]\nservices:\n  web:\n    k: *l\n', /not written as a list|alias/],
  ['a merge key', '\nx-a: &a {k: [a]}\nservices:\n  web:\n    <<: *a\n', /anchor `&a`/],
  ['the end of the file', '\nservices:\n  web:\n    k:\n      - a', "\nservices:\n  web:\n    k:\n      - a\n      - 'n:1'\n      - o"],
  ['behind block text', '\nservices:\n  web:\n    k:\n      - |\n        text\n\n    z: 1\n', "\nservices:\n  web:\n    k:\n      - |\n        text\n      - 'n:1'\n      - o\n\n    z: 1\n"],
  ['brackets over lines', '\nservices:\n  web:\n    k: [\n      a # one\n    ]\n', "\nservices:\n  web:\n    k: [\n      a, 'n:1', o # one\n    ]\n"],
];

describe('appendItems', () => {
  for (const shape of ADDITIONS) {
    it(shape[0], () => {
      const path = /: (\S+)$/.exec(shape[0])?.[1]?.split('.') ?? ['k'];
      expectShape(shape, (model) => appendItems(model, model.service('web')!, path, ['n:1', 'o']));
    });
  }

  it('says who shares the list', () => {
    const model = parseCompose('services:\n  web: &web\n    k: [a]\n  api:\n    <<: *web\n');
    expect(appendItems(model, model.service('web')!, ['k'], ['b'])).toMatchObject({ services: ['web', 'api'] });
  });
});
