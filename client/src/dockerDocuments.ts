import * as vscode from 'vscode';

/** YAML is checked only under the names that compose files go by: users and old settings force the plain `yaml` language on them. */
const COMPOSE_YAML = '**/{compose,docker-compose,*docker*compose*,compose.*}.{yml,yaml}';

/** The documents that the server is told of; no scheme is left out, so unsaved and remote files work. */
export const DOCUMENT_SELECTOR: readonly { language?: string; pattern?: string }[] = [
  { language: 'dockerfile' },
  { language: 'dockercompose' },
  { language: 'yaml', pattern: COMPOSE_YAML },
];

export function isDockerDocument(document: vscode.TextDocument): boolean {
  return vscode.languages.match(DOCUMENT_SELECTOR as vscode.DocumentFilter[], document) > 0;
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
