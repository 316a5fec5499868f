import type { CancellationToken } from 'vscode-languageserver';
import {
  ALIGN_OFFERS, DEBUG_INFORMATION, EXPORT_SCAN, FIX_WORKSPACE, IGNORE_OFFERS, SCAN_WORKSPACE,
  type DebugInformation, type ExportScanParams, type FixWorkspaceParams, type IgnoreOffersParams, type ScanWorkspaceParams,
} from '../protocol.ts';
import { RULES } from '../rules/index.ts';
import { alignOffers } from './alignOffers.ts';
import type { LastBuilds } from './builds/lastBuilds.ts';
import type { OpenDocument } from './document.ts';
import type { OfferContext } from './editOffer.ts';
import { ignoreOffers } from './ignoreOffers.ts';
import type { ScanContext } from './scan.ts';
import { exportScan } from './scanReport/exportScan.ts';
import { fixWorkspace } from './scanReport/fixWorkspace.ts';
import { scanWorkspace } from './scanReport/scanWorkspace.ts';
import type { ScannedImages } from './vulnerabilities/scannedImages.ts';

export interface WorkspaceServices extends ScanContext {
  readonly lastBuilds: LastBuilds;
  readonly scannedImages: ScannedImages;
  /** What the client can do is known once it has introduced itself. */
  offerContext(): OfferContext;
  openDocuments(): readonly OpenDocument[];
}

/** Answers what the editor asks about the workspace as a whole. */
export function serveWorkspace(services: WorkspaceServices): void {
  const { connection, folders, host, offerContext, openDocuments } = services;
  connection.onRequest(SCAN_WORKSPACE, (params: ScanWorkspaceParams, token: CancellationToken) => scanWorkspace(params, token, services));
  connection.onRequest(EXPORT_SCAN, (params: ExportScanParams, token: CancellationToken) => exportScan(params, token, services));
  connection.onRequest(FIX_WORKSPACE, (params: FixWorkspaceParams, token: CancellationToken) => fixWorkspace(params, token, { ...services, ...offerContext() }));
  connection.onRequest(IGNORE_OFFERS, (params: IgnoreOffersParams, token: CancellationToken) => ignoreOffers(params, token, offerContext()));
  connection.onRequest(ALIGN_OFFERS, (_: null, token: CancellationToken) => alignOffers(token, offerContext()));
  connection.onRequest(DEBUG_INFORMATION, async (): Promise<DebugInformation> => ({
    ...host.runtime(),
    rules: RULES.map(({ meta }) => meta.id),
    folders: await folders.describe(),
    openDocuments: openDocuments().map(({ uri, language, checked }) => ({ uri, language: language ?? 'not checked', findings: checked?.findings.length ?? null })),
  }));
}
