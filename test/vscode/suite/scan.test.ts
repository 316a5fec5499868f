import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, showFile } from '../support/files.ts';
import { findingsOf } from '../support/findings.ts';
import { until } from '../support/wait.ts';

interface Scan {
  readonly files: readonly { readonly uri: string; readonly diagnostics: readonly { readonly code?: unknown }[] }[];
  readonly ignored: readonly { readonly uri: string; readonly by: string }[];
}

suite('Scan', () => {
  teardown(closeEverything);

  const pages = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputWebview).map(({ label }) => label);

  test('Scan Workspace shows one report page, however often it is run', async () => {
    await vscode.commands.executeCommand('drydock.scanWorkspace');
    await vscode.commands.executeCommand('drydock.scanWorkspace');
    await until('the report page', pages, (shown) => shown.length > 0);
    assert.deepEqual(pages(), ['Scan Report']);
  });

  test('Scan Workspace reads the unsaved text of a document', async () => {
    const { document } = await showFile('services/notifier/Dockerfile');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(document.lineCount, 0), '\nRUN npm ci --verbose\n');
    await vscode.workspace.applyEdit(edit);
    const scan = await vscode.commands.executeCommand<Scan>('drydock.scanWorkspace');
    const found = scan.files.find(({ uri }) => vscode.Uri.parse(uri).toString() === document.uri.toString());
    const rules = found?.diagnostics.filter(({ code }) => code === 'require-cache-mount') ?? [];
    assert.equal(rules.length, 2);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  test('Scan Workspace leaves out what files.exclude hides, and says so', async () => {
    const settings = vscode.workspace.getConfiguration('files');
    const [notifier] = await vscode.workspace.findFiles('services/notifier/Dockerfile');
    await settings.update('exclude', { 'services/notifier': true }, vscode.ConfigurationTarget.Workspace);
    try {
      const scan = await vscode.commands.executeCommand<Scan>('drydock.scanWorkspace');
      const files = new Set(scan.files.map(({ uri }) => vscode.Uri.parse(uri).toString()));
      assert.ok(files.size > 10 && !files.has(notifier!.toString()));
      assert.ok(scan.ignored.some(({ uri, by }) => by === 'files.exclude' && vscode.Uri.parse(uri).toString() === notifier!.toString()));
    } finally {
      await settings.update('exclude', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  test('a scan leaves findings in Problems when its page is closed', async () => {
    await vscode.commands.executeCommand('drydock.scanWorkspace');
    await closeEverything();
    const [file] = await vscode.workspace.findFiles('services/notifier/Dockerfile');
    assert.ok(file && findingsOf(file).length > 0);
  });
});
