import type { ComposeService } from '../../core/compose/model.ts';
import { parseMemory } from './memory.ts';
import { commandText, environmentOf } from './serviceText.ts';

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

/**
 * The largest heap or buffer pool that command, entrypoint or environment ask for. A container needs more than that in
 * all; a limit below it kills the process under load.
 */
export function declaredMemory(service: ComposeService): DeclaredMemory | null {
  const texts = [commandText(service), ...environmentOf(service).map(([, value]) => value.slice(0, 1_000))];
  const shared = parseMemory(service.get('shm_size')?.data);
  let largest: DeclaredMemory | null = shared === null ? null : { bytes: shared, text: `shm_size ${String(service.get('shm_size')?.data)}` };
  for (const text of texts) {
    for (const { pattern, unit } of HEAP_OPTIONS) {
      for (const match of text.matchAll(pattern)) {
        const bytes = parseMemory(match[1]! + unit);
        if (bytes !== null && bytes > (largest?.bytes ?? 0)) largest = { bytes, text: match[0] };
      }
    }
  }
  return largest;
}
