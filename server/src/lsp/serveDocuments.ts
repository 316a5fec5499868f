import { LSPErrorCodes, ResponseError, type CancellationToken, type CodeAction, type Connection } from 'vscode-languageserver';
import { FIX_FILE, TIER_TABLE, type FixFileParams, type FixFileResult, type TierTableParams, type TierTableResult } from '../protocol.ts';
import { codeActions, wideEdit, type LazyFix } from './codeActions.ts';
import { toTextEdit, type DiagnosticPlaces } from './convert.ts';
import type { CheckedVersion, OpenDocument } from './document.ts';
import { documentLinks } from './documentLinks.ts';
import { fixWidely } from './fixes.ts';
import type { Folders } from './folders.ts';
import { hover } from './hover.ts';
import type { OpenWork } from './openWork.ts';
import type { Settings } from './settings.ts';
import { silenceInWorkspace } from './silenceInWorkspace.ts';
import { tierTableOf } from './tierTable.ts';
import type { EditAbilities } from './workspaceEdits.ts';

/** An open document of ours and what was found in it. */
export interface CheckedDocument {
  readonly document: OpenDocument;
  readonly checked: CheckedVersion;
}

/** What the client can do with answers; known once it has introduced itself. */
export interface ClientAbilities {
  readonly edits: EditAbilities;
  /** It asks for the edit of an action when the action is picked. */
  readonly canResolve: boolean;
  /** It is our own, and has the command that shows a rule's page. */
  readonly canOpenPages: boolean;
}

export interface DocumentServices {
  readonly connection: Connection;
  readonly folders: Folders;
  readonly settings: Settings;
  readonly openWork: OpenWork;
  /** Null for a document that is none of ours or not open. */
  check(uri: string, token: CancellationToken): Promise<CheckedDocument | null>;
  openDocument(uri: string): OpenDocument | undefined;
  placesOf(document: OpenDocument, checked: CheckedVersion): DiagnosticPlaces;
  abilities(): ClientAbilities;
}

/** Answers what the editor asks about open documents. */
export function serveDocuments(services: DocumentServices): void {
  const { connection, folders, settings, openWork, check, openDocument, placesOf, abilities } = services;

  /** One wrapper for timing and errors: a request that fails is logged with its name and answered, never left open. */
  const timed = async <Result>(name: string, token: CancellationToken, fallback: Result, work: () => Promise<Result>): Promise<Result> => {
    const started = performance.now();
    try {
      return token.isCancellationRequested ? fallback : await openWork.answer(work);
    } catch (error) {
      connection.console.error(`${name} failed: ${error instanceof Error ? error.stack : String(error)}`);
      return fallback;
    } finally {
      connection.tracer.log(`${name}: ${Math.round(performance.now() - started)} ms`);
    }
  };
  const editContext = ({ document, checked }: CheckedDocument) => ({ document, checked, places: placesOf(document, checked), abilities: abilities().edits, openDocument });

  connection.onCodeAction((params, token) =>
    timed('code actions', token, [], async () => {
      const found = await check(params.textDocument.uri, token);
      if (!found || token.isCancellationRequested) return [];
      const { canResolve, canOpenPages } = abilities();
      const silenceEdit = await silenceInWorkspace(found.document.uri, folders, openDocument);
      return codeActions(params, { ...editContext(found), canResolve, canOpenPages, silenceInWorkspace: silenceEdit });
    }),
  );

  connection.onCodeActionResolve(async (action, token): Promise<CodeAction> => {
    const fix = action.data as LazyFix | undefined;
    if (!fix || action.edit) return action;
    const found = openDocument(fix.uri)?.version === fix.version ? await check(fix.uri, token) : null;
    if (!found) throw new ResponseError(LSPErrorCodes.ContentModified, 'The document changed meanwhile.');
    const edit = wideEdit(fix, editContext(found));
    return { ...action, ...(edit ? { edit } : {}) };
  });

  connection.onHover(({ textDocument, position }, token) =>
    timed('hover', token, null, async () => {
      const found = await check(textDocument.uri, token);
      return found && hover(found.checked, position);
    }),
  );

  connection.onDocumentLinks(({ textDocument }, token) =>
    timed('document links', token, null, async () => {
      const found = await check(textDocument.uri, token);
      return found && documentLinks(found.checked, placesOf(found.document, found.checked));
    }),
  );

  connection.onRequest(FIX_FILE, (params: FixFileParams, token: CancellationToken) =>
    timed<FixFileResult | null>('fix file', token, null, async () => {
      const found = await check(params.uri, token);
      if (!found) return null;
      const { edits, applied, remaining } = fixWidely(found.checked, { selection: 'safe', rule: null });
      return {
        version: found.document.version,
        edits: edits.map((edit) => toTextEdit(edit, found.checked.source.lines)),
        fixed: applied.length,
        left: remaining.length,
      };
    }),
  );

  connection.onRequest(TIER_TABLE, (params: TierTableParams, token: CancellationToken) =>
    timed<TierTableResult | null>('tier table', token, null, async () => {
      const found = await check(params.uri, token);
      return found && tierTableOf(found.document, found.checked, await settings.forDocument(found.document.uri), params);
    }),
  );
}
