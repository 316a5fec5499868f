import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension } from '../support/extension.ts';
import { closeEverything, showFile } from '../support/files.ts';
import { findingsOf, untilRule } from '../support/findings.ts';
import { until } from '../support/wait.ts';

suite('Commands', () => {
  teardown(closeEverything);

  test('every command that the manifest promises exists', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const { contributes } = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    assert.deepEqual(contributes.commands.filter(({ command }) => !known.has(command)), []);
  });

  test('Scan Workspace puts findings of files that are not open into Problems', async () => {
    await vscode.commands.executeCommand('drydock.scanWorkspace');
    const files = await vscode.workspace.findFiles('services/*/Dockerfile');
    const withFindings = files.filter((file) => findingsOf(file).length > 0).map((file) => vscode.workspace.asRelativePath(file));
    assert.equal(files.length, 17);
    assert.deepEqual(withFindings.length, 17, `only ${withFindings.join(', ')}`);
  });

  test('a scanned file that is opened does not show its findings twice', async () => {
    await vscode.commands.executeCommand('drydock.scanWorkspace');
    const { document } = await showFile('services/notifier/Dockerfile');
    await untilRule(document, 'require-cache-mount');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const all = findingsOf(document.uri).map(({ range, message }) => `${range.start.line}:${range.start.character} ${message}`);
    assert.deepEqual([...new Set(all)], all);
  });

  test('Restart Server brings the findings back', async () => {
    const { document } = await showFile('services/notifier/Dockerfile');
    const before = (await untilRule(document, 'require-cache-mount')).length;
    await vscode.commands.executeCommand('drydock.restartServer');
    await extension().exports.ready();
    assert.equal((await untilRule(document, 'require-cache-mount')).length, before);
  });

  test('Show Debug Information opens a document with versions and times, without file contents', async () => {
    await vscode.commands.executeCommand('drydock.showDebugInformation');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'json');
    const information = JSON.parse(document?.getText() ?? '') as Record<string, unknown>;
    assert.equal(information['drydock'], (extension().packageJSON as { version: string }).version);
    assert.equal(information['vscode'], vscode.version);
    assert.equal(typeof (information['times'] as Record<string, unknown>)['activateMs'], 'number');
  });

  test('Apply CPU Tiers opens one page for each compose file', async () => {
    const { document } = await showFile('docker-compose.yml');
    const pages = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputWebview).map(({ label }) => label);
    await vscode.commands.executeCommand('drydock.applyTiers');
    await until('the page of tiers', pages, (shown) => shown.includes('CPU Tiers: docker-compose.yml'));
    await vscode.commands.executeCommand('drydock.applyTiers', document.uri);
    assert.equal(pages().length, 1);
  });

  test('Show Output does not fail', async () => {
    await vscode.commands.executeCommand('drydock.showOutput');
  });
});
