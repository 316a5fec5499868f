import type { Access } from './accessKinds.ts';
import { lastPart } from './imagePath.ts';

const NOTHING: ReadonlySet<Access> = new Set();

/** Tools by what their own documentation tells people to give them. Where several pack one, the last part of the path tells it. */
const TOOLS: readonly (readonly [readonly Access[], string])[] = [
  [['socket'], 'traefik watchtower dozzle autoheal docker-autoheal docker-socket-proxy socket-proxy socket-proxy-nginx diun ouroboros wud whatsupdocker cup shepherd ofelia deck-chores chadburn'],
  [['socket'], 'portainer portainer-ce portainer-ee yacht dockge dockwatch lazydocker ctop homepage heimdall homarr dashy flame uptime-kuma sablier tugtainer arcane komodo komodo-core'],
  [['socket'], 'nginx-proxy docker-gen acme-companion nginx-proxy-acme letsencrypt-nginx-proxy-companion docker-letsencrypt-nginx-proxy-companion caddy-docker-proxy crowdsec swag-auto-proxy'],
  [['socket'], 'act_runner gitea-runner runner gitlab-runner woodpecker-agent drone drone-runner-docker jenkins-agent github-runner actions-runner buildkite-agent localstack localstack-pro ryuk concourse'],
  [['socket'], 'docker-volume-backup volume-backup docker-cleanup docker-gc logspout promtail alloy agent vector fluent-bit fluentd openhands executor coolify dokploy swarm-cronjob swarmpit scope docker-event-monitor selenoid kestra gzctf dns-proxy-server'],
  [['socket', 'root', 'privileged', 'pid', 'network'], 'cadvisor netdata agent telegraf glances newrelic-infra datadog-agent falco falco-no-driver sysdig tetragon dd-agent docker-dd-agent beszel-agent dynatrace-oneagent scope'],
  [['socket', 'root', 'network'], 'filebeat metricbeat elastic-agent otel-collector opentelemetry-collector opentelemetry-collector-contrib grafana-agent wazuh-agent periphery komodo-periphery'],
  [['root', 'pid', 'network'], 'node-exporter node_exporter prom-node-exporter process-exporter monit'],
  [['network', 'privileged'], 'home-assistant homeassistant homebridge hassio esphome matter-server python-matter-server scrypted frigate plex pms-docker jellyfin emby embyserver music-assistant-server snapcast roonserver'],
  [['network', 'privileged'], 'tailscale zerotier zerotier-synchronized wireguard openvpn openvpn-as ipsec-vpn-server hwdsl2 openconnect ocserv pptp strongswan pihole adguardhome keepalived avahi avahi-daemon mdns-repeater mdns-reflector dhcpd kea bird frr cloudflared'],
  [['network'], 'unifi unifi-network-application unifi-controller omada-controller netalertx netbox-agent coturn livekit-server jitsi-videobridge jvb mediamtx go2rtc airconnect spotifyd nut-upsd blackbox-exporter smokeping watchyourlan upsnap fail2ban aircast shairport-sync ntopng zeek suricata wg-easy'],
  [['privileged', 'network', 'root'], 'dind docker rancher k3s kind node binfmt buildkit minikube nfs-server nfs-ganesha glusterfs docker-osx windows qemu android-emulator docker-android scrutiny zigbeed'],
];

const PURPOSES = collect();

/** The ways that a tool exists for; those are not held against it. `path` as `imagePath` gives it, or the name of a service that is built. */
export function purposesOf(path: string | null): ReadonlySet<Access> {
  if (path === null) return NOTHING;
  const name = lastPart(path);
  // `node` is the JavaScript image and `kindest/node` a cluster; `agent` and `runner` say nothing alone.
  if ((name === 'node' || name === 'agent' || name === 'runner' || name === 'windows' || name === 'scope') && !path.includes('/')) return NOTHING;
  return PURPOSES.get(name) ?? NOTHING;
}

/** What stands between the socket and everything else: the advice that others get. */
export function isSocketProxy(path: string | null): boolean {
  return path !== null && /(?:^|-)socket-?proxy(?:-|$)/.test(lastPart(path));
}

function collect(): Map<string, Set<Access>> {
  const purposes = new Map<string, Set<Access>>();
  for (const [accesses, names] of TOOLS) {
    for (const name of names.split(' ')) purposes.set(name, new Set([...(purposes.get(name) ?? []), ...accesses]));
  }
  return purposes;
}

/** Official images of programs that serve others and have no business with their host. */
const ORDINARY: ReadonlySet<string> = new Set(
  ('postgres mysql mariadb mongo redis valkey memcached rabbitmq nginx httpd caddy haproxy wordpress nextcloud ghost drupal joomla phpmyadmin adminer redmine ' +
    'elasticsearch opensearch kibana influxdb cassandra couchdb neo4j solr zookeeper nats eclipse-mosquitto minio registry sonarqube matomo tomcat varnish').split(' '),
);

/** True where access to the host surely is no part of what a service does. */
export function isOrdinary(path: string | null): boolean {
  return path !== null && (ORDINARY.has(path) || path === 'minio/minio' || (path.startsWith('bitnami/') && ORDINARY.has(lastPart(path))));
}
