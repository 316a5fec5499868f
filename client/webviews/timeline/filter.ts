import type { TraceStep } from '../../../server/src/timing/trace.ts';
import { hasRun } from './stepTimes.ts';

export interface Filter {
  readonly text: string;
  readonly onlyRan: boolean;
  readonly onlyCritical: boolean;
}

/** `cached` finds what came from the cache, whatever the page calls it. */
const STATE_WORDS = { waiting: 'waiting not started', running: 'running', done: 'done', cached: 'cached from the cache', failed: 'failed', cancelled: 'cancelled' } as const;

export const NO_FILTER: Filter = { text: '', onlyRan: false, onlyCritical: false };

/** Which steps are shown: all words of the text must be found in what a step is called, whatever their case. */
export function stepFilter({ text, onlyRan, onlyCritical }: Filter): (step: TraceStep) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '').slice(0, 20);
  return (step) => {
    if (onlyRan && !hasRun(step)) return false;
    if (onlyCritical && !step.isCritical) return false;
    if (words.length === 0) return true;
    const names = [step.label, step.stage ?? '', ...step.targets, step.kind, STATE_WORDS[step.state]].join('\n').toLowerCase();
    return words.every((word) => names.includes(word));
  };
}

export function isFiltering({ text, onlyRan, onlyCritical }: Filter): boolean {
  return text.trim() !== '' || onlyRan || onlyCritical;
}
