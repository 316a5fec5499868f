import { SEVERITIES, type Severity } from '../core/engine/finding.ts';
import { outlinesOf } from '../report/findings.ts';
import type { ScanReport } from '../report/scanReport.ts';

/** 0 where nothing at or above the severity was found and every gate is passed; 1 otherwise. */
export function exitStatus({ files, gates }: Pick<ScanReport, 'files' | 'gates'>, failOn: Severity | 'none'): 0 | 1 {
  const failing: readonly Severity[] = failOn === 'none' ? [] : SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  const hasFailing = failing.length > 0 && files.some(({ findings }) => outlinesOf(findings).some(({ severity }) => failing.includes(severity)));
  return hasFailing || gates?.some(({ passed }) => !passed) ? 1 : 0;
}
