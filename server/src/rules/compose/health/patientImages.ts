import { fullImageName } from '../../../core/dockerfile/knownImages.ts';
import type { ImageReference } from '../../../core/image/reference.ts';

/** Images that connect when somebody asks them something, or try again themselves; by the last part of their name. */
const BY_LAST_PART: ReadonlySet<string> = new Set(
  `adminer phpmyadmin pgadmin4 pgweb mongo-express redis-commander redisinsight kafka-ui akhq kafdrop kibana opensearch-dashboards cerebro grafana
    grafana-oss grafana-enterprise nginx nginx-unprivileged openresty traefik caddy httpd haproxy envoy prometheus portainer portainer-ce dozzle flower
    cloudbeaver chronograf telegraf logstash filebeat metricbeat apm-server fluent-bit fluentd promtail alloy
    opentelemetry-collector opentelemetry-collector-contrib opentelemetry-collector-k8s
    wordpress classicpress drupal mediawiki matomo joomla nextcloud`.trim().split(/\s+/),
);

/** Those that wait for their database by their own scripts, by full name, with where that is to be seen. */
const WAITING: ReadonlySet<string> = new Set([
  // github.com/goauthentik/authentik, lifecycle.
  'ghcr.io/goauthentik/server', 'docker.io/goauthentik/server',
  // github.com/netbox-community/netbox-docker, docker/docker-entrypoint.sh.
  'docker.io/netboxcommunity/netbox', 'ghcr.io/netbox-community/netbox', 'quay.io/netboxcommunity/netbox',
  // github.com/temporalio/docker-builds, docker/auto-setup.sh.
  'docker.io/temporalio/auto-setup',
  // github.com/odoo/docker, wait-for-psql.py.
  'docker.io/library/odoo',
  // github.com/requarks/wiki, server/core/db.js.
  'docker.io/requarks/wiki', 'ghcr.io/requarks/wiki',
  // github.com/appwrite/appwrite, app/http.php and src/Appwrite.
  'docker.io/appwrite/appwrite',
]);

/**
 * True for an image that does not mind a server which is not there yet. confluentinc/kafka-images wait for what they need in `ensure`,
 * zabbix/zabbix-docker in their entrypoints; exporters say that their server is away.
 */
export function isPatient(image: ImageReference): boolean {
  const name = image.path.slice(image.path.lastIndexOf('/') + 1);
  return BY_LAST_PART.has(name) || /[-_]exporter$|^zabbix-/.test(name) || image.path.startsWith('confluentinc/') || WAITING.has(fullImageName(image));
}
