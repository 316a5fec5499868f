import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseArguments } from '../../../server/src/cli/arguments.ts';
import { scanImage } from '../../../server/src/cli/scanImage.ts';
import type { ScanImageArguments } from '../../../server/src/cli/scanImageArguments.ts';
import { noneInstalled } from '../../../server/src/vulnerabilities/problems.ts';
import { readTrivy } from '../../../server/src/vulnerabilities/readers/trivy.ts';
import type { ScanImage, ScanRequest } from '../../../server/src/vulnerabilities/scanner.ts';
import { golden } from '../vulnerabilities/golden.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'drydock-scan-image-')));
  await mkdir(path.join(folder, 'app'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const DOCKERFILE = `FROM debian:buster AS base
ARG DEBIAN_FRONTEND=noninteractive
COPY install.sh /tmp/install.sh
COPY Gemfile /
RUN chmod +x /tmp/install.sh && \\
    /bin/bash -l -c /tmp/install.sh && \\
    rm /tmp/*
COPY fluent.conf /etc/fluent/fluent.conf
COPY run.sh /
EXPOSE 80
ENV LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2
CMD ["/run.sh"]
`;

/** @param scan stands in for the scanners of the machine */
async function run(scan: ScanImage, ...args: string[]) {
  let out = '';
  let error = '';
  const code = await scanImage(parseArguments(['scan-image', ...args]) as ScanImageArguments, { cwd: folder, hasColours: false, out: (text) => void (out += text), error: (text) => void (error += text) }, scan);
  return { code, out, error };
}

const requests: ScanRequest[] = [];
const finds: ScanImage = (request, _, onScanner) => {
  requests.push(request);
  onScanner?.('trivy');
  return Promise.resolve({ scan: readTrivy(golden('trivy/fluentd-gems.json.golden'), request.image)!, problem: null });
};
beforeEach(() => void requests.splice(0));

it('tells the lines of the Dockerfile, and fails at the level that is asked for', async () => {
  await writeFile(path.join(folder, 'app/Dockerfile'), DOCKERFILE);
  const { code, out, error } = await run(finds, 'fluentd:1', '--dockerfile', 'app/Dockerfile');
  expect(code).toBe(1);
  expect(error).toBe('Trivy scans fluentd:1 …\n');
  expect(out).toMatch(/^app\/Dockerfile:1:6 error Trivy finds 1 critical vulnerability in `debian:buster` .* A newer base image is not proposed: .+\.$/m);
  expect(out).toMatch(/^app\/Dockerfile:5:1 warning Trivy finds 1 high vulnerability in what this RUN brings into `fluentd:1`/m);
  expect(out).toMatch(/^ {2}CVE-2020-8165 .* \[app\/Dockerfile:5\] https:/m);
  expect(requests[0]).toMatchObject({ image: 'fluentd:1', minutes: 15 });
  expect((await run(finds, 'fluentd:1', '--fail-on', 'none', '-q')).code).toBe(0);
});

it('scans what the Dockerfile starts from where no image is named', async () => {
  await writeFile(path.join(folder, 'app/Dockerfile'), 'ARG V=3.9\nFROM python:${V}-slim AS base\nFROM base\nRUN make\n');
  const { out } = await run(finds, '--dockerfile', 'app/Dockerfile', '--format', 'json');
  expect(requests[0]).toMatchObject({ image: 'python:3.9-slim' });
  const report = JSON.parse(out);
  expect(report.findings).toMatchObject([{ path: 'app/Dockerfile', range: { start: { line: 1, character: 5 } }, counts: { critical: 1, high: 1 }, fix: { image: 'python:3.12-slim' } }]);
  expect(report.vulnerabilities).toHaveLength(2);
});

it('writes SARIF to a file', async () => {
  await writeFile(path.join(folder, 'app/Dockerfile'), DOCKERFILE);
  const { out } = await run(finds, 'fluentd:1', '--dockerfile', 'app/Dockerfile', '--format', 'sarif', '--output', 'out.sarif');
  expect(out).toBe('');
  const sarif = JSON.parse(await readFile(path.join(folder, 'out.sarif'), 'utf8'));
  expect(sarif.runs[0].results.map((result: { locations: { physicalLocation: { region: { startLine: number } } }[] }) => result.locations[0]!.physicalLocation.region.startLine)).toEqual([1, 5]);
});

it('says how to get a scanner where there is none, and that is no clean image', async () => {
  const { code, error } = await run(() => Promise.resolve({ scan: null, problem: noneInstalled() }), 'a:1');
  expect(code).toBe(2);
  expect(error).toMatch(/^drydock: No scanner is installed .*https:\/\/trivy\.dev/);
});

it('refuses what it cannot understand', async () => {
  await writeFile(path.join(folder, 'Dockerfile'), 'FROM scratch\nCOPY a /\n');
  for (const [args, message] of [
    [[], /needs to know what/],
    [['a', 'b'], /one image/],
    [['a', '--target', 'x'], /--target needs --dockerfile/],
    [['a', '--fail-on', 'bad'], /--fail-on takes/],
    [['a', '--timeout', '0'], /--timeout takes minutes/],
    [['a', '--fix'], /no option --fix/],
    [['--dockerfile', 'Dockerfile'], /starts from scratch/],
    [['a', '--dockerfile', 'Dockerfile', '--target', 'gone'], /no stage "gone"/],
    [['a', '--dockerfile', 'nowhere'], /does not exist/],
  ] as const) await expect(run(finds, ...args), args.join(' ')).rejects.toThrow(message);
});
