import * as vscode from 'vscode';

/** YAML is checked only under the names that compose files go by: users and old settings force the plain `yaml` language on them. */
export const COMPOSE_YAML = '**/{compose,compose.*,compose-*,compose_*,*docker*compose*}.{yml,yaml}';

/** Ignore files by name: what language they have depends on the extensions that are there. */
const IGNORE_FILES = '**/{.dockerignore,*.dockerignore}';

/** The documents that are checked; no scheme is left out, so unsaved and remote files work. */
export const DOCUMENT_SELECTOR: readonly { language?: string; pattern?: string }[] = [
  { language: 'dockerfile' },
  { language: 'dockercompose' },
  { language: 'yaml', pattern: COMPOSE_YAML },
  { pattern: IGNORE_FILES },
];

/** The documents that the server is told of: it edits drydock.json too, and must know its unsaved text. */
export const SYNCHRONIZED: typeof DOCUMENT_SELECTOR = [...DOCUMENT_SELECTOR, { pattern: '**/drydock.json' }];

export function isDockerDocument(document: vscode.TextDocument): boolean {
  return vscode.languages.match(DOCUMENT_SELECTOR as vscode.DocumentFilter[], document) > 0;
}

export function isComposeDocument(document: vscode.TextDocument): boolean {
  return vscode.languages.match([{ language: 'dockercompose' }, { language: 'yaml', pattern: COMPOSE_YAML }], document) > 0;
}

/** Calls back once, when the first Docker document is open. */
export class DockerDocuments implements vscode.Disposable {
  private subscription: vscode.Disposable | null = null;

  constructor(private readonly onFirst: () => void) {
    if (vscode.workspace.textDocuments.some(isDockerDocument)) {
      onFirst();
      return;
    }
    this.subscription = vscode.workspace.onDidOpenTextDocument((document) => {
      if (!isDockerDocument(document)) return;
      this.dispose();
      this.onFirst();
    });
  }

  dispose(): void {
    this.subscription?.dispose();
    this.subscription = null;
  }
}
