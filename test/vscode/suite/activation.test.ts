import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension } from '../support/extension.ts';
import { closeEverything, newFolder, showFile } from '../support/files.ts';
import { findingsOf } from '../support/findings.ts';
import { say } from '../support/output.ts';
import { until } from '../support/wait.ts';

// Runs first (files run in the order of their names): nothing has opened a Docker file before.
suite('Activation', () => {
  suiteTeardown(closeEverything);

  test('a text file does not activate the extension', async () => {
    const folder = await newFolder({ 'notes.txt': 'FROM node\n' });
    await showFile('notes.txt', folder);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(extension().isActive, false);
  });

  test('a Dockerfile activates it, quickly, and findings follow', async () => {
    const opened = performance.now();
    const { document } = await showFile('services/dashboard/Dockerfile');
    await until('a first finding', () => findingsOf(document.uri).length, (count) => count > 0);
    const shown = Math.round(performance.now() - opened);
    assert.equal(extension().isActive, true);
    const { activateMs, serverReadyMs, firstFindingsMs } = extension().exports.timings;
    say(`  activate ${activateMs.toFixed(1)} ms, server ready ${serverReadyMs?.toFixed(0)} ms, first findings ${firstFindingsMs?.toFixed(0)} ms after activation began, ${shown} ms after opening`);
    // The budget is 30 ms; a busy machine gets some room, an extension that waits for its server does not.
    assert.ok(activateMs < 100, `activate took ${activateMs} ms`);
    assert.ok(typeof firstFindingsMs === 'number', 'the time of the first findings is recorded');
  });

  test('Docker files get their languages', async () => {
    const folder = await newFolder({ 'Dockerfile.dev': 'FROM scratch\n', 'compose.yaml': 'services: {}\n', '.dockerignore': '*\n', 'Dockerfile.dockerignore': '*\n' });
    const languages: string[] = [];
    for (const name of ['Dockerfile.dev', 'compose.yaml', '.dockerignore', 'Dockerfile.dockerignore']) {
      languages.push((await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name))).languageId);
    }
    assert.deepEqual(languages, ['dockerfile', 'dockercompose', 'ignore', 'ignore']);
  });
});
