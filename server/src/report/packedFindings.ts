import { PackedData } from '../core/collections/packedData.ts';
import { outlineOf, type FindingOutline, type Findings } from './findings.ts';
import type { ReportedFinding } from './reportedFinding.ts';

/** Keeps the findings of many files until all are known: most of their words are the same in many of them. */
export class FindingStore {
  private readonly data = new PackedData(new Set<keyof ReportedFinding>(['fingerprint']));
  private readonly outlines = new Map<string, FindingOutline>();

  keep(findings: readonly ReportedFinding[]): Findings {
    return new PackedFindings(this.data, this.data.pack(findings), findings.map((finding) => this.shared(outlineOf(finding))));
  }

  private shared(outline: FindingOutline): FindingOutline {
    const key = `${outline.rule} ${outline.severity} ${outline.fix}`;
    const known = this.outlines.get(key);
    if (!known) this.outlines.set(key, outline);
    return known ?? outline;
  }
}

class PackedFindings implements Findings {
  constructor(
    private readonly data: PackedData,
    private readonly packed: string,
    readonly outlines: readonly FindingOutline[],
  ) {}

  get length(): number {
    return this.outlines.length;
  }

  [Symbol.iterator](): Iterator<ReportedFinding> {
    return (this.data.unpack(this.packed) as readonly ReportedFinding[])[Symbol.iterator]();
  }
}
