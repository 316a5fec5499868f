import { describe, expect, it } from 'vitest';
import { insertAtAnchors, insertIntoService } from '../../../../server/src/core/compose/insertKeys.ts';
import { parseCompose } from '../../../../server/src/core/compose/parseCompose.ts';
import { sameExceptPath } from '../../../../server/src/core/compose/sameExcept.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const LIMITS = { deploy: { resources: { limits: { cpus: '1.0', memory: '512M' } } } };
const ALL = { deploy: { resources: { limits: { cpus: '1.0', memory: '512M' }, reservations: { cpus: '0.5', memory: '256M' } } } };

/** Shape, text before, text after (service `web`, keys of LIMITS). */
const SHAPES: [string, string, string][] = [
  ['a plain service', `
services:
  web:
    image: nginx
`, `
services:
  web:
    image: nginx
    deploy:
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
`],
  ['four spaces', `
services:
    web:
        image: nginx

    db:
        image: postgres
`, `
services:
    web:
        image: nginx
        deploy:
            resources:
                limits:
                    cpus: '1.0'
                    memory: 512M

    db:
        image: postgres
`],
  ['an own deploy with other keys', `
services:
  web:
    image: nginx
    deploy:
      replicas: 2  # keep
    restart: always
`, `
services:
  web:
    image: nginx
    deploy:
      replicas: 2  # keep
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
    restart: always
`],
  ['half of the limits', `
services:
  web:
    deploy:
      resources:
        limits:
          memory: 1G # measured
        reservations:
          memory: 500M
    image: nginx
`, `
services:
  web:
    deploy:
      resources:
        limits:
          memory: 1G # measured
          cpus: '1.0'
        reservations:
          memory: 500M
    image: nginx
`],
  ['an empty deploy with a comment', `
services:
  web:
    deploy: # todo
    image: nginx
`, `
services:
  web:
    deploy: # todo
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
    image: nginx
`],
  ['an empty deploy in last place', `
services:
  web:
    image: nginx
    deploy:
`, `
services:
  web:
    image: nginx
    deploy:
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
`],
  ['empty limits', `
services:
  web:
    image: nginx
    deploy:
      resources:
        limits:
volumes: {}
`, `
services:
  web:
    image: nginx
    deploy:
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
volumes: {}
`],
  ['an empty memory', `
services:
  web:
    deploy: {resources: {limits: {cpus: 1, memory: }}}
    image: nginx
`, `
services:
  web:
    deploy: {resources: {limits: {cpus: 1, memory: 512M }}}
    image: nginx
`],
  ['an empty memory in a block', `
services:
  web:
    deploy:
      resources:
        limits:
          memory:   # how much?
          cpus: "2"
    image: nginx
`, `
services:
  web:
    deploy:
      resources:
        limits:
          memory: 512M   # how much?
          cpus: "2"
    image: nginx
`],
  ['a service in flow style', `
services:
  web: {image: nginx, ports: ["80:80"]} # front
`, `
services:
  web: {image: nginx, ports: ["80:80"], deploy: {resources: {limits: {cpus: '1.0', memory: 512M}}}} # front
`],
  ['padded flow style', `
services:
  web: { image: nginx }
`, `
services:
  web: { image: nginx, deploy: { resources: { limits: { cpus: '1.0', memory: 512M } } } }
`],
  ['flow style with a trailing comma over several lines', `
services:
  web: {
    image: nginx, # why
    restart: always, # comma
  }
  db: {}
`, `
services:
  web: {
    image: nginx, # why
    restart: always, deploy: {resources: {limits: {cpus: '1.0', memory: 512M}}} # comma
  }
  db: {}
`],
  ['flow style over several lines without trailing comma', `
services:
  web: {
    image: nginx # why
  }
`, `
services:
  web: {
    image: nginx, deploy: {resources: {limits: {cpus: '1.0', memory: 512M}}} # why
  }
`],
  ['a flow deploy', `
services:
  web:
    deploy: {replicas: 2}
    image: nginx
`, `
services:
  web:
    deploy: {replicas: 2, resources: {limits: {cpus: '1.0', memory: 512M}}}
    image: nginx
`],
  ['an empty flow deploy', `
services:
  web:
    deploy: {}
    image: nginx
`, `
services:
  web:
    deploy: {resources: {limits: {cpus: '1.0', memory: 512M}}}
    image: nginx
`],
  ['JSON', `
{"services": {"web": {"image": "nginx", "ports": ["80:80"]}, "db": {"image": "x"}}}
`, `
{"services": {"web": {"image": "nginx", "ports": ["80:80"], "deploy": {"resources": {"limits": {"cpus": "1.0", "memory": "512M"}}}}, "db": {"image": "x"}}}
`],
  ['an indentless sequence in last place, with comments', `
services:
  web:
    image: nginx
    ports:
    - "80:80"
    # - "443:443"

  # the database
  db:
    image: postgres
`, `
services:
  web:
    image: nginx
    ports:
    - "80:80"
    # - "443:443"
    deploy:
      resources:
        limits:
          cpus: "1.0"
          memory: 512M

  # the database
  db:
    image: postgres
`],
  ['a deeper comment behind the last entry', `
services:
  web:
    image: nginx
    environment:
      A: "1"
      # B: "2"
    # end of web
  # start of db
  db:
    image: postgres
`, `
services:
  web:
    image: nginx
    environment:
      A: "1"
      # B: "2"
    # end of web
    deploy:
      resources:
        limits:
          cpus: "1.0"
          memory: 512M
  # start of db
  db:
    image: postgres
`],
  ['a literal block scalar in last place', `
services:
  web:
    image: nginx
    command: |
      one
        # two

volumes: {}
`, `
services:
  web:
    image: nginx
    command: |
      one
        # two
    deploy:
      resources:
        limits:
          cpus: '1.0'
          memory: 512M

volumes: {}
`],
  ['a folded stripped block scalar in last place', `
services:
  web:
    image: nginx
    command: >-
      sh -c
      "x"
`, `
services:
  web:
    image: nginx
    command: >-
      sh -c
      "x"
    deploy:
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
`],
  ['a block scalar that keeps its blank lines', `
services:
  web:
    image: nginx
    command: |+
      one


volumes: {}
`, `
services:
  web:
    image: nginx
    command: |+
      one


    deploy:
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
volumes: {}
`],
  ['a plain scalar over several lines', `
services:
  web:
    image: nginx
    command: one
      two
      three # c
`, `
services:
  web:
    image: nginx
    command: one
      two
      three # c
    deploy:
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
`],
  ['a quoted scalar over several lines', `
services:
  web:
    image: nginx
    command: "one
      two # not a comment
      three"
`, `
services:
  web:
    image: nginx
    command: "one
      two # not a comment
      three"
    deploy:
      resources:
        limits:
          cpus: "1.0"
          memory: 512M
`],
  ['a flow list over several lines in last place', `
services:
  web:
    image: nginx
    command: [
      "a", # b
    ]
`, `
services:
  web:
    image: nginx
    command: [
      "a", # b
    ]
    deploy:
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
`],
  ['an empty last value', `
services:
  web:
    image: nginx
    volumes:
      data: &d # nothing
`, `
services:
  web:
    image: nginx
    volumes:
      data: &d # nothing
    deploy:
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
`],
  ['an empty list item in last place', `
services:
  web:
    image: nginx
    volumes:
      -
`, `
services:
  web:
    image: nginx
    volumes:
      -
    deploy:
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
`],
  ['a merge without deploy', `
x-base: &base
  restart: always
services:
  web: &web # anchored
    <<: *base
    image: nginx
`, `
x-base: &base
  restart: always
services:
  web: &web # anchored
    <<: *base
    image: nginx
    deploy:
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
`],
  ['a merge in last place', `
x-base: &base
  restart: always
services:
  web:
    image: nginx
    <<: *base
`, `
x-base: &base
  restart: always
services:
  web:
    image: nginx
    <<: *base
    deploy:
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
`],
  ['extends: deploy merges deep', `
services:
  base:
    image: nginx
    deploy: {replicas: 2}
  web:
    extends: base
`, `
services:
  base:
    image: nginx
    deploy: {replicas: 2}
  web:
    extends: base
    deploy:
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
`],
  ['several documents', `
services:
  web:
    image: nginx
---
services:
  web:
    restart: always
...
`, `
services:
  web:
    image: nginx
---
services:
  web:
    restart: always
    deploy:
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
...
`],
  ['a quoted key and odd spacing', `
services:
  "web"  :
    "image":   nginx   # c
    deploy  :
      mode: global
`, `
services:
  "web"  :
    "image":   nginx   # c
    deploy  :
      mode: global
      resources:
        limits:
          cpus: '1.0'
          memory: 512M
`],
  ['limits as merge within deploy, all there', `
x-l: &l {cpus: 1, memory: 1G}
services:
  web:
    image: nginx
    deploy:
      resources:
        limits: *l
`, `
x-l: &l {cpus: 1, memory: 1G}
services:
  web:
    image: nginx
    deploy:
      resources:
        limits: *l
`],
];

const EOLS: [string, (text: string) => string][] = [
  ['LF', (text) => text],
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
];

function insert(text: string, wanted: Parameters<typeof insertIntoService>[2] = LIMITS, service = 'web') {
  const model = parseCompose(text);
  return insertIntoService(model, model.service(service)!, wanted);
}

describe.each(EOLS)('insertIntoService with %s', (_, eol) => {
  it.each(SHAPES)('adds limits to %s', (_shape, before, after) => {
    for (const [from, to] of [[before, after], [before.trimEnd(), after.trimEnd()]] as const) {
      // A literal that keeps its blank lines has others without them: that case has its own test.
      if (from !== before && /\|\+|\|\n.*\n$/.test(before)) continue;
      const text = eol(from);
      const result = insert(text);
      expect(result).not.toHaveProperty('refused');
      if ('refused' in result) return;
      const edited = applyEdits(text, result.edits);
      expect(edited).toBe(eol(to));
      expect(sameExceptPath(parseCompose(text), parseCompose(edited), ['services', 'web'], LIMITS)).toBe(true);
      const again = insert(edited);
      expect('edits' in again && again.edits).toEqual([]);
    }
  });

  it('adds limits and reservations at one place in the right order', () => {
    const text = eol('services:\n  web:\n    image: nginx\n    deploy:\n      resources:\n        limits:\n          memory: 1G\n');
    const result = insert(text, ALL);
    expect('edits' in result && applyEdits(text, result.edits)).toBe(
      `${text}${eol("          cpus: '1.0'\n        reservations:\n          cpus: '0.5'\n          memory: 256M\n")}`,
    );
  });

  it('counts what another document gives as there', () => {
    const text = eol('services:\n  web:\n    restart: always\n    deploy: {resources: {limits: {cpus: 2, memory: 1G}}}\n---\nservices:\n  web:\n    image: i\n');
    expect(insert(text)).toMatchObject({ edits: [] });
    const result = insert(text, { ...LIMITS, restart: 'no', init: true });
    expect('edits' in result && applyEdits(text, result.edits)).toBe(`${text}${eol('    init: true\n')}`);
  });

  it('lets lists and other scalars through', () => {
    const text = eol('services:\n  web:\n    image: nginx\n');
    const wanted = { cap_drop: ['ALL'], read_only: true, pids_limit: 100, labels: { 'a.b/c': "it's", n: 'no', u: 'é' } };
    const result = insert(text, wanted);
    const edited = 'edits' in result ? applyEdits(text, result.edits) : '';
    expect(edited).toBe(`${text}${eol("    cap_drop: [ALL]\n    read_only: true\n    pids_limit: 100\n    labels:\n      a.b/c: 'it''s'\n      'n': 'no'\n      u: \"é\"\n")}`);
    expect(parseCompose(edited).service('web')!.get('labels')!.data).toEqual(wanted.labels);
  });

  it.each([
    ['an alias service', 'x: &x {image: i}\nservices:\n  web: *x\n', /alias of `&x`/],
    ['an alias deploy', 'x: &x {mode: global}\nservices:\n  web:\n    deploy: *x\n', /alias of `&x`/],
    ['a deploy from a merge', 'x: &x\n  deploy: {replicas: 2}\nservices:\n  web:\n    <<: *x\n    image: i\n', /comes from the anchor `&x`.*replace/],
    ['limits from a merge within deploy', 'x: &x\n  resources: {limits: {pids: 5}}\nservices:\n  web:\n    deploy:\n      <<: *x\n', /`resources` comes from the anchor `&x`/],
    ['a removed deploy', 'services:\n  web:\n    image: i\n    deploy: !reset null\n', /removed on purpose/],
    ['a null deploy', 'services:\n  web:\n    deploy: ~\n', /not written as a map/],
    ['a list deploy', 'services:\n  web:\n    deploy: [a]\n', /not written as a map/],
    ['an empty service', 'services:\n  web:\n', /not written as a map/],
    ['a double deploy', 'services:\n  web:\n    deploy: {}\n    deploy: {}\n', /twice/],
    ['an explicit key', 'services:\n  web:\n    ? image\n    : i\n', /too unusual/],
    ['an anchored empty deploy', 'services:\n  web:\n    deploy: &d\n    image: i\n', /unusual/],
    ['a deploy in another document', 'services:\n  web:\n    deploy: {replicas: 2}\n---\nservices:\n  web:\n    image: i\n', /`deploy` of `web` is written in another document/],
    ['half of the limits in another document', 'services:\n  web:\n    deploy: {resources: {limits: {memory: 1G}}}\n---\nservices:\n  web:\n    deploy: {replicas: 2}\n', /another document/],
    ['errors elsewhere', 'services:\n  web:\n    image: i\n  db: [\n', /YAML errors/],
    ['a literal without a last line ending', 'services:\n  web:\n    image: i\n    command: |\n      x', /too unusual/],
    ['a kept literal without a last line ending', 'services:\n  web:\n    image: i\n    command: |+\n      x', /too unusual/],
  ])('refuses %s', (_case, text, reason) => {
    const result = insert(eol(text));
    expect('refused' in result && result.refused).toMatch(reason);
  });
});

describe('insertAtAnchors', () => {
  it('edits the anchor of a merged deploy and names every service it reaches', () => {
    const text = 'x: &x\n  deploy:\n    replicas: 2\nservices:\n  web:\n    <<: *x\n    image: i\n  api:\n    <<: [*x]\n    image: j\n  own:\n    <<: *x\n    deploy: {mode: global}\n  kid:\n    extends: api\n';
    const model = parseCompose(text);
    const result = insertAtAnchors(model, model.service('web')!, LIMITS);
    expect(result).toMatchObject({ anchors: ['x'], services: ['web', 'api', 'kid'] });
    const edited = 'edits' in result ? applyEdits(text, result.edits) : '';
    expect(edited).toBe(text.replace('replicas: 2\n', "replicas: 2\n    resources:\n      limits:\n        cpus: '1.0'\n        memory: 512M\n"));
    const after = parseCompose(edited);
    expect(after.service('api')!.get('deploy', 'resources', 'limits', 'cpus')!.data).toBe('1.0');
    expect(after.service('own')!.get('deploy', 'resources')).toBeNull();
  });

  it('goes through alias values and alias services', () => {
    const text = 'x: &x {mode: global}\nservices:\n  web:\n    deploy: *x\n  api: &api\n    image: i\n  copy: *api\n';
    const model = parseCompose(text);
    const web = insertAtAnchors(model, model.service('web')!, LIMITS);
    expect('edits' in web && applyEdits(text, web.edits)).toContain("&x {mode: global, resources: {limits: {cpus: '1.0', memory: 512M}}}\n");
    const copy = insertAtAnchors(model, model.service('copy')!, LIMITS);
    expect(copy).toMatchObject({ anchors: ['api'], services: ['copy', 'api'] });
  });

  it('counts services that read an own map through its anchor', () => {
    const text = 'services:\n  web: &web\n    image: i\n  copy:\n    <<: *web\n  other:\n    image: k\n';
    const model = parseCompose(text);
    expect(insertIntoService(model, model.service('web')!, LIMITS)).toMatchObject({ anchors: [], services: ['web', 'copy'] });
    expect(insertIntoService(model, model.service('other')!, LIMITS)).toMatchObject({ services: ['other'] });
  });
});

describe('services that read an edited place', () => {
  const result = (text: string) => {
    const model = parseCompose(text);
    return insertIntoService(model, model.service('web')!, LIMITS);
  };

  it('leaves out those with a key of their own', () => {
    expect(result('services:\n  web: &web\n    image: i\n  own:\n    <<: *web\n    deploy: {mode: global}\n')).toMatchObject({ services: ['web'] });
  });

  it('finds children of children, wherever they stand', () => {
    const text = 'services:\n  grand: {extends: kid}\n  kid: {extends: {service: web}}\n  web: {image: i}\n  other: {image: j}\n';
    expect(result(text)).toMatchObject({ services: ['web', 'grand', 'kid'] });
  });

  it('refuses where a new key would hide that of another merge source', () => {
    const text = 'x: &x\n  deploy: {replicas: 2}\nservices:\n  web: &web\n    image: i\n  both:\n    <<: [*web, *x]\n';
    expect(result(text)).toMatchObject({ refused: expect.stringMatching(/`both` merges this place and takes `deploy` from another/) as string });
  });
});

describe('a file of thousands of services with anchors', () => {
  const services = Array.from({ length: 3_000 }, (_, i) => `  s${i}: &a${i}\n    image: nginx\n    logging: *log\n`).join('');

  it('is edited service by service without asking each of them about all others', () => {
    const model = parseCompose(`x-log: &log {driver: local}\nservices:\n${services}  last:\n    <<: *a7\n`);
    expect(model.services).toHaveLength(3_001);
    let results: ReturnType<typeof insertIntoService>[] = [];
    expect(cpuTime(() => (results = model.services.map((service) => insertIntoService(model, service, LIMITS))))).toBeLessThan(15_000);
    expect(results.every((result) => 'edits' in result && result.edits.length === 1)).toBe(true);
    expect(results[7]).toMatchObject({ services: ['s7', 'last'] });
    expect(results[8]).toMatchObject({ services: ['s8'] });
  });
});

describe('sameExceptPath', () => {
  const before = parseCompose('services:\n  web:\n    image: i # c\n    mode: 0644\n');
  const check = (text: string) => sameExceptPath(before, parseCompose(text), ['services', 'web'], { deploy: { mode: 'x' } });
  it.each([
    ['the wanted key', 'services:\n  web:\n    image: i # c\n    mode: 0644\n    deploy: {mode: x}\n', true],
    ['nothing', 'services:\n  web:\n    image: i # c\n    mode: 0644\n', true],
    ['another value', 'services:\n  web:\n    image: j # c\n    mode: 0644\n', false],
    ['another spelling', 'services:\n  web:\n    image: i # c\n    mode: 420\n', false],
    ['a lost comment', 'services:\n  web:\n    image: i\n    mode: 0644\n', false],
    ['a lost key', 'services:\n  web:\n    image: i # c\n', false],
    ['an unwanted key', 'services:\n  web:\n    image: i # c\n    mode: 0644\n    user: a\n', false],
    ['an unwanted value', 'services:\n  web:\n    image: i # c\n    mode: 0644\n    deploy: {mode: y}\n', false],
    ['an anchor', 'services:\n  web: &a\n    image: i # c\n    mode: 0644\n', false],
    ['errors', 'services:\n  web: [\n', false],
  ])('tells %s', (_case, text, expected) => {
    expect(check(text)).toBe(expected);
  });
});
