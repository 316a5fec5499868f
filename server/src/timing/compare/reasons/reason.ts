import { listed } from '../../../core/text/listing.ts';
import type { MissReason } from '../../comparison.ts';
import { shownText } from '../../shownText.ts';
import type { TraceStep } from '../../trace.ts';

/** Names that a reason tells; the rest is counted. */
const MOST_CHANGED = 20;
const MOST_LABEL = 80;

export function reason(kind: MissReason['kind'], sentence: string, changed: readonly string[] = []): MissReason {
  return { kind, sentence, changed: changed.slice(0, MOST_CHANGED).map((name) => shownText(name)), count: changed.length };
}

/** The step as a sentence names it. */
export function stepName({ label, place }: TraceStep): string {
  return shownText(label.startsWith('RUN <<') && place ? place.text.split('\n', 1)[0]! : label, MOST_LABEL);
}

/** `a`, `a and b`, `a, b and 3 more`. @param what those that are counted are called: `a, b and 3 more files` */
export function naming(names: readonly string[], what = ''): string {
  return listed(names.map((name) => shownText(name, MOST_LABEL)), 3, what === '' ? 'more' : `more ${what}`);
}
