import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt } from '../support/actions.ts';
import { closeEverything, newFolder, readText, showFile } from '../support/files.ts';
import { untilNoRule, untilRule } from '../support/findings.ts';
import { naiveNode } from '../support/samples.ts';

const fixed = [
  'FROM node',
  'WORKDIR /app',
  'COPY . .',
  'RUN --mount=type=cache,target=/root/.npm \\',
  '    npm ci',
  'CMD ["node", "server.js"]',
  '',
].join('\n');

suite('Fix all', () => {
  teardown(closeEverything);

  test('the command fixes what is safe in the file and leaves the rest', async () => {
    const { document } = await showFile('Dockerfile', await newFolder(naiveNode));
    await untilRule(document, 'require-cache-mount');
    await vscode.commands.executeCommand('drydock.fixAllInFile');
    await untilNoRule(document, 'require-cache-mount');
    assert.equal(document.getText(), fixed);
    await untilRule(document, 'pin-base-image'); // only suggestions: a person decides
  });

  test('files with Windows line endings keep them', async () => {
    const { document } = await showFile('Dockerfile', await newFolder({ ...naiveNode, Dockerfile: naiveNode['Dockerfile']!.replaceAll('\n', '\r\n') }));
    await untilRule(document, 'require-cache-mount');
    await vscode.commands.executeCommand('drydock.fixAllInFile');
    await untilNoRule(document, 'require-cache-mount');
    assert.equal(document.getText(), fixed.replaceAll('\n', '\r\n'));
  });

  test('source.fixAll offers one action and is silent where nothing is to do', async () => {
    const folder = await newFolder({ ...naiveNode, 'Dockerfile.empty': 'FROM scratch\n' });
    const { document } = await showFile('Dockerfile', folder);
    await untilRule(document, 'require-cache-mount');
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    assert.deepEqual((await actionsAt(document, whole, 'source.fixAll.drydock')).map(({ title }) => title), ['Fix all safely fixable Drydock findings']);
    assert.deepEqual((await actionsAt(document, whole, 'source.organizeImports')).map(({ title }) => title), []);
    const { document: clean } = await showFile('Dockerfile.empty', folder);
    assert.deepEqual((await actionsAt(clean, new vscode.Range(0, 0, 1, 0), 'source.fixAll.drydock')).map(({ title }) => title), []);
  });

  test('saving fixes the file where the user asked for that', async () => {
    const editorSettings = vscode.workspace.getConfiguration('editor');
    await editorSettings.update('codeActionsOnSave', { 'source.fixAll.drydock': 'explicit' }, vscode.ConfigurationTarget.Workspace);
    try {
      const folder = await newFolder(naiveNode);
      const editor = await showFile('Dockerfile', folder);
      await untilRule(editor.document, 'require-cache-mount');
      await editor.edit((edit) => edit.insert(new vscode.Position(4, 0), '# typed by hand\n'));
      await editor.document.save();
      assert.match(await readText(vscode.Uri.joinPath(folder, 'Dockerfile')), /^RUN --mount=type=cache,target=\/root\/\.npm \\\n {4}npm ci$/m);
    } finally {
      await editorSettings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });
});
