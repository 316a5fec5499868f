import { bytesText, countText, durationText } from '../amounts.ts';
import { isReached } from '../cacheCounts.ts';
import type { MissReason } from '../comparison.ts';
import { shownText } from '../shownText.ts';
import type { BuildState, TraceStep } from '../trace.ts';
import type { BuiltReport } from './builtReport.ts';

const ENDED: Readonly<Record<BuildState, (title: string, time: string) => string>> = {
  running: (title, time) => `Building ${title} for ${time}`,
  done: (title, time) => `Built ${title} in ${time}`,
  failed: (title, time) => `Building ${title} failed after ${time}`,
  cancelled: (title, time) => `Building ${title} was cancelled after ${time}`,
};

/** `Built api, web in 12.3 s`: no full stop. */
export function headline({ facts, trace, record }: Pick<BuiltReport, 'facts' | 'trace' | 'record'>): string {
  return ENDED[record?.state ?? trace.state](shownText(facts.title), durationText(facts.milliseconds ?? trace.wall));
}

/** `5 of 8 steps came from the cache; without the cache it would take 41.0 s.`, `3.4 MB of build context were sent.`, `The image has 84 MB.` */
export function amountSentences({ facts, trace, record }: Pick<BuiltReport, 'facts' | 'trace' | 'record'>): readonly string[] {
  const { cached, contextBytes } = trace.summary;
  const reached = trace.steps.filter(isReached).length;
  const tellsWithout = trace.state === 'done' && cached > 0 && !record?.noCache;
  return [
    ...(reached === 0 ? [] : [`${cached} of ${countText(reached, 'step')} came from the cache${tellsWithout ? withoutCache(facts) : ''}.`]),
    ...(contextBytes > 0 ? [`${bytesText(contextBytes)} of build context ${contextBytes === 1 ? 'was' : 'were'} sent.`] : []),
    ...imageSentence(facts),
  ];
}

function withoutCache({ withoutCache: known }: BuiltReport['facts']): string {
  if (!known || known.milliseconds <= 0) return '';
  return `; without the cache it would take ${known.unknownSteps > 0 ? 'at least ' : ''}${durationText(known.milliseconds)}`;
}

/** Of several, each is in the table: what they share would be counted for each of them. */
function imageSentence({ images }: BuiltReport['facts']): readonly string[] {
  const [image, ...others] = Object.values(images);
  return image && others.length === 0 ? [`The image has ${bytesText(image.bytes)}.`] : [];
}

/** Steps faster than this, in milliseconds, are slow for nobody. */
const LEAST_SLOW = 100;

/** The steps that took longest, slowest first. */
export function slowestSteps({ trace }: Pick<BuiltReport, 'trace'>): readonly TraceStep[] {
  const byId = new Map(trace.steps.map((step) => [step.id, step]));
  return trace.summary.slowest.flatMap((id) => byId.get(id) ?? []).filter(({ duration }) => duration >= LEAST_SLOW);
}

export interface Miss {
  readonly target: string;
  readonly label: string;
  /** 0-based. */
  readonly line: number | null;
  readonly reason: MissReason;
}

/** The first step of each target that ran again, and why; where all had to, or a target is new, there is nothing to tell. */
export function missesOf({ comparison, record }: Pick<BuiltReport, 'comparison' | 'record'>): readonly Miss[] {
  if (comparison === null || record?.noCache) return [];
  return comparison.targets.flatMap(({ target, firstMiss }) => (firstMiss && firstMiss.reason.kind !== 'not-built-before' ? [{ target, ...firstMiss }] : []));
}
