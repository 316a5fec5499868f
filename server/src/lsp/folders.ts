import type { WorkspaceFolder } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { Folder } from './folder.ts';
import type { ServerHost } from './serverHost.ts';

export interface Place {
  readonly folder: Folder;
  /** Relative to the folder, with `/`. */
  readonly path: string;
}

/** The workspace's folders, and which of them a document belongs to. */
export class Folders {
  private folders: Folder[] = [];
  private listeners: (() => void)[] = [];

  constructor(
    private readonly host: ServerHost,
    private readonly warn: (message: string) => void,
  ) {}

  set(folders: readonly WorkspaceFolder[]): void {
    this.folders = folders.map(({ uri }) => this.open(uri));
  }

  change(added: readonly WorkspaceFolder[], removed: readonly WorkspaceFolder[]): void {
    const gone = new Set(removed.map(({ uri }) => URI.parse(uri).toString()));
    for (const folder of this.folders) if (gone.has(folder.uri)) folder.dispose();
    this.folders = [...this.folders.filter(({ uri }) => !gone.has(uri)), ...added.map(({ uri }) => this.open(uri))];
  }

  all(): readonly Folder[] {
    return this.folders;
  }

  byUri(uri: string): Folder | null {
    return this.folders.find((folder) => folder.uri === uri) ?? null;
  }

  /** The innermost folder that holds a document; null for one that is in none (untitled, or opened on its own). */
  placeOf(uri: string): Place | null {
    return this.placesOf(uri)[0] ?? null;
  }

  /** Every folder that holds a document, the innermost first: folders may be nested, and each knows its files. */
  private placesOf(uri: string): Place[] {
    return this.folders
      .flatMap((folder): Place[] => {
        const path = folder.pathOf(uri);
        return path === null ? [] : [{ folder, path }];
      })
      .sort((a, b) => a.path.length - b.path.length);
  }

  /** Calls back when facts that were still being gathered have arrived. */
  onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** The unsaved text of an open document wins over the disk; null gives the disk back. */
  overlay(uri: string, text: string | null): void {
    for (const { folder, path } of this.placesOf(uri)) folder.overlay(path, text);
  }

  /** @returns what kind of thing changed, so that the server asks for no more checks than needed */
  filesChanged(uris: readonly string[]): { readonly any: boolean; readonly config: boolean } {
    let config = false;
    let any = false;
    for (const uri of uris) {
      for (const { folder, path } of this.placesOf(uri)) {
        any = true;
        if (folder.configMayDiffer(path)) config = true;
        void folder.fileChanged(path);
      }
    }
    return { any, config };
  }

  describe() {
    return Promise.all(
      this.folders.map(async (folder) => {
        const { isThere, file } = await folder.configuration();
        return { uri: folder.uri, dockerFiles: folder.dockerFileCount(), configuration: isThere ? file : 'none' };
      }),
    );
  }

  private open(uri: string): Folder {
    return new Folder(URI.parse(uri), this.host, {
      warn: this.warn,
      onReady: () => {
        for (const listener of this.listeners) listener();
      },
    });
  }
}
