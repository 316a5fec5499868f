import type { PublishedPort } from '../../../core/compose/settings/ports.ts';

export type PortKind = 'database' | 'broker' | 'admin' | 'debugger';

/** A port that is for other services or for the people who run them, not for everybody. */
export interface PrivatePort {
  readonly kind: PortKind;
  /** For people: `PostgreSQL`. */
  readonly title: string;
}

type Row = readonly [kind: PortKind, title: string, names: string];

/** Last part of an image's path: all of its ports are private. */
const IMAGES = byName([
  ['database', 'PostgreSQL', 'postgres postgresql postgis timescaledb timescaledb-ha pgvector pgvecto-rs pgbouncer pgpool'],
  ['database', 'MySQL', 'mysql mysql-server percona percona-server'],
  ['database', 'MariaDB', 'mariadb mariadb-galera'],
  ['database', 'MongoDB', 'mongo mongodb mongodb-community-server mongodb-sharded'],
  ['database', 'Redis', 'redis redis-stack redis-stack-server redis-cluster redis-sentinel redislabs'],
  ['database', 'Valkey', 'valkey'],
  ['database', 'KeyDB', 'keydb'],
  ['database', 'Memcached', 'memcached'],
  ['database', 'Elasticsearch', 'elasticsearch elasticsearch-oss'],
  ['database', 'OpenSearch', 'opensearch'],
  ['database', 'Cassandra', 'cassandra'],
  ['database', 'ScyllaDB', 'scylla'],
  ['database', 'InfluxDB', 'influxdb'],
  ['database', 'Neo4j', 'neo4j'],
  ['database', 'ClickHouse', 'clickhouse clickhouse-server'],
  ['database', 'SQL Server', 'mssql-server azure-sql-edge'],
  ['database', 'Oracle', 'oracle-xe oracle-free'],
  ['database', 'CockroachDB', 'cockroach'],
  ['database', 'etcd', 'etcd'],
  ['database', 'ArangoDB', 'arangodb'],
  ['database', 'RethinkDB', 'rethinkdb'],
  ['broker', 'RabbitMQ', 'rabbitmq'],
  ['broker', 'Kafka', 'kafka cp-kafka cp-server kafka-native'],
  ['broker', 'ZooKeeper', 'zookeeper cp-zookeeper'],
  ['broker', 'Redpanda', 'redpanda'],
  ['broker', 'NATS', 'nats'],
  ['broker', 'ActiveMQ', 'activemq activemq-classic activemq-artemis artemis'],
  ['broker', 'Pulsar', 'pulsar'],
  ['admin', 'Adminer', 'adminer'],
  ['admin', 'phpMyAdmin', 'phpmyadmin'],
  ['admin', 'pgAdmin', 'pgadmin4'],
  ['admin', 'Mongo Express', 'mongo-express'],
  ['admin', 'Redis Commander', 'redis-commander'],
  ['admin', 'Redis Insight', 'redisinsight'],
  ['admin', 'Kafka UI', 'kafka-ui akhq kafdrop cmak'],
  ['admin', 'DbGate', 'dbgate'],
  ['admin', 'CloudBeaver', 'cloudbeaver'],
  ['admin', 'Dozzle', 'dozzle'],
  ['admin', 'cAdvisor', 'cadvisor'],
  ['admin', 'Docker itself', 'docker-socket-proxy'],
]);

/** Ports inside a container that tell what listens, whatever the image is called. */
const PORTS: ReadonlyMap<number, PrivatePort> = new Map<number, PrivatePort>([
  [5432, { kind: 'database', title: 'PostgreSQL' }],
  [3306, { kind: 'database', title: 'MySQL' }],
  [27017, { kind: 'database', title: 'MongoDB' }],
  [6379, { kind: 'database', title: 'Redis' }],
  [11211, { kind: 'database', title: 'Memcached' }],
  [1433, { kind: 'database', title: 'SQL Server' }],
  [5672, { kind: 'broker', title: 'AMQP' }],
  [2375, { kind: 'admin', title: 'the Docker engine' }],
  [9229, { kind: 'debugger', title: 'the Node.js debugger' }],
]);

/** Others that only say so beside a command or variable that names the debugger. */
const NAMED_PORTS: readonly { readonly port: number; readonly pattern: RegExp; readonly title: string }[] = [
  { port: 5005, pattern: /\bjdwp\b/, title: 'the Java debugger' },
  { port: 5678, pattern: /\bdebugpy\b/, title: 'the Python debugger' },
  { port: 40_000, pattern: /\bdlv\b/, title: 'the Go debugger' },
  { port: 2345, pattern: /\bdlv\b/, title: 'the Go debugger' },
];

/** Whoever runs one of these means the world to come in, whatever is behind it. */
const FRONT_DOORS: ReadonlySet<string> = new Set(['nginx', 'haproxy', 'traefik', 'caddy', 'envoy', 'nginx-proxy', 'nginx-proxy-manager', 'gateway', 'kong']);

/** What a service is for, as far as ports go. */
export interface PortOwner {
  /** Last part of the image's path; null where it is built here or not known. */
  readonly image: string | null;
  /** Its command and the values of its variables, as words. */
  readonly command: string;
}

/** What listens at a port that better stays on the host; null for all others. */
export function privatePort({ target, protocol }: PublishedPort, { image, command }: PortOwner): PrivatePort | null {
  if (protocol !== 'tcp') return null;
  const byImage = image === null ? undefined : IMAGES.get(image);
  if (byImage) return byImage;
  if ((image !== null && FRONT_DOORS.has(image)) || target.end !== target.start) return null;
  const named = NAMED_PORTS.find(({ port, pattern }) => port === target.start && pattern.test(command));
  return named ? { kind: 'debugger', title: named.title } : (PORTS.get(target.start) ?? null);
}

/** What an image keeps or hands on, if it is a known database or broker. */
export function datastoreOf(image: string | null): PrivatePort | null {
  const known = image === null ? undefined : IMAGES.get(image);
  return known && (known.kind === 'database' || known.kind === 'broker') ? known : null;
}

function byName(rows: readonly Row[]): ReadonlyMap<string, PrivatePort> {
  return new Map(rows.flatMap(([kind, title, names]) => names.split(' ').map((name) => [name, { kind, title }] as const)));
}
