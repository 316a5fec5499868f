import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, apply, titled } from '../support/actions.ts';
import { closeEverything, exists, newFolder, readText, showFile } from '../support/files.ts';
import { untilNoRule, untilRule } from '../support/findings.ts';
import { naiveNode } from '../support/samples.ts';
import { until } from '../support/wait.ts';

const mounted = /^RUN --mount=type=cache,target=\/root\/\.npm \\\r?\n {4}npm ci$/m;

async function findingOf(rule: string): Promise<{ folder: vscode.Uri; document: vscode.TextDocument; finding: vscode.Diagnostic }> {
  const folder = await newFolder(naiveNode);
  const { document } = await showFile('Dockerfile', folder);
  const [finding] = await untilRule(document, rule);
  assert.ok(finding);
  return { folder, document, finding };
}

suite('Quick fixes', () => {
  teardown(closeEverything);

  test('the light bulb offers exactly this, in this order', async () => {
    const { document, finding } = await findingOf('require-cache-mount');
    const titles = (await actionsAt(document, finding.range, 'quickfix')).map(({ title }) => title);
    assert.deepEqual(titles, [
      'Mount the cache folder of npm',
      'Silence "require-cache-mount" for this line',
      'Silence "require-cache-mount" for this file',
      'Silence "require-cache-mount" in this workspace',
      'Open the page of "require-cache-mount"',
    ]);
  });

  test('a fix is applied, its finding goes, and undo brings both back', async () => {
    const { document, finding } = await findingOf('require-cache-mount');
    const before = document.getText();
    const preferred = (await actionsAt(document, finding.range, 'quickfix')).filter(({ isPreferred }) => isPreferred);
    assert.deepEqual(preferred.map(({ title }) => title), ['Mount the cache folder of npm']);
    await apply(preferred[0]!);
    assert.match(document.getText(), mounted);
    await untilNoRule(document, 'require-cache-mount');
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await untilRule(document, 'require-cache-mount');
  });

  test('a finding is silenced for its line by a comment above it', async () => {
    const { document, finding } = await findingOf('require-cache-mount');
    await apply(titled(await actionsAt(document, finding.range, 'quickfix'), 'Silence "require-cache-mount" for this line'));
    assert.match(document.getText(), /^# drydock ignore=require-cache-mount\nRUN npm ci$/m);
    await untilNoRule(document, 'require-cache-mount');
  });

  test('a rule is silenced for the file', async () => {
    const { document, finding } = await findingOf('require-cache-mount');
    await apply(titled(await actionsAt(document, finding.range, 'quickfix'), 'Silence "require-cache-mount" for this file'));
    assert.match(document.getText(), /^# drydock ignore-file=require-cache-mount\nFROM node$/m);
    await untilNoRule(document, 'require-cache-mount');
  });

  test('a .dockerignore is created, and the finding that asked for it goes', async () => {
    const { folder, document, finding } = await findingOf('require-dockerignore');
    // A folder made a moment ago is read when the editor's file watcher tells of it.
    const offered = (): Promise<vscode.CodeAction[]> => actionsAt(document, finding.range, 'quickfix');
    const wanted = `Create ${vscode.workspace.asRelativePath(folder)}/.dockerignore: check that the build needs nothing it lists`;
    const actions = await until(`the action "${wanted}"`, offered, (all) => all.some(({ title }) => title === wanted));
    const create = titled(actions, wanted);
    assert.ok(!create.isPreferred, 'what is only suggested is not preferred');
    const file = vscode.Uri.joinPath(folder, '.dockerignore');
    assert.equal(await exists(file), false);
    await apply(create);
    const created = await vscode.workspace.openTextDocument(file);
    assert.match(created.getText(), /^\*\*\/node_modules\/?$/m);
    await created.save();
    assert.equal(await readText(file), created.getText());
    await untilNoRule(document, 'require-dockerignore');
  });

  test('the page of the rule opens from the light bulb', async () => {
    const { document, finding } = await findingOf('pin-base-image');
    await apply(titled(await actionsAt(document, finding.range, 'quickfix'), 'Open the page of "pin-base-image"'));
  });
});
