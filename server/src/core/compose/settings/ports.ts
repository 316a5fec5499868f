import { isPlainMap } from '../plainData.ts';
import { UNKNOWN, type ProjectService } from '../project.ts';

/** Ports from `start` to `end`, both included, 1 to 65535. */
export interface PortRange {
  readonly start: number;
  readonly end: number;
}

/** A port of a container that the host listens on. */
export interface PublishedPort {
  /** As in the file: an IPv4 or IPv6 address without brackets; null for all interfaces. */
  readonly hostIp: string | null;
  /** Null where the engine chooses one. */
  readonly published: PortRange | null;
  readonly target: PortRange;
  readonly protocol: string;
}

/**
 * `ports` of a merged service, short and long form (compose-spec, `ports`); an entry that says the same as one before it is left out. What
 * cannot be told or read is `UNKNOWN`, entry by entry.
 */
export function publishedPorts(service: ProjectService): readonly (PublishedPort | typeof UNKNOWN)[] {
  const data = service.get('ports');
  if (data === UNKNOWN) return [UNKNOWN];
  if (!Array.isArray(data)) return [];
  const ports = new Map<string, PublishedPort | typeof UNKNOWN>();
  for (const entry of data) {
    const port = readPort(entry);
    ports.set(port === UNKNOWN ? `?${ports.size}` : JSON.stringify(port), port);
  }
  return [...ports.values()];
}

/** One entry of `ports`, as plain data with its variables filled in. */
export function readPort(entry: unknown): PublishedPort | typeof UNKNOWN {
  if (isPlainMap(entry)) return readLongForm(entry);
  return typeof entry === 'string' || typeof entry === 'number' ? readShortForm(String(entry)) : UNKNOWN;
}

function readLongForm({ target, published, host_ip: hostIp, protocol }: { readonly [key: string]: unknown }): PublishedPort | typeof UNKNOWN {
  const inside = readRange(target);
  const outside = published === null || published === undefined || published === '' ? null : readRange(published);
  const isTold = [hostIp, protocol].every((value) => value === null || value === undefined || typeof value === 'string');
  if (inside === UNKNOWN || outside === UNKNOWN || !isTold) return UNKNOWN;
  return { hostIp: (hostIp as string | undefined) || null, published: outside, target: inside, protocol: (protocol as string | undefined) || 'tcp' };
}

/** `[host ip:][published:]target[/protocol]`, an IPv6 address in brackets or not. */
function readShortForm(text: string): PublishedPort | typeof UNKNOWN {
  const [, address, published, target, protocol] = /^(?:(?:(.*):)?([^:]*):)?([^:/]+)(?:\/(\w+))?$/.exec(text) ?? [];
  const inside = readRange(target);
  const outside = published === undefined || published === '' ? null : readRange(published);
  if (inside === UNKNOWN || outside === UNKNOWN) return UNKNOWN;
  const hostIp = address?.replace(/^\[(.*)\]$/, '$1') || null;
  return { hostIp, published: outside, target: inside, protocol: protocol?.toLowerCase() ?? 'tcp' };
}

function readRange(value: unknown): PortRange | typeof UNKNOWN {
  const [, first, last] = (typeof value === 'string' || typeof value === 'number' ? /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(String(value)) : null) ?? [];
  if (first === undefined) return UNKNOWN;
  const [start, end] = [Number(first), Number(last ?? first)];
  return start >= 1 && end >= start && end <= 65_535 ? { start, end } : UNKNOWN;
}
