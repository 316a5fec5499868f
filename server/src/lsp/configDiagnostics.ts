import { DiagnosticSeverity, type Connection, type Diagnostic } from 'vscode-languageserver';
import type { LocatedProblem } from '../host/loadConfig.ts';
import { SOURCE } from './convert.ts';
import type { Folder } from './folder.ts';
import type { Folders } from './folders.ts';

/**
 * Shows what is wrong with the files of settings at their lines, whether they are open or not: a mistake there is met as findings that should not be. They
 * are pushed to every client, since one that pulls asks for open documents only; the same documents are never answered to a pull.
 */
export class ConfigDiagnostics {
  /** Files with problems on the screen, by folder. */
  private readonly shown = new Map<string, ReadonlySet<string>>();
  private readonly rounds = new Map<string, number>();

  constructor(
    private readonly connection: Connection,
    private readonly folders: Folders,
    private readonly openText: (uri: string) => { getText(): string } | undefined,
  ) {}

  /** A document was opened, edited or closed. */
  documentChanged(uri: string): void {
    const place = this.folders.placeOf(uri);
    if (place?.folder.restsOn(place.path)) void this.refresh(place.folder);
  }

  /** A folder that is gone shows nothing any more. */
  async refresh(folder: Folder): Promise<void> {
    const round = (this.rounds.get(folder.uri) ?? 0) + 1;
    this.rounds.set(folder.uri, round);
    const { problems } = await folder.configurationAs((path) => this.openText(folder.uriOf(path) ?? '')?.getText() ?? null);
    if (this.rounds.get(folder.uri) !== round) return;
    const byUri = new Map<string, Diagnostic[]>();
    for (const uri of this.shown.get(folder.uri) ?? []) byUri.set(uri, []);
    for (const problem of folder.closing.aborted ? [] : problems) {
      const uri = folder.uriOf(problem.file);
      if (uri !== null) byUri.set(uri, [...(byUri.get(uri) ?? []), toDiagnostic(problem)]);
    }
    this.shown.set(folder.uri, new Set([...byUri].filter(([, diagnostics]) => diagnostics.length > 0).map(([uri]) => uri)));
    // A client that has gone away is no reason to stop.
    for (const [uri, diagnostics] of byUri) await this.connection.sendDiagnostics({ uri, diagnostics }).catch(() => {});
  }

  /** Settings changed, or folders did: what is on the screen is looked at again. */
  refreshShown(): void {
    for (const [uri, files] of this.shown) if (files.size > 0 && !this.folders.byUri(uri)) void this.clear(uri, files);
    for (const folder of this.folders.all()) if ((this.shown.get(folder.uri)?.size ?? 0) > 0) void this.refresh(folder);
  }

  private async clear(folder: string, files: ReadonlySet<string>): Promise<void> {
    this.shown.delete(folder);
    for (const uri of files) await this.connection.sendDiagnostics({ uri, diagnostics: [] }).catch(() => {});
  }
}

function toDiagnostic({ message, start, end, severity }: LocatedProblem): Diagnostic {
  return { range: { start, end }, message, source: SOURCE, severity: severity === 'error' ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning };
}
