import type { ImageScan, ScannerKind } from './model.ts';
import type { ScanProblem } from './problems.ts';

/** Which scanner is taken; `automatic` for the first that is installed: Trivy, Grype, Docker Scout. */
export const SCANNER_CHOICES = ['automatic', 'trivy', 'grype', 'scout'] as const;
export type ScannerChoice = (typeof SCANNER_CHOICES)[number];

/** Programs as the user's settings name them: names on the PATH or absolute paths. */
export interface ScannerPrograms {
  readonly choice: ScannerChoice;
  readonly trivy: string;
  readonly grype: string;
  /** Docker Scout is a plugin of it. */
  readonly docker: string;
}

export const DEFAULT_PROGRAMS: ScannerPrograms = { choice: 'automatic', trivy: 'trivy', grype: 'grype', docker: 'docker' };

/** Minutes that a scan may take: the first one downloads a database of hundreds of megabytes, and Java takes its time. */
export const DEFAULT_MINUTES = 15;
export const MOST_MINUTES = 240;

export interface ScanRequest {
  readonly image: string;
  readonly programs: ScannerPrograms;
  readonly minutes: number;
  /** Absolute path of the folder whose programs are never started, and whose `.trivyignore` counts. */
  readonly workspaceFolder: string;
}

export type ScanOutcome = { readonly scan: ImageScan; readonly problem: null } | { readonly scan: null; readonly problem: ScanProblem };

/** Scans one image. Never rejects. @param onScanner told which scanner is about to run */
export type ScanImage = (request: ScanRequest, signal: AbortSignal, onScanner?: (kind: ScannerKind) => void) => Promise<ScanOutcome>;
