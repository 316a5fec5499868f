import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CancellationTokenSource, DidOpenTextDocumentNotification } from 'vscode-languageserver-protocol/node';
import type { ScanImageParams, ScanImageResult, ScannableImage, ScanSource, ScanWorkspaceResult } from '../../../server/src/protocol.ts';
import { readTrivy } from '../../../server/src/vulnerabilities/readers/trivy.ts';
import { DEFAULT_PROGRAMS, type ScanImage, type ScanRequest } from '../../../server/src/vulnerabilities/scanner.ts';
import { golden } from '../vulnerabilities/golden.ts';
import { connect, testHost } from './client.ts';

let root: string;
const cleanups: (() => unknown)[] = [];
beforeEach(async () => {
  root = (await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-vulnerable-')))).replaceAll('\\', '/');
  cleanups.push(() => rm(root, { recursive: true }));
  await mkdir(`${root}/web`);
  await writeFile(`${root}/compose.yml`, COMPOSE);
  await writeFile(`${root}/web/Dockerfile`, DOCKERFILE);
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const COMPOSE = `name: Shop
services:
  web:
    build:
      context: ./web
      target: app
  api:
    build: ./web
    image: registry.example/api:2
  db:
    image: postgres:16
  cache:
    image: \${CACHE_IMAGE}
  evil:
    image: --config=/etc/passwd
`;
const DOCKERFILE = 'FROM python:3.9-slim AS base\nRUN pip install flask\nFROM base AS app\nCOPY . .\nFROM app\nCMD ["x"]\n';

const requests: ScanRequest[] = [];
const finds: ScanImage = (request, _, onScanner) => {
  requests.push(request);
  onScanner?.('trivy');
  return Promise.resolve({ scan: readTrivy(golden('trivy/fluentd-gems.json.golden'), request.image)!, problem: null });
};
beforeEach(() => void requests.splice(0));

async function start(scanImage?: ScanImage) {
  const session = await connect({ folders: [pathToFileURL(root).href], host: scanImage ? { ...testHost, scanImage } : testHost });
  cleanups.push(session.close);
  const uriOf = (file: string): string => pathToFileURL(`${root}/${file}`).href;
  const scan = (image: string, source: ScanSource | null, token?: CancellationTokenSource) => {
    const params: ScanImageParams = { image, source, programs: DEFAULT_PROGRAMS, minutes: 3 };
    // An undefined token would count as a second parameter.
    return token ? session.client.sendRequest<ScanImageResult>('drydock/scanImage', params, token.token) : session.client.sendRequest<ScanImageResult>('drydock/scanImage', params);
  };
  return { ...session, uriOf, scan };
}

it('judges a scan of the workspace by the images that were scanned', async () => {
  const { client, scan, uriOf } = await start(finds);
  const gate = async () => (await client.sendRequest<ScanWorkspaceResult>('drydock/scanWorkspace', {})).overview.gates.find((one) => one.gate === 'vulnerabilities');
  expect(await gate()).toMatchObject({ passed: null, message: 'No image was scanned since this window was opened: Scan Image for Vulnerabilities does it.' });
  const { counts } = await scan('shop-web', { uri: uriOf('web/Dockerfile'), kind: 'built', target: 'app', service: null });
  expect(counts.critical).toBeGreaterThan(0);
  expect(await gate()).toMatchObject({ passed: false, message: `1 image has critical vulnerabilities: shop-web ${counts.critical}.` });
});

it('lists what is built, what Dockerfiles start from and what services run', async () => {
  const { client, uriOf } = await start();
  const all = await client.sendRequest<ScannableImage[]>('drydock/scannableImages', { uri: null });
  const shown = (images: readonly ScannableImage[]) => images.map(({ image, kind, usedBy, source }) => [kind, image, usedBy.join(), source.uri, source.target, source.service]);
  expect(shown(all).sort()).toEqual([
    ['base', 'python:3.9-slim', 'web/Dockerfile', uriOf('web/Dockerfile'), 'app', null],
    ['built', 'registry.example/api:2', 'api', uriOf('web/Dockerfile'), null, null],
    ['built', 'shop-web', 'web', uriOf('web/Dockerfile'), 'app', null],
    ['service', 'postgres:16', 'db', uriOf('compose.yml'), null, 'db'],
  ]);
  const ofDockerfile = await client.sendRequest<ScannableImage[]>('drydock/scannableImages', { uri: uriOf('web/Dockerfile') });
  expect(ofDockerfile.map(({ image }) => image).sort()).toEqual(['python:3.9-slim', 'registry.example/api:2', 'shop-web']);
});

it('puts what a base image has on its FROM, with a newer one to move to', async () => {
  const { scan, uriOf } = await start(finds);
  const uri = uriOf('web/Dockerfile');
  const result = await scan('python:3.9-slim', { uri, kind: 'base', target: 'app', service: null });
  expect(requests).toEqual([{ image: 'python:3.9-slim', programs: DEFAULT_PROGRAMS, minutes: 3, workspaceFolder: root }]);
  expect(result).toMatchObject({ problem: null, summary: 'Trivy finds 1 critical and 1 high vulnerabilities in python:3.9-slim.', counts: { critical: 1, high: 1 } });
  expect(result.placed).toMatchObject({ uri, version: null });
  const [finding, ...more] = result.placed!.findings;
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    diagnostic: { range: { start: { line: 0, character: 5 }, end: { line: 0, character: 20 } }, severity: 1, code: 'vulnerabilities', source: 'drydock' },
    fix: { edits: [{ newText: expect.stringContaining('3.12') }] },
    proposed: 'python:3.12-slim',
  });
  expect(finding!.diagnostic.relatedInformation).toHaveLength(2);
  expect(result.page).toContain('[web/Dockerfile:1]');
  expect(JSON.parse(result.sarif).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('web/Dockerfile');
});

it("puts what a service's image has on its line in the compose file", async () => {
  const { scan, uriOf } = await start(finds);
  const { placed } = await scan('postgres:16', { uri: uriOf('compose.yml'), kind: 'service', target: null, service: 'db' });
  expect(placed!.findings.map(({ diagnostic: { range, severity }, fix }) => [range.start.line, range.start.character, range.end.character, severity, fix])).toEqual([[10, 11, 22, 1, null]]);
});

it('tells the version of an open document, unsaved text included', async () => {
  const { client, scan, uriOf } = await start(finds);
  const uri = uriOf('web/Dockerfile');
  await client.sendNotification(DidOpenTextDocumentNotification.type, { textDocument: { uri, languageId: 'dockerfile', version: 7, text: `# moved\n${DOCKERFILE}` } });
  const { placed } = await scan('python:3.9-slim', { uri, kind: 'base', target: 'app', service: null });
  expect(placed).toMatchObject({ version: 7, findings: [{ diagnostic: { range: { start: { line: 1 } } } }] });
});

it('tells all of an image that belongs to no file', async () => {
  const { scan } = await start(finds);
  const { placed, page } = await scan('alpine:3.9', null);
  expect(placed).toBeNull();
  expect(page).toMatch(/^Trivy finds 1 critical and 1 high vulnerabilities in alpine:3\.9/);
});

it('scans nothing where nothing can be started, or the file is in no folder', async () => {
  const { scan } = await start();
  expect((await scan('alpine', null)).problem).toMatchObject({ kind: 'other' });
});

it('is cancelled with the request', async () => {
  let aborted = false;
  const { scan } = await start((_, signal) => new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      aborted = true;
      resolve({ scan: null, problem: { kind: 'cancelled', message: 'The scan was cancelled.', detail: '' } });
    });
    setTimeout(() => source.cancel(), 10);
  }));
  const source = new CancellationTokenSource();
  await scan('alpine', null, source).catch(() => undefined);
  expect(aborted).toBe(true);
});
