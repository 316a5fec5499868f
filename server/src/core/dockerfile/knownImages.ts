import type { Distribution } from './facts.ts';
import type { ImageReference } from '../image/reference.ts';

/** An account of an image, as its /etc/passwd has it; null where it differs between versions. */
export interface KnownAccount {
  readonly name: string;
  readonly uid: number | null;
  readonly gid: number | null;
  readonly home: string | null;
}

/** What an image sets, as far as it holds for every tag; tags that differ are told apart in `describeImage`. */
export interface KnownImage {
  readonly distribution: Distribution | null;
  /** Name of the account it runs as; a number where it has no name. */
  readonly user: string | number;
  readonly accounts: readonly KnownAccount[];
  /** Null where it differs between tags. */
  readonly workdir: string | null;
  /** Variables it sets; null where the value depends on the tag. */
  readonly env: Readonly<Record<string, string | null>>;
  /** The account that its makers put there for applications, as USER names it; absent where there is none. */
  readonly applicationUser?: string;
  /** True where it starts as root on purpose: its entrypoint or its server goes on as another account, or needs root to do its work. */
  readonly needsRoot?: boolean;
}

type Row = Partial<KnownImage> & { readonly distribution: Distribution | null };

const ROOT: KnownAccount = { name: 'root', uid: 0, gid: 0, home: '/root' };
const NONROOT: KnownAccount = { name: 'nonroot', uid: 65532, gid: 65532, home: '/home/nonroot' };

const python = { LANG: null, GPG_KEY: null, PYTHON_VERSION: null, PYTHON_SHA256: null, PYTHON_PIP_VERSION: null,
  PYTHON_SETUPTOOLS_VERSION: null, PYTHON_GET_PIP_URL: null, PYTHON_GET_PIP_SHA256: null };
const java = { JAVA_HOME: null, JAVA_VERSION: null, LANG: null, LANGUAGE: null, LC_ALL: null };
const php = { PHPIZE_DEPS: null, PHP_INI_DIR: '/usr/local/etc/php', PHP_CFLAGS: null, PHP_CPPFLAGS: null, PHP_LDFLAGS: null,
  GPG_KEYS: null, PHP_VERSION: null, PHP_URL: null, PHP_ASC_URL: null, PHP_SHA256: null };

/**
 * Docker Official Images, by name. Sources: the Dockerfiles that github.com/docker-library/official-images lists for each.
 * All of these run as root unless `user` says otherwise.
 */
const OFFICIAL: Readonly<Record<string, Row>> = {
  alpine: { distribution: 'alpine' },
  almalinux: { distribution: 'redhat' },
  amazonlinux: { distribution: 'redhat' },
  bash: { distribution: 'alpine', env: { _BASH_VERSION: null, _BASH_BASELINE: null, _BASH_BASELINE_PATCH: null, _BASH_LATEST_PATCH: null } },
  'buildpack-deps': { distribution: 'debian' },
  busybox: { distribution: 'busybox' },
  caddy: { distribution: 'alpine', needsRoot: true, workdir: '/srv',
    env: { CADDY_VERSION: null, XDG_CONFIG_HOME: '/config', XDG_DATA_HOME: '/data' } },
  centos: { distribution: 'redhat' },
  composer: { distribution: 'alpine', workdir: '/app', env: { ...php, COMPOSER_ALLOW_SUPERUSER: '1', COMPOSER_HOME: '/tmp', COMPOSER_VERSION: null } },
  debian: { distribution: 'debian' },
  docker: { distribution: 'alpine', needsRoot: true, env: { DOCKER_VERSION: null, DOCKER_TLS_CERTDIR: '/certs' } },
  'eclipse-temurin': { distribution: 'ubuntu', env: java },
  elixir: { distribution: 'debian', env: { ELIXIR_VERSION: null, OTP_VERSION: null, REBAR3_VERSION: null, LANG: null, REBAR_VERSION: null } },
  erlang: { distribution: 'debian', env: { OTP_VERSION: null, REBAR3_VERSION: null, REBAR_VERSION: null, LANG: null } },
  fedora: { distribution: 'redhat', env: { DISTTAG: null, FGC: null, FBR: null, container: null } },
  golang: { distribution: 'debian', workdir: '/go', env: { GOLANG_VERSION: null, GOTOOLCHAIN: 'local', GOPATH: '/go' } },
  // github.com/keeganwitt/docker-gradle: uid 1000, but 101 where the base is UBI; the image itself runs as root.
  gradle: { distribution: 'ubuntu', workdir: '/home/gradle', env: { ...java, GRADLE_HOME: '/opt/gradle', GRADLE_VERSION: null },
    accounts: [{ name: 'gradle', uid: 1000, gid: 1000, home: '/home/gradle' }] },
  httpd: { distribution: 'debian', needsRoot: true, workdir: '/usr/local/apache2',
    env: { HTTPD_PREFIX: '/usr/local/apache2', HTTPD_VERSION: null, HTTPD_SHA256: null, HTTPD_PATCHES: null } },
  mariadb: { distribution: 'ubuntu', needsRoot: true, env: { GOSU_VERSION: null, LANG: null, MARIADB_VERSION: null } },
  maven: { distribution: 'ubuntu', env: { ...java, MAVEN_HOME: '/usr/share/maven', MAVEN_CONFIG: '/root/.m2', MAVEN_VERSION: null } },
  mongo: { distribution: 'ubuntu', needsRoot: true, env: { GOSU_VERSION: null, JSYAML_VERSION: null, JSYAML_CHECKSUM: null, MONGO_PACKAGE: null, MONGO_REPO: null,
    MONGO_MAJOR: null, MONGO_VERSION: null, HOME: '/data/db', GLIBC_TUNABLES: null } },
  mysql: { distribution: 'redhat', needsRoot: true, env: { GOSU_VERSION: null, MYSQL_MAJOR: null, MYSQL_VERSION: null, MYSQL_SHELL_VERSION: null } },
  nginx: { distribution: 'debian', needsRoot: true, env: { NGINX_VERSION: null, NJS_VERSION: null, PKG_RELEASE: null, DYNPKG_RELEASE: null, NJS_RELEASE: null, ACME_VERSION: null },
    accounts: [{ name: 'nginx', uid: 101, gid: 101, home: null }] },
  node: { distribution: 'debian', applicationUser: 'node', env: { NODE_VERSION: null, YARN_VERSION: null },
    accounts: [{ name: 'node', uid: 1000, gid: 1000, home: '/home/node' }] },
  oraclelinux: { distribution: 'redhat' },
  perl: { distribution: 'debian', workdir: '/usr/src/app', env: { PERL_VERSION: null, DEV_PACKAGES: null } },
  php: { distribution: 'debian', workdir: null, env: { ...php, APACHE_CONFDIR: null, APACHE_ENVVARS: null, PHP_EXTRA_BUILD_DEPS: null } },
  postgres: { distribution: 'debian', needsRoot: true, workdir: '/', env: { GOSU_VERSION: null, LANG: null, PG_MAJOR: null, PG_VERSION: null, PG_SHA256: null,
    PGDATA: null, DOCKER_PG_LLVM_DEPS: null }, accounts: [{ name: 'postgres', uid: null, gid: null, home: '/var/lib/postgresql' }] },
  pypy: { distribution: 'debian', env: { LANG: null, PYPY_VERSION: null, PYTHON_PIP_VERSION: null, PYTHON_SETUPTOOLS_VERSION: null,
    PYTHON_GET_PIP_URL: null, PYTHON_GET_PIP_SHA256: null } },
  python: { distribution: 'debian', env: python },
  rabbitmq: { distribution: 'ubuntu', needsRoot: true, env: { HOME: '/var/lib/rabbitmq', LANG: null, LANGUAGE: null, LC_ALL: null, RABBITMQ_VERSION: null,
    RABBITMQ_HOME: null, RABBITMQ_DATA_DIR: null, RABBITMQ_PGP_KEY_ID: null, OPENSSL_VERSION: null, ERLANG_INSTALL_PATH_PREFIX: null, OPENSSL_INSTALL_PATH_PREFIX: null } },
  redis: { distribution: 'debian', needsRoot: true, workdir: '/data', env: { GOSU_VERSION: null, REDIS_VERSION: null, REDIS_DOWNLOAD_URL: null, REDIS_DOWNLOAD_SHA: null },
    accounts: [{ name: 'redis', uid: 999, gid: null, home: null }] },
  rockylinux: { distribution: 'redhat' },
  ruby: { distribution: 'debian', env: { LANG: null, RUBY_MAJOR: null, RUBY_VERSION: null, RUBY_DOWNLOAD_SHA256: null, RUBY_DOWNLOAD_URL: null,
    GEM_HOME: '/usr/local/bundle', BUNDLE_SILENCE_ROOT_WARNING: '1', BUNDLE_APP_CONFIG: '/usr/local/bundle' } },
  rust: { distribution: 'debian', env: { RUSTUP_HOME: '/usr/local/rustup', CARGO_HOME: '/usr/local/cargo', RUST_VERSION: null } },
  scratch: { distribution: 'scratch', accounts: [] },
  swift: { distribution: 'ubuntu' },
  tomcat: { distribution: 'ubuntu', workdir: '/usr/local/tomcat', env: { ...java, CATALINA_HOME: '/usr/local/tomcat', TOMCAT_NATIVE_LIBDIR: null,
    LD_LIBRARY_PATH: null, GPG_KEYS: null, TOMCAT_MAJOR: null, TOMCAT_VERSION: null, TOMCAT_SHA512: null } },
  traefik: { distribution: 'alpine', needsRoot: true },
  ubuntu: { distribution: 'ubuntu' },
};

interface Family {
  readonly name: RegExp;
  readonly row: (tag: string) => Row | null;
}

/** Images outside the official ones, by full name. */
const FAMILIES: readonly Family[] = [
  // github.com/GoogleContainerTools/distroless, README: tags with `nonroot` run as 65532.
  { name: /^gcr\.io\/distroless\//, row: (tag) => ({ distribution: 'debian', accounts: [NONROOT], applicationUser: '65532', user: tag.includes('nonroot') ? 'nonroot' : 'root',
    workdir: tag.includes('nonroot') ? '/home/nonroot' : '/', env: { SSL_CERT_FILE: null, JAVA_VERSION: null, LANG: null } }) },
  // edu.chainguard.dev, "Overview" page of each image. Wolfi has no name among our distributions.
  { name: /^cgr\.dev\/chainguard\/wolfi-base$/, row: () => ({ distribution: null, accounts: [NONROOT], applicationUser: '65532', env: { SSL_CERT_FILE: null } }) },
  { name: /^cgr\.dev\/chainguard\/(?:static|python|glibc-dynamic|cc-dynamic)$/,
    row: () => ({ distribution: null, user: 'nonroot', accounts: [NONROOT], workdir: null, env: { SSL_CERT_FILE: null, LANG: null } }) },
  // github.com/bitnami/containers: minideb is plain Debian, the rest end with `USER 1001`.
  { name: /^docker\.io\/bitnami(?:legacy)?\/minideb$/, row: () => ({ distribution: 'debian' }) },
  { name: /^docker\.io\/bitnami(?:legacy|secure)?\//, row: () => ({ distribution: 'debian', user: 1001, workdir: null }) },
  // github.com/oven-sh/bun/tree/main/dockerhub
  { name: /^docker\.io\/oven\/bun$/, row: () => ({ distribution: 'debian', applicationUser: 'bun', workdir: '/home/bun/app', env: { BUN_RUNTIME_TRANSPILER_CACHE_PATH: '0', BUN_INSTALL_BIN: '/usr/local/bin' },
    accounts: [{ name: 'bun', uid: 1000, gid: 1000, home: '/home/bun' }] }) },
  // github.com/denoland/deno_docker
  { name: /^docker\.io\/denoland\/deno$/, row: () => ({ distribution: 'debian', applicationUser: 'deno', env: { DENO_USE_CGROUPS: '1', DENO_DIR: '/deno-dir/', DENO_INSTALL_ROOT: '/usr/local', DENO_VERSION: null, LD_LIBRARY_PATH: null },
    accounts: [{ name: 'deno', uid: 1993, gid: null, home: '/home/deno' }] }) },
  // github.com/dotnet/dotnet-docker, documentation/: since .NET 8 there is an `app` user, 1654; chiseled and distroless tags run as it.
  { name: /^mcr\.microsoft\.com\/dotnet\/(?:sdk|aspnet|runtime|runtime-deps)$/, row: (tag) => ({ distribution: 'debian', workdir: null,
    user: /chiseled|distroless/.test(tag) ? 'app' : 'root',
    ...(/^(?:[1-7])\./.test(tag) ? {} : { applicationUser: '$APP_UID' }), accounts: [{ name: 'app', uid: 1654, gid: 1654, home: '/home/app' }],
    env: { APP_UID: '1654', ASPNETCORE_HTTP_PORTS: null, ASPNETCORE_URLS: null, ASPNETCORE_VERSION: null, DOTNET_RUNNING_IN_CONTAINER: 'true', DOTNET_VERSION: null,
      DOTNET_GENERATE_ASPNET_CERTIFICATE: null, DOTNET_NOLOGO: null, DOTNET_SDK_VERSION: null, DOTNET_USE_POLLING_FILE_WATCHER: null, NUGET_XMLDOC_MODE: null,
      POWERSHELL_DISTRIBUTION_CHANNEL: null, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: null } }) },
  // catalog.redhat.com: the plain bases run as root, the language images as 1001 with home /opt/app-root/src.
  { name: /^registry\.(?:access\.)?redhat\.(?:com|io)\/ubi\d+(?:\/ubi(?:-minimal|-micro|-init)?|-minimal|-micro|-init)?$/,
    row: () => ({ distribution: 'redhat', env: { container: 'oci' } }) },
  { name: /^registry\.(?:access\.)?redhat\.(?:com|io)\/ubi\d+\/(?:python|nodejs|ruby|php|perl|go-toolset)/,
    row: () => ({ distribution: 'redhat', user: 1001, workdir: '/opt/app-root/src', accounts: [{ name: 'default', uid: 1001, gid: 0, home: '/opt/app-root/src' }] }) },
  // github.com/astral-sh/uv, docker/: tags named after a base are that base plus uv; the bare ones are scratch.
  { name: /^ghcr\.io\/astral-sh\/uv$/, row: (tag) => (/python|debian|alpine|bookworm|trixie|bullseye/.test(tag)
    ? { distribution: 'debian', env: { ...python, UV_TOOL_BIN_DIR: '/usr/local/bin' } } : { distribution: 'scratch', accounts: [] }) },
  // github.com/jupyter/docker-stacks: user jovyan, 1000, group users.
  { name: /^(?:docker\.io|quay\.io)\/jupyter\//, row: () => ({ distribution: 'ubuntu', user: 'jovyan', workdir: '/home/jovyan',
    accounts: [{ name: 'jovyan', uid: 1000, gid: 100, home: '/home/jovyan' }] }) },
  { name: /^docker\.io\/continuumio\/(?:mini|ana)conda3$/, row: () => ({ distribution: 'debian' }) },
  // github.com/nginxinc/docker-nginx-unprivileged
  { name: /^(?:docker\.io|ghcr\.io)\/nginxinc\/nginx-unprivileged$/, row: () => ({ distribution: 'debian', user: 'nginx', accounts: [{ name: 'nginx', uid: 101, gid: 101, home: null }] }) },
  { name: /^docker\.io\/(?:nvidia\/cuda|pytorch\/pytorch|tensorflow\/tensorflow)$/, row: () => ({ distribution: 'ubuntu', workdir: null }) },
];

/** Images whose Dockerfiles set more variables than are listed here. */
const OPEN_ENVIRONMENT = /\/(?:jupyter|nvidia|pytorch|tensorflow|continuumio|bitnami|bitnamilegacy|bitnamisecure|ubi\d+)\//;

/** Mirrors of the official images under other names. */
const MIRROR = /^(?:docker\.io|index\.docker\.io|registry-1\.docker\.io|mirror\.gcr\.io|public\.ecr\.aws\/docker)\/library\//;

/** Full name without tag, Docker Hub's defaults filled in: `docker.io/library/python`. */
export function fullImageName(image: ImageReference): string {
  const domain = image.domain === null || image.domain === 'index.docker.io' ? 'docker.io' : image.domain;
  return domain === 'docker.io' && !image.path.includes('/') ? `docker.io/library/${image.path}` : `${domain}/${image.path}`;
}

export interface ImageDescription extends KnownImage {
  /** False where the image sets variables that are not listed. */
  readonly isEnvComplete: boolean;
}

/** What is known of an image by its name and tag; null for images that nobody wrote down here. */
export function describeImage(image: ImageReference): ImageDescription | null {
  const name = fullImageName(image);
  const tag = image.tag ?? '';
  const key = `${name}:${tag}`;
  let known = described.get(key);
  if (known === undefined) {
    if (described.size >= MOST_DESCRIBED) described.clear();
    described.set(key, (known = describe(name, tag)));
  }
  return known;
}

/** Hundreds of files build on the same few images. */
const described = new Map<string, ImageDescription | null>();
const MOST_DESCRIBED = 1_000;

function describe(name: string, tag: string): ImageDescription | null {
  const mirrored = MIRROR.exec(name);
  const official = mirrored ? name.slice(mirrored[0].length) : null;
  const row = official !== null
    ? (Object.hasOwn(OFFICIAL, official) ? OFFICIAL[official]! : null)
    : (FAMILIES.find((family) => family.name.test(name))?.row(tag) ?? null);
  if (!row) return null;
  const distribution = distributionOfTag(tag) ?? (row.distribution === 'debian' && /ubi\d/.test(tag) ? 'redhat' : row.distribution);
  const own = official === 'gradle' && /ubi/.test(tag) ? [{ name: 'gradle', uid: 101, gid: 101, home: '/home/gradle' }] : row.accounts;
  return {
    distribution,
    user: distribution === 'windows' ? 'ContainerAdministrator' : (row.user ?? 'root'),
    accounts: distribution === 'windows' || (own && own.length === 0)
      ? []
      : [ROOT, ...systemAccounts(distribution), ...(official === 'ubuntu' ? ubuntuAccount(tag) : []), ...(own ?? [])],
    workdir: row.workdir === undefined ? '/' : row.workdir,
    env: row.env ?? {},
    ...(row.applicationUser === undefined ? {} : { applicationUser: row.applicationUser }),
    // php-fpm's and Apache's masters start as root and hand the work to www-data.
    needsRoot: row.needsRoot ?? (official === 'php' && /(?:^|-)(?:apache|fpm)(?:-|$)/.test(tag)),
    isEnvComplete: !OPEN_ENVIRONMENT.test(name),
  };
}

/** The distribution that a tag names (`3.12-alpine3.20`, `20-bookworm-slim`, `ltsc2022`); null where it names none. */
export function distributionOfTag(tag: string): Distribution | null {
  if (/(?:^|[-.])alpine/.test(tag)) return 'alpine';
  if (/nanoserver|windowsservercore|ltsc20\d\d/.test(tag)) return 'windows';
  if (/(?:^|-)(?:xenial|bionic|focal|jammy|lunar|mantic|noble|plucky|questing|resolute|chiseled)(?:-|$)|ubuntu/.test(tag)) return 'ubuntu';
  if (/(?:^|-)(?:stretch|buster|bullseye|bookworm|trixie|forky|sid)(?:-|$)|debian/.test(tag)) return 'debian';
  if (/ubi\d|oraclelinux|oracle(?:-|$)|rockylinux|almalinux|centos|amazonlinux|(?:^|-)al20\d\d/.test(tag)) return 'redhat';
  if (/(?:^|-)(?:busybox|musl|glibc|uclibc)(?:-|$)/.test(tag)) return 'busybox';
  return null;
}

function systemAccounts(distribution: Distribution | null): readonly KnownAccount[] {
  if (distribution === 'debian' || distribution === 'ubuntu') {
    return [{ name: 'www-data', uid: 33, gid: 33, home: '/var/www' }, { name: 'nobody', uid: 65534, gid: 65534, home: '/nonexistent' }];
  }
  if (distribution === 'alpine') return [{ name: 'nobody', uid: 65534, gid: 65534, home: '/' }];
  return [];
}

/** Since 23.04 the image has the user `ubuntu`; `latest` is the current LTS. */
function ubuntuAccount(tag: string): readonly KnownAccount[] {
  const year = /^(\d\d)\.\d\d/.exec(tag)?.[1];
  const isOld = year !== undefined ? Number(year) < 23 : /xenial|bionic|focal|jammy/.test(tag);
  return isOld ? [] : [{ name: 'ubuntu', uid: 1000, gid: 1000, home: '/home/ubuntu' }];
}
