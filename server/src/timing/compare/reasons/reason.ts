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

/** `a`, `a and b`, `a, b and 3 more`. */
export function naming(names: readonly string[], what = ''): string {
  const shown = names.slice(0, 3).map((name) => shownText(name, MOST_LABEL));
  const rest = names.length - 2;
  if (names.length <= 1) return shown[0] ?? '';
  if (names.length === 2) return `${shown[0]} and ${shown[1]}`;
  if (names.length === 3) return `${shown[0]}, ${shown[1]} and ${shown[2]}`;
  return `${shown[0]}, ${shown[1]} and ${rest} more${what === '' ? '' : ` ${what}`}`;
}
