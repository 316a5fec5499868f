import { lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isImageName, scanArguments, scannerEnvironment } from '../../vulnerabilities/commands.ts';
import type { ImageScan, ScannerKind } from '../../vulnerabilities/model.ts';
import { badName, missingProgram, scanFailure, timedOut, tooLarge, unreadable, type ScanProblem } from '../../vulnerabilities/problems.ts';
import { readGrype } from '../../vulnerabilities/readers/grype.ts';
import { LARGEST_REPORT } from '../../vulnerabilities/readers/reading.ts';
import { readScout } from '../../vulnerabilities/readers/scout.ts';
import { readTrivy } from '../../vulnerabilities/readers/trivy.ts';
import type { ScanImage, ScanOutcome, ScanRequest } from '../../vulnerabilities/scanner.ts';
import { collectOutput } from '../builds/collectOutput.ts';
import { findScanner, type FoundScanner } from './findScanner.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const READERS: Readonly<Record<ScannerKind, (text: string, image: string) => ImageScan | null>> = { trivy: readTrivy, grype: readGrype, scout: readScout };
/** Ends a scanner that does not keep to its own time, milliseconds. */
const GRACE = 15_000;
const CANCELLED: ScanProblem = { kind: 'cancelled', message: 'The scan was cancelled.', detail: '' };

/**
 * Scans with the scanner that is installed on this machine, in an empty folder of its own: scanners read configuration from where they are
 * started, which must not be what came with the workspace.
 * @param env the user's own environment
 */
export function createScanImage(env: Environment = process.env): ScanImage {
  return async (request, signal, onScanner) => {
    if (!isImageName(request.image)) return failed(badName(request.image));
    let scratch: string;
    try {
      scratch = await mkdtemp(path.join(tmpdir(), 'drydock-scan-'));
    } catch (error) {
      return failed({ kind: 'other', message: 'No temporary folder can be made for the scan: free some disk, or correct TMPDIR.', detail: String(error) });
    }
    try {
      const found = await findScanner(request.programs, env, request.workspaceFolder, scratch, signal);
      if (signal.aborted) return failed(CANCELLED);
      if ('problem' in found) return failed(found.problem);
      onScanner?.(found.scanner.kind);
      return await run(found.scanner, request, scratch, env, signal);
    } finally {
      // What a scanner leaves behind in use is no reason to fail.
      await rm(scratch, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    }
  };
}

async function run({ kind, program }: FoundScanner, request: ScanRequest, scratch: string, env: Environment, signal: AbortSignal): Promise<ScanOutcome> {
  const { image, minutes } = request;
  const ignoreFile = kind === 'trivy' ? await ignoreFileOf(request.workspaceFolder) : null;
  const command = { program, args: scanArguments(kind, image, minutes, ignoreFile), folder: scratch };
  const ended = await collectOutput(command, scannerEnvironment(env, scratch), signal, minutes * 60_000 + GRACE, LARGEST_REPORT);
  if (signal.aborted) return failed(CANCELLED);
  if (ended.isTimedOut) return failed(timedOut(kind, image, minutes));
  if (ended.spawnError) return failed({ ...missingProgram(kind, program), detail: ended.spawnError.message });
  if (ended.isCut) return failed(tooLarge(kind, image));
  // Scanners may be set up to end with a status of their own where they found something: a whole report counts.
  const scan = READERS[kind](ended.output, image);
  if (scan) return { scan, problem: null };
  return failed(ended.code === 0 ? unreadable(kind, image, ended.errors) : scanFailure(kind, image, `${ended.output.slice(-LARGEST_SAID)}\n${ended.errors}`));
}

/** Characters of output that may say why it failed. */
const LARGEST_SAID = 64_000;

/** What the workspace has decided to live with, as Trivy itself would read it from there. A link is not followed. */
async function ignoreFileOf(workspaceFolder: string): Promise<string | null> {
  for (const name of ['.trivyignore', '.trivyignore.yaml']) {
    const file = path.join(workspaceFolder, name);
    if ((await lstat(file).catch(() => null))?.isFile()) return file;
  }
  return null;
}

function failed(problem: ScanProblem): ScanOutcome {
  return { scan: null, problem };
}
