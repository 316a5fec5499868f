import { lastPart } from './imagePath.ts';

/**
 * Official images, and copies of them, whose entrypoint starts as root, hands folders to another account and goes on as that one (`gosu`, `su-exec`,
 * `setpriv`, s6): their docker-entrypoint.sh, all in the repositories of docker-library and of the projects themselves.
 */
const SWITCHING: ReadonlySet<string> = new Set(
  ('postgres postgis timescaledb timescaledb-ha pgvector mysql mariadb percona mongo redis redis-stack redis-stack-server valkey keydb rabbitmq nginx httpd influxdb cassandra couchdb neo4j zookeeper ' +
    'eclipse-mosquitto wordpress nextcloud ghost drupal php elasticsearch telegraf vault consul sonarqube gitea forgejo gogs chronograf kapacitor crate clickhouse-server rocket.chat odoo').split(' '),
);

/** Images whose Dockerfile ends as another account than root. */
const UNPRIVILEGED: ReadonlySet<string> = new Set(
  ('memcached adminer grafana/grafana grafana/grafana-oss grafana/loki grafana/tempo prom/prometheus prom/alertmanager prom/pushgateway prom/node-exporter prometheus/node-exporter ' +
    'nginxinc/nginx-unprivileged keycloak/keycloak cloudflare/cloudflared otel/opentelemetry-collector otel/opentelemetry-collector-contrib').split(' '),
);

export type Start = 'switches' | 'unprivileged' | 'unknown';

/** As which account an image starts; LinuxServer's all start as root and change (docs.linuxserver.io, "Running as non-root"). */
export function startOf(path: string | null): Start {
  if (path === null) return 'unknown';
  if (UNPRIVILEGED.has(path)) return 'unprivileged';
  return SWITCHING.has(lastPart(path)) || path.startsWith('linuxserver/') ? 'switches' : 'unknown';
}

/** Where an image writes: folders that have to be mounted, and those that a file system in memory serves. */
export interface Writes {
  readonly mounted: readonly string[];
  readonly scratch: readonly string[];
}

/** Sources: the images' Dockerfiles (VOLUME, configured paths) and documentation. */
const WRITES: ReadonlyMap<string, Writes> = new Map<string, Writes>([
  ['memcached', { mounted: [], scratch: [] }],
  ['cloudflare/cloudflared', { mounted: [], scratch: [] }],
  ['prom/node-exporter', { mounted: [], scratch: [] }],
  ['prometheus/node-exporter', { mounted: [], scratch: [] }],
  ['prom/prometheus', { mounted: ['/prometheus'], scratch: [] }],
  ['prom/alertmanager', { mounted: ['/alertmanager'], scratch: [] }],
  ['nginxinc/nginx-unprivileged', { mounted: [], scratch: ['/tmp'] }],
]);

/** Null where nobody knows. */
export function writesOf(path: string | null): Writes | null {
  return path === null ? null : (WRITES.get(path) ?? null);
}
