import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, showFile } from '../support/files.ts';
import { findingsOf, ruleOf, untilNoRule, untilRule } from '../support/findings.ts';

function folder(name: string): vscode.Uri {
  const found = vscode.workspace.workspaceFolders?.find((each) => each.name === name);
  assert.ok(found, `the workspace has the folder "${name}"`);
  return found.uri;
}

suite('Two folders', () => {
  teardown(closeEverything);

  test('each folder has its own settings', async () => {
    const { document: inLab } = await showFile('services/dashboard/Dockerfile', folder('homelab'));
    await untilRule(inLab, 'pin-base-image');
    const { document: inSecond } = await showFile('Dockerfile', folder('second lab'));
    await untilRule(inSecond, 'require-cache-mount');
    await untilNoRule(inSecond, 'pin-base-image');
  });

  test('changing the settings of one folder leaves the other alone', async () => {
    const { document: inLab } = await showFile('services/dashboard/Dockerfile', folder('homelab'));
    const { document: inSecond } = await showFile('Dockerfile', folder('second lab'));
    const settings = vscode.workspace.getConfiguration('drydock', folder('second lab'));
    await settings.update('rules.pin-base-image.severity', 'warning', vscode.ConfigurationTarget.WorkspaceFolder);
    await untilRule(inSecond, 'pin-base-image');
    await untilRule(inLab, 'pin-base-image');
    await settings.update('rules.pin-base-image.severity', 'off', vscode.ConfigurationTarget.WorkspaceFolder);
    await untilNoRule(inSecond, 'pin-base-image');
    await untilRule(inLab, 'pin-base-image');
  });

  test('Scan Workspace covers both folders', async () => {
    await vscode.commands.executeCommand('drydock.scanWorkspace');
    const lab = vscode.Uri.joinPath(folder('homelab'), 'services/notifier/Dockerfile');
    const second = vscode.Uri.joinPath(folder('second lab'), 'Dockerfile');
    assert.ok(findingsOf(lab).length > 0);
    assert.ok(findingsOf(second).every((finding) => ruleOf(finding) !== 'pin-base-image'));
  });
});
