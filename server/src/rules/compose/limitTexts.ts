import type { CurrentLimits, LimitKey } from './currentLimits.ts';

/** Limits in words: `cpus 1.0, memory 512M (reserved: cpus 0.5, memory 256M)`; empty for none. */
export function limitsInWords(current: CurrentLimits, added: ReadonlyMap<LimitKey, string>): string {
  const wordsOf = (key: LimitKey, word: string): string[] => {
    const value = added.get(key);
    if (value !== undefined) return [`${word} ${value}`];
    const limit = current.get(key);
    if (!limit) return [];
    const name = limit.path[limit.path.length - 1]!;
    // Other keys than the usual ones count as well, so they are called by their names.
    return [`${/^(?:cpus|memory|mem_limit|mem_reservation)$/.test(name) ? word : name} ${limit.text}`];
  };
  const limits = [...wordsOf('cpus', 'cpus'), ...wordsOf('memory', 'memory')].join(', ');
  const reserved = [...wordsOf('reservedCpus', 'cpus'), ...wordsOf('reservedMemory', 'memory')].join(', ');
  return reserved === '' ? limits : `${limits} (reserved: ${reserved})`.trimStart();
}
