import { access, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createScanImage } from '../../../../server/src/host/scanners/scanImage.ts';
import type { ScannerKind } from '../../../../server/src/vulnerabilities/model.ts';
import { DEFAULT_PROGRAMS, type ScannerPrograms, type ScanRequest } from '../../../../server/src/vulnerabilities/scanner.ts';
import { fakeProgram, itWithScripts, printing } from './fakeScanner.ts';

let folder: string;
let bin: string;
let workspace: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'drydock-scanner-')));
  bin = path.join(folder, 'bin');
  workspace = path.join(folder, 'workspace');
  await mkdir(bin);
  await mkdir(workspace);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const goldenFile = (name: string): string => path.resolve(import.meta.dirname, '../../vulnerabilities/golden', name);
const TRIVY = goldenFile('trivy/fluentd-gems.json.golden');
const GRYPE = goldenFile('grype/ghsa-test.json');

interface Call {
  readonly args: readonly string[];
  readonly folder: string;
  readonly files: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

async function callsOf(program: string): Promise<readonly Call[]> {
  const text = await readFile(`${program}.calls`, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Call);
}

function scan(more: Partial<ScanRequest> & { readonly programs?: ScannerPrograms } = {}, env: Record<string, string> = {}, signal = new AbortController().signal, onScanner?: (kind: ScannerKind) => void) {
  const request: ScanRequest = { image: 'fluentd:1', programs: DEFAULT_PROGRAMS, minutes: 1, workspaceFolder: workspace, ...more };
  return createScanImage({ PATH: bin, HOME: folder, ...env })(request, signal, onScanner);
}

const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false);

itWithScripts('runs Trivy in an empty folder of its own, which is gone afterwards', async () => {
  const trivy = await fakeProgram(bin, 'trivy', printing(TRIVY));
  await writeFile(path.join(workspace, 'trivy.yaml'), 'server: http://evil\n');
  const kinds: ScannerKind[] = [];
  const { scan: found, problem } = await scan({}, { TRIVY_OUTPUT: '/nowhere', TRIVY_CACHE_DIR: '/cache' }, undefined, (kind) => kinds.push(kind));
  expect(problem).toBeNull();
  expect(found).toMatchObject({ scanner: 'trivy', image: 'fluentd:1' });
  expect(found!.vulnerabilities).toHaveLength(2);
  expect(kinds).toEqual(['trivy']);
  const [call] = await callsOf(trivy);
  expect(call!.args).toEqual(['image', '--format', 'json', '--scanners', 'vuln', '--no-progress', '--timeout', '1m', '--', 'fluentd:1']);
  expect(call!.files).toEqual([]);
  expect(call!.folder).not.toContain(workspace);
  expect(await exists(call!.folder)).toBe(false);
  expect(call!.env).toMatchObject({ TRIVY_CACHE_DIR: '/cache', TMPDIR: call!.folder });
  expect(call!.env).not.toHaveProperty('TRIVY_OUTPUT');
});

itWithScripts("honours the workspace's .trivyignore", async () => {
  const trivy = await fakeProgram(bin, 'trivy', printing(TRIVY));
  await writeFile(path.join(workspace, '.trivyignore'), 'CVE-2019-18224\n');
  await scan();
  const [call] = await callsOf(trivy);
  expect(call!.args).toContain(`--ignorefile=${path.join(workspace, '.trivyignore')}`);
});

itWithScripts('takes Grype where there is no Trivy, and Docker Scout where there is neither', async () => {
  const docker = await fakeProgram(bin, 'docker', `if (args[1] === 'version') say('version: v1.18.1'); else say(JSON.stringify({ runs: [{ tool: { driver: { name: 'docker scout', rules: [] } } }] }));`);
  expect((await scan()).scan).toMatchObject({ scanner: 'scout', vulnerabilities: [] });
  expect((await callsOf(docker)).map(({ args }) => args)).toEqual([['scout', 'version'], ['scout', 'cves', '--format', 'sarif', '--locations', '--', 'fluentd:1']]);
  const grype = await fakeProgram(bin, 'grype', printing(GRYPE));
  expect((await scan({ image: 'dir:latest' })).scan).toMatchObject({ scanner: 'grype', image: 'dir:latest' });
  const [call] = await callsOf(grype);
  // To Grype `dir:latest` is a folder.
  expect(call!.args).toEqual(['--output', 'json', '--', 'docker.io/library/dir:latest']);
});

itWithScripts('starts no program of the workspace, nor what a relative PATH leads to', async () => {
  const own = await fakeProgram(path.join(workspace, 'bin'), 'trivy', printing(TRIVY));
  const { problem } = await scan({}, { PATH: [path.join(workspace, 'bin'), 'bin', '.', ''].join(path.delimiter) });
  expect(problem).toMatchObject({ kind: 'none-installed', message: expect.stringContaining('install Trivy') });
  expect(await callsOf(own)).toEqual([]);
});

itWithScripts('says so where the program of the settings is not there, and takes no other', async () => {
  await fakeProgram(bin, 'grype', printing(GRYPE));
  expect((await scan({ programs: { ...DEFAULT_PROGRAMS, trivy: '/opt/trivy' } })).problem).toMatchObject({ kind: 'no-program', message: expect.stringContaining('/opt/trivy') });
  expect((await scan({ programs: { ...DEFAULT_PROGRAMS, choice: 'scout' } })).problem).toMatchObject({ kind: 'no-program' });
  expect((await scan({ programs: { ...DEFAULT_PROGRAMS, choice: 'grype' } })).scan).toMatchObject({ scanner: 'grype' });
});

itWithScripts('says why a scanner failed, and takes a whole report whatever its status', async () => {
  const trivy = await fakeProgram(bin, 'trivy', `say('', 'FATAL\\tFatal error\\tinit error: DB error: failed to download vulnerability DB: dial tcp: no such host\\n', 1);`);
  expect((await scan()).problem).toMatchObject({ kind: 'no-database', detail: expect.stringContaining('no such host') });
  await fakeProgram(bin, 'trivy', `say('{"SchemaVersion":2', '', 0);`);
  expect((await scan()).problem).toMatchObject({ kind: 'unreadable' });
  await fakeProgram(bin, 'trivy', printing(TRIVY).replace('needs no fix\\n\'', 'needs no fix\\n\', 5'));
  expect((await scan()).scan).toMatchObject({ scanner: 'trivy' });
  await writeFile(trivy, '#!/no/such/interpreter\n');
  expect((await scan()).problem).toMatchObject({ kind: 'no-program' });
});

it('gives scanners no name that could be an option, an address or a path', async () => {
  for (const image of ['--config=/etc/passwd', '-h', '', 'a b', '/etc/passwd', '../x', 'docker://a', 'a;b', '$(id)', 'UPPER', 'a\nb', '`a`']) {
    expect((await scan({ image })).problem, image).toMatchObject({ kind: 'bad-name' });
  }
});

itWithScripts('is cancelled with all that it started', async () => {
  const trivy = await fakeProgram(bin, 'trivy', `require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' }); setInterval(() => {}, 1000);`);
  const controller = new AbortController();
  const scanning = scan({}, {}, controller.signal);
  for (let calls = 0; calls === 0; calls = (await callsOf(trivy)).length) await new Promise((resolve) => setTimeout(resolve, 10));
  controller.abort();
  expect((await scanning).problem).toMatchObject({ kind: 'cancelled' });
});
