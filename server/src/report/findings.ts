import type { ReportedFinding } from './reportedFinding.ts';
import type { Counted } from './score/points.ts';

/** The findings of one file, in their order: an array of them, or what makes them anew for whoever goes through them. */
export interface Findings extends Iterable<ReportedFinding> {
  readonly length: number;
  /** One for each, where they are at hand: whoever counts needs no more. To be asked for by `outlinesOf`. */
  readonly outlines?: readonly FindingOutline[];
}

/** What of a finding is counted. */
export interface FindingOutline extends Counted {
  /** The best that it has to offer. */
  readonly fix: 'safe' | 'suggestion' | null;
}

/** In the order of the findings. */
export function outlinesOf(findings: Findings): readonly FindingOutline[] {
  return findings.outlines ?? Array.from(findings, outlineOf);
}

export function outlineOf({ rule, severity, fixes }: ReportedFinding): FindingOutline {
  return { rule, severity, fix: fixes.some(({ kind }) => kind === 'safe') ? 'safe' : fixes.length > 0 ? 'suggestion' : null };
}

/** Some of the findings of a file, which go on being kept as they were. @param kept for each of them, whether it is one of those */
export function someOf(findings: Findings, kept: readonly boolean[]): Findings {
  return kept.every((isKept) => isKept) ? findings : new SomeFindings(findings, kept);
}

class SomeFindings implements Findings {
  readonly length: number;

  constructor(
    private readonly all: Findings,
    private readonly kept: readonly boolean[],
  ) {
    this.length = kept.filter((isKept) => isKept).length;
  }

  get outlines(): readonly FindingOutline[] {
    return outlinesOf(this.all).filter((_, index) => this.kept[index]);
  }

  *[Symbol.iterator](): Iterator<ReportedFinding> {
    let index = 0;
    for (const finding of this.all) if (this.kept[index++]) yield finding;
  }
}
