import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCompose } from '../../../../server/src/core/compose/parseCompose.ts';
import type { BuildUse } from '../../../../server/src/core/engine/projectView.ts';
import { soleProject } from '../../../../server/src/core/compose/soleProject.ts';
import { readingOf } from '../../../../server/src/rules/compose/serviceReading.ts';
import { guessTier } from '../../../../server/src/rules/compose/tierEvidence.ts';
import { readTiers, TIERS } from '../../../../server/src/rules/compose/tiers.ts';
import { listFiles } from '../../support/fixtures.ts';

const monorepo = path.join(import.meta.dirname, '../require-resource-limits/monorepo');

function useOf(contextPath: string, dockerfile: string | null): BuildUse {
  const prefix = contextPath === '.' ? '' : `${contextPath}/`;
  const files = new Map(listFiles(monorepo).filter(({ path: file }) => file.startsWith(prefix)).map(({ path: file, text }) => [file.slice(prefix.length), text]));
  return {
    source: 'compose', service: null, definedIn: 'compose.yaml', args: new Map(), namedContexts: new Map(), profiles: [], images: [], hasHealthcheck: false, dockerfile, target: null,
    context: {
      path: contextPath, known: true, isOutside: false, ignore: null, copied: [],
      files: { complete: true, paths: [...files.keys()].sort(), has: (file) => files.has(file), hasFolder: () => false, text: (file) => files.get(file) },
    },
  };
}

const guess = (yaml: string, use: BuildUse | null = null, memory: number | null = null, tiers = readTiers({})) => {
  const model = parseCompose(`services:\n  ${yaml}`);
  const service = model.services[0]!;
  const { tier, confidence, evidence } = guessTier(readingOf(service, soleProject(model).services.get(service.name)!), { use, built: null, memory }, tiers);
  return [tier.name, confidence, evidence.join('; ')];
};

describe('guessTier', () => {
  it.each([
    ['db: {image: "postgres:16"}', 'database', 'high'],
    ['db-api: {build: .}', 'api', 'medium'],
    ['postgres-exporter: {image: prometheuscommunity/postgres-exporter}', 'lightweight', 'high'],
    ['ai-automation-service: {build: .}', 'ml', 'low'],
    ['a: {image: "${REGISTRY}/team/redis:${V}"}', 'database', 'high'],
    ['a: {image: "${IMAGE}"}', 'api', 'low'],
    ['a: {build: ., image: postgres}', 'api', 'low'],
    ['a: {build: ., ports: ["127.0.0.1:15432:5432/tcp"]}', 'database', 'low'],
    ['shop-db: {image: acme/shop-db, ports: ["127.0.0.1:15432:5432/tcp"]}', 'database', 'medium'],
    ['a: {build: ., ports: ["5000-5005:5000-5005", "${P}", {target: 8086}]}', 'database', 'low'],
    ['web: {build: ., command: [npm, run, dev]}', 'api', 'low'],
    ['frontend: {build: {context: ., target: development}}', 'api', 'low'],
    ['frontend: {build: ., volumes: ["./frontend:/app"]}', 'api', 'low'],
    ['frontend: {build: ., ports: ["80:80"], volumes: ["./nginx.conf:/etc/nginx/nginx.conf", "data:/app"]}', 'api', 'low'],
    ['frontend: {build: ., command: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf", "data:/app"]}', 'lightweight', 'medium'],
    ['data-api: {build: ., command: uvicorn main:app}', 'data-api', 'medium'],
    ['live-websocket: {build: ., command: uvicorn main:app}', 'websocket', 'medium'],
    ['app: {build: ., command: sleep infinity, ports: ["8000:8000"], volumes: [".:/app"]}', 'api', 'low'],
    ['assets: {build: ., command: yarn build --watch}', 'api', 'low'],
    ['shop-no-db: {build: .}', 'api', 'low'],
    ['dump: {image: "postgres:16", command: "sh -c \'while true; do pg_dump shop; sleep 86400; done\'"}', 'database', 'low'],
    ['db: {image: postgres, command: postgres -c shared_buffers=128MB}', 'database', 'high'],
    ['queue-worker: {build: ., command: php artisan queue:work}', 'api', 'medium'],
    ['kafka-ui: {image: provectuslabs/kafka-ui}', 'heavy', 'high'],
    ['tinode_worker: {image: tinode/tinode}', 'api', 'low'],
    ['inference: {image: acme/inference}', 'model-server', 'low'],
    ['a: {image: x/y, ports: ["80:80"]}', 'api', 'low'],
    ['a: {build: ., gpus: all}', 'ml', 'low'],
    ['a: {image: x/y, container_name: shop-redis}', 'database', 'low'],
    ['llm: {image: ollama/ollama}', 'model-server', 'high'],
    ['asr: {image: onerahmet/openai-whisper-asr-webservice}', 'ml', 'high'],
    ['media: {image: plexinc/pms-docker}', 'heavy', 'high'],
    ['hass: {image: ghcr.io/home-assistant/home-assistant}', 'api', 'high'],
    ['sso-proxy: {image: "ghcr.io/goauthentik/server:2026.8", command: server}', 'heavy', 'high'],
    ['a: {image: "vaultwarden/server:latest", ports: ["80:80"]}', 'api', 'high'],
    ['sql: {image: "mcr.microsoft.com/mssql/server:2025-latest"}', 'heavy', 'high'],
    ['controller: {image: lscr.io/linuxserver/unifi-network-application, ports: ["8080:8080"]}', 'heavy', 'high'],
    ['kafka-rest: {image: confluentinc/cp-kafka-rest}', 'heavy', 'high'],
    ['vpn: {image: qmcgaw/gluetun, ports: ["5432:5432"]}', 'api', 'high'],
    ['elastichq: {image: elastichq/elasticsearch-hq}', 'api', 'high'],
    ['queue-short: {image: frappe/erpnext}', 'api', 'low'],
    ['notebook: {image: quay.io/jupyter/minimal-notebook}', 'ml', 'high'],
    ['cache: {image: ghcr.io/microsoft/garnet-alpine, ports: ["6379:6379"]}', 'database', 'high'],
    ['analytics: {image: "altinity/clickhouse-server:24.8"}', 'heavy', 'high'],
    ['clickhouse: {build: .}', 'heavy', 'medium'],
    ['a: {image: server}', 'api', 'low'],
    ['tasks: {build: ., command: celery -A shop worker -l info}', 'api', 'low'],
    ['tasks: {build: ., command: celery -A shop worker -c 2}', 'api', 'medium'],
    ['tasks: {build: ., command: [celery, -A, shop, worker, --concurrency=2]}', 'api', 'medium'],
    ['ticks: {build: ., command: celery -A shop beat}', 'api', 'medium'],
  ])('reads %s', (yaml, tier, confidence) => {
    expect(guess(yaml).slice(0, 2)).toEqual([tier, confidence]);
  });

  it.each([
    ['a: {build: .}', '.', 'services/vision/Dockerfile', 'ml', 'torch, transformers in services/vision/requirements.txt'],
    ['a: {build: .}', '.', 'services/shop/Dockerfile', 'api', 'fastapi in services/shop/pyproject.toml'],
    ['a: {build: .}', 'services/chat', 'services/chat/Dockerfile', 'websocket', 'ws in package.json'],
    ['a: {build: .}', '.', 'services/charts/Dockerfile', 'data-api', 'pandas in services/charts/requirements.txt'],
    ['a: {build: .}', 'services/models', 'services/models/Dockerfile', 'model-server', 'openvino in requirements-openvino.txt'],
    ['a: {build: .}', 'web', 'docker/Dockerfile', 'api', ''],
    ['a: {build: .}', 'web', null, 'api', ''],
    ['a: {build: .}', '.', 'services/legacy/Dockerfile', 'api', ''],
  ])('reads the manifests of %s in %s with %s', (yaml, context, dockerfile, tier, evidence) => {
    const [name, , texts] = guess(yaml, useOf(context, dockerfile));
    expect([name, texts]).toEqual([tier, evidence]);
  });

  it.each([
    [{ base: 'eclipse-temurin', start: 'java -jar app.jar' }, 'heavy', 'high', 'base image eclipse-temurin; start command java -jar'],
    [{ base: 'nginx', start: 'nginx -g daemon off;' }, 'lightweight', 'high', 'base image nginx; start command nginx'],
    [{ base: 'python', start: 'uvicorn main:app' }, 'api', 'medium', 'start command uvicorn'],
    [{ base: 'python', start: 'celery -A shop worker' }, 'api', 'low', 'start command celery'],
    [{ base: null, start: '' }, 'api', 'low', ''],
  ])('reads what %j makes of a service', (built, tier, confidence, evidence) => {
    const model = parseCompose('services:\n  orders: {build: .}\n');
    const found = guessTier(readingOf(model.services[0]!, soleProject(model).services.get('orders')!), { use: null, built, memory: null }, readTiers({}));
    expect([found.tier.name, found.confidence, found.evidence.join('; ')]).toEqual([tier, confidence, evidence]);
  });

  it('takes the memory that is set as a hint', () => {
    expect(guess('a: {build: .}', null, 192 * 1024 ** 2)[0]).toBe('lightweight');
    expect(guess('models: {build: .}', null, 1.5 * 1024 ** 3)[0]).toBe('ml');
    expect(guess('a: {build: .}', null, 1.5 * 1024 ** 3)).toEqual(['api', 'low', '']);
  });

  it('uses tiers that the settings change or add, and ignores what compose would refuse', () => {
    const tiers = readTiers({
      database: { memory: '2G' },
      tiny: { cpus: 0.1, memory: '32M' },
      broken: { cpus: 'many', memory: '1G' },
      api: { memory: '512Mi', cpus: 0 },
      list: [],
      __proto__: null,
    });
    expect(tiers.get('database')).toMatchObject({ cpus: '1.0', memory: '2G', reservedMemory: '256M' });
    expect(tiers.get('tiny')).toMatchObject({ cpus: '0.1', reservedCpus: '0.05', memory: '32M', reservedMemory: '16M' });
    expect(tiers.has('broken')).toBe(false);
    expect(tiers.has('list')).toBe(false);
    expect(tiers.get('api')).toEqual(TIERS.find(({ name }) => name === 'api'));
    for (const nonsense of [null, 1, 'x', [], undefined]) expect(readTiers(nonsense).size).toBe(TIERS.length);
  });

});
