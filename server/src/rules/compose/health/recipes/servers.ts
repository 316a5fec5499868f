import { isOldNginx } from '../../../../core/dockerfile/knownPrograms.ts';
import { exec, isAtLeast, maySet, shell, valueOf, withhold, type ImageUse, type RecipeEntry } from './recipe.ts';

const OWN_CONFIGURATION = 'Its configuration decides which port and path answer.';

function wget(url: string): readonly string[] {
  return ['wget', '-q', '-O', '/dev/null', url];
}

/** nginxinc/docker-nginx: curl is in the Debian and Alpine variants, BusyBox alone in `alpine-slim`. `localhost` may be IPv6, which it does not listen on. */
function nginx(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  if (use.isMounted('/etc/nginx')) return withhold(OWN_CONFIGURATION);
  const url = 'http://127.0.0.1/';
  const isOld = isOldNginx(use.image);
  if (isOld && !use.isAlpine) return withhold('Images of nginx before 1.20 have no program that could ask it.');
  return exec(isOld || /alpine.*-slim|slim.*alpine/.test(use.image.tag ?? '') ? wget(url) : ['curl', '-fsS', '-o', '/dev/null', url], 'that its first page answers without a login');
}

function httpd(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  if (use.isMounted('/usr/local/apache2/conf')) return withhold(OWN_CONFIGURATION);
  if (!use.isAlpine) return withhold('This image has no program that could ask it; the `-alpine` ones have `wget`.');
  return exec(wget('http://127.0.0.1/'), 'that its first page answers without a login');
}

const SECURED = 'It answers over TLS and with a password only.';

/** elastic/elasticsearch, distribution/docker: curl is there. Security is on since 8 unless it is switched off. */
function elasticsearch(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  const security = valueOf(use, 'xpack.security.enabled');
  const isOpen = security === 'false' || (security === null && use.environment.isComplete && use.version.length > 0 && !isAtLeast(use, 8) && !use.environment.values.has('xpack.security.enabled'));
  return isOpen ? search(use) : withhold(SECURED);
}

/** opensearch-project/opensearch-build: Amazon Linux has curl. The entrypoint reads this variable. */
function opensearch(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  const isOpen = valueOf(use, 'DISABLE_SECURITY_PLUGIN') === 'true' || valueOf(use, 'plugins.security.disabled') === 'true';
  return isOpen ? search(use) : withhold(SECURED);
}

function search({ environment }: ImageUse): ReturnType<RecipeEntry['recipe']> {
  if (['http.port', 'http.host', 'network.host'].some((name) => environment.values.has(name) && environment.values.get(name) !== '0.0.0.0')) return withhold('Its settings may have moved the address.');
  return exec(['curl', '-fsS', '-o', '/dev/null', 'http://127.0.0.1:9200/_cluster/health?wait_for_status=yellow&timeout=3s'], null,
    { interval: '10s', timeout: '5s', retries: 10, start_period: '60s' });
}

/**
 * The image has no client, but bash, which keycloak.org/observability/health uses as well: the management port came with 25, and answers where health
 * is switched on. With certificates it speaks TLS.
 */
function keycloak(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  const isOn = valueOf(use, 'KC_HEALTH_ENABLED') === 'true' || use.command.includes('--health-enabled=true');
  const isPlain = ![...use.environment.values.keys(), ...use.command].some((name) => /^(?:KC_HTTPS|--https|KC_HTTP_MANAGEMENT|--http-management|KC_HTTP_RELATIVE|--http-relative)/.test(name));
  if (!isOn) return withhold('It answers how it is only with `KC_HEALTH_ENABLED: "true"`.');
  if (!isPlain || !isAtLeast(use, 25)) return withhold('Where it answers how it is depends on its version and settings, and its image has no program that could ask over TLS.');
  const script = "{ printf 'HEAD /health/ready HTTP/1.0\\r\\n\\r\\n' >&0; grep -q '^HTTP/1.0 200'; } 0<>/dev/tcp/127.0.0.1/9000";
  return exec(['bash', '-c', script], null, { interval: '10s', timeout: '5s', retries: 10, start_period: '60s' });
}

/** grafana/grafana: the Ubuntu variant has curl, the others BusyBox. */
function grafana(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  if (['GF_SERVER_HTTP_PORT', 'GF_SERVER_PROTOCOL', 'GF_SERVER_SERVE_FROM_SUB_PATH'].some((name) => maySet(use, name)) || use.isMounted('/etc/grafana/grafana.ini')) {
    return withhold('Its settings may have moved the port.');
  }
  const url = 'http://127.0.0.1:3000/api/health';
  return exec(/ubuntu/.test(use.image.tag ?? '') ? ['curl', '-fsS', '-o', '/dev/null', url] : wget(url));
}

/** prometheus/prometheus, Dockerfile: BusyBox. */
function prometheus(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  if (/distroless/.test(use.image.tag ?? '')) return withhold('This image has no program that could ask it.');
  return use.command.some((word) => word.startsWith('--web.')) && use.command.some((word) => /^--web\.(?:listen-address|route-prefix|external-url|config\.file)/.test(word))
    ? withhold('Its settings may have moved the port or the path.')
    : exec(wget('http://127.0.0.1:9090/-/ready'));
}

function traefik(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  const isOn = use.command.some((word) => /^--ping(?:=true)?$/.test(word)) && !use.command.some((word) => /^--ping\.entrypoint/i.test(word));
  return isOn ? exec(['traefik', 'healthcheck', '--ping']) : withhold('It answers how it is only with `--ping`.');
}

/** hashicorp/vault, Dockerfile: the image's own command is a server for development without TLS, which is never sealed. */
function vault(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  return use.command.length === 0 || use.command.includes('-dev')
    ? shell('VAULT_ADDR=http://127.0.0.1:8200 vault status > /dev/null')
    : withhold('After each start it is sealed until somebody unseals it, which is unhealthy for `vault status`.');
}

export const SERVERS: readonly RecipeEntry[] = [
  { images: 'nginx', servers: /^(?:nginx|nginx-debug)$/, isSlow: false, recipe: nginx },
  { images: 'httpd', servers: /^httpd(?:-foreground)?$/, isSlow: false, recipe: httpd },
  { images: 'elasticsearch docker.elastic.co/elasticsearch/elasticsearch', servers: /^(?:elasticsearch|eswrapper)$/, isSlow: true, recipe: elasticsearch },
  { images: 'docker.io/opensearchproject/opensearch', servers: /^opensearch$/, isSlow: true, recipe: opensearch },
  { images: 'quay.io/keycloak/keycloak docker.io/keycloak/keycloak', servers: /^(?:start|start-dev)$/, isSlow: true, recipe: keycloak },
  { images: 'docker.io/grafana/grafana docker.io/grafana/grafana-oss docker.io/grafana/grafana-enterprise', servers: /^$/, isSlow: false, recipe: grafana },
  { images: 'docker.io/prom/prometheus quay.io/prometheus/prometheus', servers: /^$/, isSlow: false, recipe: prometheus },
  { images: 'traefik', servers: /^traefik$/, isSlow: false, recipe: traefik },
  // hashicorp/consul, Dockerfile.
  { images: 'docker.io/hashicorp/consul', servers: /^(?:agent|consul)$/, isSlow: false, recipe: () => exec(['consul', 'members']) },
  { images: 'docker.io/hashicorp/vault', servers: /^(?:server|vault)$/, isSlow: false, recipe: vault },
];

