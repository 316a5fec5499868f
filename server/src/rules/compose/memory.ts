const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

export const MIB = 1024 ** 2;

/** Docker's own minimum for a memory limit and for a reservation: below it, `up` fails. */
export const MEMORY_FLOOR = 6 * MIB;

/** Bytes of a compose byte value (`512M`, `1.5gb`, `1GiB`, a number); null for variables and what compose refuses (`512Mi`). */
export function parseMemory(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : null;
  if (typeof value !== 'string' || value.length > 32) return null;
  const match = /^(\d+(?:\.\d+)?) ?(?:([bkmgt])|([kmgt])i?b)?$/i.exec(value.trim());
  if (!match) return null;
  return Math.floor(Number(match[1]) * UNITS[(match[2] ?? match[3] ?? '').toLowerCase()]!);
}

/** In whole gibibytes where possible, else mebibytes: `2G`, `768M`. */
export function formatMemory(bytes: number): string {
  const mebibytes = Math.floor(bytes / MIB);
  return mebibytes >= 1024 && mebibytes % 1024 === 0 ? `${mebibytes / 1024}G` : `${mebibytes}M`;
}

/** The next multiple of 64 MiB. */
export function roundUpMemory(bytes: number): number {
  return Math.ceil(bytes / (64 * MIB)) * 64 * MIB;
}

/** CPUs as a number; null for variables. */
export function parseCpus(value: unknown): number | null {
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : Number.NaN;
  return Number.isFinite(number) && number >= 0 ? number : null;
}

/** As compose files write it: `1.0`, `0.25`. */
export function formatCpus(cpus: number): string {
  return Number.isInteger(cpus) ? cpus.toFixed(1) : String(cpus);
}
