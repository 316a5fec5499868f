import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEverything, newFolder, showFile } from '../support/files.ts';
import { findingsOf, ruleOf, untilFindings, untilNoRule, untilRule } from '../support/findings.ts';
import { good, naiveNode } from '../support/samples.ts';

const places = (findings: readonly vscode.Diagnostic[]): string[] =>
  findings.map(({ range: { start, end } }) => `${start.line}:${start.character}-${end.line}:${end.character}`).sort();

suite('Findings', () => {
  teardown(closeEverything);

  test('a Dockerfile of the home lab has exactly its findings, each on its own words', async () => {
    const { document } = await showFile('services/dashboard/Dockerfile');
    const findings = await untilFindings(document, [
      ...['pin-base-image: node', 'copy-manifests-first: .', 'require-cache-mount: npm install'],
      ...['pin-base-image: alpine', 'require-healthcheck: FROM'],
    ]);
    assert.deepEqual(places(findings), ['10:0-10:4', '10:11-10:17', '1:5-1:9', '3:5-3:6', '4:4-4:15']);
  });

  test('the compose file of the home lab has a finding on the name of each service without limits whose need something shows, and one for all others', async () => {
    const { document } = await showFile('docker-compose.yml');
    const findings = await untilRule(document, 'require-resource-limits');
    const services = findings.map(({ range }) => document.getText(range)).sort();
    assert.deepEqual(services, [
      ...['admin-api', 'automation-miner', 'calendar-sync', 'dashboard', 'data-api', 'device-intelligence', 'energy-correlator', 'grafana'],
      ...['influxdb', 'log-aggregator', 'mosquitto', 'notifier', 'openvino-inference', 'postgres', 'redis', 'sensor-ingest', 'weather-api', 'websocket-gateway'],
    ]);
    const others = findings.find(({ range }) => document.getText(range) === 'calendar-sync');
    assert.match(others?.message ?? '', /`calendar-sync`, `report-worker`, `mqtt-bridge` and 3 other services/);
  });

  test('a finding says who speaks, which rule it is and where its page is', async () => {
    const { document } = await showFile('Dockerfile', await newFolder(naiveNode));
    const [finding] = await untilRule(document, 'pin-base-image');
    assert.equal(finding?.source, 'drydock');
    assert.equal(finding?.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(document.getText(finding?.range), 'node');
    assert.ok(typeof finding?.code === 'object' && /pin-base-image/.test(finding.code.target.toString()), 'the code links to the page of the rule');
  });

  test('typing makes findings come and go', async () => {
    const { document, ...editor } = await shown({ ...naiveNode, Dockerfile: good });
    await untilFindings(document, []);
    const tag = new vscode.Range(0, 9, 0, 26);
    assert.equal(document.getText(tag), ':24-bookworm-slim');
    await editor.edit((edit) => edit.delete(tag));
    await untilRule(document, 'pin-base-image');
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 9), ':24-bookworm-slim'));
    await untilNoRule(document, 'pin-base-image');
  });

  test('findings of a closed file that was not scanned go away', async () => {
    const { document } = await showFile('Dockerfile', await newFolder(naiveNode));
    await untilRule(document, 'pin-base-image');
    await closeEverything();
    await untilNoRule(document, 'pin-base-image');
  });

  test('an untitled Dockerfile is checked', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'dockerfile', content: 'FROM node\n' });
    await vscode.window.showTextDocument(document);
    const [finding] = await untilRule(document, 'pin-base-image');
    assert.equal(document.getText(finding?.range), 'node');
  });

  test('broken and huge files do no harm to the others', async () => {
    const huge = `FROM node\n${'RUN echo x\n'.repeat(20_000)}`;
    const folder = await newFolder({ ...naiveNode, 'Dockerfile.broken': 'FROM\nRUN <<EOF\n\uFFFD\u0007${${${\n', 'Dockerfile.huge': huge });
    await showFile('Dockerfile.broken', folder);
    await showFile('Dockerfile.huge', folder);
    const { document } = await showFile('Dockerfile', folder);
    await untilRule(document, 'pin-base-image');
  });

  test('a YAML file that is no compose file has no findings', async () => {
    const folder = await newFolder({ 'deployment.yaml': 'services:\n  web:\n    image: node\n' });
    const { document } = await showFile('deployment.yaml', folder);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.deepEqual(findingsOf(document.uri).map(ruleOf), []);
  });
});

/** A new folder's Dockerfile in an editor, with the editor's edit function at hand. */
async function shown(files: Readonly<Record<string, string>>): Promise<{ document: vscode.TextDocument; edit: vscode.TextEditor['edit'] }> {
  const editor = await showFile('Dockerfile', await newFolder(files));
  return { document: editor.document, edit: editor.edit.bind(editor) };
}
