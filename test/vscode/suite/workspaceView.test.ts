import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt } from '../support/actions.ts';
import { closeEverything, exists, newFolder, readText, showFile } from '../support/files.ts';
import { untilNoRule, untilRule } from '../support/findings.ts';
import { until } from '../support/wait.ts';

const service = (version: string): string => `FROM python:${version}-slim\nWORKDIR /app\nCOPY . .\nCMD ["python", "main.py"]\n`;
const services = {
  'compose.yaml': 'services:\n  a:\n    build: ./a\n  b:\n    build: ./b\n  c:\n    build: ./c\n',
  'a/Dockerfile': service('3.13'), 'a/main.py': '', 'a/package.json': '{}', 'a/node_modules/left-pad/index.js': 'x'.repeat(9_000),
  'b/Dockerfile': service('3.13'), 'b/main.py': '',
  'c/Dockerfile': service('3.12'), 'c/main.py': '', 'c/.dockerignore': '*.md\n*.log # not needed\n',
};

async function hoverText(document: vscode.TextDocument, line: number, character: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, new vscode.Position(line, character));
  return hovers.flatMap(({ contents }) => contents).map((content) => (typeof content === 'string' ? content : content.value)).join('\n');
}

suite('The view across a workspace', () => {
  teardown(closeEverything);

  test('pointing at FROM, COPY and RUN tells who builds the file, what comes in and when it runs again', async () => {
    const folder = await newFolder({ ...services, 'a/Dockerfile': `${service('3.13')}RUN echo done\n` });
    const { document } = await showFile('a/Dockerfile', folder);
    await until('who builds it', () => hoverText(document, 0, 6), (text) => /compose\.yaml/.test(text));
    await until('measured amounts', () => hoverText(document, 2, 5), (text) => /9\.\d kB/.test(text));
    assert.match(await hoverText(document, 4, 6), /runs again when/i);
  });

  test('a .dockerignore file has findings and fixes of its own', async () => {
    const { document } = await showFile('c/.dockerignore', await newFolder(services));
    const [finding] = await untilRule(document, 'dockerignore-syntax');
    assert.equal(finding?.range.start.line, 1);
    const fixes = (await actionsAt(document, finding.range, 'quickfix')).filter(({ edit }) => edit);
    assert.ok(fixes.length > 0);
    await vscode.workspace.applyEdit(fixes[0]!.edit!);
    await untilNoRule(document, 'dockerignore-syntax');
  });

  test('Create or Update .dockerignore writes the file for the build context and shows it', async () => {
    const folder = await newFolder(services);
    const dockerfile = vscode.Uri.joinPath(folder, 'a/Dockerfile');
    const { document } = await showFile('a/Dockerfile', folder);
    await untilRule(document, 'require-dockerignore');
    await vscode.commands.executeCommand('drydock.updateDockerignore', dockerfile);
    const written = vscode.Uri.joinPath(folder, 'a/.dockerignore');
    await until('the file', () => exists(written), (there) => there);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), written.toString());
    assert.match(vscode.window.activeTextEditor.document.getText(), /^\*\*\/node_modules$/m);
  });

  test('one action aligns the base images of several files, and asks first', async () => {
    // An image that the home lab around it does not have.
    const ruby = (version: string): string => `FROM ruby:${version}-slim\nCOPY main.rb .\nCMD ["ruby", "main.rb"]\n`;
    const versions = { a: '3.4', b: '3.4', c: '3.3', d: '3.3', e: '3.4' };
    const files = Object.entries(versions).flatMap(([name, version]) => [[`${name}/Dockerfile`, ruby(version)], [`${name}/main.rb`, '']]);
    const compose = `services:\n${Object.keys(versions).map((name) => `  ${name}:\n    build: ./${name}\n`).join('')}`;
    const folder = await newFolder({ ...(Object.fromEntries(files) as Record<string, string>), 'compose.yaml': compose });
    const { document } = await showFile('c/Dockerfile', folder);
    await untilRule(document, 'consistent-base-image');
    const [align] = (await actionsAt(document, new vscode.Range(0, 5, 0, 10), 'quickfix')).filter(({ title }) => title.startsWith('Align'));
    const changed = align?.edit?.entries().map(([uri]) => vscode.workspace.asRelativePath(uri).split('/').slice(1).join('/')) ?? [];
    assert.deepEqual(changed.sort(), ['c/Dockerfile', 'd/Dockerfile']);
    assert.match(await readText(vscode.Uri.joinPath(folder, 'd/Dockerfile')), /3\.3/);
  });
});
