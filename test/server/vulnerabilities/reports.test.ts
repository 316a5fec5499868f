import { describe, expect, it } from 'vitest';
import { SourceDocument } from '../../../server/src/core/engine/document.ts';
import { applyEdits } from '../../../server/src/core/text/edits.ts';
import { isImageName, scanArguments, scannerEnvironment } from '../../../server/src/vulnerabilities/commands.ts';
import { dockerfileFindings } from '../../../server/src/vulnerabilities/dockerfileFindings.ts';
import { vulnerabilityJson } from '../../../server/src/vulnerabilities/json.ts';
import type { ImageScan } from '../../../server/src/vulnerabilities/model.ts';
import { scanPage } from '../../../server/src/vulnerabilities/page.ts';
import { noneInstalled, scanFailure } from '../../../server/src/vulnerabilities/problems.ts';
import { readTrivy } from '../../../server/src/vulnerabilities/readers/trivy.ts';
import { vulnerabilitySarif } from '../../../server/src/vulnerabilities/sarif.ts';
import { schemaProblems } from '../report/sarif/schema.ts';
import { golden } from './golden.ts';

const scan = (): ImageScan => readTrivy(golden('trivy/fluentd-gems.json.golden'), 'registry.example:5000/fluentd:1')!;

describe('commands', () => {
  it('keep image names apart from options', () => {
    for (const kind of ['trivy', 'grype', 'scout'] as const) expect(scanArguments(kind, 'a:1', 5).slice(-2)).toEqual(['--', 'a:1']);
    expect(isImageName('registry.example:5000/a/b:1@sha256:'.concat('0'.repeat(64)))).toBe(true);
    for (const name of ['--format', '-', 'a b', 'A', '/a', 'sbom:./x', 'registry:a/b:1', 'https://x']) expect(isImageName(name), name).toBe(false);
  });

  it('write out for Grype what it would read as a place', () => {
    expect(scanArguments('grype', 'registry:2', 5).at(-1)).toBe('docker.io/library/registry:2');
    expect(scanArguments('grype', 'docker:28', 5).at(-1)).toBe('docker.io/library/docker:28');
    expect(scanArguments('grype', 'registry', 5).at(-1)).toBe('registry');
    expect(scanArguments('grype', 'localhost:5000/a', 5).at(-1)).toBe('localhost:5000/a');
  });

  it("leave the user's mirrors and levels alone, but no other output", () => {
    const env = scannerEnvironment({ TRIVY_DB_REPOSITORY: 'mirror', TRIVY_FORMAT: 'table', GRYPE_FILE: '/x', HTTPS_PROXY: 'p', GONE: undefined }, '/scratch');
    expect(env).toEqual({
      TRIVY_DB_REPOSITORY: 'mirror', HTTPS_PROXY: 'p', DOCKER_CLI_HINTS: 'false', GRYPE_CHECK_FOR_APP_UPDATE: 'false', TRIVY_SKIP_VERSION_CHECK: 'true',
      TMPDIR: '/scratch', TMP: '/scratch', TEMP: '/scratch',
    });
  });
});

describe('failures', () => {
  it.each([
    ['trivy', 'FATAL\tFatal error\tinit error: DB error: failed to download vulnerability DB: OCI artifact error', 'no-database'],
    ['grype', 'failed to load vulnerability db: unable to update vulnerability database: Get "https://grype.anchore.io": dial tcp', 'no-database'],
    ['trivy', 'unable to initialize an image scanner: unable to find the specified image "x" in ["docker" "containerd"]: 4 errors occurred:\n\t* docker error: Cannot connect to the Docker daemon\n\t* remote error: GET https://index.docker.io/v2/x: MANIFEST_UNKNOWN: manifest unknown', 'no-image'],
    ['trivy', 'unable to find the specified image "x"\n\t* remote error: GET https://index.docker.io/v2/library/x/manifests/latest: UNAUTHORIZED: authentication required', 'registry'],
    ['grype', 'failed to catalog: unable to load image: unable to use DockerDaemon source', 'no-image'],
    ['trivy', 'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock', 'no-permission'],
    ['trivy', 'image scan error: scan error: scan failed: failed analysis: analyze error: timeout: context deadline exceeded', 'timeout'],
    ['trivy', 'write /tmp/x: no space left on device', 'disk-full'],
    ['trivy', 'cache may be in use by another process: timeout', 'database-busy'],
    ['scout', 'ERROR: Log in with your Docker ID or email address to use docker scout', 'not-logged-in'],
    ['trivy', 'Error: unknown flag: --scanners\nUsage:\n  trivy image [flags] IMAGE_NAME', 'too-old'],
    ['grype', 'panic: runtime error', 'other'],
  ] as const)('of %s are told in a sentence: %s', (kind, said, expected) => {
    const { kind: told, message } = scanFailure(kind, 'acme/shop:1', said);
    expect(told).toBe(expected);
    expect(message).toMatch(/^[A-Z].*\.$/);
  });

  it('are bounded, and steer no terminal', () => {
    const { detail } = scanFailure('trivy', 'a', `${'x'.repeat(1_000_000)}\n\u001b[2Jgone\u202e\n`);
    expect(detail.length).toBeLessThan(2_100);
    expect(detail).toMatch(/x…?\ngone$/);
    expect(noneInstalled().message).toContain('https://trivy.dev');
  });
});

describe('a newer base image', () => {
  const findingsOf = (text: string, more: Partial<ImageScan> = {}) => {
    const document = new SourceDocument('Dockerfile', 'dockerfile', text, null);
    return { document, ...dockerfileFindings({ ...scan(), ...more }, { document, project: null, target: null, isBaseOnly: true, config: null }) };
  };

  it('is proposed where the policy names one, with the image to scan before', () => {
    const { document, findings: [finding] } = findingsOf('FROM python:3.9-slim\nRUN pip install flask\n');
    expect(finding).toMatchObject({ severity: 'error', proposed: 'python:3.12-slim', fix: { kind: 'suggestion', title: expect.stringContaining('Use python:3.12-slim (') } });
    expect(finding!.message).toMatch(/A newer base image may be without them: `python:3\.12-slim`, which a scan of it tells\.$/);
    expect(applyEdits(document.text, finding!.fix!.edits)).toBe('FROM python:3.12-slim\nRUN pip install flask\n');
  });

  it('is the successor of a release line that has ended, where no policy names any', () => {
    expect(findingsOf('FROM debian:10-slim\n').findings[0]!.proposed).toMatch(/^debian:1[2-9]-slim$/);
  });

  it('is proposed for nothing that is the standard, newer, or unknown', () => {
    for (const image of ['python:3.12-slim', 'python:3.14', 'acme/base:1', 'python:3.9@sha256:'.concat('0'.repeat(64))]) expect(findingsOf(`FROM ${image}\n`).findings[0], image).toMatchObject({ fix: null, proposed: null });
  });

  it('lists the worst of what it found', () => {
    expect(findingsOf('FROM debian:13\n').findings[0]!.details).toEqual([
      'CRITICAL CVE-2019-18224 libidn2-0 2.0.5-1 (fixed in 2.0.5-1+deb10u1): libidn2: heap-based buffer overflow in idn2_to_ascii_4i in lib/lookup.c',
      'HIGH CVE-2020-8165 activesupport 6.0.2.1 in var/lib/gems/2.5.0/specifications/activesupport-6.0.2.1.gemspec (fixed in 6.0.3.1, 5.2.4.3): rubygem-activesupport: potentially unintended unmarshalling of user-provided objects in MemCacheStore and RedisCacheStore',
    ]);
  });
});

describe('reports', () => {
  const place = { path: 'services/a b/Dockerfile', start: { line: 2, character: 5 }, end: { line: 2, character: 9 } };

  it('tell all as text', () => {
    expect(scanPage(scan(), ({ layer }) => (layer === 0 ? 'Dockerfile:1' : null))).toBe(
      `Trivy finds 1 critical and 1 high vulnerabilities in registry.example:5000/fluentd:1 (debian 10.2).

CRITICAL (1)
  CVE-2019-18224 libidn2-0 2.0.5-1 (fixed in 2.0.5-1+deb10u1): libidn2: heap-based buffer overflow in idn2_to_ascii_4i in lib/lookup.c [Dockerfile:1] https://avd.aquasec.com/nvd/cve-2019-18224

HIGH (1)
  CVE-2020-8165 activesupport 6.0.2.1 in var/lib/gems/2.5.0/specifications/activesupport-6.0.2.1.gemspec (fixed in 6.0.3.1, 5.2.4.3): rubygem-activesupport: potentially unintended unmarshalling of user-provided objects in MemCacheStore and RedisCacheStore https://avd.aquasec.com/nvd/cve-2020-8165
`,
    );
  });

  it('tell the lines to code scanning as SARIF', () => {
    const report = JSON.parse(vulnerabilitySarif(scan(), '1.2.3', ({ kind }) => (kind === 'system' ? place : null)));
    expect(schemaProblems(report)).toEqual([]);
    const [run] = report.runs;
    expect(run.tool.driver).toMatchObject({ name: 'drydock', version: '1.2.3' });
    expect(run.tool.driver.rules[0]).toMatchObject({ id: 'CVE-2019-18224', helpUri: 'https://avd.aquasec.com/nvd/cve-2019-18224', properties: { 'security-severity': '9.0' } });
    expect(run.results[0]).toMatchObject({ ruleId: 'CVE-2019-18224', ruleIndex: 0, level: 'error' });
    expect(run.results[0].locations).toEqual([{
      physicalLocation: { artifactLocation: { uri: 'services/a%20b/Dockerfile', uriBaseId: '%SRCROOT%' }, region: { startLine: 3, startColumn: 6, endLine: 3, endColumn: 10 } },
    }]);
    expect(run.results[1].locations[0].physicalLocation.artifactLocation.uri).toBe('registry.example%3A5000/fluentd');
  });

  it.each([
    ['/elsewhere/Dockerfile', 'file:///elsewhere/Dockerfile'],
    ['C:/shop/Dockerfile', 'file:///C:/shop/Dockerfile'],
    ['half \ud83d/Dockerfile', 'half%20%EF%BF%BD/Dockerfile'],
  ])('are SARIF wherever the Dockerfile lies: %j', (path, uri) => {
    const report = JSON.parse(vulnerabilitySarif(scan(), '1', () => ({ ...place, path })));
    expect(schemaProblems(report)).toEqual([]);
    expect(report.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });

  it('make no links and no placeholders of what a scanner says', () => {
    const [one] = scan().vulnerabilities;
    const made = { ...scan(), vulnerabilities: [{ ...one!, title: '[look](https://evil.example) at {0} \ud83d' }] };
    const [run] = JSON.parse(vulnerabilitySarif(made, '1', () => null)).runs;
    expect(run.results[0].message.text).toContain('[look] (https://evil.example) at {{0}} \ufffd');
    expect(run.tool.driver.rules[0].shortDescription.text).toBe('[look] (https://evil.example) at {{0}} \ufffd');
    expect(vulnerabilityJson(made, [], () => null)).toContain('at {0} \ufffd"');
  });

  it('tell programs all as data', () => {
    const report = JSON.parse(vulnerabilityJson(scan(), [], () => place));
    expect(report).toMatchObject({ version: 1, scanner: 'trivy', counts: { critical: 1, high: 1 }, systemEnded: false });
    expect(report.vulnerabilities[1]).toMatchObject({ id: 'CVE-2020-8165', package: 'activesupport', place: { path: place.path, range: { start: place.start } } });
  });
});
