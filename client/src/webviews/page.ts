import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

export interface PageParts {
  /** Name of the bundled script and style sheet in `dist/webviews`. */
  readonly name: string;
  readonly title: string;
  /** Markup of ours alone: what comes from files is given to the script as messages. */
  readonly body: string;
}

/** Where bundled scripts and styles of webviews are, and nothing else that a webview may load. */
export function webviewRoot(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'webviews');
}

/** A page that runs our one script and loads nothing from anywhere else. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri, { name, title, body }: PageParts): string {
  const nonce = randomBytes(16).toString('base64');
  const resource = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(webviewRoot(extension), file)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${resource(`${name}.css`)}">
<title>${title}</title>
</head>
<body>
${body}
<script nonce="${nonce}" src="${resource(`${name}.js`)}"></script>
</body>
</html>`;
}
