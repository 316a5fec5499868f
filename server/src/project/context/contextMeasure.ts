import { dropOldest } from '../../core/collections/recent.ts';
import type { Amount, ContextMeasure, Offender } from '../../core/engine/projectView.ts';
import type { IgnoreMatcher } from '../../core/ignore/matcher.ts';
import { largestParts } from './offenders.ts';
import { Selection, type Share } from './selection.ts';
import { SendFilter } from './sendFilter.ts';
import type { SizedFolder } from './sizedFolder.ts';

/** The measure of a folder; the same object for the same folder, so that answers are worked out once. */
export function measureOf(context: SizedFolder): ContextMeasure {
  let measure = MEASURES.get(context);
  if (!measure) MEASURES.set(context, (measure = new FolderMeasure(context)));
  return measure;
}

const MEASURES = new WeakMap<SizedFolder, FolderMeasure>();

interface Answer {
  readonly sources: string;
  readonly ignore: IgnoreMatcher | null;
  readonly selection: Selection;
}

/** The last of each of the measures that were asked last: a selection has an object for each folder. */
const ANSWERS = new Map<FolderMeasure, Answer>();
const MOST_ANSWERS = 8;

/** Rules ask at every keystroke with the same sources and the same ignore file. */
class FolderMeasure implements ContextMeasure {
  private readonly amounts = new WeakMap<IgnoreMatcher | SizedFolder, Map<string, Amount>>();

  constructor(private readonly context: SizedFolder) {}

  get complete(): boolean {
    return this.context.isComplete;
  }

  sent(sources: readonly string[], ignore: IgnoreMatcher | null): Amount {
    const key = keyOf(sources);
    let known = this.amounts.get(ignore ?? this.context);
    if (!known) this.amounts.set(ignore ?? this.context, (known = new Map<string, Amount>()));
    let amount = known.get(key);
    if (!amount) known.set(key, (amount = this.select(sources, ignore).sent));
    return amount;
  }

  largestSent(sources: readonly string[], ignore: IgnoreMatcher | null, count: number): readonly Offender[] {
    return this.largest('sent', sources, ignore, count);
  }

  largestIgnored(sources: readonly string[], ignore: IgnoreMatcher, count: number): readonly Offender[] {
    return this.largest('ignored', sources, ignore, count);
  }

  private largest(share: Share, sources: readonly string[], ignore: IgnoreMatcher | null, count: number): Offender[] {
    return largestParts(this.select(sources, ignore), share, count);
  }

  private select(sources: readonly string[], ignore: IgnoreMatcher | null): Selection {
    const key = keyOf(sources);
    const last = ANSWERS.get(this);
    ANSWERS.delete(this);
    const isSame = last?.sources === key && last.ignore === ignore;
    const selection = isSame ? last.selection : Selection.of(this.context, new SendFilter(this.context, sources, ignore));
    ANSWERS.set(this, { sources: key, ignore, selection });
    dropOldest(ANSWERS, MOST_ANSWERS);
    return selection;
  }
}

function keyOf(sources: readonly string[]): string {
  return JSON.stringify([...new Set(sources)].sort());
}
