import { exec, isAtLeast, maySet, optionOf, shell, SPARING, valueOf, withhold, type ImageUse, type RecipeEntry, type Withheld } from './recipe.ts';

/** Each probe starts an Erlang machine: asked every few seconds, the server has less to do than its health check. */
function rabbitmq(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  return exec(isAtLeast(use, 3, 8) ? ['rabbitmq-diagnostics', '-q', 'check_running'] : ['rabbitmqctl', 'status'], null, SPARING);
}

const OWN_LISTENERS = 'Which of its listeners speaks without encryption or a password cannot be told, so how to ask it is not known.';
const JAVA_AGENTS = 'Its Java options open ports that the tool which asks would try to open as well.';

/** What the tool of Kafka takes for a server: it starts a Java machine, and reads the same variables as the server does. */
function kafka(use: ImageUse, program: string, variables: readonly string[], fallback: string | null): ReturnType<RecipeEntry['recipe']> {
  if (['KAFKA_JMX_PORT', 'JMX_PORT', 'KAFKA_OPTS', 'KAFKA_JMX_OPTS'].some((name) => use.environment.values.has(name))) return withhold(JAVA_AGENTS);
  const name = variables.find((each) => use.environment.values.has(each));
  const address = name === undefined ? (use.environment.isComplete ? fallback : null) : plainListener(valueOf(use, name), valueOf(use, mapVariable(name)), name);
  if (address === null) return withhold(OWN_LISTENERS);
  return shell(`${program} --bootstrap-server ${address} > /dev/null`, null, SPARING);
}

function mapVariable(name: string): string {
  return `${name.startsWith('KAFKA_CFG_') ? 'KAFKA_CFG_' : 'KAFKA_'}LISTENER_SECURITY_PROTOCOL_MAP`;
}

/** The address of the first listener for clients that needs neither certificates nor a password. */
function plainListener(listeners: string | null, protocols: string | null, variable: string): string | null {
  const map = new Map((protocols ?? '').split(',').map((entry) => entry.trim().split(':') as [string, string]));
  for (const listener of (listeners ?? '').split(',')) {
    const [, name, host, port] = /^\s*(\w+):\/\/([^:/]*):(\d{2,5})\s*$/.exec(listener) ?? [];
    if (name === undefined || name === 'CONTROLLER' || (map.get(name) ?? name) !== 'PLAINTEXT') continue;
    // What is advertised to others is listened to on all addresses.
    const isOpen = variable.includes('ADVERTISED') || host === '' || host === '0.0.0.0' || host === 'localhost';
    return `${isOpen ? '127.0.0.1' : host}:${port}`;
  }
  return null;
}

const NATS_BARE: Withheld = { withheld: 'This image holds the server and nothing else that could ask it; the `-alpine` ones have `wget`.' };

/** nats-io/nats-docker: the plain tags are built on `scratch`; the configuration of the image opens the port for monitoring. */
function nats(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  if (!use.isAlpine) return NATS_BARE;
  const port = use.command.length === 0 ? '8222' : optionOf(use, '-m', '--http_port', '-http_port');
  return port === null ? withhold('Without `-m 8222`, it has no port that could be asked.') : exec(['wget', '-q', '-O', '/dev/null', `http://127.0.0.1:${port}/healthz`]);
}

/** eclipse/mosquitto, docker/2.0/Dockerfile: clients and BusyBox are there. With a configuration of its own it may want a password. */
function mosquitto(use: ImageUse): ReturnType<RecipeEntry['recipe']> {
  if (use.command.length > 0 || use.isMounted('/mosquitto/config')) return exec(['nc', '-z', '127.0.0.1', '1883'], 'that it listens on port 1883');
  return exec(['mosquitto_sub', '-h', '127.0.0.1', '-t', '$$SYS/#', '-C', '1', '-W', '3']);
}

export const BROKERS: readonly RecipeEntry[] = [
  { images: 'rabbitmq', servers: /^(?:rabbitmq-server|docker-entrypoint\.sh)$/, isSlow: true, recipe: rabbitmq },
  {
    images: 'docker.io/apache/kafka',
    servers: /^\/etc\/kafka\/docker\/run$/,
    isSlow: true,
    recipe: (use) => kafka(use, '/opt/kafka/bin/kafka-broker-api-versions.sh', ['KAFKA_LISTENERS'], '127.0.0.1:9092'),
  },
  {
    images: 'docker.io/confluentinc/cp-kafka',
    servers: /^\/etc\/confluent\/docker\/run$/,
    isSlow: true,
    recipe: (use) => kafka(use, 'kafka-broker-api-versions', ['KAFKA_LISTENERS', 'KAFKA_ADVERTISED_LISTENERS'], null),
  },
  // 31z4/zookeeper-docker: bin/ is in the path, and `srvr` is what every version since 3.5 answers.
  {
    images: 'zookeeper',
    servers: /^(?:zkServer\.sh|\/docker-entrypoint\.sh)$/,
    isSlow: true,
    recipe: (use) => (maySet(use, 'ZOO_4LW_COMMANDS_WHITELIST') ? withhold('The commands that it answers are chosen here, perhaps without `srvr`.') : exec(['zkServer.sh', 'status'], null, SPARING)),
  },
  { images: 'nats', servers: /^nats-server$/, isSlow: false, recipe: nats },
  { images: 'eclipse-mosquitto', servers: /^(?:\/usr\/sbin\/)?mosquitto$/, isSlow: false, recipe: mosquitto },
];
