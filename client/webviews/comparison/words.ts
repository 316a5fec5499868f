import type { MissReason, StepSide } from '../../../server/src/timing/comparison.ts';
import { countText, durationText, groupDigits, listed } from '../../../server/src/timing/amounts.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';

/** Shorter is a matter of chance, in milliseconds. */
const NOTHING = 5;

/** Characters of a name: longer ones are nobody's services. */
const MOST_NAME = 60;

/** `3.2 s`, `cached`, `failed after 3.2 s`: what a step was in one build. */
export function sideText(side: StepSide | null): string {
  if (side === null) return 'not there';
  if (side.state === 'cached') return 'cached';
  if (side.state === 'waiting') return 'not reached';
  const time = durationText(side.duration);
  return side.state === 'failed' || side.state === 'cancelled' ? `${side.state} after ${time}` : time;
}

/** `+3.2 s`, `−1.1 s`; `same` where no one would notice. */
export function differenceText(milliseconds: number): string {
  if (!(Math.abs(milliseconds) >= NOTHING)) return 'same';
  return `${milliseconds < 0 ? '−' : '+'}${durationText(Math.abs(milliseconds))}`;
}

/** What the reason is about, in two or three words. */
const KINDS: Readonly<Record<MissReason['kind'], string>> = {
  files: 'files changed',
  mode: 'file modes changed',
  ignore: 'ignore file changed',
  instruction: 'Dockerfile changed',
  argument: 'build argument changed',
  'base-image': 'base image changed',
  target: 'another stage',
  platform: 'another platform',
  'no-cache': 'built without cache',
  builder: 'another builder',
  'other-target': 'another target changed',
  'not-built-before': 'not built before',
  evicted: 'gone from the cache',
  unknown: 'reason not known',
};

export function kindText(kind: MissReason['kind']): string {
  return Object.hasOwn(KINDS, kind) ? KINDS[kind] : KINDS.unknown;
}

/** `and 12 more`; empty where all are shown. */
export function restText(count: number, shown: number): string {
  return count > shown ? `and ${groupDigits(count - shown)} more` : '';
}

/** `1 step`, `12 steps`, `10,000 steps`. */
export function stepsText(count: number): string {
  return countText(count, 'step');
}

/** `a, b and 3 more`, each cut to what a column holds. */
export function namesText(names: readonly string[], most = 3): string {
  return listed(names.map((name) => shownText(name, MOST_NAME)), most);
}
