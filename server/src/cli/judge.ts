import type { Config } from '../core/engine/config.ts';
import type { ScanReport } from '../report/scanReport.ts';
import { evaluateGates, wantedGates } from '../report/score/gates.ts';
import { withScores } from '../report/score/withScores.ts';
import type { ScanArguments } from './scanArguments.ts';

/** What was scanned of one project. */
export interface ProjectFiles {
  readonly config: Pick<Config, 'gates'>;
  /** Paths of the report. */
  readonly files: ReadonlySet<string>;
}

/** The report with scores and gates where the command line asks for them, or a project's configuration does: each project's gates hold for its own files. */
export function judged(report: ScanReport, projects: readonly ProjectFiles[], { gates, score, failUnder }: Pick<ScanArguments, 'gates' | 'score' | 'failUnder'>): ScanReport {
  const hasGates = gates || failUnder !== null || projects.some(({ config }) => Object.keys(config.gates).length > 0);
  if (!hasGates && !score) return report;
  const scored = withScores(report);
  if (!hasGates) return scored;
  const ofFiles = projects.flatMap(({ config, files }) =>
    evaluateGates({ files: scored.files.filter(({ path }) => files.has(path)) }, wantedGates(config.gates, { gates, failUnder: null })),
  );
  return { ...scored, gates: [...ofFiles, ...evaluateGates({ files: [], score: scored.score }, wantedGates({}, { gates: false, failUnder }))] };
}
