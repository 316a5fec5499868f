import { describe, expect, it } from 'vitest';
import { removeEntry } from '../../../../../server/src/core/compose/edits/removeEntry.ts';
import { parseCompose } from '../../../../../server/src/core/compose/parseCompose.ts';
import { expectShape, type Shape } from './shapes.ts';

/** The path behind the `:` of the name goes from the service `web`. */
const SHAPES: Shape[] = [
  ['a line: k', '\nservices:\n  web:\n    a: 1\n    # about k\n    k: old   # why\n    # about z\n    z: 1\n', '\nservices:\n  web:\n    a: 1\n    # about k\n    # about z\n    z: 1\n'],
  ['the first line: k', '\nservices:\n  web:\n    k: old\n    z: 1\n', '\nservices:\n  web:\n    z: 1\n'],
  ['the last line: k', '\nservices:\n  web:\n    a: 1\n    k: old\n# end\n', '\nservices:\n  web:\n    a: 1\n# end\n'],
  ['the end of the file: k', '\nservices:\n  web:\n    a: 1 # c\n    k: old', '\nservices:\n  web:\n    a: 1 # c'],
  ['a list: ports', '\nservices:\n    web:\n        a: 1\n        ports: # all\n            - "80:80"\n            # - "81:81"\n            - "82:82"\n            # - "83:83"\n        z: 1\n', '\nservices:\n    web:\n        a: 1\n        z: 1\n'],
  ['a list at the column of its key: ports', '\nservices:\n  web:\n    ports:\n    - "80:80"\n    # - "83:83"\n    z: 1\n', '\nservices:\n  web:\n    # - "83:83"\n    z: 1\n'],
  ['block text: k', '\nservices:\n  web:\n    a: 1\n    k: |\n      one\n\n      two\n\n    z: 1\n', '\nservices:\n  web:\n    a: 1\n\n    z: 1\n'],
  ['block text that keeps its blank lines: k', '\nservices:\n  web:\n    a: 1\n    k: |+\n      one\n\n    z: 1\n', '\nservices:\n  web:\n    a: 1\n    z: 1\n'],
  ['between blank lines: k', '\nservices:\n  web:\n    a: 1\n\n    k: old\n\n    z: 1\n', '\nservices:\n  web:\n    a: 1\n\n    z: 1\n'],
  ['behind block text that keeps its blank lines: k', '\nservices:\n  web:\n    a: |+\n      one\n\n    k: old\n\n    z: 1\n', '\nservices:\n  web:\n    a: |+\n      one\n\n    z: 1\n'],
  ['before a blank line, behind block text that keeps its own: k', '\nservices:\n  web:\n    a: |+\n      one\n    k: old\n\n    z: 1\n', /unusual/],
  ['no value: k', '\nservices:\n  web:\n    a: 1\n    k: # todo\n    z: 1\n', '\nservices:\n  web:\n    a: 1\n    z: 1\n'],
  ['brackets, first: k', '\nservices:\n  web: {k: old, z: 1}\n', '\nservices:\n  web: {z: 1}\n'],
  ['brackets, between: k', '\nservices:\n  web: { a: 1, k: [x, y], z: 1 }\n', '\nservices:\n  web: { a: 1, z: 1 }\n'],
  ['brackets, last: k', '\nservices:\n  web: {a: 1, k: {b: c}}\n', '\nservices:\n  web: {a: 1}\n'],
  ['brackets, last with a comma: k', '\nservices:\n  web: {a: 1, k: old,}\n', '\nservices:\n  web: {a: 1,}\n'],
  ['JSON: k', '\n{"services": {"web": {"a": 1, "k": "old"}}}\n', '\n{"services": {"web": {"a": 1}}}\n'],
  ['brackets over lines: k', '\nservices:\n  web: {\n    a: 1, # one\n    k: old, # two\n    z: 1\n  }\n', '\nservices:\n  web: {\n    a: 1, # one\n    z: 1\n  }\n'],
  ['brackets over lines, last: k', '\nservices:\n  web: {\n    a: 1, # one\n    k: old # two\n  }\n', '\nservices:\n  web: {\n    a: 1, # one\n  }\n'],
  ['deep, its parents with it: deploy.resources.limits.cpus', '\nservices:\n  web:\n    image: a\n    deploy:\n      resources:\n        limits: # tuned\n          cpus: "1"\n    z: 1\n', '\nservices:\n  web:\n    image: a\n    z: 1\n'],
  ['deep, a sibling stays: deploy.resources.limits.cpus', '\nservices:\n  web:\n    deploy:\n      replicas: 2\n      resources:\n        limits:\n          cpus: "1"\n', '\nservices:\n  web:\n    deploy:\n      replicas: 2\n'],
  ['deep in brackets: deploy.resources.limits.cpus', '\nservices:\n  web:\n    image: a\n    deploy: {resources: {limits: {cpus: "1", memory: 1g}}}\n', '\nservices:\n  web:\n    image: a\n    deploy: {resources: {limits: {memory: 1g}}}\n'],
  ['membership of a network stays: networks.front.aliases', '\nservices:\n  web:\n    networks:\n      front:\n        aliases: [a]\n      back:\n', '\nservices:\n  web:\n    networks:\n      front:\n      back:\n'],
  ['a dependency needs its condition: depends_on.db.condition', '\nservices:\n  web:\n    depends_on:\n      db:\n        condition: service_healthy\n', /means something else/],
  ['the only key: k', '\nservices:\n  web:\n    k: 1\n', /without any key/],
  ['what is not there: nope', '\nservices:\n  web:\n    k: 1\n', '\nservices:\n  web:\n    k: 1\n'],
  ['a merge key: k', '\nx-a: &a {k: 1}\nservices:\n  web:\n    <<: *a\n    z: 1\n', /anchor `&a`/],
  ['what a merge key would give instead: k', '\nx-a: &a {k: 1}\nservices:\n  web:\n    <<: *a\n    k: 2\n', /merge key brings another/],
  ['an alias on the way: deploy.replicas', '\nx-a: &a {replicas: 1}\nservices:\n  web:\n    deploy: *a\n    z: 1\n', /alias of `&a`/],
  ['an alias as the value: deploy', '\nx-a: &a {replicas: 1}\nservices:\n  web:\n    deploy: *a\n    z: 1\n', '\nx-a: &a {replicas: 1}\nservices:\n  web:\n    z: 1\n'],
  ['an alias as the service: k', '\nx-a: &a {k: 1}\nservices:\n  web: *a\n', /`web` is an alias/],
  ['an anchor that others need: deploy', '\nservices:\n  web:\n    deploy: &d\n      replicas: 1\n    z: 1\n  api:\n    deploy: *d\n', /anchor `&d`/],
  ['what extends gives as well: k', '\nservices:\n  base:\n    k: 1\n  web:\n    extends: base\n    k: 2\n', /another place/],
  ['two documents: k', '\nservices:\n  web:\n    k: 1\n    z: 1\n---\nservices:\n  web:\n    k: 2\n    z: 1\n', /several documents/],
  ['one of two documents: k', '\nservices:\n  web:\n    z: 1\n---\nservices:\n  web:\n    k: 2\n    z: 1\n', '\nservices:\n  web:\n    z: 1\n---\nservices:\n  web:\n    z: 1\n'],
  ['removed on purpose: k', '\nservices:\n  web:\n    k: !reset null\n    z: 1\n', /!reset/],
  ['twice: k', '\nservices:\n  web:\n    k: 1\n    k: 2\n', /twice/],
  ['an explicit key: k', '\nservices:\n  web:\n    a: 1\n    ? k\n    : 2\n', /unusual/],
];

describe('removeEntry', () => {
  for (const shape of SHAPES) {
    it(shape[0], () => {
      const path = /: (\S+)$/.exec(shape[0])![1]!.split('.');
      expectShape(shape, (model) => removeEntry(model, model.service('web')!, path));
    });
  }

  it('says who shares the map', () => {
    const model = parseCompose('services:\n  web: &web\n    k: 1\n    z: 1\n  api:\n    <<: *web\n  job:\n    <<: *web\n    k: 2\n');
    expect(removeEntry(model, model.service('web')!, ['k'])).toMatchObject({ services: ['web', 'api'] });
  });

  it('refuses what would let another anchor show through', () => {
    const model = parseCompose('x-b: &b {k: 3}\nservices:\n  web: &web\n    k: 1\n    z: 1\n  api:\n    <<: [*web, *b]\n');
    expect(removeEntry(model, model.service('web')!, ['k'])).toMatchObject({ refused: expect.stringMatching(/merge key/) as string });
  });
});
