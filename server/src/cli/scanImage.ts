import path from 'node:path';
import { SourceDocument } from '../core/engine/document.ts';
import { targetStage } from '../core/dockerfile/stageGraph.ts';
import { nodeFileSystem, toSlashes } from '../host/fileSystem.ts';
import { createScanImage } from '../host/scanners/scanImage.ts';
import { loadShellParser } from '../host/shellGrammar.ts';
import { version } from '../host/version.ts';
import { WorkspaceIndex } from '../host/workspaceIndex.ts';
import { visible } from '../report/visible.ts';
import { dockerfileFindings, type DockerfileFindings, type DockerfileOfImage } from '../vulnerabilities/dockerfileFindings.ts';
import { vulnerabilityJson } from '../vulnerabilities/json.ts';
import { countLevels, reaches, SCANNER_NAMES, type ImageScan, type Vulnerability } from '../vulnerabilities/model.ts';
import { scanPage } from '../vulnerabilities/page.ts';
import { vulnerabilitySarif, type SarifPlace } from '../vulnerabilities/sarif.ts';
import type { ScanImage } from '../vulnerabilities/scanner.ts';
import { OutputFile } from './outputFile.ts';
import { readConfig } from './readConfig.ts';
import { findRoots } from './roots.ts';
import type { CliProcess } from './run.ts';
import type { ScanImageArguments } from './scanImageArguments.ts';
import { shownPath } from './shownPath.ts';
import { UsageError } from './usage.ts';

/** Characters of a Dockerfile; the engine reads no more. */
const LARGEST_FILE = 4_194_304;

interface FoundDockerfile extends DockerfileOfImage {
  /** Absolute path of the project's folder. */
  readonly folder: string;
  /** As people see it from the working folder. */
  readonly shown: string;
}

/**
 * `drydock scan-image`: scans an image with the scanner that is installed, and tells which lines of its Dockerfile brought in what was found.
 * @param scan the scanners of this machine where absent
 * @returns the exit status: 0 nothing as bad as --fail-on, 1 something is, 2 it could not be scanned, 130 and its like interrupted
 * @throws UsageError where the Dockerfile cannot be read, or names no image
 */
export async function scanImage(args: ScanImageArguments, self: CliProcess, scan: ScanImage = createScanImage()): Promise<number> {
  const file = args.dockerfile === null ? null : await readDockerfile(args.dockerfile, args, self);
  const output = args.output === null ? null : await OutputFile.open(args.output, self);
  const image = args.image ?? baseOf(file!, args.target);
  const controller = new AbortController();
  let interrupted: number | null = null;
  const release = self.onInterrupt?.((status) => {
    if (interrupted !== null) self.exit?.(status);
    interrupted = status;
    controller.abort();
  });
  const told = args.quiet ? undefined : (kind: keyof typeof SCANNER_NAMES): void => self.error(`${SCANNER_NAMES[kind]} scans ${visible(image)} …\n`);
  const outcome = await scan({ image, programs: args.programs, minutes: args.minutes, workspaceFolder: file?.folder ?? self.cwd }, controller.signal, told).finally(() => release?.());
  if (interrupted !== null) return interrupted;
  if (!outcome.scan) {
    const { message, detail } = outcome.problem;
    self.error(`drydock: ${visible(message)}\n${detail.split('\n').filter((line) => line !== '').map((line) => `  ${visible(line)}\n`).join('')}`);
    return 2;
  }
  const text = reportOf(outcome.scan, file, args.format);
  if (output) await output.write(text);
  else self.out(text);
  return reaches(countLevels(outcome.scan.vulnerabilities, outcome.scan.leftOut), args.failOn) ? 1 : 0;
}

async function readDockerfile(named: string, { target, image, config }: ScanImageArguments, self: CliProcess): Promise<FoundDockerfile> {
  const { roots: [root] } = await findRoots([named], self.cwd);
  const [relative] = root?.named ?? [];
  if (!root || relative === undefined) throw new UsageError(`${named} is no file: name a Dockerfile.`);
  const index = new WorkspaceIndex(self.fileSystem ?? nodeFileSystem, toSlashes(root.folder));
  index.shell = await loadShellParser();
  await index.open();
  const text = await index.readText(relative, LARGEST_FILE);
  if (text === null) throw new UsageError(`${named} cannot be read: it is too large, no UTF-8 text, or not permitted.`);
  const document = new SourceDocument(relative, 'dockerfile', text, index.shell);
  if (document.skipReason !== null) throw new UsageError(`${named}: ${document.skipReason}`);
  if (target !== null && targetStage(document.dockerfile, target) === targetStage(document.dockerfile, null) && !isLast(document, target)) {
    throw new UsageError(`${named} has no stage "${target}".`);
  }
  return {
    folder: root.folder,
    shown: shownPath(path.join(root.folder, relative), self),
    document,
    project: await index.viewFor(relative, 'dockerfile', undefined, document),
    target,
    isBaseOnly: image === null,
    config: (await readConfig(root.folder, config, self)).config,
  };
}

/** A target that is not there means the last stage to the model. */
function isLast({ dockerfile: { stages } }: SourceDocument, target: string): boolean {
  const last = stages.at(-1);
  return last !== undefined && (last.name === target.toLowerCase() || String(last.index) === target);
}

function baseOf({ document, shown }: FoundDockerfile, target: string | null): string {
  let stage = targetStage(document.dockerfile, target);
  for (let steps = 0; stage?.parent && steps < 10_000; steps++) stage = stage.parent;
  const image = stage?.resolvedImage ?? null;
  if (image === null) throw new UsageError(`${shown} does not say which image it starts from: name the image.`);
  if (image === 'scratch') throw new UsageError(`${shown} starts from scratch, which is empty: name the image that it builds.`);
  return image;
}

function reportOf(scan: ImageScan, file: FoundDockerfile | null, format: ScanImageArguments['format']): string {
  const found = file && dockerfileFindings(scan, file);
  const placeOf = (one: Vulnerability): SarifPlace | null => (file && found ? placeIn(found, file, one) : null);
  if (format === 'sarif') return vulnerabilitySarif(scan, version, placeOf);
  const groups = file && found ? groupsOf(found, file) : [];
  if (format === 'json') return vulnerabilityJson(scan, groups, placeOf);
  const lines = groups.map(({ path: shown, range: { start }, severity, message, fix }) => {
    const help = fix === null ? '' : ` (${fix.title})`;
    return `${visible(shown)}:${start.line + 1}:${start.character + 1} ${severity} ${visible(message)}${visible(help)}\n`;
  });
  const page = scanPage(scan, (one) => {
    const place = placeOf(one);
    return place && `${visible(place.path)}:${place.start.line + 1}`;
  });
  return lines.length === 0 ? page : `${lines.join('')}\n${page}`;
}

function groupsOf({ findings }: DockerfileFindings, { document: { lines }, shown }: FoundDockerfile) {
  return findings.map(({ span, severity, message, counts, fix, proposed }) => ({
    path: shown,
    range: { start: lines.positionAt(span.start), end: lines.positionAt(span.end) },
    severity,
    message,
    counts,
    fix: fix && proposed !== null ? { title: fix.title, image: proposed } : null,
  }));
}

function placeIn({ spanOf }: DockerfileFindings, { document: { lines }, shown }: FoundDockerfile, one: Vulnerability): SarifPlace | null {
  const span = spanOf(one);
  return span && { path: shown, start: lines.positionAt(span.start), end: lines.positionAt(span.end) };
}
