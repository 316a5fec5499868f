import * as vscode from 'vscode';
import { findingsOf, ruleOf } from './support/findings.ts';
import { say } from './support/output.ts';
import { until } from './support/wait.ts';

const DOCKER_FILES = '**/{Dockerfile,*.Dockerfile,Dockerfile.*,compose.yaml,compose.yml,docker-compose.yml,docker-compose.yaml}';

/** `npm start -- --check`: opens Docker files of the workspace and says which finding was shown first, and when. */
export async function run(): Promise<void> {
  const files = await vscode.workspace.findFiles(DOCKER_FILES, '**/node_modules/**', 1000);
  if (files.length === 0) throw new Error('The folder has no Dockerfile and no compose file.');
  const chosen = files.sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, 10);
  const start = performance.now();
  for (const file of chosen) await vscode.workspace.openTextDocument(file);
  const shown = await until('a first finding', () => chosen.flatMap((file) => findingsOf(file).map((finding) => ({ file, finding }))), (all) => all.length > 0, 60_000);
  const elapsed = Math.round(performance.now() - start);
  const { file, finding } = shown[0]!;
  const { line, character } = finding.range.start;
  say(`First finding ${elapsed} ms after opening, activation of the extension included:`);
  say(`${vscode.workspace.asRelativePath(file)}:${line + 1}:${character + 1} ${finding.message} (${ruleOf(finding)})`);
}
