import { isPlainMap } from '../../../core/compose/plainData.ts';
import type { ProjectService } from '../../../core/compose/project.ts';
import type { ProjectView } from '../../../core/engine/projectView.ts';
import { buildOf } from './imageHealth.ts';

/** What scripts use to wait for a port, and loops that try again. */
const WAITS = /wait[-_]?(?:for|on|until|4)|dockerize|pg_isready|mysqladmin|\bnc (?:-\w+ )*-\w*z|\/dev\/tcp\/|\b(?:until|while)\b|\bsleep\b|--wait\b|\bretry\b/i;
const WAITING_VARIABLE = /^WAIT_|_WAIT(?:_|$)|WAIT_FOR/;

/** Images that connect when somebody asks them something, try again themselves, or wait by their own scripts; by the last part of their name. */
const PATIENT = new Set(
  `adminer phpmyadmin pgadmin4 pgweb mongo-express redis-commander redisinsight kafka-ui akhq kafdrop kibana opensearch-dashboards cerebro grafana
    grafana-oss grafana-enterprise nginx nginx-unprivileged openresty traefik caddy httpd haproxy envoy prometheus portainer portainer-ce dozzle flower
    cloudbeaver chronograf telegraf logstash filebeat metricbeat apm-server fluent-bit`.trim().split(/\s+/),
);

/** True for a service that evidently does not mind a server which is not there yet. */
export function connectsLate(service: ProjectService, project: ProjectView | null): boolean {
  const image = service.get('build') === null ? service.get('image') : null;
  if (typeof image === 'string' && isPatient(image)) return true;
  if ([service.get('command'), service.get('entrypoint')].some((command) => WAITS.test(textOf(command)))) return true;
  const environment = service.get('environment');
  if (isPlainMap(environment) && Object.keys(environment).some((name) => WAITING_VARIABLE.test(name))) return true;
  const dockerfile = buildOf(service, project)?.file;
  return dockerfile !== undefined && /wait[-_]?(?:for|on|until|4)|dockerize/i.test(dockerfile.text);
}

/** confluentinc/kafka-images wait for what they need in `ensure`; exporters say that their server is away. */
function isPatient(image: string): boolean {
  const path = image.split('@')[0]!;
  const name = path.slice(path.lastIndexOf('/') + 1).split(':')[0]!;
  return PATIENT.has(name) || /[-_]exporter$/.test(name) || /(?:^|\/)confluentinc\//.test(path);
}

function textOf(command: unknown): string {
  if (typeof command === 'string') return command.slice(0, LONGEST);
  return Array.isArray(command) ? command.filter((word) => typeof word === 'string').join(' ').slice(0, LONGEST) : '';
}

const LONGEST = 4_000;
