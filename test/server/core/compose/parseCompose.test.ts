import { isAlias } from 'yaml';
import { describe, expect, it } from 'vitest';
import { parseCompose } from '../../../../server/src/core/compose/parseCompose.ts';
import { sliceSpan } from '../../../../server/src/core/text/span.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const both = (text: string): [string, string][] => [
  ['LF', text],
  ['CRLF', text.replaceAll('\n', '\r\n')],
];

describe.each([
  ['LF', (text: string) => text],
  ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
])('parseCompose with %s', (_, eol) => {
  const parse = (text: string) => parseCompose(eol(text));

  it('gives services with the exact place of their key', () => {
    const model = parse('name: shop\nservices:\n  web: # front\n    image: nginx\n  "db":\n    image: postgres:16\n');
    expect(model.services.map((service) => service.name)).toEqual(['web', 'db']);
    expect(model.services.map((service) => sliceSpan(model.text, service.keySpan))).toEqual(['web', '"db"']);
    expect(sliceSpan(model.text, model.service('db')!.span).trimEnd()).toBe(eol('"db":\n    image: postgres:16'));
    expect(model.service('db')!.get('image')).toMatchObject({ origin: 'own', anchor: null, data: 'postgres:16' });
    expect(model.service('db')!.get('build')).toBeNull();
    expect(model.service('nobody')).toBeNull();
    expect(model.isTrustworthy).toBe(true);
  });

  it('follows merge keys, lists of them and chains, own keys first', () => {
    const model = parse(`
x-a: &a
  restart: always
  deploy: {replicas: 2}
x-b: &b
  <<: *a
  image: base
  restart: "no"
x-c: &c
  image: other
  user: app
services:
  one:
    <<: *b
    image: own
  two:
    <<: [*b, *c]
`);
    const one = model.service('one')!;
    expect(one.get('image')).toMatchObject({ origin: 'own', data: 'own', anchor: null });
    expect(one.get('restart')).toMatchObject({ origin: 'merge', data: 'no', anchor: 'b' });
    expect(one.get('deploy', 'replicas')).toMatchObject({ origin: 'merge', data: 2, anchor: 'a' });
    expect(one.inheritsFrom).toEqual(['b']);
    const two = model.service('two')!;
    expect(two.get('image')).toMatchObject({ data: 'base', anchor: 'b' });
    expect(two.get('user')).toMatchObject({ data: 'app', anchor: 'c' });
    expect(two.inheritsFrom).toEqual(['b', 'c']);
    expect(model.isTrustworthy).toBe(true);
  });

  it('merges shallow: an own deploy hides the whole deploy of the anchor', () => {
    const model = parse('x: &x\n  deploy: {replicas: 2}\nservices:\n  a:\n    <<: *x\n    deploy:\n      mode: global\n');
    expect(model.service('a')!.get('deploy', 'replicas')).toBeNull();
    expect(model.service('a')!.get('deploy')!.data).toEqual({ mode: 'global' });
  });

  it('keeps the alias as node and resolves it in data', () => {
    const model = parse('x: &d\n  limits: 1\nservices:\n  a:\n    deploy: *d\n  b: &b\n    image: i\n  c: *b\n');
    const deploy = model.service('a')!.get('deploy')!;
    expect(isAlias(deploy.node)).toBe(true);
    expect(deploy).toMatchObject({ origin: 'merge', anchor: 'd', data: { limits: 1 } });
    expect(model.service('c')!.map).toBeNull();
    expect(model.service('c')!.get('image')).toMatchObject({ origin: 'merge', anchor: 'b', data: 'i' });
    expect(model.service('c')!.inheritsFrom).toEqual(['b']);
  });

  it('follows extends within the file, deep', () => {
    const model = parse(`
services:
  base:
    image: app
    deploy: {resources: {limits: {memory: 1G}}}
    environment: [A=1, B=2]
    ports: ["1:1"]
    command: [x]
  child:
    extends: base
    deploy: {resources: {limits: {cpus: '1'}}}
    environment: {B: 3}
    ports: ["2:2"]
    command: [y]
  grand:
    extends: {service: child}
`);
    const child = model.service('child')!;
    expect(child.get('image')).toMatchObject({ origin: 'extends', data: 'app' });
    expect(child.get('deploy')!.data).toEqual({ resources: { limits: { memory: '1G', cpus: '1' } } });
    expect(child.get('environment')!.data).toEqual({ A: '1', B: 3 });
    expect(child.get('ports')!.data).toEqual(['1:1', '2:2']);
    expect(child.get('command')!.data).toEqual(['y']);
    expect(child.hasUnknownParent).toBe(false);
    const grand = model.service('grand')!;
    expect(grand.get('deploy', 'resources', 'limits', 'memory')!.data).toBe('1G');
    expect(grand.inheritsFrom).toEqual(['child', 'base']);
  });

  it.each([
    ['another file', '{file: common.yml, service: web}'],
    ['nobody', 'ghost'],
    ['a variable', '{service: "${X}"}'],
    ['itself', 'a'],
    ['nothing usable', '[1]'],
  ])('says that the parent is unknown when extending %s', (_case, value) => {
    const model = parse(`services:\n  a:\n    extends: ${value}\n    image: i\n`);
    expect(model.service('a')!.hasUnknownParent).toBe(true);
    expect(model.service('a')!.get('image')!.data).toBe('i');
  });

  it('sees unknown parents through the chain, and circles of three', () => {
    const model = parse('services:\n  a: {extends: b}\n  b: {extends: c}\n  c: {extends: a}\n  d: {extends: e}\n  e: {extends: {file: f, service: g}}\n  h: {extends: null}\n');
    expect(model.services.map((service) => service.hasUnknownParent)).toEqual([true, true, true, true, true, false]);
  });

  it('merges several documents, later over earlier', () => {
    const model = parse(`
services:
  a:
    image: one
    deploy: {replicas: 1}
    ports: ["1:1"]
  b: {image: b}
  c: {image: c}
---
services:
  a:
    image: two
    deploy: {mode: replicated}
    ports: !override ["2:2"]
  b: !reset null
  c: !override {build: .}
---
# only a comment
`);
    expect(model.services.map((service) => service.name)).toEqual(['a', 'c']);
    const a = model.service('a')!;
    expect(a.get('image')!.data).toBe('two');
    expect(a.get('deploy')!.data).toEqual({ replicas: 1, mode: 'replicated' });
    expect(a.get('ports')!.data).toEqual(['2:2']);
    expect(a.declarations).toHaveLength(2);
    expect(model.service('c')!.get('image')).toBeNull();
    expect(model.isTrustworthy).toBe(true);
  });

  it('treats !reset as absent at every level, whatever it hides', () => {
    const model = parse(`
services:
  base: {image: i, deploy: {replicas: 1, resources: {limits: {cpus: 1}}}, user: x}
  child:
    extends: base
    user: !reset
    deploy:
      replicas: !reset null
      resources: !reset {}
  over:
    extends: base
    deploy: !override
      mode: global
`);
    const child = model.service('child')!;
    expect(child.get('user')).toBeNull();
    expect(child.get('deploy', 'replicas')).toBeNull();
    expect(child.get('deploy', 'resources', 'limits', 'cpus')).toBeNull();
    expect(model.service('over')!.get('deploy', 'replicas')).toBeNull();
    expect(model.service('over')!.get('deploy')!.data).toEqual({ mode: 'global' });
    expect(model.isTrustworthy).toBe(true);
  });

  it('finds comments, and nothing that only looks like one', () => {
    const model = parse(`# top
services: # head
  a:
    image: "x # no" # yes
    command: | # block head
      # not a comment
      echo '# neither'
    # own line
    entrypoint: a#b
    labels: {a: b} # flow
`);
    expect(model.comments.map(({ text, trailing, line }) => [text, trailing, line])).toEqual([
      ['top', false, 0],
      ['head', true, 1],
      ['yes', true, 3],
      ['block head', true, 4],
      ['own line', false, 7],
      ['flow', true, 9],
    ]);
    for (const comment of model.comments) expect(sliceSpan(model.text, comment.span)).toMatch(/^# ?\S.*\S$/);
  });

  it('reads numbers as compose does', () => {
    const model = parse('services:\n  a:\n    v: [0644, 644, 0x1F, 1e3, 0o17, "0644", 22:22, y, no]\n');
    expect(model.service('a')!.get('v')!.data).toEqual([420, 644, 31, 1000, 15, '0644', '22:22', 'y', 'no']);
  });
});

describe('hostile and half-typed text', () => {
  it('takes 150 services with two aliases each', () => {
    const services = Array.from({ length: 150 }, (_, i) => `  s${i}:\n    <<: *b\n    labels: *e\n`).join('');
    const model = parseCompose(`x-b: &b\n  restart: always\nx-e: &e {a: b}\nservices:\n${services}`);
    expect(model.services).toHaveLength(150);
    expect(model.isTrustworthy).toBe(true);
    for (const service of model.services) {
      expect(service.get('restart')!.data).toBe('always');
      expect(service.get('labels')!.data).toEqual({ a: 'b' });
    }
  });

  it.each(['\r', '\r\r\n', '\u0085', '\u2028', '\u2029'])('says nothing of a file in which compose ends lines that others do not: %j', (end) => {
    const model = parseCompose(`services:\n  web:\n    image: nginx # one line or two${end}    init: true\n`);
    expect(model.isTrustworthy).toBe(false);
    expect(model.services).toEqual([]);
    expect(parseCompose(`services:${end}  web:${end}    image: nginx${end}`).services).toEqual([]);
  });

  it('stops at an alias bomb', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `x${i + 1}: &x${i + 1} [${`*x${i}, `.repeat(9)}*x${i}]\n`).join('');
    const model = parseCompose(`x0: &x0 [a]\n${levels}services:\n  a:\n    image: i\n    labels: *x30\n`);
    expect(model.service('a')!.get('labels')!.data).toBeUndefined();
    expect(model.service('a')!.get('image')!.data).toBe('i');
  });

  it('stops at a merge bomb and says that absence proves nothing', () => {
    const chain = Array.from({ length: 5_000 }, (_, i) => `x${i + 1}: &x${i + 1}\n  <<: *x${i}\n  k${i}: 1\n`).join('');
    const model = parseCompose(`x0: &x0 {a: 1}\n${chain}services:\n  a:\n    <<: *x5000\n`);
    expect(model.service('a')!.get('a')).toBeNull();
    expect(model.service('a')!.hasUnknownParent).toBe(true);
  });

  it('ends on cyclic aliases and merges', () => {
    const model = parseCompose('services:\n  a: &a\n    <<: *a\n    image: i\n    labels: &l\n      self: *l\n  b: {<<: [*a, *a]}\n');
    expect(model.service('a')!.get('image')!.data).toBe('i');
    expect(model.service('a')!.get('labels')!.data).toBeUndefined();
    expect(model.service('b')!.get('image')!.data).toBe('i');
  });

  it.each([
    ['empty', ''],
    ['blank', '\n\n  \n'],
    ['only comments', '# a\n# b\n'],
    ['no services', 'volumes: {}\n'],
    ['empty services', 'services:\n'],
    ['empty service', 'services:\n  a:\n'],
  ])('reads %s text as trustworthy', (_, text) => {
    const model = parseCompose(text);
    expect(model.isTrustworthy).toBe(true);
    expect(model.services.every((service) => service.get('image') === null && service.inheritsFrom.length === 0)).toBe(true);
  });

  it.each([
    ['binary', String.fromCharCode(...Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256))],
    ['prose', 'not yaml at all'],
    ['a list', '- a\n- b\n'],
    ['half a key', 'services:\n  web:\n    image: x\n  db\n  c:\n'],
    ['an open quote', 'services:\n  web:\n    image: "x\n'],
    ['an open flow map', 'services: {web: {image: x\n'],
    ['tabs', 'services:\n\tweb:\n\t\timage: x\n'],
    ['an unknown alias', 'services:\n  web:\n    image: *nobody\n'],
    ['two roots', 'services: {}\n- a\n'],
    ['deep brackets', '['.repeat(500_000)],
    ['deep lists', '- '.repeat(300_000)],
    ['deep maps', '{a: '.repeat(100_000)],
    ['closing brackets', ']'.repeat(1_000_000)],
    ['commas', `a: {${','.repeat(1_000_000)}`],
    ['directives', '%a\n'.repeat(300_000)],
    ['anchors', '&a '.repeat(300_000)],
    ['documents', '---\n'.repeat(250_000)],
    ['quotes', '"'.repeat(1_000_000)],
  ])('does not trust %s, does not throw, does not hang', (_, text) => {
    const spent = cpuTime(() => {
      const model = parseCompose(text);
      expect(model.isTrustworthy).toBe(false);
      for (const service of model.services) service.get('image');
      expect(Array.isArray(model.comments)).toBe(true);
    });
    expect(spent).toBeLessThan(6000);
  });

  it('keeps prototype names as plain keys', () => {
    const text = 'services:\n  __proto__: {image: a}\n  constructor: {image: b, labels: {__proto__: c, toString: d}}\n';
    for (const [, eolText] of both(text)) {
      const model = parseCompose(eolText);
      expect(model.services.map((service) => service.name)).toEqual(['__proto__', 'constructor']);
      expect(model.service('toString')).toBeNull();
      expect(model.service('__proto__')!.get('image')!.data).toBe('a');
      expect(Object.keys(model.service('constructor')!.get('labels')!.data as object)).toEqual(['__proto__', 'toString']);
      expect(model.service('constructor')!.get('valueOf')).toBeNull();
    }
  });
});
