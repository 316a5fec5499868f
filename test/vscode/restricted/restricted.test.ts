import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, apply } from '../support/actions.ts';
import { chooseFakeDocker, hasFakeDocker } from '../support/fakeDocker.ts';
import { closeEverything, newFolder, showFile, workspaceRoot } from '../support/files.ts';
import { untilNoRule, untilRule } from '../support/findings.ts';
import { naiveNode } from '../support/samples.ts';

suite('Restricted Mode', () => {
  teardown(closeEverything);

  test('the workspace is not trusted', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  test('findings appear all the same', async () => {
    const { document } = await showFile('services/notifier/Dockerfile');
    await untilRule(document, 'require-cache-mount');
  });

  test('quick fixes work', async () => {
    const { document } = await showFile('Dockerfile', await newFolder(naiveNode));
    const [finding] = await untilRule(document, 'require-cache-mount');
    const [preferred] = (await actionsAt(document, finding!.range, 'quickfix')).filter(({ isPreferred }) => isPreferred);
    assert.ok(preferred);
    await apply(preferred);
    await untilNoRule(document, 'require-cache-mount');
  });

  if (hasFakeDocker) {
    test('nothing is built, and no program of the workspace is started', async () => {
      const docker = await chooseFakeDocker();
      const folder = workspaceRoot().fsPath;
      const what = { kind: 'compose', folder, files: [], services: ['camera-archiver'], profiles: [] };
      // Asks about trust and waits for an answer.
      void vscode.commands.executeCommand('drydock.buildService', { what });
      await new Promise((resolve) => setTimeout(resolve, 3000));
      assert.equal(await docker.wasStarted(), false);
    });
  }
});
