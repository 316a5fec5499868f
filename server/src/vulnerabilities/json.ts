import { wellFormed } from '../report/wellFormed.ts';
import { countLevels, type Counts, type ImageScan, type Vulnerability } from './model.ts';
import type { SarifPlace } from './sarif.ts';

/** Version of the shape below: it grows only by new keys; anything else is a new number. */
const VULNERABILITY_JSON_VERSION = 1;

export interface ReportedGroup {
  readonly path: string;
  /** Zero-based, as in LSP. */
  readonly range: Pick<SarifPlace, 'start' | 'end'>;
  readonly severity: string;
  readonly message: string;
  readonly counts: Counts;
  readonly fix: { readonly title: string; readonly image: string } | null;
}

/** All that was found, as data for programs. */
export function vulnerabilityJson(scan: ImageScan, groups: readonly ReportedGroup[], placeOf: (vulnerability: Vulnerability) => SarifPlace | null): string {
  const { scanner, image, imageId, system, isSystemEnded, leftOut, vulnerabilities } = scan;
  const report = {
    version: VULNERABILITY_JSON_VERSION,
    scanner,
    image,
    imageId,
    system,
    systemEnded: isSystemEnded,
    counts: countLevels(vulnerabilities, leftOut),
    findings: groups,
    vulnerabilities: vulnerabilities.map((one) => {
      const { id, level, package: name, kind, path, installed, fixed, title, url } = one;
      const place = placeOf(one);
      return { id, level, package: name, kind, path, installed, fixed, title, url, place: place && { path: place.path, range: { start: place.start, end: place.end } } };
    }),
    leftOut,
  };
  return `${JSON.stringify(report, (_, value: unknown) => (typeof value === 'string' ? wellFormed(value) : value), 2)}\n`;
}
