import type { CancellationToken } from 'vscode-languageserver';
import { htmlPage, sarifWithHelp } from '../../host/scanPages.ts';
import type { ExportScanParams, ExportScanResult, ScanExportFormat } from '../../protocol.ts';
import { ContextReports, shownContext } from '../../report/contextReport.ts';
import { jsonReport } from '../../report/json.ts';
import { markdownReport } from '../../report/markdown.ts';
import { reportFindings } from '../../report/reportedFinding.ts';
import type { FileReport, ScanReport } from '../../report/scanReport.ts';
import { withScores } from '../../report/score/withScores.ts';
import type { Folder } from '../folder.ts';
import { walkWorkspace, type ScanContext } from '../scan.ts';

type Reporter = (report: ScanReport, context: ScanContext) => string | Promise<string>;

const REPORTERS: Readonly<Record<ScanExportFormat, Reporter>> = {
  markdown: (report) => markdownReport(report),
  json: (report) => jsonReport(report),
  html: (report) => htmlPage(report),
  sarif: (report, { host }) => sarifWithHelp(report, host.version),
};

/** The report of the workspace as it is now, in one of the forms of the command line: the same reporters make it. */
export async function exportScan({ format, ...params }: ExportScanParams, token: CancellationToken, context: ScanContext): Promise<ExportScanResult> {
  const files: FileReport[] = [];
  const contextsOf = new Map<Folder, ContextReports>();
  const several = context.folders.all().length > 1;
  const walk = await walkWorkspace(params, token, context, ({ folder, file }) => {
    const { path, document, findings } = file;
    files.push({ path: pathIn(folder, path, several), language: document.language, findings: reportFindings(document, findings, (other) => pathIn(folder, other, several)), fixed: 0 });
    const contexts = contextsOf.get(folder) ?? new ContextReports();
    contextsOf.set(folder, contexts);
    contexts.add(file.project?.uses ?? []);
  });
  if (walk.cancelled) return { text: '', cancelled: true };
  const contexts = [...contextsOf].flatMap(([folder, ofFolder]) => ofFolder.all().map((context) => shownContext(context, (path) => pathIn(folder, path, several))));
  const skipped = walk.skipped.map(({ uri, reason }) => ({ path: shownUri(uri, context, several), reason }));
  const ignored = walk.ignored.map(({ uri }) => shownUri(uri, context, several)).sort();
  const report = withScores({ files: files.sort(byPath), skipped: skipped.sort(byPath), ignored, created: [], contexts });
  return { text: await REPORTERS[format](report, context), cancelled: false };
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
