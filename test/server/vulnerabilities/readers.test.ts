import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countLevels } from '../../../server/src/vulnerabilities/model.ts';
import { readGrype } from '../../../server/src/vulnerabilities/readers/grype.ts';
import { LARGEST_REPORT, MOST_VULNERABILITIES } from '../../../server/src/vulnerabilities/readers/reading.ts';
import { readScout } from '../../../server/src/vulnerabilities/readers/scout.ts';
import { readTrivy } from '../../../server/src/vulnerabilities/readers/trivy.ts';
import { golden } from './golden.ts';

describe('Trivy', () => {
  it('reads packages of the distribution, with the layer that brought them in', () => {
    const scan = readTrivy(golden('trivy/alpine-39-high-critical.json.golden'), 'alpine:3.9')!;
    expect(scan).toMatchObject({
      scanner: 'trivy', image: 'alpine:3.9', system: 'alpine 3.9.4', isSystemEnded: true,
      imageId: 'sha256:055936d3920576da37aa9bc460d70c5f212028bda1c08c0879aedf03d7a66ea1',
    });
    expect(scan.history.map(({ hasLayer }) => hasLayer)).toEqual([true, false]);
    expect(scan.vulnerabilities[0]).toEqual({
      id: 'CVE-2019-14697', level: 'critical', package: 'musl', kind: 'system', path: null, installed: '1.1.20-r4', fixed: '1.1.20-r5', title: null,
      url: 'https://avd.aquasec.com/nvd/cve-2019-14697', layer: 0, isLayerLatest: false,
    });
    expect(countLevels(scan.vulnerabilities)).toEqual({ critical: 2, high: 0, medium: 0, low: 0, unknown: 0 });
  });

  it('counts layers, not entries of the history', () => {
    const scan = readTrivy(golden('trivy/fluentd-gems.json.golden'), 'fluentd')!;
    expect(scan.vulnerabilities.map(({ package: name, kind, path, layer }) => [name, kind, path, layer])).toEqual([
      ['libidn2-0', 'system', null, 0],
      ['activesupport', 'library', 'var/lib/gems/2.5.0/specifications/activesupport-6.0.2.1.gemspec', 5],
    ]);
  });

  it('tells where a library lies, as far as Trivy does', () => {
    const [spring] = readTrivy(golden('trivy/spring4shell-jre8.json.golden'), 'shop')!.vulnerabilities;
    expect(spring).toMatchObject({ path: 'usr/local/tomcat/webapps/helloworld.war/WEB-INF/lib/spring-beans-5.3.15.jar', layer: 24, fixed: '5.3.18' });
    const [ammonia] = readTrivy(golden('trivy/busybox-with-lockfile.json.golden'), 'shop')!.vulnerabilities;
    expect(ammonia).toMatchObject({ package: 'ammonia', path: 'Cargo.lock', layer: 2, fixed: '>= 2.1.0' });
  });

  it('knows no layers where the history does not fit the layers', () => {
    const report = JSON.parse(golden('trivy/fluentd-gems.json.golden')) as { Metadata: { ImageConfig: { history: unknown[] } } };
    report.Metadata.ImageConfig.history.splice(3, 1);
    const scan = readTrivy(JSON.stringify(report), 'fluentd')!;
    expect(scan.history).toEqual([]);
    expect(scan.vulnerabilities.map(({ layer }) => layer)).toEqual([null, null]);
  });

  it('takes nothing of an older shape, or of another program', () => {
    expect(readTrivy('[{"Target":"alpine","Vulnerabilities":[]}]', 'a')).toBeNull();
    expect(readTrivy(golden('grype/ghsa-test.json'), 'a')).toBeNull();
    expect(readTrivy('{"SchemaVersion":2', 'a')).toBeNull();
  });

  it('shows what it reads in one line that does nothing', () => {
    const one = { VulnerabilityID: 'CVE-1\n\u001b[31m', PkgName: 'a\u202eb'.padEnd(5_000, 'x'), Severity: 'HIGH', PrimaryURL: 'javascript:alert(1)', Title: 'a\r\nb' };
    const [read] = readTrivy(JSON.stringify({ SchemaVersion: 2, Results: [{ Vulnerabilities: [one, 7, null, { PkgName: 'x' }] }] }), 'a')!.vulnerabilities;
    expect(read).toMatchObject({ id: 'CVE-1', url: null, title: 'a b', level: 'high', fixed: null, installed: '' });
    expect(read!.package).toMatch(/^a b x*…$|^a bx*…$/);
    expect(read!.package.length).toBeLessThanOrEqual(200);
  });

  it('bounds what it keeps, and counts the rest', () => {
    const many = Array.from({ length: MOST_VULNERABILITIES + 3 }, (_, index) => ({ VulnerabilityID: `CVE-${index}`, PkgName: 'a', Severity: index < MOST_VULNERABILITIES ? 'LOW' : 'CRITICAL' }));
    const scan = readTrivy(JSON.stringify({ SchemaVersion: 2, Results: [{ Vulnerabilities: many }] }), 'a')!;
    expect(scan.vulnerabilities).toHaveLength(MOST_VULNERABILITIES);
    expect(scan.leftOut.critical).toBe(3);
    expect(readTrivy(' '.repeat(LARGEST_REPORT + 1), 'a')).toBeNull();
  });
});

describe('Grype', () => {
  it('reads matches, and the history out of the configuration', () => {
    const scan = readGrype(golden('grype/ghsa-test.json'), 'app')!;
    expect(scan).toMatchObject({ scanner: 'grype', image: 'app', isSystemEnded: false });
    expect(scan.history).toHaveLength(4);
    expect(scan.vulnerabilities[0]).toMatchObject({
      id: 'GHSA-cfh5-3ghh-wfjx', level: 'medium', package: 'httpclient', kind: 'library', path: '/TwilioNotifier.hpi', fixed: '4.3.5', layer: 2, isLayerLatest: false,
    });
    expect(scan.vulnerabilities[1]).toMatchObject({ fixed: null });
  });

  it('does not take who wrote the list of packages last for who installed them', () => {
    const scan = readGrype(golden('grype/keycloak-test.json'), 'keycloak')!;
    const nss = scan.vulnerabilities.find(({ package: name }) => name === 'nss')!;
    expect(nss).toMatchObject({ kind: 'system', path: null, level: 'low', fixed: null, isLayerLatest: true });
    expect(scan.history[nss.layer!]!.hasLayer).toBe(true);
  });

  it('takes the first layer that has a file of the package itself', () => {
    const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
    const config = { history: [{ created_by: 'a' }, { created_by: 'b' }, { created_by: 'c' }], rootfs: { diff_ids: ['1', '2', '3'].map(digest) } };
    const locations = [
      { path: '/var/lib/dpkg/status', layerID: digest('3') },
      { path: '/var/lib/dpkg/info/curl.list', layerID: digest('2') },
      { path: '/usr/share/doc/curl/copyright', layerID: digest('2') },
    ];
    const report = {
      descriptor: { name: 'grype' },
      source: { target: { config: btoa(JSON.stringify(config)) } },
      matches: [{ vulnerability: { id: 'CVE-1', severity: 'Negligible', fix: { versions: [], state: 'not-fixed' } }, artifact: { name: 'curl', version: '8', type: 'deb', locations } }],
    };
    expect(readGrype(JSON.stringify(report), 'a')!.vulnerabilities[0]).toMatchObject({ layer: 1, isLayerLatest: false, level: 'low' });
  });

  it('takes nothing of another program', () => {
    expect(readGrype(golden('trivy/fluentd-gems.json.golden'), 'a')).toBeNull();
    expect(readGrype('{"matches":[]}', 'a')).toBeNull();
  });
});

describe('Docker Scout', () => {
  const report = {
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          fullName: 'Docker Scout',
          name: 'docker scout',
          version: '1.18.1',
          rules: [
            {
              id: 'CVE-2022-24407',
              name: 'OsPackageVulnerability',
              shortDescription: { text: 'CVE-2022-24407' },
              helpUri: 'https://scout.docker.com/v/CVE-2022-24407',
              properties: {
                affected_version: '<2.1.27+dfsg-2.1+deb11u1', cvssV3_severity: 'HIGH', fixed_version: '2.1.27+dfsg-2.1+deb11u1', 'security-severity': '8.8', tags: ['HIGH'],
                purls: ['pkg:deb/debian/cyrus-sasl2@2.1.27%2Bdfsg-2.1?os_distro=bullseye&os_name=debian&os_version=11'],
              },
            },
            {
              id: 'GMS-2022-9109',
              helpUri: 'https://scout.docker.com/v/GMS-2022-9109',
              properties: { cvssV3_severity: 'UNSPECIFIED', fixed_version: 'not fixed', purl: 'pkg:maven/com.thoughtworks.xstream/xstream@1.4.5' },
            },
            { id: 'CVE-2024-21538', properties: { tags: ['CRITICAL'], fixed_version: '7.0.5', purls: ['pkg:npm/%40scope/cross-spawn@7.0.3', 'pkg:npm/cross-spawn@7.0.1', 7] } },
          ],
        },
      },
      results: [{ ruleId: 'GMS-2022-9109', locations: [{ physicalLocation: { artifactLocation: { uri: '/app/lib/xstream-1.4.5.jar' } } }] }],
    }],
  };

  it('reads SARIF by its rules, a finding for each package', () => {
    const scan = readScout(JSON.stringify(report), 'app')!;
    expect(scan.vulnerabilities.map(({ id, level, package: name, kind, installed, fixed, path }) => [id, level, name, kind, installed, fixed, path])).toEqual([
      ['CVE-2022-24407', 'high', 'cyrus-sasl2', 'system', '2.1.27+dfsg-2.1', '2.1.27+dfsg-2.1+deb11u1', null],
      ['GMS-2022-9109', 'unknown', 'com.thoughtworks.xstream/xstream', 'library', '1.4.5', null, '/app/lib/xstream-1.4.5.jar'],
      ['CVE-2024-21538', 'critical', '@scope/cross-spawn', 'library', '7.0.3', '7.0.5', null],
      ['CVE-2024-21538', 'critical', 'cross-spawn', 'library', '7.0.1', '7.0.5', null],
    ]);
    expect(scan.vulnerabilities.every(({ layer }) => layer === null)).toBe(true);
  });

  it('reads it with the advice that older versions print below', () => {
    const text = `${JSON.stringify(report, null, 2)}\n\nWhat's Next?\n  View base image update recommendations → docker scout recommendations app\n`;
    expect(readScout(text, 'app')!.vulnerabilities).toHaveLength(4);
  });

  it("takes no other program's SARIF", () => {
    expect(readScout(JSON.stringify({ runs: [{ tool: { driver: { name: 'Trivy', rules: [] } } }] }), 'app')).toBeNull();
    expect(readScout('', 'app')).toBeNull();
  });
});

it('throws on nothing, whatever the shape', () => {
  const names = [
    'SchemaVersion', 'Metadata', 'ImageConfig', 'history', 'rootfs', 'diff_ids', 'created_by', 'Results', 'Vulnerabilities', 'VulnerabilityID', 'PkgName', 'Layer', 'DiffID', 'OS',
    'matches', 'descriptor', 'name', 'source', 'target', 'config', 'artifact', 'vulnerability', 'locations', 'layerID', 'path', 'fix', 'versions', 'state', 'id',
    'runs', 'tool', 'driver', 'rules', 'results', 'properties', 'purls', 'tags', '__proto__', 'constructor',
  ];
  const key = fc.constantFrom(...names);
  const leaf = fc.oneof(fc.constantFrom(2, 'grype', 'docker scout', 'HIGH', 'CVE-1', `sha256:${'a'.repeat(64)}`, 'pkg:deb/a/b@1', 'e30='), fc.string(), fc.integer(), fc.constant(null), fc.boolean());
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'medium' }, leaf, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(key, tie('value'), { maxKeys: 6 })),
  }));
  fc.assert(
    fc.property(value, (any) => {
      const text = JSON.stringify({ SchemaVersion: 2, matches: [any], descriptor: { name: 'grype' }, runs: [any, { tool: { driver: { name: 'docker scout', rules: any } }, results: any }], Results: [any], ...(any as object) });
      for (const read of [readTrivy, readGrype, readScout]) {
        const scan = read(text, 'a');
        for (const { layer } of scan?.vulnerabilities ?? []) expect(layer === null || scan!.history[layer]!.hasLayer).toBe(true);
      }
    }),
    { numRuns: 300, seed: 7 },
  );
});
