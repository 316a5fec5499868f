import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dockerfileFindings } from '../../../server/src/vulnerabilities/dockerfileFindings.ts';
import { vulnerabilityJson } from '../../../server/src/vulnerabilities/json.ts';
import { countLevels, totalOf, type ImageScan, type ScannerKind, type Vulnerability } from '../../../server/src/vulnerabilities/model.ts';
import { scanPage } from '../../../server/src/vulnerabilities/page.ts';
import { scanFailure } from '../../../server/src/vulnerabilities/problems.ts';
import { readGrype } from '../../../server/src/vulnerabilities/readers/grype.ts';
import { readScout } from '../../../server/src/vulnerabilities/readers/scout.ts';
import { readTrivy } from '../../../server/src/vulnerabilities/readers/trivy.ts';
import { vulnerabilitySarif, type SarifPlace } from '../../../server/src/vulnerabilities/sarif.ts';
import { serviceMessage } from '../../../server/src/vulnerabilities/words.ts';
import { schemaProblems } from '../../server/report/sarif/schema.ts';
import { documentOf } from '../../server/support/engine.ts';
import { checkShown } from '../shown.ts';
import { fuzzTarget } from '../target.ts';
import { anyJson, fixtureTexts, hostileWord, textsLike } from '../texts.ts';

/** More files have more of the same. */
const MOST_HOLES = 6;

const said = fc.oneof({ weight: 5, arbitrary: hostileWord }, { weight: 1, arbitrary: anyJson });
const digests = ['a', 'b', 'c'].map((char) => `sha256:${char.repeat(64)}`);
const digest = fc.oneof(fc.constantFrom(...digests), said);
const hole = fc.record({
  id: fc.oneof(fc.constantFrom('CVE-2026-1', 'CVE-2026-2', '__proto__'), said),
  name: fc.oneof(fc.constantFrom('curl', 'openssl'), said),
  version: said,
  severity: fc.oneof(fc.constantFrom('CRITICAL', 'High', 'medium', 'negligible'), said),
  fixed: said,
  title: fc.oneof(fc.constantFrom('[link](https://evil.example) {0}', 'title'), said),
  url: fc.oneof(fc.constantFrom('https://avd.example/CVE-2026-1', 'http://plain.example', 'javascript:alert(1)'), said),
  path: fc.oneof(fc.constantFrom('app/package-lock.json', '/var/lib/dpkg/status'), said),
  isSystem: fc.boolean(),
  layer: digest,
});

const image = fc.record({
  holes: fc.array(hole, { maxLength: MOST_HOLES }),
  history: fc.array(fc.record({ created_by: fc.oneof(fc.constantFrom('RUN /bin/sh -c apt-get update # buildkit', 'COPY . . # buildkit', '/bin/sh -c #(nop)  CMD ["sh"]'), said), empty_layer: fc.boolean() }), { maxLength: 5 }),
  diffIds: fc.array(digest, { maxLength: 5 }),
  system: fc.record({ Family: said, Name: said, EOSL: fc.oneof(fc.boolean(), said) }),
});
type Image = typeof image extends fc.Arbitrary<infer Value> ? Value : never;

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What each scanner would print of it. */
const REPORTS: Readonly<Record<ScannerKind, (made: Image) => unknown>> = {
  trivy: ({ holes, history, diffIds, system }) => ({
    SchemaVersion: 2,
    Metadata: { ImageID: digests[0], OS: system, ImageConfig: { history, rootfs: { diff_ids: diffIds } } },
    Results: holes.map(({ id, name, version, severity, fixed, title, url, path, isSystem, layer }) => ({
      Target: path,
      Class: isSystem ? 'os-pkgs' : 'lang-pkgs',
      Vulnerabilities: [{ VulnerabilityID: id, PkgName: name, InstalledVersion: version, FixedVersion: fixed, Severity: severity, Title: title, PrimaryURL: url, PkgPath: path, Layer: { DiffID: layer } }],
    })),
  }),
  grype: ({ holes, history, diffIds, system }) => ({
    descriptor: { name: 'grype' },
    distro: { name: system.Family, version: system.Name },
    source: { target: { imageID: digests[0], config: Buffer.from(JSON.stringify({ history, rootfs: { diff_ids: diffIds } })).toString('base64') } },
    matches: holes.map(({ id, name, version, severity, fixed, title, url, path, isSystem, layer }) => ({
      vulnerability: { id, severity, description: title, dataSource: url, fix: { state: 'fixed', versions: [fixed] } },
      artifact: { name, version, type: isSystem ? 'deb' : 'npm', locations: [{ path, layerID: layer }] },
    })),
  }),
  scout: ({ holes }) => ({
    runs: [
      {
        tool: {
          driver: {
            name: 'docker scout',
            rules: holes.map(({ id, name, version, severity, fixed, title, url, isSystem }) => ({
              id,
              helpUri: url,
              shortDescription: { text: title },
              properties: { cvssV3_severity: severity, fixed_version: fixed, purls: [`pkg:${isSystem ? 'deb/debian' : 'npm'}/${wordOf(name)}@${wordOf(version)}`] },
            })),
          },
        },
        results: holes.map(({ id, path }) => ({ ruleId: id, locations: [{ physicalLocation: { artifactLocation: { uri: path } } }] })),
      },
    ],
  }),
};
const READERS = { trivy: readTrivy, grype: readGrype, scout: readScout };

const scanned = fc.record({
  kind: fc.constantFrom('trivy' as const, 'grype' as const, 'scout' as const),
  made: image,
  name: fc.constantFrom('debian', 'registry.example:5000/shop/web:1', `debian@${digests[1]!}`),
  dockerfile: textsLike(fixtureTexts(/Dockerfile$/)),
  path: fc.oneof(fc.constantFrom('Dockerfile', 'services/a b/Dockerfile', '/elsewhere/Dockerfile', 'C:/Users/x/Dockerfile'), hostileWord),
  isBaseOnly: fc.boolean(),
});

/** What scanners of images report, and what is told of it. */
export const vulnerabilities = [
  fuzzTarget('vulnerabilities', scanned, ({ kind, made, name, dockerfile, path, isBaseOnly }) => {
    const scan = READERS[kind](JSON.stringify(REPORTS[kind](made)), name);
    assert.ok(scan, 'a report with everything in its place is not read');
    assert.ok(scan.vulnerabilities.length <= made.holes.length);
    checkTexts(scan);
    const document = documentOf(dockerfile, 'dockerfile', 'Dockerfile');
    const found = dockerfileFindings(scan, { document, project: null, target: null, isBaseOnly, config: null });
    const placeOf = (one: Vulnerability): SarifPlace | null => {
      const span = found.spanOf(one);
      return span && { path, start: document.lines.positionAt(span.start), end: document.lines.positionAt(span.end) };
    };
    for (const { span, message, counts, details } of found.findings) {
      assert.ok(0 <= span.start && span.start <= span.end && span.end <= dockerfile.length, 'a finding points out of the text');
      assert.ok(totalOf(counts) > 0, 'a finding is about nothing');
      assert.match(message, /\.$/);
      for (const detail of details) checkShown(detail);
    }
    if (document.dockerfile.stages.length > 0) assert.deepEqual(found.findings.map(({ counts }) => totalOf(counts)).reduce((sum, count) => sum + count, 0), scan.vulnerabilities.length, 'some got lost');
    for (const place of [placeOf, () => null]) checkReports(scan, place);
    checkShown(serviceMessage(scan));
  }),
  fuzzTarget('failing scanners', fc.tuple(fc.constantFrom('trivy' as const, 'grype' as const, 'scout' as const), fc.array(fc.oneof(hostileWord, fc.constantFrom('unable to open', 'lock', 'init error: DB error', 'denied: ', 'UNAUTHORIZED')), { maxLength: 400 })), ([kind, words]) => {
    const { message, detail } = scanFailure(kind, 'debian', words.join(' '));
    assert.match(message, /^\S.*\.$/);
    checkShown(detail);
  }),
];

function checkTexts({ system, vulnerabilities: all }: ImageScan): void {
  for (const text of [system, ...all.flatMap((one) => [one.id, one.package, one.path, one.installed, one.fixed, one.title, one.url])]) {
    if (text === null) continue;
    checkShown(text);
    assert.doesNotMatch(text, /[\n\t]/, 'it is more than a line');
    assert.ok(text.length <= 501, 'it is longer than anybody reads');
  }
  for (const { url } of all) if (url !== null) assert.equal(new URL(url).protocol, 'https:');
}

function checkReports(scan: ImageScan, placeOf: (one: Vulnerability) => SarifPlace | null): void {
  const sarif = vulnerabilitySarif(scan, '0', placeOf);
  const log = JSON.parse(sarif) as { runs: [{ tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number; message: { text: string } }[] }] };
  assert.deepEqual(schemaProblems(log), []);
  const [{ tool, results }] = log.runs;
  assert.equal(results.length, scan.vulnerabilities.length);
  for (const { ruleId, ruleIndex, message } of results) {
    assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
    assert.doesNotMatch(message.text, /\]\(|(?<!\{)\{\d+\}/, 'a viewer would make a link or a placeholder of it');
    checkShown(message.text);
  }
  const json = vulnerabilityJson(scan, [], placeOf);
  assert.deepEqual((JSON.parse(json) as { counts: unknown }).counts, countLevels(scan.vulnerabilities, scan.leftOut));
  for (const text of [sarif, json]) assert.doesNotMatch(text.replaceAll('\\\\', ''), /\p{Surrogate}|\\ud[89a-f]/u, 'half a character');
  checkShown(scanPage(scan));
}
