import type { CancellationToken } from 'vscode-languageserver';
import type { ScanWorkspaceParams, ScanWorkspaceResult } from '../../protocol.ts';
import { cancellable } from '../cancellable.ts';
import { toDiagnostic } from '../convert.ts';
import type { LastBuilds } from '../builds/lastBuilds.ts';
import type { ScannedImages } from '../vulnerabilities/scannedImages.ts';
import { walkWorkspace, type ScanContext, type VisitedFile } from '../scan.ts';
import { OverviewBuilder } from './overviewBuilder.ts';

const NOTHING: ScanWorkspaceResult['overview'] = { score: { overall: 100, security: 10, maintainability: 10 }, gates: [], rules: [], contexts: [], drifts: [], tiers: [] };

/** Scan Workspace: the findings of every Docker file, and what a report tells of them together. What was found before a cancellation is thrown away. */
export async function scanWorkspace(
  params: ScanWorkspaceParams,
  token: CancellationToken,
  context: ScanContext & { readonly lastBuilds: LastBuilds; readonly scannedImages: ScannedImages },
): Promise<ScanWorkspaceResult> {
  const started = performance.now();
  if (params.written) context.folders.filesChanged(params.written);
  const builder = new OverviewBuilder(context.lastBuilds, context.scannedImages);
  const files: ScanWorkspaceResult['files'][number][] = [];
  const walk = await walkWorkspace(params, token, context, (visited) => {
    files.push({ uri: visited.uri, diagnostics: diagnosticsOf(visited, context), ...builder.add(visited) });
  });
  const { signal, dispose } = cancellable(token);
  try {
    signal.throwIfAborted();
    const overview = await builder.overview(signal);
    return { ...walk, files, overview, milliseconds: performance.now() - started };
  } catch (error) {
    if (!signal.aborted) throw error;
    return { skipped: [], ignored: [], files: [], overview: NOTHING, milliseconds: performance.now() - started, cancelled: true };
  } finally {
    dispose();
  }
}

function diagnosticsOf({ uri, folder, file }: VisitedFile, { host }: ScanContext) {
  const places = {
    uri,
    lines: file.document.lines,
    uriOf: (path: string) => folder.uriOf(path),
    pageOf: (rule: string) => host.rulePage(rule),
  };
  return file.findings.map((finding) => toDiagnostic(finding, places));
}
