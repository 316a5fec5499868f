import { describe, expect, it } from 'vitest';
import { dependencyLinks } from '../../../../server/src/explain/compose/dependencyLinks.ts';
import { explainAt } from '../../../../server/src/explain/explainAt.ts';
import { RULES } from '../../../../server/src/rules/index.ts';
import { tierTable } from '../../../../server/src/rules/compose/tierTable.ts';
import { requireResourceLimits } from '../../../../server/src/rules/require-resource-limits.ts';
import { EVERY_RULE, documentOf, findingsOf } from '../../support/engine.ts';

const rules = RULES.filter(({ meta }) => meta.language === 'compose');

/** All that is asked of an open compose file; a rule that throws throws here. */
function ask(text: string): readonly { readonly rule: string }[] {
  const document = documentOf(text, 'compose', 'compose.yml');
  const found = findingsOf(document, { rules });
  for (const { span } of found) expect(span.start >= 0 && span.start <= span.end && span.end <= text.length).toBe(true);
  for (const { keySpan } of document.compose.services.slice(0, 20)) explainAt(document, keySpan.start, null);
  dependencyLinks(document, null);
  const options = EVERY_RULE.rules.get(requireResourceLimits.meta.id)?.options ?? {};
  if (document.isTrustworthy) tierTable({ compose: document.compose, project: null, options: options as never, chosen: new Map() });
  return found;
}

const lines = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_, i) => line(i)).join('\n') + '\n';

describe('files without a service that can be read', () => {
  it.each([
    '', '# nothing\n', '\uFEFF', '---\n---\n', '- services\n', 'services:\n', 'services: null\n', 'services: [web]\n', 'services: web\n', 'services: !reset null\n',
    'services: *none\n', 'services:\n\tweb:\n\t\timage: nginx\n', 'services:\n  web:\n  db: null\n  c: []\n  d: x\n',
    'services:\n{% for i in x %}\n  web{{ i }}:\n    ports: ["{{ p }}:80"]\n{% endfor %}\n',
  ])('%j: nothing is said', (text) => {
    expect(ask(text)).toEqual([]);
  });
});

/** Values that no key takes, or that lead in circles. */
const VALUES = [
  '', 'x', '1', '-1.5', 'true', 'null', '[]', '[a]', '{}', '{a: b}', '{a: {b: {c: d}}}', '[[a]]', '[{a: b}]', '[null]', '{null: null}', '.nan', '1e999', '0644', '2020-01-01',
  '"\\u0000"', "''", '"${X}"', '"${A:-${B:-${C}}}"', '"${"', '":"', '"::"', '"a=b=c"', '!reset null', '!override {a: b}', '*loop', '{__proto__: {a: b}, constructor: x}',
];
const KEYS: Readonly<Record<string, readonly string[]>> = {
  build: ['X', '{context: X, dockerfile: X, target: X, args: X, cache_from: X, cache_to: X}', '{context: ., args: {BUILDKIT_INLINE_CACHE: X}, cache_from: [X, acme/api:latest]}'],
  command: ['X', '[X]'],
  container_name: ['X'],
  depends_on: ['X', '[X]', '{db: X}', '{db: {condition: X, required: X, restart: X}}'],
  deploy: ['X', '{resources: X}', '{resources: {limits: X}}', '{resources: {limits: {cpus: X, memory: X}, reservations: {cpus: X}}, replicas: X}'],
  environment: ['X', '[X]', '{PASSWORD: X, POSTGRES_PASSWORD_FILE: X}'],
  extends: ['X', '{service: X, file: X}'],
  healthcheck: ['X', '{test: X}', '{test: [X]}', '{test: [CMD, X]}', '{test: [CMD-SHELL, X]}', '{test: curl x, interval: X, retries: X, disable: X}'],
  image: ['X'],
  logging: ['X', '{driver: json-file, options: X}', '{driver: X, options: {max-size: X}}'],
  networks: ['X', '[X]', '{default: X}'],
  ports: ['X', '[X]', '[{target: X, published: X, host_ip: X}]'],
  secrets: ['X', '[X]', '[{source: X}]'],
  security_opt: ['X', '[X]'],
  volumes: ['X', '[X]', '[{type: X, source: X, target: X}]'],
};

describe('values of the wrong kind', () => {
  it.each(Object.entries(KEYS))('%s: no rule throws', (key, forms) => {
    // What a value cannot be read for must not hide the next one.
    for (const value of VALUES) {
      const services = forms.map((form, i) => `  web${i}:\n    ${key === 'image' ? '' : 'image: acme/api:1\n    '}${key}: ${form.replaceAll('X', () => value)}\n`);
      ask(`x-loop: &loop {a: *loop}\nservices:\n${services.join('')}  db: {image: postgres:16}\n`);
    }
  });
});

describe('names that plain objects have', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  it.each(names)('%s is a service, a variable, a network and a volume like any other', (name) => {
    const text = `services:\n  ${name}: {image: postgres:16, ports: ["5432:5432"], environment: {${name}: x}, networks: {${name}: }, volumes: ["${name}:/data"], depends_on: [web]}\n  web: {image: nginx:1}\nnetworks: {${name}: }\nvolumes: {${name}: }\n`;
    expect(ask(text).map(({ rule }) => rule)).toEqual(ask(text.replaceAll(name, 'thing')).map(({ rule }) => rule));
  });
});

describe('files that nobody writes', () => {
  it.each<[string, string]>([
    ['services that all wait for all before them', 'services:\n' + lines(40, (i) => `  s${i}:\n    image: postgres:16\n    depends_on: [${Array.from({ length: i }, (_, k) => `s${k}`).join(', ')}]`)],
    ['services that wait in circles for all', 'services:\n' + lines(40, (i) => `  s${i}: {image: "postgres:16", depends_on: [${Array.from({ length: 40 }, (_, k) => `s${k}`).join(', ')}]}`)],
    ['anchors that merge each other', 'services:\n' + lines(400, (i) => `  s${i}: &s${i}\n    <<: [${i ? `*s${i - 1}` : ''}]\n    image: nginx:1`)],
    ['ranges of all ports', 'services:\n' + lines(200, (i) => `  s${i}: {image: "nginx:1", ports: ["1-65535:1-65535", "1-65535:1-65535/udp"]}`)],
    ['aliases that double', 'x0: &x0 {A: b}\n' + lines(28, (i) => `x${i + 1}: &x${i + 1} {a: *x${i}, b: *x${i}, <<: [*x${i}, *x${i}]}`) + 'services:\n  web: {image: nginx, environment: *x28, labels: *x28, healthcheck: {test: *x28}}\n'],
    ['deep maps', `services:\n  web:\n    image: nginx:1\n    labels: ${'{a: '.repeat(1500)}1${'}'.repeat(1500)}\n`],
    ['a long chain of extends', 'services:\n' + lines(300, (i) => `  s${i}:\n    extends: {service: s${i + 1}}`) + '  s300:\n    image: nginx\n'],
    ['thousands of services on one line', `services: {${Array.from({ length: 2_000 }, (_, i) => `s${i}: {image: nginx, ports: ["${i}:80"]}`).join(', ')}}\n`],
    ['unclosed variables', `services:\n  web:\n    image: nginx:1\n    environment: ["PASSWORD=${'${A:-'.repeat(20_000)}"]\n    healthcheck: {test: "${'curl $A | '.repeat(5_000)}"}\n`],
  ])('%s: an answer comes', (_name, text) => {
    ask(text);
  });
});
