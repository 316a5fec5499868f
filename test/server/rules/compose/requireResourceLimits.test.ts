import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCompose } from '../../../../server/src/core/compose/parseCompose.ts';
import type { Report } from '../../../../server/src/core/engine/rule.ts';
import { applyEdits } from '../../../../server/src/core/text/edits.ts';
import { requireResourceLimits } from '../../../../server/src/rules/require-resource-limits.ts';

function check(text: string, options: { tiers?: unknown; services?: unknown } = {}): Report[] {
  const reports: Report[] = [];
  requireResourceLimits.check({
    compose: parseCompose(text),
    options: { tiers: {}, services: {}, ...options },
    project: null,
    report: (report) => reports.push(report),
  });
  return reports;
}

const titles = (text: string, options = {}) => check(text, options).flatMap(({ fixes }) => (fixes ?? []).map(({ title }) => title));

describe('titles name tier, values and reach', () => {
  it.each([
    ['services:\n  api: {build: .}\n', 'Add CPU and memory limits of the API tier (1.0 CPU, 512M)'],
    ['services:\n  api: {build: ., mem_limit: 1g}\n', 'Add the CPU limit of the API tier (1.0 CPU)'],
    ['services:\n  api: {build: ., cpus: 1}\n', 'Add the memory limit of the API tier (512M)'],
    ['x: &d\n  mode: global\nservices:\n  api:\n    build: .\n    deploy: *d\n', 'Add CPU and memory limits of the API tier (1.0 CPU, 512M), at `&d`'],
  ])('of %j', (text, title) => {
    expect(titles(text)).toEqual([title]);
  });

  it('and how many services change with it', () => {
    const copies = (n: number) => Array.from({ length: n }, (_, i) => `  copy${i}:\n    <<: *api\n`).join('');
    const text = (n: number) => `services:\n  api: &api\n    build: .\n${copies(n)}`;
    expect(titles(text(2))[0]).toBe('Add CPU and memory limits of the API tier (1.0 CPU, 512M), which also limits copy0, copy1');
    expect(titles(text(5))[0]).toBe('Add CPU and memory limits of the API tier (1.0 CPU, 512M), which also limits 5 other services');
  });
});

it.each([
  ['docker-compose.yml', ['likeness', undefined], ['measure', undefined]], ['deploy/compose.prod.yml', ['likeness', undefined], ['measure', undefined]],
  ['compose.dev.yml', ['trying', 'hint']], ['examples/compose.yml', ['trying', 'hint']], ['tests/compose.yml'], ['.devcontainer/compose.yml'], ['compose.e2e.yml'],
])('in %s says it by %j', (path, ...expected) => {
  const reports: Report[] = [];
  const text = 'services:\n  api: {build: ., image: acme/api}\n  ollama: {image: ollama/ollama}\n';
  requireResourceLimits.check({ compose: parseCompose(text), options: { tiers: {}, services: {} }, project: null, path, report: (report) => reports.push(report) });
  expect(reports.map(({ messageId, severity }) => [messageId, severity])).toEqual(expected);
});

describe('services of which nothing is known', () => {
  it('are told of once, whatever they lack: a service that is given some of it makes no further finding', () => {
    const text = 'services:\n  x: {build: .}\n  y: {build: ., mem_limit: 1g}\n  z: {image: acme/z}\n  db: {image: postgres}\n';
    expect(check(text).map(({ messageId, data }) => [messageId, data?.['services'] ?? data?.['service'], data?.['what']])).toEqual([
      ['likeness', 'db', 'all CPUs and memory'],
      ['unmeasured', '`x`, `y` and `z`', 'all CPUs or memory'],
    ]);
  });

  it('say what they can take where all take the same', () => {
    expect(check('services:\n  x: {build: ., mem_limit: 1g}\n  y: {build: ., mem_limit: 1g}\n').map(({ data }) => data?.['what'])).toEqual(['all CPUs']);
  });

  it('are counted where they are many', () => {
    const text = `services:\n${Array.from({ length: 40 }, (_, i) => `  x${i}: {build: .}\n`).join('')}`;
    expect(check(text).map(({ data }) => data?.['services'])).toEqual(['`x0`, `x1`, `x2` and 37 other services']);
  });

  it('leave those with a chosen tier their own finding in a file for development', () => {
    const reports: Report[] = [];
    const text = 'services:\n  api: {build: .} # drydock tier=ml\n  db: {image: postgres}\n';
    requireResourceLimits.check({ compose: parseCompose(text), options: { tiers: {}, services: {} }, project: null, path: 'compose.dev.yml', report: (report) => reports.push(report) });
    expect(reports.map(({ messageId, severity, data }) => [messageId, severity, data?.['service'] ?? data?.['services']])).toEqual([['chosen', 'hint', 'api'], ['trying', 'hint', '`db`']]);
  });
});

describe('options', () => {
  it('choose the tier of a service, comments first', () => {
    const text = 'services:\n  db: {image: postgres}\n  web: {build: .} # drydock tier=ml\n';
    const reports = check(text, { services: { db: 'lightweight', web: 'api' } });
    expect(reports.map(({ messageId, data }) => [messageId, data?.['tier'], data?.['reason']])).toEqual([
      ['chosen', 'lightweight', 'set in the settings'],
      ['chosen', 'ml', 'set by its comment'],
    ]);
  });

  it('replace and add tiers', () => {
    const tiers = { database: { cpus: 4, reservedCpus: 2, memory: '8G', reservedMemory: '4G' }, tiny: { cpus: '0.1', memory: '64M' } };
    expect(titles('services:\n  db: {image: postgres}\n  led: {build: .}\n', { tiers, services: { led: 'tiny' } })).toEqual([
      'Add CPU and memory limits of the database tier (4.0 CPU, 8G)',
      'Add CPU and memory limits of the tiny tier (0.1 CPU, 64M)',
    ]);
  });

  it('survive nonsense', () => {
    for (const nonsense of [null, 1, 'x', [], { db: 7 }, { db: null }, { db: 'ghost' }, { db: { cpus: [] } }]) {
      expect(check('services:\n  db: {image: postgres}\n', { tiers: nonsense, services: nonsense })[0]!.messageId).toBe('likeness');
    }
  });
});

describe('values of any type', () => {
  const keys = ['image', 'build', 'command', 'entrypoint', 'environment', 'ports', 'expose', 'volumes', 'deploy', 'profiles', 'depends_on', 'restart',
    'scale', 'cpus', 'mem_limit', 'mem_reservation', 'shm_size', 'container_name', 'extends', 'gpus', 'cpu_quota', 'memswap_limit', 'cpu_shares'];
  const anything = fc.jsonValue({ maxDepth: 3 });
  const deploy = fc.record({ resources: fc.option(fc.record({ limits: anything, reservations: anything })), replicas: anything, mode: anything });
  const service = fc.dictionary(fc.constantFrom(...keys), anything).chain((value) =>
    fc.record({ value: fc.constant(value), deploy: fc.option(deploy), image: fc.constantFrom('postgres', '${X}', 'a/b:c', '@', ':') }),
  );

  it('never throw, and every fix applies and leaves nothing to fix there', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), service, { minKeys: 1, maxKeys: 3 }), (services) => {
        const plain = Object.fromEntries(Object.entries(services).map(([name, { value, deploy: own, image }]) => [name, { image, ...value, ...(own && { deploy: own }) }]));
        const text = JSON.stringify({ services: plain }, null, 2);
        for (const { fixes = [], withheld } of check(text)) {
          if (fixes.length === 0) expect(withheld).toBeTruthy();
          for (const { edits } of fixes) {
            const after = parseCompose(applyEdits(text, edits));
            expect(after.isTrustworthy).toBe(true);
            expect(check(after.text).length).toBeLessThanOrEqual(check(text).length);
          }
        }
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe('the shape of the keys', () => {
  const older = ['cpus', 'mem_limit', 'pids_limit', 'mem_reservation'] as const;
  /** Each older key and the map under `deploy.resources` that compose compares it with. */
  const pairs = older.map((key) => [key, key === 'mem_reservation' ? 'reservations' : 'limits'] as const);
  const values = { cpus: '0.5', mem_limit: '256m', pids_limit: 50, mem_reservation: '64m' };
  const ownOlder = fc.subarray([...older]).map((keys) => Object.fromEntries(keys.map((key) => [key, values[key]])));
  const resources = fc.constantFrom(
    {}, { limits: { cpus: '0.5' } }, { limits: { memory: '256M' } }, { limits: { pids: 50 } }, { reservations: { memory: '64M' } },
    { reservations: { devices: [{ capabilities: ['gpu'] }] } }, { limits: { cpus: '0.5' }, reservations: { memory: '64M' } },
  );
  const deploy = fc.option(resources.map((each) => ({ deploy: { replicas: 1, resources: each } })), { freq: 1 });
  const image = fc.constantFrom('postgres', 'nginx', 'elasticsearch', 'acme/thing');
  const keys = fc.record({ older: fc.oneof(fc.constant({}), ownOlder), deploy, image }).map((each) => ({ image: each.image, ...each.older, ...each.deploy }));
  const projects = fc.record({
    base: keys,
    shared: keys,
    children: fc.array(fc.record({ own: keys, parent: fc.constantFrom('none', 'extends', 'merge', 'deploy') }), { minLength: 1, maxLength: 3 }),
  });

  const clashes = (text: string) =>
    parseCompose(text).services.flatMap((service) =>
      pairs.filter(([key, group]) => service.get(key) && service.get('deploy', 'resources', group)).map(([key, group]) => `${service.name}: ${key} and ${group}`),
    );

  it('of no service is mixed by a fix', () => {
    let fixed = 0;
    fc.assert(
      fc.property(projects, ({ base, shared, children }) => {
        const lines = ['x-deploy: &deploy {replicas: 2}', `x-shared: &shared ${JSON.stringify(shared)}`, 'services:', `  base: ${JSON.stringify(base)}`];
        children.forEach(({ own, parent }, index) => {
          lines.push(`  child${index}:`);
          if (parent === 'extends') lines.push('    extends: base');
          if (parent === 'merge') lines.push('    <<: *shared');
          if (parent === 'deploy' && !('deploy' in own)) lines.push('    deploy: *deploy');
          for (const [key, value] of Object.entries(own)) lines.push(`    ${key}: ${JSON.stringify(value)}`);
        });
        const text = `${lines.join('\n')}\n`;
        const before = clashes(text);
        for (const { edits } of check(text).flatMap(({ fixes = [] }) => fixes)) {
          fixed++;
          expect(clashes(applyEdits(text, edits)), text).toEqual(before);
        }
      }),
      { numRuns: 400, seed: 11 },
    );
    expect(fixed).toBeGreaterThan(300);
  });
});

describe('what is only a guess', () => {
  it.each([
    'services:\n  x: {build: .}\n',
    'services:\n  worker: {image: acme/x}\n',
    'services:\n  x: {image: acme/x, mem_limit: 1g}\n',
    'services:\n  gvm: {image: acme/all-in-one, ports: ["5432:5432"]}\n',
    'services:\n  kafka-manager: {image: acme/manager, ports: ["8080:8080"]}\n',
    'services:\n  web: {build: ., command: npm run dev}\n',
    'services:\n  x: {image: acme/x, gpus: all}\n',
    'services:\n  worker: {build: ., mem_limit: 700m}\n',
    'services:\n  worker: {build: ., mem_limit: 512M}\n',
  ])('of %j is a hint without a fix', (text) => {
    const [report] = check(text);
    expect([report!.messageId, report!.severity, report!.fixes]).toEqual(['unmeasured', 'hint', undefined]);
    expect(report!.withheld).toMatch(/measure with `docker stats`/);
  });

  it.each(['hbase', 'solr', 'zookeeper', 'getmeili/meilisearch', 'rocketchat/rocket.chat', 'libretranslate/libretranslate', 'jellyfin/jellyfin', 'gitlab/gitlab-runner', 'penpotapp/exporter'])(
    'but %s is known to need measuring',
    (image) => {
      expect(check(`services:\n  x: {image: "${image}:1"}\n`).map(({ messageId, fixes }) => [messageId, fixes])).toEqual([['measure', undefined]]);
    },
  );

  it('and a schema that is loaded once needs no limits', () => {
    expect(check('services:\n  cassandra-schema: {image: "jaegertracing/jaeger-cassandra-schema:1"}\n')).toEqual([]);
  });
});
