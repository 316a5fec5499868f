import type { Diagnostic, TextEdit } from 'vscode-languageserver-types';
import type { Counts } from '../vulnerabilities/model.ts';
import type { ScanProblem } from '../vulnerabilities/problems.ts';
import type { ScannerPrograms } from '../vulnerabilities/scanner.ts';

/** Scan Image for Vulnerabilities: the images that the files of the workspace name and that were built last; nothing is asked of docker. */
export const SCANNABLE_IMAGES = 'drydock/scannableImages';
export interface ScannableImagesParams {
  /** Only those of this Dockerfile or compose file; null for all of the workspace. */
  readonly uri: string | null;
}
export interface ScannableImage {
  readonly image: string;
  /** `built`: what a build of the workspace makes; `service`: what a service runs; `base`: what a Dockerfile starts from. */
  readonly kind: 'built' | 'service' | 'base';
  /** Services, targets or Dockerfiles that it belongs to, for people. */
  readonly usedBy: readonly string[];
  readonly source: ScanSource;
}

/** The file whose lines the findings of an image belong to. */
export interface ScanSource {
  readonly uri: string;
  readonly kind: ScannableImage['kind'];
  /** Stage that is built; null for the last. */
  readonly target: string | null;
  /** The service of a compose file; null for a Dockerfile. */
  readonly service: string | null;
}

/** Scans one image with a scanner of this machine; cancelling the request ends it. */
export const SCAN_IMAGE = 'drydock/scanImage';
export interface ScanImageParams {
  readonly image: string;
  /** Null for an image that a person typed: it has a page only. */
  readonly source: ScanSource | null;
  readonly programs: ScannerPrograms;
  readonly minutes: number;
  /** Progress is reported under this token, as LSP's work done progress. */
  readonly workDoneToken?: string | number;
}
export interface ScanImageResult {
  readonly problem: ScanProblem | null;
  /** What was found, as a sentence; empty where there is a problem. */
  readonly summary: string;
  readonly counts: Counts;
  /** Where the lines are; null where no file belongs to the image, or it cannot be read any more. */
  readonly placed: { readonly uri: string; readonly version: number | null; readonly findings: readonly VulnerabilityDiagnostic[] } | null;
  /** All that was found, as text. */
  readonly page: string;
  /** The same as SARIF 2.1.0, for a file. */
  readonly sarif: string;
}
export interface VulnerabilityDiagnostic {
  readonly diagnostic: Diagnostic;
  /** A newer base image, for a person to decide on. */
  readonly fix: { readonly title: string; readonly edits: TextEdit[] } | null;
  /** The image that the fix moves to: a scan of it tells what is left. */
  readonly proposed: string | null;
}
