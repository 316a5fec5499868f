import { formatCpus, MEMORY_FLOOR, MIB, parseCpus, parseMemory } from './memory.ts';

/** What services of one kind may take, and what they are sure to get. */
export interface Tier {
  readonly name: string;
  /** In titles: "the API tier". */
  readonly title: string;
  /** In messages: "it looks like a database or broker". */
  readonly likeness: string;
  readonly cpus: string;
  readonly reservedCpus: string;
  readonly memory: string;
  readonly reservedMemory: string;
}

function tier(name: string, title: string, likeness: string, cpus: string, reservedCpus: string, memory: string, reservedMemory: string): Tier {
  return { name, title, likeness, cpus, reservedCpus, memory, reservedMemory };
}

/** The built-in tiers; the option `tiers` replaces and adds by name. */
export const TIERS: readonly Tier[] = [
  tier('database', 'database', 'a database or broker', '1.0', '0.5', '512M', '256M'),
  tier('api', 'API', 'an API or web application', '1.0', '0.5', '512M', '256M'),
  tier('data-api', 'data API', 'an API that works on data in memory', '1.0', '0.5', '1G', '512M'),
  tier('websocket', 'WebSocket', 'a WebSocket server', '1.0', '0.5', '512M', '256M'),
  tier('lightweight', 'lightweight', 'a lightweight service', '0.5', '0.25', '192M', '96M'),
  tier('ml', 'ML', 'a machine-learning service', '2.0', '1.0', '1G', '512M'),
  tier('model-server', 'model server', 'a model server', '2.0', '1.5', '1.5G', '1G'),
  // Search engines and JVM servers do not start in the memory of a database or an API.
  tier('heavy', 'heavy server', 'a heavy server', '2.0', '1.0', '2G', '1G'),
];

/** The tier of services about which nothing is known. */
export const FALLBACK_TIER = 'api';

export type Tiers = ReadonlyMap<string, Tier>;

const BUILT_IN: Tiers = new Map(TIERS.map((each) => [each.name, each]));

/**
 * The built-in tiers with those of the option `tiers` laid over them. An entry may leave out values of a built-in tier;
 * a new one needs `cpus` and `memory`, and reserves half. Values that compose would refuse are left out.
 */
export function readTiers(option: unknown): Tiers {
  if (typeof option !== 'object' || option === null || Array.isArray(option)) return BUILT_IN;
  const table = new Map(BUILT_IN);
  for (const [name, value] of Object.entries(option)) {
    if (typeof value !== 'object' || value === null) continue;
    const read = readTier(name, value as Record<string, unknown>, BUILT_IN.get(name));
    if (read) table.set(name, read);
  }
  return table;
}

function readTier(name: string, value: Record<string, unknown>, base: Tier | undefined): Tier | null {
  const cpus = cpuText(value['cpus']) ?? base?.cpus;
  const memory = memoryText(value['memory']) ?? base?.memory;
  if (cpus === undefined || memory === undefined) return null;
  const reservedCpus = cpuText(value['reservedCpus']) ?? base?.reservedCpus ?? formatCpus(Number(cpus) / 2);
  const halfMemory = `${Math.floor((parseMemory(memory) ?? 0) / 2 / MIB)}M`;
  const reservedMemory = memoryText(value['reservedMemory']) ?? base?.reservedMemory ?? halfMemory;
  return { name, title: base?.title ?? name, likeness: base?.likeness ?? `a service of the ${name} tier`, cpus, reservedCpus, memory, reservedMemory };
}

/** 0.01 is the least that the engine starts. */
function cpuText(value: unknown): string | undefined {
  const cpus = parseCpus(value);
  if (cpus === null || cpus < 0.01) return undefined;
  return typeof value === 'string' ? value.trim() : formatCpus(cpus);
}

function memoryText(value: unknown): string | undefined {
  const bytes = parseMemory(value);
  return typeof value === 'string' && bytes !== null && bytes >= MEMORY_FLOOR ? value.trim() : undefined;
}
