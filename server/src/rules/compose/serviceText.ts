import { isPlainMap } from '../../core/compose/plainData.ts';
import type { ServiceReading } from './serviceReading.ts';

/** Longer texts are scripts written into the compose file: their first lines tell enough. */
const MAX_LENGTH = 4_000;

/** A scalar as text; empty for anything else, since plain data of a hostile file has no `toString`. */
export function scalarText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Most rules ask, several times. */
const commands = new WeakMap<ServiceReading, string>();

/** Entrypoint and command as one line of words; empty where neither is given. */
export function commandText(service: ServiceReading): string {
  let text = commands.get(service);
  if (text === undefined) commands.set(service, (text = readCommand(service)));
  return text;
}

function readCommand(service: ServiceReading): string {
  const words = [service.get('entrypoint'), service.get('command')].flatMap((data) => (Array.isArray(data) ? data : [data]));
  return words.filter((word) => typeof word === 'string' || typeof word === 'number').join(' ').slice(0, MAX_LENGTH);
}

/** Environment as name and text, in map or list form. */
export function environmentOf(service: ServiceReading): [string, string][] {
  const data = service.get('environment');
  if (isPlainMap(data)) return Object.entries(data).map(([name, value]) => [name, scalarText(value)]);
  if (!Array.isArray(data)) return [];
  return data.flatMap((item): [string, string][] => {
    if (typeof item !== 'string') return [];
    const equals = item.indexOf('=');
    return equals === -1 ? [[item, '']] : [[item.slice(0, equals), item.slice(equals + 1)]];
  });
}

/**
 * Last part of the image's path, variables replaced by their defaults; null where nothing is left. `server` and `exporter` alone say
 * nothing, so the part before them is named too: `vaultwarden-server`.
 */
export function imageName(service: ServiceReading): string | null {
  const image = service.get('image');
  if (typeof image !== 'string' || image.length > 1_024) return null;
  const known = image.replace(/\$\{\w+:?-([^${}]*)\}/g, '$1').replace(/\$\{[^{}]*\}|\$\w+/g, '');
  const path = known.split('@')[0]!;
  const [last = '', owner] = path.split('/').reverse();
  const name = last.split(':')[0]!;
  return ((name === 'server' || name === 'exporter') && owner ? `${owner}-${name}` : name) || null;
}

/** Ports inside the container, from `ports` and `expose`; ranges and variables are left out. */
export function containerPorts(service: ServiceReading): number[] {
  const ports = new Set<number>();
  for (const data of [service.get('ports'), service.get('expose')]) {
    if (!Array.isArray(data)) continue;
    for (const item of data) {
      const text = isPlainMap(item) ? item['target'] : item;
      const match = /(?:^|:)(\d{1,5})(?:\/(?:tcp|udp))?$/.exec(scalarText(text));
      if (match) ports.add(Number(match[1]));
    }
  }
  return [...ports];
}

/** The words of a name in lower case, `frontendTests` and `frontend_tests` alike. */
export function wordsOf(name: string): string[] {
  const apart = name.slice(0, 256).replace(/([a-z0-9])([A-Z])/g, '$1-$2');
  return apart.toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== '');
}
