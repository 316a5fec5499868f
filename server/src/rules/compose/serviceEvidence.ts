import type { BuildUse } from '../../core/engine/projectView.ts';
import type { BuiltImage } from './builtImage.ts';
import { BASE_SIGNS, COMMAND_SIGNS, EMPTY_WORDS, IMAGE_SIGNS, PACKAGE_SIGNS, PORT_SIGNS, WORD_SIGNS, type Sign } from './evidenceTables.ts';
import { manifestFolder, manifestsOf, type Manifest } from './manifests.ts';
import type { ServiceReading } from './serviceReading.ts';
import { commandText, containerPorts, environmentOf, imageName, wordsOf } from './serviceText.ts';

/** Something seen in a service, and what it points to. */
export interface Evidence extends Sign {
  /** For people: `port 5432`. */
  readonly text: string;
  /** True for what a developer adds to any service: it makes no tier more certain. */
  readonly isWeak?: boolean;
}

/** How a service is built. */
export interface BuildFacts {
  readonly use: BuildUse | null;
  /** What its Dockerfile makes of it; null where nobody can tell. */
  readonly built: BuiltImage | null;
}

/** All that shows what a service is, in no order. */
export function seenIn(service: ServiceReading, { use, built }: BuildFacts): Evidence[] {
  const isBuilt = service.get('build') !== null;
  const names = nameEvidence(service, isBuilt);
  return [
    ...(isBuilt ? [] : imageEvidence(service, names)),
    ...names,
    ...strongestPort(containerPorts(service)),
    ...commandEvidence(commandText(service), 'command'),
    ...(built ? builtEvidence(service, built) : []),
    ...environmentEvidence(service),
    ...(isBuilt ? developmentEvidence(service) : []),
    ...(use ? [...packageEvidence(manifestsOf(use)), ...projectFileEvidence(use)] : []),
  ];
}

function imageEvidence(service: ServiceReading, names: readonly Evidence[]): Evidence[] {
  const name = imageName(service);
  if (name === null) return [];
  const known = IMAGE_SIGNS.get(name);
  if (known) return [{ ...known, weight: runsSomethingElse(service, name) ? 2 : known.weight, text: `image ${name}` }];
  // Somebody's own image often has the name of its service, so its words are no second witness.
  const sign = wordSign(name);
  if (!sign || names.some(({ tier }) => tier === sign.tier)) return [];
  return [{ tier: sign.tier, weight: Math.min(2, sign.weight), text: `image ${name}` }];
}

/** Clients of databases, and what repeats a task: images of servers are used for those as well. */
const NO_SERVER = /\b(?:pg_dump(?:all)?|pg_restore|psql|mysqldump|mongodump|mongosh|redis-cli|sleep \d+|crond?|rsync)\b/;

/** True where a script replaces what an image starts by itself. */
function runsSomethingElse(service: ServiceReading, image: string): boolean {
  const text = commandText(service);
  if (text === '') return false;
  if (NO_SERVER.test(text)) return true;
  return service.get('entrypoint') !== null && /^(?:\S*\/)?(?:ba|da|a)?sh\b/.test(text) && !text.includes(image);
}

/** What the Dockerfile of a service says: the image below it, and what it starts where compose does not say so. */
function builtEvidence(service: ServiceReading, { base, start }: BuiltImage): Evidence[] {
  const sign = base === null ? undefined : (BASE_SIGNS.get(base) ?? IMAGE_SIGNS.get(base));
  const found = sign ? [{ tier: sign.tier, weight: Math.min(5, sign.weight), text: `base image ${base}` }] : [];
  return commandText(service) === '' ? [...found, ...commandEvidence(start, 'start command')] : found;
}

/** Files of build tools that say what runs, though not with which packages. */
function projectFileEvidence(use: BuildUse): Evidence[] {
  const path = ['pom.xml', 'build.gradle', 'build.gradle.kts'].map((name) => manifestFolder(use) + name).find((each) => use.context.files.has(each));
  return path === undefined ? [] : [{ tier: 'heavy', weight: 4, text: path }];
}

function nameEvidence(service: ServiceReading, isBuilt: boolean): Evidence[] {
  const found: Evidence[] = [];
  const own = wordSign(service.name);
  // What models somebody else's image loads, nobody can tell by the name of the service.
  const most = !isBuilt && (own?.tier === 'ml' || own?.tier === 'model-server') ? 2 : 4;
  if (own) found.push({ tier: own.tier, weight: Math.min(most, own.weight), text: 'its name' });
  const container = service.get('container_name');
  const sign = typeof container === 'string' && container.length < 256 && container !== service.name ? wordSign(container) : null;
  if (sign && sign.tier !== own?.tier) found.push({ tier: sign.tier, weight: Math.min(1, sign.weight), text: `container name ${String(container)}` });
  return found;
}

/** The last word that says something counts in full, the one before it a little less: a `db-api` is an API. A WebSocket is one anywhere. */
function wordSign(name: string): Sign | null {
  if (/(?:^|[^a-z])(?:ws|websockets?)(?:[^a-z]|$)/i.test(name)) return { tier: 'websocket', weight: 3 };
  if (/(?:^|[-_])data[-_](?:api|service)\b/i.test(name)) return { tier: 'data-api', weight: 4 };
  if (/(?:^|[-_])(?:no|without)[-_]\w+$/i.test(name)) return null;
  const words = wordsOf(name);
  const telling = words.map((word) => word.replace(/\d+$/, '') || word).filter((word) => !EMPTY_WORDS.has(word)).reverse();
  const [head, qualifier] = [telling[0], telling[1]];
  const sign = head === undefined ? undefined : WORD_SIGNS.get(head);
  if (sign) return sign;
  const weaker = qualifier === undefined ? undefined : WORD_SIGNS.get(qualifier);
  return weaker ? { tier: weaker.tier, weight: weaker.weight - 1 } : null;
}

function strongestPort(ports: readonly number[]): Evidence[] {
  const found = ports.flatMap((port) => {
    const sign = PORT_SIGNS.get(port);
    return sign ? [{ ...sign, text: `port ${port}` }] : [];
  });
  return found.sort((a, b) => b.weight - a.weight).slice(0, 1);
}

function commandEvidence(command: string, word: string): Evidence[] {
  for (const { pattern, sign, isWeak } of COMMAND_SIGNS) {
    const match = pattern.exec(command);
    if (match) return [{ ...sign, text: `${word} ${match[0].slice(0, 30)}`, ...(isWeak && { isWeak }) }];
  }
  return [];
}

function environmentEvidence(service: ServiceReading): Evidence[] {
  const found: Evidence[] = [];
  const java = environmentOf(service).find(([name]) => /^(?:\w+_)?JAVA_(?:TOOL_)?OPT(?:ION)?S$/.test(name));
  if (java) found.push({ tier: 'heavy', weight: 4, text: java[0] });
  const devices = service.get('deploy', 'resources', 'reservations', 'devices');
  if (Array.isArray(devices) || service.get('gpus') !== null || service.get('runtime') === 'nvidia') {
    found.push({ tier: 'ml', weight: 2, text: 'a reserved GPU' });
  }
  return found;
}

/** A development server compiles in memory, so even a front end is then no lightweight service. */
function developmentEvidence(service: ServiceReading): Evidence[] {
  const target = service.get('build', 'target');
  if (typeof target === 'string' && /^dev/i.test(target)) return [{ tier: 'api', weight: 2, text: `target ${target}`, isWeak: true }];
  const volumes = service.get('volumes');
  const mounts = Array.isArray(volumes) ? volumes.filter((volume) => typeof volume === 'string' && /^\.[^:]*:\/(?:app|code|src|usr\/src|workspace|project)\b/.test(volume)) : [];
  return mounts.length > 0 ? [{ tier: 'api', weight: 2, text: 'its mounted source', isWeak: true }] : [];
}

/** One piece of evidence per tier, with the packages that speak for it. */
function packageEvidence(manifests: readonly Manifest[]): Evidence[] {
  const byTier = new Map<string, { weight: number; names: string[]; path: string }>();
  for (const { path, packages } of manifests) {
    for (const name of packages) {
      const sign = PACKAGE_SIGNS.get(name);
      if (!sign) continue;
      const known = byTier.get(sign.tier) ?? { weight: 0, names: [], path };
      if (!known.names.includes(name)) known.names.push(name);
      byTier.set(sign.tier, { ...known, weight: Math.max(known.weight, sign.weight) });
    }
  }
  return [...byTier].map(([tier, { weight, names, path }]) => ({ tier, weight, text: `${names.slice(0, 3).join(', ')} in ${path}` }));
}
