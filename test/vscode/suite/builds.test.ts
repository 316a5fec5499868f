import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chooseFakeDocker, hasFakeDocker } from '../support/fakeDocker.ts';
import { closeEverything, showFile } from '../support/files.ts';
import { until } from '../support/wait.ts';

const COMPOSE = 'docker-compose.yml';

async function lensesOf(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
  return all.filter(({ command }) => command?.command.startsWith('drydock.'));
}

suite('Builds', () => {
  teardown(closeEverything);

  test('"Build" stands above each service of the home lab that has a build', async () => {
    const { document } = await showFile(COMPOSE);
    const built = document.getText().match(/^ {4}build:/gm)!.length;
    const lenses = await until('a lens above each', () => lensesOf(document), ({ length }) => length === built);
    assert.deepEqual([...new Set(lenses.map(({ command }) => command!.title))], ['Build']);
    assert.ok(lenses.every(({ range }) => /^ {2}[\w-]+:/.test(document.lineAt(range.start.line).text)));
  });

  test('tasks build all services, or one', async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'drydock' });
    const services = tasks.flatMap(({ definition }) => (typeof definition['service'] === 'string' ? [definition['service']] : []));
    assert.ok(services.includes('camera-archiver'), services.join(', '));
    assert.ok(tasks.length > services.length);
  });

  if (hasFakeDocker) {
    test('a build starts the docker program of the settings, once somebody builds', async () => {
      const docker = await chooseFakeDocker();
      const { document } = await showFile(COMPOSE);
      const [lens] = await until('lenses', () => lensesOf(document), ({ length }) => length > 0);
      assert.equal(await docker.wasStarted(), false);
      const { command } = lens!;
      await vscode.commands.executeCommand(command!.command, ...(command!.arguments as unknown[]));
      await until('docker to be started', () => docker.wasStarted(), (isSo) => isSo);
    });
  }
});
