import * as vscode from 'vscode';
import { findingsOf, ruleOf } from './support/findings.ts';
import { say } from './support/output.ts';
import { writeResults } from './support/results.ts';
import { until } from './support/wait.ts';

const DOCKER_FILES = '**/{Dockerfile,*.Dockerfile,Dockerfile.*,compose.yaml,compose.yml,docker-compose.yml,docker-compose.yaml}';

/** A file may have no finding; then the next one is tried. */
const PATIENCE_MS = 15_000;

/** `npm start -- --check`: opens Docker files of the workspace and says which finding was shown first, and when. */
export async function run(): Promise<void> {
  try {
    await showFirstFinding();
    writeResults({ passed: 1, failed: 0, failures: [] });
  } catch (error) {
    writeResults({ passed: 0, failed: 1, failures: [error instanceof Error ? error.message : String(error)] });
    throw error;
  }
}

async function showFirstFinding(): Promise<void> {
  const files = await vscode.workspace.findFiles(DOCKER_FILES, '**/node_modules/**', 1000);
  if (files.length === 0) throw new Error('The folder has no Dockerfile and no compose file.');
  const tried = files.sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, 5);
  for (const file of tried) {
    if (await showFindingOf(file)) return;
  }
  throw new Error(`There is no finding in ${tried.map((file) => vscode.workspace.asRelativePath(file)).join(', ')}.`);
}

async function showFindingOf(file: vscode.Uri): Promise<boolean> {
  const start = performance.now();
  // In a tab, as a person would: VS Code asks for the diagnostics of documents that are shown.
  await vscode.window.showTextDocument(file);
  const [finding] = await until('a first finding', () => findingsOf(file), (found) => found.length > 0, PATIENCE_MS).catch(() => []);
  if (!finding) return false;
  const { line, character } = finding.range.start;
  say(`First finding ${Math.round(performance.now() - start)} ms after opening, activation of the extension included:`);
  say(`${vscode.workspace.asRelativePath(file)}:${line + 1}:${character + 1} ${finding.message} (${ruleOf(finding)})`);
  return true;
}
