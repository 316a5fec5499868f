import * as vscode from 'vscode';
import { closeEverything, newFolder, showFile, workspaceRoot, writeText } from '../support/files.ts';
import { findingsOf, ruleOf, untilNoRule, untilRule } from '../support/findings.ts';
import { naiveNode } from '../support/samples.ts';
import { until } from '../support/wait.ts';

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('drydock', workspaceRoot());
const set = async (name: string, value: unknown): Promise<void> => settings().update(name, value, vscode.ConfigurationTarget.Workspace);

suite('Settings', () => {
  teardown(async () => {
    await set('rules.pin-base-image.severity', undefined);
    await closeEverything();
  });

  test('a rule that is switched off is quiet at once, and comes back', async () => {
    const { document } = await showFile('Dockerfile', await newFolder(naiveNode));
    await untilRule(document, 'pin-base-image');
    await set('rules.pin-base-image.severity', 'off');
    await untilNoRule(document, 'pin-base-image');
    await untilRule(document, 'require-cache-mount'); // the others go on
    await set('rules.pin-base-image.severity', undefined);
    await untilRule(document, 'pin-base-image');
  });

  test('a severity that is set is the one shown', async () => {
    const { document } = await showFile('Dockerfile', await newFolder(naiveNode));
    await untilRule(document, 'pin-base-image');
    await set('rules.pin-base-image.severity', 'error');
    const severity = (): string => findingsOf(document.uri).filter((finding) => ruleOf(finding) === 'pin-base-image').map((finding) => vscode.DiagnosticSeverity[finding.severity]).join();
    await until('severity Error', severity, (shown) => shown === 'Error');
  });

  test('drydock.json of the folder takes effect when it is saved', async () => {
    const file = vscode.Uri.joinPath(workspaceRoot(), 'drydock.json');
    const { document } = await showFile('Dockerfile', await newFolder(naiveNode));
    await untilRule(document, 'pin-base-image');
    try {
      await writeText(file, '{ "rules": { "pin-base-image": "off" } }\n');
      await untilNoRule(document, 'pin-base-image');
    } finally {
      await vscode.workspace.fs.delete(file);
    }
    await untilRule(document, 'pin-base-image');
  });
});
