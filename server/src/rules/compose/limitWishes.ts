import type { ComposeModel } from '../../core/compose/model.ts';
import type { ProjectView } from '../../core/engine/projectView.ts';
import type { TextEdit } from '../../core/text/edits.ts';
import type { Assessment } from './assessment.ts';
import { contradiction, contradictionElsewhere, LimitInserter, type LimitInsertion } from './limitInsertion.ts';
import type { LimitPlan } from './plannedLimits.ts';

/** Limits that one service is to get, and what became of that while the wishes of all services were weighed against each other. */
export class LimitWish {
  insertion: LimitInsertion | null = null;
  /** One sentence, where it gets nothing. */
  refusal: string | null = null;
  /** The service whose edit reaches it and says the same, so that it needs none of its own. */
  giver: LimitWish | null = null;
  /** Services that its edits change besides itself, as long as those have no edits of their own. */
  reached: readonly string[] = [];
  private hasTriedToRepeat = false;

  constructor(
    readonly assessment: Assessment,
    readonly plan: LimitPlan,
  ) {}

  get name(): string {
    return this.assessment.service.name;
  }

  get isGranted(): boolean {
    return this.refusal === null && this.insertion !== null;
  }

  /** Asks for a `deploy` of its own instead of a shared one; false where that was tried before or cannot be had. */
  repeats(inserter: LimitInserter): boolean {
    if (this.hasTriedToRepeat) return false;
    this.hasTriedToRepeat = true;
    const repetition = inserter.repeat(this.assessment, this.plan);
    if ('refused' in repetition) return false;
    this.insertion = repetition;
    return true;
  }

  says(other: LimitWish): boolean {
    const [own, theirs] = [this.plan.values, other.plan.values];
    return own.size === theirs.size && [...own].every(([key, value]) => theirs.get(key) === value);
  }
}

export interface WeighedAgainst {
  readonly compose: ComposeModel;
  readonly project: ProjectView | null;
  readonly services: ReadonlyMap<string, Assessment>;
  /** Services of which a person said that nothing may be added. */
  readonly untouchable: ReadonlySet<string>;
}

/**
 * Grants as many wishes as do not contradict each other, and refuses the others with the reason. All edits of granted wishes together are
 * disjoint once those of one place, which are the same, are taken once.
 */
export function weighWishes(wishes: readonly LimitWish[], against: WeighedAgainst): readonly TextEdit[] {
  const inserter = new LimitInserter(against.compose);
  for (const wish of wishes) place(wish, inserter, against);
  const byName = new Map(wishes.map((wish) => [wish.name, wish]));
  // Each round changes or refuses at least one wish, each at most twice, and what it would have given is gone for those that counted on it.
  while (settleRivals(wishes, inserter) || settleContradictions(wishes, byName, inserter, against));
  shareEdits(wishes, byName);
  return editsOf(wishes);
}

function place(wish: LimitWish, inserter: LimitInserter, { project }: WeighedAgainst): void {
  const insertion = inserter.insert(wish.assessment, wish.plan);
  if ('refused' in insertion) {
    wish.refusal = insertion.refused;
    return;
  }
  wish.insertion = insertion;
  wish.refusal = contradictionElsewhere(project, insertion.services);
}

/** Different texts for one place: its readers want different values, and only one can be there. */
function settleRivals(wishes: readonly LimitWish[], inserter: LimitInserter): boolean {
  const byOffset = new Map<number, LimitWish[]>();
  for (const wish of wishes) {
    if (!wish.isGranted) continue;
    for (const { span } of wish.insertion!.edits) {
      const others = byOffset.get(span.start);
      if (others) others.push(wish);
      else byOffset.set(span.start, [wish]);
    }
  }
  let hasSettled = false;
  for (const [offset, rivals] of byOffset) {
    if (rivals.length === 1) continue;
    const texts = new Set(rivals.map(({ insertion }) => insertion!.edits.find(({ span }) => span.start === offset)!.text));
    if (texts.size === 1) continue;
    hasSettled = true;
    if (rivals.filter((rival) => rival.repeats(inserter)).length > 0) continue;
    for (const rival of rivals) rival.refusal ??= rivalry(rival, rivals.find((other) => other !== rival && !other.says(rival)) ?? rivals[0]!);
  }
  return hasSettled;
}

function rivalry({ insertion }: LimitWish, other: LimitWish): string {
  const place = insertion!.anchors.length > 0 ? `\`&${insertion!.anchors[insertion!.anchors.length - 1]!}\`` : 'the same place';
  return `It takes its keys from ${place}, as \`${other.name}\` does, which is to get other values; with one tier for both they could be added there.`;
}

function settleContradictions(wishes: readonly LimitWish[], byName: ReadonlyMap<string, LimitWish>, inserter: LimitInserter, against: WeighedAgainst): boolean {
  let hasSettled = false;
  const firstReaching = new Map<string, LimitWish>();
  for (const wish of wishes) {
    if (!wish.isGranted) continue;
    for (const name of wish.insertion!.services) {
      if (name === wish.name) continue;
      const [other, first] = [byName.get(name), firstReaching.get(name) ?? wish];
      firstReaching.set(name, first);
      const isTorn = !other?.isGranted && !first.says(wish);
      const reason = isTorn ? `\`${name}\` takes keys from here and from where \`${first.name}\` does, which is to get other values.` : contradictionWith(wish, name, other, against);
      if (reason === null) continue;
      if (!wish.repeats(inserter)) wish.refusal = reason;
      hasSettled = true;
      break;
    }
  }
  return hasSettled;
}

function contradictionWith(wish: LimitWish, name: string, other: LimitWish | undefined, { services, untouchable }: WeighedAgainst): string | null {
  const assessment = services.get(name);
  if (!assessment) return null;
  if (other && other.insertion && other.says(wish)) return other.assessment.shape === wish.assessment.shape ? null : contradiction(assessment, wish.assessment, wish.plan, new Set());
  if (untouchable.has(name)) return `\`${name}\` takes its keys from the same place and is to be left alone.`;
  const keeps = new Set<string>(assessment.current.keys());
  if (other?.isGranted) for (const key of other.plan.values.keys()) keeps.add(key);
  else if (other) return `\`${name}\` takes its keys from the same place, needs other values, and cannot have them: ${other.refusal ?? ''}`;
  return contradiction(assessment, wish.assessment, wish.plan, keeps);
}

/** Whoever is reached by edits that all say what it wants needs none of its own. */
function shareEdits(wishes: readonly LimitWish[], byName: ReadonlyMap<string, LimitWish>): void {
  const torn = tornServices(wishes);
  const givers = new Set<LimitWish>();
  for (const wish of wishes) {
    if (!wish.isGranted || wish.giver) continue;
    const reached: string[] = [];
    for (const name of wish.insertion!.services) {
      const other = name === wish.name ? wish : byName.get(name);
      if (other === wish || (other?.isGranted && (torn.has(name) || !other.says(wish)))) continue;
      reached.push(name);
      if (!other?.insertion || !other.says(wish) || givers.has(other)) continue;
      other.giver ??= wish;
      other.refusal = null;
      givers.add(wish);
    }
    wish.reached = reached;
  }
}

/** Services that edits with different values reach. */
function tornServices(wishes: readonly LimitWish[]): ReadonlySet<string> {
  const first = new Map<string, LimitWish>();
  const torn = new Set<string>();
  for (const wish of wishes) {
    for (const name of wish.isGranted ? wish.insertion!.services : []) {
      const other = first.get(name);
      if (!other) first.set(name, wish);
      else if (name !== wish.name && !other.says(wish)) torn.add(name);
    }
  }
  return torn;
}

function editsOf(wishes: readonly LimitWish[]): readonly TextEdit[] {
  const byOffset = new Map<number, TextEdit>();
  for (const { isGranted, giver, insertion } of wishes) {
    if (isGranted && !giver) for (const edit of insertion!.edits) byOffset.set(edit.span.start, edit);
  }
  return [...byOffset.values()].sort((a, b) => a.span.start - b.span.start);
}
