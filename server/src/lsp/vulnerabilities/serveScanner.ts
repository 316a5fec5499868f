import type { CancellationToken, Connection } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import {
  SCANNABLE_IMAGES, SCAN_IMAGE,
  type ScanImageParams, type ScanImageResult, type ScannableImage, type ScannableImagesParams,
} from '../../protocol.ts';
import type { Config } from '../../core/engine/config.ts';
import { countLevels, NO_COUNTS, SCANNER_NAMES, type ImageScan } from '../../vulnerabilities/model.ts';
import { scanPage } from '../../vulnerabilities/page.ts';
import type { ScanProblem } from '../../vulnerabilities/problems.ts';
import { vulnerabilitySarif } from '../../vulnerabilities/sarif.ts';
import type { ScanImage } from '../../vulnerabilities/scanner.ts';
import { countsText } from '../../vulnerabilities/words.ts';
import type { Builds } from '../builds/builds.ts';
import { cancellable } from '../cancellable.ts';
import type { Folders } from '../folders.ts';
import { lastBuiltImages } from './lastBuiltImages.ts';
import { placedFindings, type Placed } from './placedFindings.ts';
import { scannableImages } from './scannableImages.ts';
import type { ScannedImages } from './scannedImages.ts';

export interface ScannerServices {
  readonly connection: Connection;
  readonly folders: Folders;
  readonly builds: Builds;
  /** Told of each image that was scanned. */
  readonly scannedImages: ScannedImages;
  /** Null where nothing can be started. */
  readonly scan: ScanImage | null;
  /** Of this server, for reports. */
  readonly version: string;
  configOf(uri: string): Promise<Config>;
  /** Version and text of an open document; null for one that is not open. */
  openDocument(uri: string): { readonly version: number; getText(): string } | null;
}

/** Answers what the editor asks about vulnerabilities. */
export function serveScanner(services: ScannerServices): void {
  const { connection, folders, builds } = services;
  connection.onRequest(SCANNABLE_IMAGES, async ({ uri }: ScannableImagesParams, token: CancellationToken): Promise<readonly ScannableImage[]> => {
    const { signal, dispose } = cancellable(token);
    const [named, built] = await Promise.all([scannableImages(uri, folders, signal), lastBuiltImages(folders, builds).catch(() => [])]).finally(dispose);
    const asked = uri === null ? null : URI.parse(uri).toString();
    return withBuilt(named, built.filter(({ source }) => asked === null || source.uri === asked));
  });
  // What it starts ends with this process (host/builds/endAtExit.ts).
  connection.onRequest(SCAN_IMAGE, async (params: ScanImageParams, token: CancellationToken): Promise<ScanImageResult> => {
    const { signal, dispose } = cancellable(token);
    return scanImage(params, services, signal).finally(dispose);
  });
}

/** What was built last comes first, and is there once. */
function withBuilt(named: readonly ScannableImage[], built: readonly ScannableImage[]): readonly ScannableImage[] {
  const keyOf = ({ image, source }: ScannableImage): string => JSON.stringify([image.includes(':') ? image : `${image}:latest`, source.uri, source.kind]);
  const known = new Set(built.map(keyOf));
  return [...built, ...named.filter((one) => !known.has(keyOf(one)))];
}

async function scanImage({ image, source, programs, minutes, workDoneToken }: ScanImageParams, services: ScannerServices, signal: AbortSignal): Promise<ScanImageResult> {
  const { connection, folders, scan: run, version } = services;
  const place = source === null ? null : folders.placeOf(URI.parse(source.uri).toString());
  const root = place?.folder.root ?? folders.all().find((folder) => folder.root !== null)?.root ?? null;
  if (!run || root === null) return failed({ kind: 'other', message: 'Open the folder that the image belongs to: without a folder on a disk nothing is scanned.', detail: '' });
  const progress = workDoneToken === undefined ? null : connection.window.attachWorkDoneProgress(String(workDoneToken));
  progress?.begin(image, 0);
  const { scan, problem } = await run({ image, programs, minutes, workspaceFolder: root }, signal, (kind) => progress?.report(`${SCANNER_NAMES[kind]}: ${image}`)).finally(() => progress?.done());
  if (!scan) return failed(problem);
  services.scannedImages.note(scan.image, countLevels(scan.vulnerabilities, scan.leftOut).critical);
  const config = source === null ? null : await services.configOf(source.uri).catch(() => null);
  const placed = source && place ? await placedFindings(scan, source, place, config, signal).catch(() => null) : null;
  return resultOf(scan, placed, source?.uri ?? null, services, version);
}

function resultOf(scan: ImageScan, placed: Placed | null, uri: string | null, { openDocument }: ScannerServices, version: string): ScanImageResult {
  const counts = countLevels(scan.vulnerabilities, scan.leftOut);
  const open = uri === null ? null : openDocument(URI.parse(uri).toString());
  // Edited while it was scanned and not yet known to the project: places would be wrong.
  const isStale = open !== null && placed !== null && open.getText() !== placed.text;
  const lineOf = placed && !isStale ? placed : null;
  return {
    problem: null,
    summary: `${SCANNER_NAMES[scan.scanner]} finds ${countsText(counts)} in ${scan.image}.`,
    counts,
    placed: lineOf && uri !== null ? { uri, version: open?.version ?? null, findings: lineOf.findings } : null,
    page: scanPage(scan, (one) => {
      const at = lineOf?.placeOf(one);
      return at ? `${at.path}:${at.start.line + 1}` : null;
    }),
    sarif: vulnerabilitySarif(scan, version, (one) => lineOf?.placeOf(one) ?? null),
  };
}

function failed(problem: ScanProblem): ScanImageResult {
  return { problem, summary: '', counts: NO_COUNTS, placed: null, page: '', sarif: '' };
}
