/** The worst first. `unknown`: the scanner's sources do not say. */
export const LEVELS = ['critical', 'high', 'medium', 'low', 'unknown'] as const;
export type Level = (typeof LEVELS)[number];

export type ScannerKind = 'trivy' | 'grype' | 'scout';

export const SCANNER_NAMES: Readonly<Record<ScannerKind, string>> = { trivy: 'Trivy', grype: 'Grype', scout: 'Docker Scout' };

/** What a scanner found in one image, whichever scanner it was. All texts are fit to be shown: one line, bounded, nothing that acts. */
export interface ImageScan {
  readonly scanner: ScannerKind;
  /** As it was asked for. */
  readonly image: string;
  /** `sha256:…`; null where the scanner does not tell. */
  readonly imageId: string | null;
  /** `debian 12.5`; null where it is not known. */
  readonly system: string | null;
  /** True where that release gets no fixes any more. */
  readonly isSystemEnded: boolean;
  /** What made the image, oldest first, base image included; empty where the scanner does not tell. */
  readonly history: readonly HistoryEntry[];
  readonly vulnerabilities: readonly Vulnerability[];
  /** How many more there are than `vulnerabilities` has: what is kept of a report is bounded. */
  readonly leftOut: Counts;
}

/** One entry of an image's history (OCI image specification, "history"). */
export interface HistoryEntry {
  readonly createdBy: string;
  /** False for what changes no file, as ENV and CMD. */
  readonly hasLayer: boolean;
}

/** One known hole of one package. */
export interface Vulnerability {
  /** `CVE-2024-1234`, `GHSA-…`. */
  readonly id: string;
  readonly level: Level;
  readonly package: string;
  /** `system`: of the distribution's package manager; `library`: of a language's. */
  readonly kind: 'system' | 'library';
  /** Where a library lies in the image; null where the scanner does not tell. */
  readonly path: string | null;
  readonly installed: string;
  /** The first version without it, or several where release lines differ; null where there is no fix. */
  readonly fixed: string | null;
  readonly title: string | null;
  /** Of a page about it, https only. */
  readonly url: string | null;
  /** Index in `ImageScan.history` of what brought the package in; null where it cannot be told. */
  readonly layer: number | null;
  /** True where `layer` wrote the package manager's list last: the package came with it or earlier. */
  readonly isLayerLatest: boolean;
}

export type Counts = Readonly<Record<Level, number>>;

export const NO_COUNTS: Counts = { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 };

/** @param more what is counted already */
export function countLevels(vulnerabilities: readonly Pick<Vulnerability, 'level'>[], more: Counts = NO_COUNTS): Counts {
  const counts: Record<Level, number> = { ...more };
  for (const { level } of vulnerabilities) counts[level]++;
  return counts;
}

export function totalOf(counts: Counts): number {
  return LEVELS.reduce((sum, level) => sum + counts[level], 0);
}

/** True where something at least as bad as `least` was found; `none` lets everything pass. */
export function reaches(counts: Counts, least: Level | 'none'): boolean {
  return least !== 'none' && LEVELS.slice(0, LEVELS.indexOf(least) + 1).some((level) => counts[level] > 0);
}
