import type { CancellationToken, CodeLens, CodeLensParams, Connection } from 'vscode-languageserver';
import {
  BUILD, BUILDABLE, BUILD_RECORD, BUILDS, COMPARE_BUILDS, EXPORT_BUILD, FORGET_BUILDS,
  type BuildableParams, type BuildParams, type BuildRecordParams, type BuildsParams, type CompareBuildsParams, type ExportBuildParams, type ForgetBuildsParams,
} from '../../protocol.ts';
import { cancellable } from '../cancellable.ts';
import type { Folders } from '../folders.ts';
import type { CheckedDocument } from '../serveDocuments.ts';
import { buildable } from './buildable.ts';
import type { Builds } from './builds.ts';
import { codeLenses, type LensSwitches } from './codeLenses.ts';

export interface BuildServices {
  readonly connection: Connection;
  readonly folders: Folders;
  readonly builds: Builds;
  /** The open document as it was checked; null for none of ours. */
  check(uri: string, token: CancellationToken): Promise<CheckedDocument | null>;
}

/** Answers what the editor asks about builds. */
export function serveBuilds({ connection, folders, builds, check }: BuildServices): void {
  connection.onRequest(BUILDABLE, async ({ uri }: BuildableParams, token: CancellationToken) => {
    const { signal, dispose } = cancellable(token);
    return buildable(uri, folders, signal).finally(dispose);
  });
  connection.onRequest(BUILD, (params: BuildParams, token: CancellationToken) => builds.build(params, token));
  connection.onRequest(BUILDS, (params: BuildsParams) => builds.list(params));
  connection.onRequest(BUILD_RECORD, (params: BuildRecordParams) => builds.record(params));
  connection.onRequest(COMPARE_BUILDS, (params: CompareBuildsParams) => builds.compare(params));
  connection.onRequest(FORGET_BUILDS, (params: ForgetBuildsParams) => builds.forget(params));
  connection.onRequest(EXPORT_BUILD, (params: ExportBuildParams) => builds.export(params));
  connection.onCodeLens(async ({ textDocument: { uri } }: CodeLensParams, token): Promise<CodeLens[]> => {
    const place = folders.placeOf(uri);
    // Nobody waits for a lens while typing: it may wait until the folder is known.
    await place?.folder.open();
    const found = place && (await check(uri, token));
    if (!place || !found) return [];
    const switches = await lensSwitches(connection, uri);
    // Told when it has been read: lenses are asked for again then.
    if (found.document.language === 'dockerfile' && switches.timings) void builds.restore(place.folder);
    return codeLenses(found.document, found.checked, place, builds.last, switches);
  });
  // Processes of a build must not outlive who shows them.
  connection.onShutdown(() => builds.stop());
}

async function lensSwitches(connection: Connection, uri: string): Promise<LensSwitches> {
  const told: unknown = await connection.workspace.getConfiguration({ scopeUri: uri, section: 'drydock.codeLens' }).catch(() => null);
  const isOn = (name: string) => (told as Record<string, unknown> | null)?.[name] !== false;
  return { build: isOn('build'), timings: isOn('timings') };
}
