import { describe, expect, it } from 'vitest';
import { setTopLevel } from '../../../../../server/src/core/compose/edits/setTopLevel.ts';
import { parseCompose } from '../../../../../server/src/core/compose/parseCompose.ts';
import { applyEdits } from '../../../../../server/src/core/text/edits.ts';
import { expectShape, type Shape } from './shapes.ts';

/** The networks `front` and `back`, the second one internal. */
const WANTED = { front: {}, back: { internal: true } };

const SHAPES: Shape[] = [
  ['none', '\nservices:\n  web:\n    image: a\n', '\nservices:\n  web:\n    image: a\nnetworks:\n  front:\n  back:\n    internal: true\n'],
  ['none, a byte order mark', '\ufeffservices:\n  web:\n    image: a\n', '\ufeffservices:\n  web:\n    image: a\nnetworks:\n  front:\n  back:\n    internal: true\n'],
  ['none, blank lines between keys', '\nname: x\n\nservices:\n    web:\n        image: a\n\nvolumes:\n    data:\n\n# the end\n', '\nname: x\n\nservices:\n    web:\n        image: a\n\nvolumes:\n    data:\n\nnetworks:\n    front:\n    back:\n        internal: true\n\n# the end\n'],
  ['none, a comment right behind', '\nservices:\n  web:\n    image: a # c\n    # more\n# the end\n', '\nservices:\n  web:\n    image: a # c\n    # more\nnetworks:\n  front:\n  back:\n    internal: true\n# the end\n'],
  ['none, no line ending', '\nservices:\n  web:\n    image: a', '\nservices:\n  web:\n    image: a\nnetworks:\n  front:\n  back:\n    internal: true'],
  ['none, block text last', '\nservices:\n  web:\n    command: |\n      x\n\n', '\nservices:\n  web:\n    command: |\n      x\nnetworks:\n  front:\n  back:\n    internal: true\n\n'],
  ['some', '\nnetworks:\n  front: # c\n    driver: bridge\n\nservices:\n  web:\n    image: a\n', '\nnetworks:\n  front: # c\n    driver: bridge\n  back:\n    internal: true\n\nservices:\n  web:\n    image: a\n'],
  ['all', '\nnetworks:\n  front:\n  back:\nservices: {}\n', '\nnetworks:\n  front:\n  back:\nservices: {}\n'],
  ['no value', '\nnetworks: # todo\nservices:\n  web:\n    image: a\n', '\nnetworks: # todo\n  front:\n  back:\n    internal: true\nservices:\n  web:\n    image: a\n'],
  ['brackets', '\nservices:\n  web:\n    image: a\nnetworks: {front: {}}\n', '\nservices:\n  web:\n    image: a\nnetworks: {front: {}, back: {internal: true}}\n'],
  ['empty brackets', '\nnetworks: {}\nservices: {web: {image: a}}\n', '\nnetworks: {front: {}, back: {internal: true}}\nservices: {web: {image: a}}\n'],
  ['JSON', '\n{"services": {"web": {"image": "a"}}}\n', '\n{"services": {"web": {"image": "a"}}, "networks": {"front": {}, "back": {"internal": true}}}\n'],
  ['several documents', '\nservices:\n  web:\n    image: a\n---\nservices:\n  web:\n    init: true\n', '\nservices:\n  web:\n    image: a\n---\nservices:\n  web:\n    init: true\nnetworks:\n  front:\n  back:\n    internal: true\n'],
  ['an end mark', '\nservices:\n  web:\n    image: a\n...\n', '\nservices:\n  web:\n    image: a\nnetworks:\n  front:\n  back:\n    internal: true\n...\n'],
  ['an alias', '\nx-n: &n {front: {}}\nnetworks: *n\nservices: {}\n', /alias of `&n`/],
  ['a list', '\nnetworks: [front]\nservices: {}\n', /not written as a map/],
  ['removed on purpose', '\nnetworks: !reset null\nservices: {}\n', /!reset/],
  ['nothing at all', '\n# empty\n', /no services/],
];

describe('setTopLevel', () => {
  for (const shape of SHAPES) it(shape[0], () => expectShape(shape, (model) => setTopLevel(model, 'networks', WANTED)));

  it('gives the same edit when asked again, and no edit behind it', () => {
    const text = 'services:\n  web:\n    image: a\n';
    const model = parseCompose(text);
    const first = setTopLevel(model, 'networks', WANTED);
    expect(setTopLevel(model, 'networks', WANTED)).toEqual(first);
    const next = parseCompose(applyEdits(text, (first as { edits: [] }).edits));
    expect(setTopLevel(next, 'networks', WANTED)).toEqual({ edits: [] });
  });
});
