import { exec, isAtLeast, maySet, optionOf, shell, SPARING, withhold, type ImageUse, type Recipe, type RecipeEntry, type Withheld } from './recipe.ts';

/**
 * While its scripts of the first start run, the server listens on its socket alone (docker-library/postgres, docker-entrypoint.sh,
 * `docker_temp_server_start`): over TCP it answers when all of them are done.
 */
function postgres(use: ImageUse, user: string): Recipe {
  const port = optionOf(use, '-p', '--port') ?? settingOf(use, 'port');
  const name = maySet(use, 'POSTGRES_USER_FILE') && use.environment.values.has('POSTGRES_USER_FILE') ? '"$$(cat "$$POSTGRES_USER_FILE")"' : `$\${${user}:-postgres}`;
  return shell(`pg_isready -h 127.0.0.1${port === null ? '' : ` -p ${port}`} -U ${name} -d $\${POSTGRES_DB:-postgres}`);
}

/**
 * During its first start the server has no port (docker-library/mysql, docker-entrypoint.sh, `--skip-networking`); `localhost` would be its
 * socket. `ping` succeeds without a right password, too (MySQL manual, "mysqladmin").
 */
function mysql(use: ImageUse, password: string): Recipe {
  const port = optionOf(use, '--port', '-P');
  const file = `${password}_FILE`;
  const secret = use.environment.values.has(file) ? `$$(cat "$$${file}")` : `$$${password}`;
  return shell(`mysqladmin ping -h 127.0.0.1${port === null ? '' : ` -P ${port}`} -u root --password="${secret}" --silent`);
}

/**
 * The image's own script: it is content with an answer over TCP, which the server of the first start does not give, and asks for no account,
 * so that it works with data of older images (MariaDB/mariadb-docker, healthcheck.sh, `connect`). Versions named to the last digit may be older than it.
 */
function mariadb(use: ImageUse): Recipe {
  const [major = 99, minor = 99, patch] = use.version;
  if (major > 10 || (major === 10 && minor >= 4 && patch === undefined)) return exec(['healthcheck.sh', '--connect']);
  return mysql(use, use.environment.values.has('MARIADB_ROOT_PASSWORD') ? 'MARIADB_ROOT_PASSWORD' : 'MYSQL_ROOT_PASSWORD');
}

/** `-c port=5433`, `-cport=5433`. */
function settingOf({ command }: ImageUse, name: string): string | null {
  const word = command.find((each) => each.replace(/^(?:-c|--)/, '').startsWith(`${name}=`));
  return word === undefined ? null : word.slice(word.indexOf('=') + 1);
}

/**
 * `mongo` is gone since 6, and `mongosh` came with 5 (docker-library/mongo, docker-entrypoint.sh, `mongoShell`). A ping needs no password. Parts of a
 * cluster listen on ports of their own (MongoDB manual, "Default MongoDB Port").
 */
function mongo(use: ImageUse): Recipe | Withheld {
  if (use.command.some((word) => /^(?:--(?:tls|ssl)|--config\b|-f$)/.test(word))) return withhold('Its configuration may have moved the port, or want certificates.');
  const port = optionOf(use, '--port') ?? (use.command.includes('--shardsvr') ? '27018' : use.command.includes('--configsvr') ? '27019' : null);
  const program = isAtLeast(use, 6) ? 'mongosh' : 'mongo';
  return shell(`${program} --quiet${port === null ? '' : ` --port ${port}`} --eval 'db.adminCommand({ping:1}).ok' | grep -q 1`, null,
    { interval: '10s', timeout: '10s', retries: 5, start_period: '30s' });
}

const INFLUX_3 = 'InfluxDB 3 answers with a token only, which no health check should have to hold.';
const INFLUX_OPEN = 'Without a version, this image may be InfluxDB 2 or 3, which are asked in different ways.';

/** influxdata/influxdata-docker: 2.x has the `influx` client, the Debian variants of 1.x are built on `buildpack-deps:curl`; Alpine has BusyBox. */
function influxdb(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  const [major, minor = 99] = use.version;
  if (major === undefined) return withhold(INFLUX_OPEN);
  if (major >= 3) return withhold(INFLUX_3);
  if (major === 2) return exec(['influx', 'ping']);
  if (!use.isAlpine) return exec(['curl', '-fsS', 'http://127.0.0.1:8086/ping']);
  // `/ping` has an empty answer, and `/health` came with 1.8.
  return minor >= 8 ? exec(['wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:8086/health']) : withhold('This version has no address that BusyBox\'s `wget` could ask.');
}

export const DATABASES: readonly RecipeEntry[] = [
  {
    images: 'postgres docker.io/timescale/timescaledb docker.io/pgvector/pgvector docker.io/postgis/postgis',
    servers: /^(?:postgres|docker-entrypoint\.sh)$/,
    isSlow: true,
    recipe: (use) => postgres(use, 'POSTGRES_USER'),
  },
  // bitnami/containers, bitnami/postgresql: the client is in the path, POSTGRESQL_USERNAME names the account.
  {
    images: 'docker.io/bitnami/postgresql docker.io/bitnamilegacy/postgresql',
    servers: /^$/,
    isSlow: true,
    recipe: (use) => (maySet(use, 'POSTGRESQL_PORT_NUMBER') ? withhold('Its port is not known here.') : shell('pg_isready -h 127.0.0.1 -U $${POSTGRESQL_USERNAME:-postgres}')),
  },
  { images: 'mysql', servers: /^(?:mysqld|docker-entrypoint\.sh)$/, isSlow: true, recipe: (use) => mysql(use, 'MYSQL_ROOT_PASSWORD') },
  { images: 'mariadb', servers: /^(?:mysqld|mariadbd|docker-entrypoint\.sh)$/, isSlow: true, recipe: mariadb },
  { images: 'mongo', servers: /^(?:mongod|docker-entrypoint\.sh)$/, isSlow: true, recipe: mongo },
  { images: 'influxdb', servers: /^influxd(?:b3)?$/, isSlow: true, recipe: influxdb },
  // ClickHouse/ClickHouse, docker/server/Dockerfile.ubuntu installs wget; the Alpine variant has BusyBox.
  {
    images: 'docker.io/clickhouse/clickhouse-server',
    servers: /^(?:clickhouse-server|\/entrypoint\.sh)$/,
    isSlow: true,
    recipe: () => exec(['wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:8123/ping']),
  },
  // docker-library/cassandra: bin/ is in the path. The native transport is what clients connect to.
  { images: 'cassandra', servers: /^(?:cassandra|docker-entrypoint\.sh)$/, isSlow: true, recipe: () => shell("nodetool statusbinary | grep -q '^running'", null, SPARING) },
];
