/** What a finding's instruction took in a build, where one was timed. */
export interface TimedStep {
  readonly milliseconds: number;
  /** The same for all findings about one instruction: it is waited for once. */
  readonly step: string;
}

export interface TalliedFinding {
  readonly rule: string;
  readonly file: string;
  readonly fix: 'safe' | 'suggestion' | null;
  /** False for a rule that is not about build time: then it costs none. */
  readonly isAboutTime: boolean;
  /** Null where no build was timed. */
  readonly timed: TimedStep | null;
}

/** What the findings of one rule come to. */
export interface RuleTotal {
  readonly rule: string;
  readonly findings: number;
  readonly files: number;
  /** Findings whose best offer is a safe fix, and those with suggestions only. */
  readonly safe: number;
  readonly suggestions: number;
  /** Null for a rule that is not about build time. */
  readonly time: RuleTime | null;
}

export interface RuleTime {
  /** Milliseconds that the instructions of its findings took when they last ran; 0 where none was timed. */
  readonly measured: number;
  /** How many instructions that were. */
  readonly steps: number;
  /** Findings whose instruction nobody has timed. */
  readonly untimed: number;
  /** Milliseconds for those, going by the median of the timed ones; null where none was timed: then nothing is known. */
  readonly estimate: number | null;
}

interface Counts {
  findings: number;
  safe: number;
  suggestions: number;
  untimed: number;
  isAboutTime: boolean;
  readonly files: Set<string>;
  readonly steps: Map<string, number>;
}

/** Adds up findings by rule, file after file. */
export class RuleTally {
  private readonly rules = new Map<string, Counts>();

  add({ rule, file, fix, isAboutTime, timed }: TalliedFinding): void {
    let counts = this.rules.get(rule);
    if (!counts) this.rules.set(rule, (counts = { findings: 0, safe: 0, suggestions: 0, untimed: 0, isAboutTime, files: new Set(), steps: new Map() }));
    counts.findings++;
    counts.files.add(file);
    if (fix === 'safe') counts.safe++;
    if (fix === 'suggestion') counts.suggestions++;
    if (timed) counts.steps.set(timed.step, timed.milliseconds);
    else if (isAboutTime) counts.untimed++;
  }

  /** Files that have findings of a rule. */
  filesOf(rule: string): ReadonlySet<string> {
    return this.rules.get(rule)?.files ?? new Set();
  }

  /** Most findings first. */
  totals(): RuleTotal[] {
    const totals = [...this.rules].map(([rule, counts]) => ({ ...totalOf(counts), rule }));
    return totals.sort((a, b) => b.findings - a.findings || (a.rule < b.rule ? -1 : 1));
  }
}

function totalOf({ findings, files, safe, suggestions, isAboutTime, steps, untimed }: Counts): Omit<RuleTotal, 'rule'> {
  const times = [...steps.values()];
  const measured = times.reduce((sum, time) => sum + time, 0);
  const estimate = untimed === 0 || times.length === 0 ? null : median(times) * untimed;
  return { findings, files: files.size, safe, suggestions, time: isAboutTime ? { measured, steps: times.length, untimed, estimate } : null };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
