import type { DockerfileFacts } from '../../../core/dockerfile/facts.ts';
import type { Instruction, Stage } from '../../../core/dockerfile/model.ts';
import { stageChain } from '../../../core/dockerfile/stageChain.ts';
import { familyOf } from '../../../core/image/family.ts';
import { refuse, type Refusal } from '../../layers/proof.ts';
import type { StartCommand } from '../startCommand.ts';

/** Where servers listen that are told no port (each one's own documentation). */
const DEFAULT_PORTS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:uvicorn|gunicorn|hypercorn|daphne|granian|fastapi run|runserver|http\.server)\b/, 8000], [/\bflask\b.*\brun\b/, 5000], [/\bstreamlit run\b/, 8501],
  [/\b(?:next|nuxt) start\b/, 3000], [/\b(?:rails s|rails server|puma)\b/, 3000], [/\bhttp-server\b/, 8080], [/\bnginx\b/, 80],
];
const IMAGE_PORTS: ReadonlyMap<string, number> = new Map([['nginx', 80], ['httpd', 80], ['caddy', 80], ['tomcat', 8080]]);

/** `--port 8000`, `-p 8000`, `--bind 0.0.0.0:8000`, `runserver 0.0.0.0:8000`. */
const IN_COMMAND = /(?:(?:--port|--http-port|--server\.port|-p|--listen|--bind|-b|--address|-Dserver\.port|runserver)[= ](?:(?:tcp|http):\/\/)?(?:(?:[\w.*-]{0,100}|\[[\d:]{0,50}\]):)?)(\d{2,5})(?![\w.:])/;

/** Ports of other protocols than HTTP, and of HTTP over TLS. */
const OTHER_PROTOCOLS: ReadonlySet<number> = new Set([21, 22, 23, 25, 53, 110, 143, 389, 443, 465, 587, 636, 993, 995, 1433, 1521, 1883, 2181, 3306, 4222, 4369,
  5432, 5671, 5672, 5900, 6379, 6380, 7687, 8443, 8883, 9042, 9092, 9443, 11211, 26257, 27017, 50051, 61616]);

/** The port that answers HTTP in a container of this stage, or why that cannot be told. */
export function servedPort(facts: DockerfileFacts, stage: Stage, start: StartCommand | null): number | Refusal {
  const port = commandPort(start) ?? exposedPort(facts, stage) ?? defaultPort(facts, stage, start);
  if (port === null) return refuse('which port answers is not said here');
  if (typeof port === 'object') return port;
  if (OTHER_PROTOCOLS.has(port)) return refuse(`port ${port} is mostly used for something else than plain HTTP, so how to ask it is not known`);
  return port;
}

function commandPort(start: StartCommand | null): number | null {
  const found = start && IN_COMMAND.exec(start.text);
  return found ? Number(found[1]) : null;
}

function exposedPort(facts: DockerfileFacts, stage: Stage): number | Refusal | null {
  const exposes = stageChain(stage).flatMap(({ instructions }) => instructions.filter(({ keyword, isTrigger }) => keyword === 'EXPOSE' && !isTrigger));
  const ports = new Set(exposes.flatMap((instruction) => portsOf(facts, instruction)));
  if (ports.has(80) && ports.has(443) && ports.size === 2) return 80;
  const [only] = ports;
  if (ports.size > 1) return refuse('several ports are exposed, and which of them answers HTTP is not known');
  return only === null ? refuse('the exposed port has no value here') : (only ?? null);
}

/** Ports that web applications use by habit: 80, 3000 and up, 4000, 5000, 8000 to 8999. */
const WEB_PORT = /^(?:80|3\d{3}|40\d\d|50\d\d|8[0-8]\d\d|8888|9000)$/;

/** True where a port of an application is exposed, and none of a service of the system (UDP). */
export function exposesWebPort(facts: DockerfileFacts, stage: Stage): boolean {
  const exposes = stageChain(stage).flatMap(({ instructions }) => instructions.filter(({ keyword, isTrigger }) => keyword === 'EXPOSE' && !isTrigger));
  if (exposes.some(({ words }) => words.some(({ value }) => /\/udp$/i.test(value)))) return false;
  return exposes.some((instruction) => portsOf(facts, instruction).some((port) => port === null || (WEB_PORT.test(String(port)) && !OTHER_PROTOCOLS.has(port))));
}

/** TCP ports; null for one whose value is not known here. */
function portsOf(facts: DockerfileFacts, instruction: Instruction): readonly (number | null)[] {
  const { env } = facts.stateBefore(instruction);
  return instruction.words.flatMap(({ value }) => {
    const [name, protocol] = value.split('/');
    if (protocol?.toLowerCase() === 'udp') return [];
    const variable = /^\$\{?(\w+)(?::?-(\d+))?\}?$/.exec(name!);
    const text = variable ? (env.get(variable[1]!) ?? variable[2] ?? '') : name!;
    return [/^\d{1,5}$/.test(text) ? Number(text) : null];
  });
}

function defaultPort(facts: DockerfileFacts, stage: Stage, start: StartCommand | null): number | null {
  const port = facts.stageFact(stage).endState.env.get('PORT');
  if (port && /^\d{2,5}$/.test(port)) return Number(port);
  if (start) return DEFAULT_PORTS.find(([pattern]) => pattern.test(start.text))?.[1] ?? null;
  const { baseImage } = facts.stageFact(stage);
  const family = baseImage && familyOf(baseImage);
  return family === null ? null : (IMAGE_PORTS.get(family) ?? null);
}
