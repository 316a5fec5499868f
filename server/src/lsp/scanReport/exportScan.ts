import type { CancellationToken } from 'vscode-languageserver';
import { append } from '../../core/collections/multimap.ts';
import type { DockerfileUse } from '../../core/engine/projectView.ts';
import type { ExportScanParams, ExportScanResult, ScanExportFormat } from '../../protocol.ts';
import { reportContexts, type ContextReport } from '../../report/contextReport.ts';
import { jsonReport } from '../../report/json.ts';
import { markdownReport } from '../../report/markdown.ts';
import { reportFindings } from '../../report/reportedFinding.ts';
import { sarifReport } from '../../report/sarif.ts';
import type { FileReport, ScanReport } from '../../report/scanReport.ts';
import { withScores } from '../../report/score/withScores.ts';
import { RULES } from '../../rules/index.ts';
import type { Folder } from '../folder.ts';
import { walkWorkspace, type ScanContext } from '../scan.ts';

type Reporter = (report: ScanReport, context: ScanContext) => string;

const REPORTERS: Readonly<Record<ScanExportFormat, Reporter>> = {
  markdown: (report) => markdownReport(report),
  json: (report) => jsonReport(report),
  sarif: (report, { host }) => sarifReport(report, { version: host.version, rules: RULES.map(({ meta }) => meta), page: () => null }),
};

/** The report of the workspace as it is now, in one of the forms of the command line: the same reporters make it. */
export async function exportScan({ format, ...params }: ExportScanParams, token: CancellationToken, context: ScanContext): Promise<ExportScanResult> {
  const files: FileReport[] = [];
  const uses = new Map<Folder, DockerfileUse[]>();
  const several = context.folders.all().length > 1;
  const walk = await walkWorkspace(params, token, context, async ({ folder, file }, signal) => {
    const { path, document, findings } = file;
    files.push({ path: pathIn(folder, path, several), language: document.language, findings: reportFindings(document, findings), fixed: 0 });
    if (document.language !== 'dockerfile') return;
    // A disk that fails costs the context and nothing else.
    const view = await folder.index!.viewFor(path, 'dockerfile', signal, document).catch(() => null);
    signal.throwIfAborted();
    for (const use of view?.uses ?? []) append(uses, folder, use);
  });
  if (walk.cancelled) return { text: '', cancelled: true };
  const contexts = [...uses].flatMap(([folder, ofFolder]) => reportContexts(ofFolder).map((report) => shownContext(report, (path) => pathIn(folder, path, several))));
  const skipped = walk.skipped.map(({ uri, reason }) => ({ path: shownUri(uri, context, several), reason }));
  const report = withScores({ files: files.sort(byPath), skipped: skipped.sort(byPath), created: [], contexts });
  return { text: REPORTERS[format](report, context), cancelled: false };
}

function shownContext(report: ContextReport, shown: (path: string) => string): ContextReport {
  return { ...report, path: shown(report.path), dockerfiles: report.dockerfiles.map(shown), ignoreFiles: report.ignoreFiles.map(shown) };
}

/** With the folder's name where there are several: paths alone would be ambiguous. */
function pathIn({ uri }: Folder, path: string, several: boolean): string {
  if (!several) return path;
  const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  return path === '.' ? name : `${name}/${path}`;
}

function shownUri(uri: string, { folders }: ScanContext, several: boolean): string {
  const place = folders.placeOf(uri);
  return place ? pathIn(place.folder, place.path, several) : uri;
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
