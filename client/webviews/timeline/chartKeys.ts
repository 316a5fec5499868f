/** What a key does to the chart as a whole; null for one that is not ours, or that moves within the tree. */
export type ChartKey = 'close' | 'zoom in' | 'zoom out' | 'zoom all' | 'left' | 'right';

interface Modifiers {
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly ctrlKey: boolean;
}

/** What is read of a keyboard event. */
interface Pressed extends Modifiers {
  readonly key: string;
  readonly shiftKey: boolean;
}

const PLAIN: Readonly<Record<string, ChartKey>> = { Escape: 'close', '+': 'zoom in', '=': 'zoom in', '-': 'zoom out', '0': 'zoom all' };
const SHIFTED: Readonly<Record<string, ChartKey>> = { ArrowLeft: 'left', ArrowRight: 'right', '+': 'zoom in' };

export function chartKey({ key, shiftKey, ...pressed }: Pressed): ChartKey | null {
  if (hasModifier(pressed)) return null;
  const keys = shiftKey ? SHIFTED : PLAIN;
  return Object.hasOwn(keys, key) ? keys[key]! : null;
}

/** Keys with these belong to the browser or the editor. */
export function hasModifier({ altKey, metaKey, ctrlKey }: Modifiers): boolean {
  return altKey || metaKey || ctrlKey;
}
