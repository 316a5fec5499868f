import { describe, expect, it } from 'vitest';
import { replaceScalar } from '../../../../../server/src/core/compose/edits/replaceScalar.ts';
import { parseCompose } from '../../../../../server/src/core/compose/parseCompose.ts';
import { expectShape, type Shape } from './shapes.ts';

/** The value of the key `k` of the service `web` becomes `new`, or what stands behind `=>` in the name. */
const SHAPES: Shape[] = [
  ['plain => new', '\nservices:\n  web:\n    k: old   # why\n    z: 1\n', '\nservices:\n  web:\n    k: new   # why\n    z: 1\n'],
  ['single quotes => it\'s', "\nservices:\n  web:\n    k: 'old' # why\n", "\nservices:\n  web:\n    k: 'it''s' # why\n"],
  ['double quotes => a"b', '\nservices:\n  web:\n    k: "old"\n', '\nservices:\n  web:\n    k: "a\\"b"\n'],
  ['a number => 0.75', '\nservices:\n  web:\n    k: 0.5\n', '\nservices:\n  web:\n    k: 0.75\n'],
  ['a number that becomes text => 1g', '\nservices:\n  web:\n    k: 512\n', '\nservices:\n  web:\n    k: 1g\n'],
  ['text that becomes a number => 22', '\nservices:\n  web:\n    k: old\n', "\nservices:\n  web:\n    k: '22'\n"],
  ['text that looks like a time => 22:22', '\nservices:\n  web:\n    k: "x"\n    p: \'y\'\n    q: \'y\'\n', '\nservices:\n  web:\n    k: "22:22"\n    p: \'y\'\n    q: \'y\'\n'],
  ['plain text with a colon => 127.0.0.1:80:80', '\nservices:\n  web:\n    k: 8080:80\n', '\nservices:\n  web:\n    k: 127.0.0.1:80:80\n'],
  ['plain text that needs quotes => a: b', '\nservices:\n  web:\n    k: old\n', "\nservices:\n  web:\n    k: 'a: b'\n"],
  ['what is a comment elsewhere => a #b', '\nservices:\n  web:\n    k: old # c\n', "\nservices:\n  web:\n    k: 'a #b' # c\n"],
  ['nothing at all => ', '\nservices:\n  web:\n    k: old\n', "\nservices:\n  web:\n    k: ''\n"],
  ['a boolean word => yes', '\nservices:\n  web:\n    k: old\n', "\nservices:\n  web:\n    k: 'yes'\n"],
  ['a boolean => false', '\nservices:\n  web:\n    k: true\n', '\nservices:\n  web:\n    k: false\n'],
  ['within brackets => a,b', '\nservices:\n  web: {k: old, z: 1}\n', "\nservices:\n  web: {k: 'a,b', z: 1}\n"],
  ['JSON => new', '\nservices:\n  web: {"k":"old","z":1}\n', '\nservices:\n  web: {"k":"new","z":1}\n'],
  ['several lines of plain text => new', '\nservices:\n  web:\n    k: one\n      two\n    z: 1\n', '\nservices:\n  web:\n    k: new\n    z: 1\n'],
  ['several quoted lines => new', '\nservices:\n  web:\n    k: "one\n      two" # c\n    z: 1\n', '\nservices:\n  web:\n    k: "new" # c\n    z: 1\n'],
  ['letters beyond ASCII => grün', '\nservices:\n  web:\n    k: ça\n', '\nservices:\n  web:\n    k: grün\n'],
  ['what does not print => a\tb', "\nservices:\n  web:\n    k: 'old'\n", '\nservices:\n  web:\n    k: "a\\tb"\n'],
  ['a tag => 6', '\nservices:\n  web:\n    k: !!str 5\n', '\nservices:\n  web:\n    k: !!str 6\n'],
  ['an anchor that nobody uses => new', '\nservices:\n  web:\n    k: &a old\n', '\nservices:\n  web:\n    k: &a new\n'],
  ['an anchor that is used => new', '\nservices:\n  web:\n    k: &a old\n    z: *a\n', /anchor `&a`/],
  ['an alias => new', '\nx-a: &a old\nservices:\n  web:\n    k: *a\n', /alias of `&a`/],
  ['block text => new', '\nservices:\n  web:\n    k: |\n      old\n', /several lines/],
  ['no value => new', '\nservices:\n  web:\n    k:\n', /no value/],
  ['a map => new', '\nservices:\n  web:\n    k: {a: b}\n', /list or a map/],
  ['the same => old', '\nservices:\n  web:\n    k: old\n', '\nservices:\n  web:\n    k: old\n'],
  ['the last line without an end => new', '\nservices:\n  web:\n    k: old', '\nservices:\n  web:\n    k: new'],
  ['the second document => new', '\nservices:\n  db:\n    k: db\n---\nservices:\n  web:\n    k: old\n', '\nservices:\n  db:\n    k: db\n---\nservices:\n  web:\n    k: new\n'],
];

describe('replaceScalar', () => {
  for (const shape of SHAPES) {
    it(shape[0], () => {
      const value = /=> ([\s\S]*)$/.exec(shape[0])?.[1] ?? 'new';
      expectShape(shape, (model) => replaceScalar(model, model.service('web')!.get('k')!.node, value));
    });
  }

  it('says who shares the place', () => {
    const model = parseCompose('x-c: &c\n  k: old\nservices:\n  web:\n    <<: *c\n  api:\n    <<: *c\n    k: mine\n  job:\n    <<: [*c]\n  late:\n    extends: web\n');
    const result = replaceScalar(model, model.service('web')!.get('k')!.node, 'new');
    expect(result).toMatchObject({ services: ['web', 'job', 'late'] });
  });

  it('changes a shared scalar where all places are meant', () => {
    const model = parseCompose('services:\n  web:\n    k: &a old\n  api:\n    k: *a\n');
    const result = replaceScalar(model, model.service('web')!.get('k')!.node, 'new', { everywhere: true });
    expect(result).toMatchObject({ edits: [{ text: 'new' }], services: ['web', 'api'] });
  });

  it('refuses a file with errors', () => {
    const model = parseCompose('services:\n  web: {k: old\n');
    expect(replaceScalar(model, model.documents[0]!.contents, 'new')).toMatchObject({ refused: expect.stringMatching(/YAML errors/) as string });
  });
});
