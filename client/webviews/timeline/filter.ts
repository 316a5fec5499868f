import type { TraceStep } from '../../../server/src/timing/trace.ts';
import { stateText } from './describe.ts';
import { hasRun } from './stepTimes.ts';

export interface Filter {
  readonly text: string;
  readonly onlyRan: boolean;
  readonly onlyCritical: boolean;
}

export const NO_FILTER: Filter = { text: '', onlyRan: false, onlyCritical: false };

/** Which steps are shown: all words of the text must be found in what a step is called, whatever their case. */
export function stepFilter({ text, onlyRan, onlyCritical }: Filter): (step: TraceStep) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '').slice(0, 20);
  return (step) => {
    if (onlyRan && !hasRun(step)) return false;
    if (onlyCritical && !step.isCritical) return false;
    if (words.length === 0) return true;
    const names = [step.label, step.stage ?? '', ...step.targets, step.kind, stateText(step)].join('\n').toLowerCase();
    return words.every((word) => names.includes(word));
  };
}

export function isFiltering({ text, onlyRan, onlyCritical }: Filter): boolean {
  return text.trim() !== '' || onlyRan || onlyCritical;
}
