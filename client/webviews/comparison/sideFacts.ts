import type { BuildEntry } from '../../../server/src/protocol.ts';
import type { Comparison } from '../../../server/src/timing/comparison.ts';
import { bytesText, durationText, percentText } from '../../../server/src/timing/amounts.ts';
import { builtTitle } from '../../../server/src/timing/builtTitle.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import { timeText } from '../../src/history/builtAt.ts';
import { namesText } from './words.ts';

/** A row of the head: one fact of both builds, and what is different in words. */
export interface SideFact {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
  readonly tone: 'better' | 'worse' | null;
}

export interface ComparedSides {
  readonly comparison: Comparison;
  readonly before: BuildEntry;
  readonly after: BuildEntry;
}

/** A smaller part of the whole is a matter of chance. */
const SMALL = 0.02;

/** So many bytes of context, too: what is sent depends on what the builder still has. */
const FEW_BYTES = 10_000;

/** So many milliseconds, too. */
const SHORT = 50;

export function sideFacts({ comparison, before, after }: ComparedSides, language?: string): readonly SideFact[] {
  const { wall, contextBytes, imageBytes } = comparison;
  return [
    { name: 'Built', before: builtText(before), after: builtText(after), difference: '', tone: null },
    began(before, after, language),
    result(before, after),
    {
      name: 'Time',
      before: durationText(wall.before),
      after: durationText(wall.after),
      ...change(wall.before, wall.after, { less: 'faster', more: 'slower', chance: SHORT, text: durationText }),
    },
    cacheRate(comparison),
    {
      name: 'Build context sent',
      before: bytesText(contextBytes.before),
      after: bytesText(contextBytes.after),
      ...change(contextBytes.before, contextBytes.after, { less: 'less', more: 'more', chance: FEW_BYTES, text: bytesText }),
    },
    imageBytes === null
      ? { name: 'Image size', before: 'not known', after: 'not known', difference: '', tone: null }
      : {
          name: 'Image size',
          before: bytesText(imageBytes.before),
          after: bytesText(imageBytes.after),
          ...change(imageBytes.before, imageBytes.after, { less: 'smaller', more: 'larger', chance: 0, text: bytesText }),
        },
  ];
}

/** What a person has to know of the two before they judge; empty where there is nothing. */
export function sideNotes({ comparison, before, after }: ComparedSides): readonly string[] {
  const notes: string[] = [];
  if (before.id > after.id) notes.push('The sides are swapped: the older build is under After. The sentence on top and why steps ran are told of the newer one.');
  for (const side of ['before', 'after'] as const) {
    const own = comparison.targets.filter(({ only }) => only === side).map(({ target }) => target);
    if (own.length > 0) notes.push(`Only the build ${side} has ${namesText(own, 6)}.`);
  }
  if (before.state !== 'done' || after.state !== 'done') notes.push('A build that did not come to its end has no times for the steps that it did not reach.');
  return notes;
}

function builtText(entry: BuildEntry): string {
  return shownText(builtTitle(entry.what));
}

function began(before: BuildEntry, after: BuildEntry, language?: string): SideFact {
  const apart = Date.parse(after.startedAt) - Date.parse(before.startedAt);
  const difference = Number.isNaN(apart) ? '' : `${durationText(Math.abs(apart))} ${apart < 0 ? 'earlier' : 'later'}`;
  return { name: 'Began', before: timeText(before.startedAt, language), after: timeText(after.startedAt, language), difference, tone: null };
}

function result(before: BuildEntry, after: BuildEntry): SideFact {
  const isBetter = before.state !== 'done' && after.state === 'done';
  const isWorse = before.state === 'done' && after.state !== 'done';
  const difference = before.state === after.state ? 'same' : isBetter ? 'works again' : isWorse ? `${after.state} now` : '';
  return { name: 'Result', before: resultText(before), after: resultText(after), difference, tone: isBetter ? 'better' : isWorse ? 'worse' : null };
}

function resultText({ state, noCache }: BuildEntry): string {
  return (state === 'done' ? 'built' : state) + (noCache ? ', without the cache' : '');
}

function cacheRate({ cacheRate: { before, after } }: Comparison): SideFact {
  const text = (rate: number | null) => (rate === null ? 'no steps' : percentText(rate));
  const fact = { name: 'From the cache', before: text(before), after: text(after) };
  if (before === null || after === null) return { ...fact, difference: '', tone: null };
  const points = Math.round((after - before) * 100);
  if (points === 0) return { ...fact, difference: 'same', tone: null };
  const amount = `${Math.abs(points)} ${Math.abs(points) === 1 ? 'point' : 'points'}`;
  return { ...fact, difference: `${amount} ${points > 0 ? 'more' : 'less'}`, tone: points > 0 ? 'better' : 'worse' };
}

interface Wording {
  readonly less: string;
  readonly more: string;
  /** Differences up to this much say nothing. */
  readonly chance: number;
  readonly text: (amount: number) => string;
}

/** Less is better, of all that is compared by amount. */
function change(before: number, after: number, { less, more, chance, text }: Wording): Pick<SideFact, 'difference' | 'tone'> {
  const by = after - before;
  if (!(Math.abs(by) > 0)) return { difference: 'same', tone: null };
  if (Math.abs(by) <= chance || Math.abs(by) < Math.max(before, after) * SMALL) return { difference: 'about the same', tone: null };
  const part = before > 0 ? Math.abs(by) / before : Infinity;
  // `1,250 %` tells nobody anything.
  const share = part < 10 ? ` (${part < 1 ? percentText(part) : `${Math.round(part * 100)} %`})` : '';
  return { difference: `${text(Math.abs(by))} ${by < 0 ? less : more}${share}`, tone: by < 0 ? 'better' : 'worse' };
}
