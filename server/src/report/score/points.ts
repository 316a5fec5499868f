import type { Severity } from '../../core/engine/finding.ts';
import type { RuleWeight } from '../../core/engine/rule.ts';
import { RULES } from '../../rules/index.ts';

export const DIMENSIONS = ['overall', 'security', 'maintainability'] as const satisfies readonly (keyof RuleWeight)[];
export type Dimension = (typeof DIMENSIONS)[number];
export type Points = Readonly<Record<Dimension, number>>;

/** All that a score looks at: not how long a file is, not who wrote it, not whether there is a fix. */
export interface Counted {
  readonly rule: string;
  readonly severity: Severity;
}

/** What a finding costs; `points` is `factor` times the rule's weight, divided by `rank`. */
export interface Share {
  readonly factor: number;
  /** From 1: which finding of its rule it is in the file, the gravest first. */
  readonly rank: number;
  readonly weight: RuleWeight;
  readonly points: Points;
}

/** How much a finding of each severity counts. Four hints cost what one piece of information does, four of them what an error does. */
export const SEVERITY_FACTORS: Readonly<Record<Severity, number>> = { error: 4, warning: 2, information: 1, hint: 0.25 };

/** For findings of a rule that there is no more, as older results may hold. */
const UNKNOWN: RuleWeight = { overall: 1, security: 0, maintainability: 0 };

const WEIGHTS: ReadonlyMap<string, RuleWeight> = new Map(RULES.map(({ meta }) => [meta.id, meta.weight]));

/**
 * What each finding of a file costs, in their order. The second finding of a rule counts half, the third a third: what has one cause is often mended in one go, and
 * twenty services without a limit are not twenty times worse than one.
 */
export function sharesOf(findings: readonly Counted[]): Share[] {
  const ranks = ranksOf(findings);
  return findings.map(({ rule, severity }, index) => {
    const weight = WEIGHTS.get(rule) ?? UNKNOWN;
    const factor = SEVERITY_FACTORS[severity];
    const rank = ranks[index]!;
    const points = (dimension: Dimension): number => (factor * weight[dimension]) / rank;
    return { factor, rank, weight, points: { overall: points('overall'), security: points('security'), maintainability: points('maintainability') } };
  });
}

export function sumOf(shares: readonly { readonly points: Points }[]): Points {
  const sum = { overall: 0, security: 0, maintainability: 0 };
  for (const { points } of shares) for (const dimension of DIMENSIONS) sum[dimension] += points[dimension];
  return sum;
}

/** Graver ones first, so that taking out any finding makes none of the others cost so much more that the sum grows. */
function ranksOf(findings: readonly Counted[]): number[] {
  const gravestFirst = findings.map((_, index) => index).sort((a, b) => SEVERITY_FACTORS[findings[b]!.severity] - SEVERITY_FACTORS[findings[a]!.severity]);
  const seen = new Map<string, number>();
  const ranks = new Array<number>(findings.length);
  for (const index of gravestFirst) {
    const { rule } = findings[index]!;
    const rank = (seen.get(rule) ?? 0) + 1;
    seen.set(rule, rank);
    ranks[index] = rank;
  }
  return ranks;
}
