import type { Language } from '../../core/engine/rule.ts';
import { DIMENSIONS, sumOf, type Counted, type Dimension } from './points.ts';
import { addLoss, costliestFirst, exactScore, lossesOf, SCALES, told, type Losses, type Score } from './score.ts';

export interface WorkspaceScore extends Score {
  /** Dockerfiles and compose files: what the losses are shared among. */
  readonly files: number;
}

interface ScoredFile {
  readonly language: Language;
  readonly findings: readonly Counted[];
}

/**
 * The mean of all files, but that what .dockerignore files lose is shared among the others: nobody's score may fall because one that no build reads was
 * removed, nor wait for one to be created. A workspace without files has lost nothing.
 */
export function scoreWorkspace(files: readonly ScoredFile[]): WorkspaceScore {
  const lost: Record<Dimension, number> = { overall: 0, security: 0, maintainability: 0 };
  const losses: Losses = new Map();
  for (const { findings } of files) {
    const own = lossesOf(findings);
    const points = sumOf(own);
    for (const dimension of DIMENSIONS) lost[dimension] += SCALES[dimension].top - exactScore(dimension, points[dimension]);
    for (const loss of own) addLoss(losses, loss.rule, loss.findings, loss.points);
  }
  const count = files.filter(({ language }) => language !== 'dockerignore').length;
  const exact = (dimension: Dimension): number => Math.max(0, SCALES[dimension].top - lost[dimension] / Math.max(1, count));
  return { ...told(exact), why: costliestFirst(losses.values()), files: count };
}
