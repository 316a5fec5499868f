import { lastPart } from '../hardening/imagePath.ts';

const POSTGRES = ['POSTGRES_PASSWORD'];
const MYSQL = ['MYSQL_ROOT_PASSWORD', 'MYSQL_PASSWORD'];

/**
 * Variables that an image also reads from a file, whose path stands in `<NAME>_FILE`: `file_env` in the entrypoints of docker-library/postgres, mysql,
 * mongo, wordpress, of MariaDB/mariadb-docker, influxdata/influxdata-docker (2.x) and nextcloud/docker. Redis and RabbitMQ have none.
 */
const FILE_VARIABLES: ReadonlyMap<string, readonly string[]> = new Map([
  ...['postgres', 'postgis', 'timescaledb', 'pgvector'].map((name) => [name, POSTGRES] as const),
  ['mysql', MYSQL],
  ['mariadb', ['MARIADB_ROOT_PASSWORD', 'MARIADB_PASSWORD', ...MYSQL]],
  ['mongo', ['MONGO_INITDB_ROOT_PASSWORD']],
  ['influxdb', ['DOCKER_INFLUXDB_INIT_PASSWORD', 'DOCKER_INFLUXDB_INIT_ADMIN_TOKEN']],
  ['wordpress', ['WORDPRESS_DB_PASSWORD']],
  ['nextcloud', ['NEXTCLOUD_ADMIN_PASSWORD', 'POSTGRES_PASSWORD', 'MYSQL_PASSWORD']],
]);

/** People who build on those images and keep their entrypoint. */
const COPIES: ReadonlySet<string> = new Set(['postgis/postgis', 'timescale/timescaledb', 'pgvector/pgvector']);

/** True where the image reads `<NAME>_FILE` as well. `path` as `imagePath` gives it: copies by people whom nobody knows count for nothing. */
export function readsFile(path: string | null, name: string): boolean {
  if (path === null || (path.includes('/') && !COPIES.has(path))) return false;
  return FILE_VARIABLES.get(lastPart(path))?.includes(name) ?? false;
}
