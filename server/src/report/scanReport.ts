import type { Severity } from '../core/engine/finding.ts';
import type { Language } from '../core/engine/rule.ts';
import type { BaselineReport } from './baseline.ts';
import type { ContextReport } from './contextReport.ts';
import { outlinesOf, type Findings } from './findings.ts';
import type { GateResult } from './score/gates.ts';
import type { Score } from './score/score.ts';
import type { WorkspaceScore } from './score/workspaceScore.ts';

/** One file of a scan; `path` is relative to the working folder, with `/`. */
export interface FileReport {
  readonly path: string;
  readonly language: Language;
  readonly findings: Findings;
  readonly fixed: number;
  /** Absent where scores are not asked for: `withScores` fills it in. */
  readonly score?: Score;
  /** True where it belongs to a service that the configuration marks as critical. */
  readonly isCritical?: boolean;
}

export interface ScanReport {
  readonly files: readonly FileReport[];
  /** Files that could not be read or are not checked, with the reason. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** Paths of files that were not checked because git ignores them. */
  readonly ignored?: readonly string[];
  readonly created: readonly string[];
  /** Build contexts of the Dockerfiles that were scanned. */
  readonly contexts: readonly ContextReport[];
  /** Absent where no baseline is asked for. */
  readonly baseline?: BaselineReport;
  /** Of all files together; absent where scores are not asked for. */
  readonly score?: WorkspaceScore;
  /** Absent where no gate is asked for. */
  readonly gates?: readonly GateResult[];
}

export interface Summary {
  readonly files: number;
  readonly findings: number;
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
  /** Findings whose best offer is a safe fix, and those with suggestions only. */
  readonly fixableSafely: number;
  readonly suggestions: number;
  readonly fixed: number;
  readonly skipped: number;
}

export function summarize({ files, skipped }: ScanReport): Summary {
  const count: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  const best = { safe: 0, suggestion: 0 };
  for (const { findings } of files) {
    for (const { severity, fix } of outlinesOf(findings)) {
      count[severity]++;
      if (fix !== null) best[fix]++;
    }
  }
  return {
    files: files.length,
    findings: files.reduce((sum, { findings }) => sum + findings.length, 0),
    ...count,
    fixableSafely: best.safe,
    suggestions: best.suggestion,
    fixed: files.reduce((sum, file) => sum + file.fixed, 0),
    skipped: skipped.length,
  };
}
