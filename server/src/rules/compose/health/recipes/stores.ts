import { exec, optionOf, shell, withhold, type ImageUse, type Recipe, type RecipeEntry } from './recipe.ts';

/** A first answer of each kind; a server that wants a password says so, which older clients take for success. */
function redis(use: ImageUse, client: string): ReturnType<RecipeEntry['recipe']> {
  const port = optionOf(use, '--port');
  if (port === '0' || use.command.includes('--tls-port')) return withhold('It listens with TLS, so how to ask it is not known here.');
  const ping = `${client}${port === null ? '' : ` -p ${port}`} ping`;
  const hasConfiguration = use.command.some((word) => /\.conf$/.test(word));
  const mayWantPassword = hasConfiguration || use.command.includes('--requirepass') || [...use.environment.values.keys()].some((name) => /PASSWORD/.test(name));
  const check = hasConfiguration ? 'that its configuration keeps the usual port, without TLS' : null;
  return shell(mayWantPassword ? `${ping} | grep -Eq 'PONG|NOAUTH'` : `${ping} | grep -q PONG`, check);
}

/** It reads all of its data before it answers, where somebody says that it keeps any: a mere cache is there in a moment. */
function keepsData(use: ImageUse): boolean {
  return use.isMounted('/data') && (use.command.includes('--appendonly') || use.command.includes('--save'));
}

/**
 * minio/minio, Dockerfile.release: the client `mc` came with the images of 2023, whose configuration knows the server as `local`;
 * `curl` is in older ones.
 */
function minio(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  if (optionOf(use, '--address') !== null || use.isMounted('/root/.minio/certs')) return withhold('Its address is another than the usual one.');
  const year = Number(/^RELEASE\.(\d{4})-/.exec(use.image.tag ?? '')?.[1] ?? 9999);
  if (year === 2023) return withhold('Which program is in an image of 2023 that could ask it depends on the month.');
  return year < 2023 ? exec(['curl', '-fsS', 'http://127.0.0.1:9000/minio/health/live']) : exec(['mc', 'ready', 'local']);
}

function etcd(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  const isSecured = use.command.some((word) => /cert-file|https:/.test(word)) || [...use.environment.values.keys()].some((name) => /^ETCD_.*CERT_FILE$/.test(name));
  if (isSecured) return withhold('It listens with TLS, so `etcdctl` would need its certificates.');
  const [major, minor = 99] = use.version;
  return major !== undefined && (major < 3 || (major === 3 && minor < 4)) ? withhold('Before 3.4, `etcdctl` speaks the older protocol.') : exec(['etcdctl', 'endpoint', 'health']);
}

/** docker-library/memcached brings no client: Debian's shell and BusyBox can only see whether the port is open. */
function memcached(use: ImageUse): Recipe {
  const port = optionOf(use, '-p', '--port') ?? '11211';
  return use.isAlpine ? exec(['nc', '-z', '127.0.0.1', port]) : exec(['bash', '-c', `exec 3<>/dev/tcp/127.0.0.1/${port}`]);
}

export const STORES: readonly RecipeEntry[] = [
  { images: 'redis', servers: /^(?:redis-server|docker-entrypoint\.sh)$/, isSlow: keepsData, recipe: (use) => redis(use, 'redis-cli') },
  // valkey-io/valkey-container.
  { images: 'valkey docker.io/valkey/valkey', servers: /^(?:valkey-server|docker-entrypoint\.sh)$/, isSlow: keepsData, recipe: (use) => redis(use, 'valkey-cli') },
  { images: 'memcached', servers: /^(?:memcached|docker-entrypoint\.sh)$/, isSlow: false, recipe: memcached },
  { images: 'docker.io/minio/minio quay.io/minio/minio', servers: /^(?:server|minio)$/, isSlow: false, recipe: minio },
  // etcd-io/etcd, Dockerfile: without a shell, but with the client.
  { images: 'quay.io/coreos/etcd gcr.io/etcd-development/etcd', servers: /^(?:\/usr\/local\/bin\/)?etcd$/, isSlow: false, recipe: etcd },
  // meilisearch/meilisearch, Dockerfile.
  {
    images: 'docker.io/getmeili/meilisearch',
    servers: /^(?:\/bin\/)?meilisearch$/,
    isSlow: false,
    recipe: (use) => (use.environment.values.has('MEILI_HTTP_ADDR') ? withhold('Its address is another than the usual one.') : exec(['curl', '-fsS', 'http://127.0.0.1:7700/health'])),
  },
];
