import { parseMemory } from './memory.ts';
import type { ServiceReading } from './serviceReading.ts';
import { commandText, environmentOf, scalarText } from './serviceText.ts';

/** Memory that a service tells its own process to take. */
export interface DeclaredMemory {
  readonly bytes: number;
  /** As written: `-Xmx2g`. */
  readonly text: string;
}

const HEAP_OPTIONS: readonly { readonly pattern: RegExp; readonly unit: string }[] = [
  { pattern: /-Xmx(\d{1,9}[kmgKMG]?)/g, unit: '' },
  { pattern: /--max[-_]old[-_]space[-_]size[= ](\d{1,7})/g, unit: 'm' },
  { pattern: /--?maxmemory[ =](\d{1,12}(?:[kmg]b?)?)/gi, unit: '' },
  { pattern: /(?:shared_buffers|innodb[-_]buffer[-_]pool[-_]size)=(\d{1,12}[kmg]?b?)/gi, unit: '' },
];

/** What each of them has a part of: most texts have none. */
const SIGN_OF_ONE = /xmx|space|memory|buffer/i;

/**
 * The largest heap or buffer pool that command, entrypoint or environment ask for. A container needs more than that in
 * all; a limit below it kills the process under load.
 */
export function declaredMemory(service: ServiceReading): DeclaredMemory | null {
  const texts = [commandText(service), ...environmentOf(service).map(([, value]) => value.slice(0, 1_000))];
  const size = service.get('shm_size');
  const shared = parseMemory(size);
  let largest: DeclaredMemory | null = shared === null ? null : { bytes: shared, text: `shm_size ${scalarText(size)}` };
  for (const text of texts) {
    if (!SIGN_OF_ONE.test(text)) continue;
    for (const { pattern, unit } of HEAP_OPTIONS) {
      for (const match of text.matchAll(pattern)) {
        const bytes = parseMemory(match[1]! + unit);
        if (bytes !== null && bytes > (largest?.bytes ?? 0)) largest = { bytes, text: match[0] };
      }
    }
  }
  return largest;
}
