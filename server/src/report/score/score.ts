import { sharesOf, sumOf, type Counted, type Dimension, type Points } from './points.ts';

/** Higher is better; a file without findings has 100, 10 and 10. */
export interface Score {
  /** 0 to 100, whole. */
  readonly overall: number;
  /** 0 to 10, with one decimal. */
  readonly security: number;
  /** 0 to 10, with one decimal. */
  readonly maintainability: number;
  /** What it lost them by, a rule each, the costliest first. */
  readonly why: readonly RuleLoss[];
}

export interface RuleLoss {
  readonly rule: string;
  readonly findings: number;
  readonly points: Points;
}

/** What a score is at most, the step it is told in, and the points that halve it. */
export interface Scale {
  readonly top: number;
  readonly step: number;
  readonly half: number;
}

/** Halved where 70 points are lost, and 30: three ordinary warnings bring a file below 70, a secret that ends up in the image its security below 7. */
export const SCALES: Readonly<Record<Dimension, Scale>> = {
  overall: { top: 100, step: 1, half: 70 },
  security: { top: 10, step: 0.1, half: 30 },
  maintainability: { top: 10, step: 0.1, half: 30 },
};

/** The score of one file. Taking out a finding, or making it less grave, never lowers any part of it. */
export function scoreOf(findings: readonly Counted[]): Score {
  const losses = lossesOf(findings);
  const points = sumOf(losses);
  return { ...told((dimension) => exactScore(dimension, points[dimension])), why: losses };
}

/** `top × half / (half + points)`: every finding that goes lifts it, however many there are. */
export function exactScore(dimension: Dimension, points: number): number {
  const { top, half } = SCALES[dimension];
  return (top * half) / (half + points);
}

export function told(exact: (dimension: Dimension) => number): Points {
  const one = (dimension: Dimension): number => roundDown(exact(dimension), SCALES[dimension].step);
  return { overall: one('overall'), security: one('security'), maintainability: one('maintainability') };
}

/** By rule, the costliest first. */
export function lossesOf(findings: readonly Counted[]): RuleLoss[] {
  const losses: Losses = new Map();
  sharesOf(findings).forEach(({ points }, index) => {
    const { rule } = findings[index]!;
    addLoss(losses, rule, 1, points);
  });
  return costliestFirst(losses.values());
}

export type Losses = Map<string, { rule: string; findings: number; points: Record<Dimension, number> }>;

export function addLoss(losses: Losses, rule: string, findings: number, points: Points): void {
  const known = losses.get(rule) ?? { rule, findings: 0, points: { overall: 0, security: 0, maintainability: 0 } };
  known.findings += findings;
  known.points.overall += points.overall;
  known.points.security += points.security;
  known.points.maintainability += points.maintainability;
  losses.set(rule, known);
}

export function costliestFirst(losses: Iterable<RuleLoss>): RuleLoss[] {
  return [...losses].sort((a, b) => b.points.overall - a.points.overall || (a.rule < b.rule ? -1 : 1));
}

/** Down, so that 69.9 does not pass for 70; what is a whole step but for the machine's arithmetic counts as one. */
function roundDown(value: number, step: number): number {
  const steps = Math.round(1 / step);
  return Math.floor(value * steps + 1e-9) / steps;
}
