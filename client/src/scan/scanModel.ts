import type { Diagnostic, IgnoredFile, ScanWorkspaceResult } from '../../../server/src/protocol.ts';
import type { FindingsOf, PlaceId, Severity, ShownFile, ShownFinding, ShownScan } from '../../webviews/scan/messages.ts';

/** More findings at once than anybody reads in a page. */
const MOST_LISTED = 200;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

const IGNORED_BY: Readonly<Record<IgnoredFile['by'], string>> = {
  'git': 'Git ignores it, so it is taken for a copy or for something that a build makes.',
  'files.exclude': 'The setting files.exclude hides it.',
};

/** Something that can be opened; positions are zero-based. */
export interface Place {
  readonly uri: string;
  readonly range: Diagnostic['range'];
}

/** One scan as the page shows it, and what the page asks of it later. */
export class ScanModel {
  readonly shown: ShownScan;
  private readonly places: Place[] = [];

  /** @param pathOf of a URI, as people read it */
  constructor(
    private readonly result: ScanWorkspaceResult,
    private readonly pathOf: (uri: string) => string,
  ) {
    this.shown = this.show();
  }

  place(id: PlaceId): Place | null {
    return this.places[id] ?? null;
  }

  placeOfFinding(file: number, finding: number): Place | null {
    const found = this.result.files[file];
    const diagnostic = found?.diagnostics[finding];
    return found && diagnostic ? { uri: found.uri, range: diagnostic.range } : null;
  }

  /** The first of the findings, most serious first in a file, in the order of files for a rule. */
  list(of: FindingsOf): { readonly findings: readonly ShownFinding[]; readonly total: number } {
    const found: ShownFinding[] = [];
    let total = 0;
    const files = 'file' in of ? [of.file] : this.result.files.keys();
    for (const file of files) {
      for (const [finding, diagnostic] of (this.result.files[file]?.diagnostics ?? []).entries()) {
        if ('rule' in of && diagnostic.code !== of.rule) continue;
        if (total++ < MOST_LISTED) found.push(this.shownFinding(file, finding, diagnostic));
      }
    }
    return { findings: found, total };
  }

  private show(): ShownScan {
    const { files, skipped, ignored, overview, milliseconds } = this.result;
    const { gates, rules, contexts, drifts, tiers } = overview;
    const severities = { error: 0, warning: 0, information: 0, hint: 0 };
    for (const { diagnostics } of files) for (const diagnostic of diagnostics) severities[severityOf(diagnostic)]++;
    return {
      score: overview.score,
      gates: gates.map(({ folder, ...gate }) => ({ ...gate, folder: folder === null ? '' : nameOf(folder) })),
      files: files.map((file) => this.shownFile(file)),
      rules,
      contexts: contexts.map(({ folder, path, dockerfiles, ignoreFiles, ...rest }) => ({
        ...rest,
        path: path === '.' ? nameOf(folder) : this.pathOf(`${folder}/${path}`),
        dockerfiles: dockerfiles.length,
        place: dockerfiles[0] === undefined ? null : this.newPlace(dockerfiles[0]),
        hasIgnoreFile: ignoreFiles.length > 0,
      })),
      drifts: drifts.map(({ versions, ...drift }) => ({
        ...drift,
        versions: versions.map((version) => ({
          ...version,
          files: version.files.map(({ uri, line }) => ({ path: this.pathOf(uri), place: this.newPlace(uri, line) })),
        })),
      })),
      tiers: tiers.map(({ uri, ...rest }) => ({ ...rest, path: this.pathOf(uri), place: this.newPlace(uri) })),
      leftOut: [
        ...skipped.map(({ uri, reason }) => ({ path: this.pathOf(uri), place: this.newPlace(uri), reason, by: null })),
        ...ignored.map(({ uri, by }) => ({ path: this.pathOf(uri), place: this.newPlace(uri), reason: IGNORED_BY[by], by })),
      ],
      severities,
      milliseconds,
    };
  }

  private shownFile({ uri, diagnostics, fixes, score }: ScanWorkspaceResult['files'][number]): ShownFile {
    const count = (severity: Severity) => diagnostics.filter((diagnostic) => severityOf(diagnostic) === severity).length;
    return {
      path: this.pathOf(uri),
      place: this.newPlace(uri),
      findings: diagnostics.length,
      errors: count('error'),
      warnings: count('warning'),
      safe: fixes.filter((fix) => fix === 'safe').length,
      score,
    };
  }

  private shownFinding(file: number, finding: number, diagnostic: Diagnostic): ShownFinding {
    const { uri, fixes } = this.result.files[file]!;
    const { message } = diagnostic;
    return {
      file,
      finding,
      path: this.pathOf(uri),
      line: diagnostic.range.start.line + 1,
      rule: String(diagnostic.code ?? ''),
      severity: severityOf(diagnostic),
      message: typeof message === 'string' ? message : message.value,
      fix: fixes[finding] ?? null,
    };
  }

  private newPlace(uri: string, line = 0): PlaceId {
    const start = { line, character: 0 };
    return this.places.push({ uri, range: { start, end: start } }) - 1;
  }
}

/** Of a workspace folder: its path would be a long one from the root of the disk. */
function nameOf(folder: string): string {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function severityOf({ severity = 1 }: Diagnostic): Severity {
  return SEVERITIES[severity - 1] ?? 'error';
}
