import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../../server/src/core/engine/finding.ts';
import type { ReportedFinding } from '../../../../server/src/report/reportedFinding.ts';
import type { ScanReport } from '../../../../server/src/report/scanReport.ts';
import { criticalMatcher } from '../../../../server/src/report/score/critical.ts';
import { DEFAULT_GATES, evaluateGates, wantedGates } from '../../../../server/src/report/score/gates.ts';
import { withScores } from '../../../../server/src/report/score/withScores.ts';
import { madeFinding } from '../madeReport.ts';

const finding = (rule: string, severity: Severity = 'warning') => madeFinding({ rule, severity });
const report = (files: Record<string, readonly ReportedFinding[]>, isCritical: (path: string) => boolean = () => false): ScanReport => {
  const reports = Object.entries(files).map(([path, findings]) => ({ path, language: 'dockerfile' as const, findings, fixed: 0, isCritical: isCritical(path) }));
  return withScores({ files: reports, skipped: [], created: [], contexts: [] });
};
const SLOW = [finding('require-cache-mount'), finding('copy-manifests-first')];
const messages = (results: readonly { message: string }[]) => results.map(({ message }) => message);

describe('gates', () => {
  it('pass what is well kept', () => {
    const results = evaluateGates(report({ 'a/Dockerfile': [finding('require-healthcheck', 'hint')], 'b/Dockerfile': [] }), DEFAULT_GATES);
    expect(results.map(({ gate, passed }) => [gate, passed])).toEqual([['overall', true], ['security', true], ['maintainability', true]]);
    expect(messages(results)[0]).toBe('None of 2 files has an overall score below 70.');
  });

  it('ask more of what is critical', () => {
    const both = { 'a/Dockerfile': SLOW, 'b/Dockerfile': SLOW };
    expect(report(both).files[0]!.score!.overall).toBe(76);
    expect(evaluateGates(report(both), DEFAULT_GATES).every(({ passed }) => passed)).toBe(true);
    const results = evaluateGates(report(both, (path) => path.startsWith('b/')), DEFAULT_GATES);
    expect(results.filter(({ passed }) => !passed)).toEqual([
      {
        gate: 'critical',
        required: 80,
        passed: false,
        failed: [{ path: 'b/Dockerfile', actual: 76 }],
        message: '1 of 1 files of critical services has an overall score below 80: b/Dockerfile 76.',
      },
    ]);
  });

  it('name the worst files first, and no more than a sentence holds', () => {
    const bad = (count: number) => Array.from({ length: count }, () => finding('no-secrets-in-context'));
    const files = report(Object.fromEntries([1, 2, 3, 4, 5, 6].map((count) => [`s${count}/Dockerfile`, bad(count)])));
    const security = evaluateGates(files, DEFAULT_GATES).find(({ gate }) => gate === 'security')!;
    expect(security.failed.map(({ path }) => path)).toEqual(['s6/Dockerfile', 's5/Dockerfile', 's4/Dockerfile', 's3/Dockerfile', 's2/Dockerfile', 's1/Dockerfile']);
    expect(security.message).toBe('6 of 6 files have a security score below 7.0: s6/Dockerfile 3.7, s5/Dockerfile 3.9, s4/Dockerfile 4.1 and 3 more.');
  });

  it('write large numbers as everything else does', () => {
    const many = (findings: ReportedFinding[]) => report(Object.fromEntries(Array.from({ length: 1_200 }, (_, index) => [`s${index}/Dockerfile`, findings])));
    const message = (files: ReturnType<typeof report>) => evaluateGates(files, DEFAULT_GATES).find(({ gate }) => gate === 'security')!.message;
    expect(message(many([]))).toBe('None of 1,200 files has a security score below 7.0.');
    expect(message(many([finding('no-secrets-in-context'), finding('no-secrets-in-context')]))).toMatch(/^1,200 of 1,200 files have .* and 1,197 more\.$/);
  });

  it('judge all files together where a score is asked of them', () => {
    const files = report({ Dockerfile: SLOW });
    expect(evaluateGates(files, wantedGates({}, { gates: false, failUnder: 77 }))).toEqual([
      { gate: 'workspace', required: 77, passed: false, failed: [], message: 'The score of all files together is 76, below the 77 that is asked for.' },
    ]);
    expect(evaluateGates(files, wantedGates({}, { gates: false, failUnder: 76 }))[0]).toMatchObject({ passed: true });
  });

  it('follow the configuration, whether or not somebody asks for the others', () => {
    const quiet = { gates: false, failUnder: null };
    expect(evaluateGates(report({ Dockerfile: SLOW }), wantedGates({}, quiet))).toEqual([]);
    expect(evaluateGates(report({ Dockerfile: SLOW }), wantedGates({ overall: 90 }, quiet))).toMatchObject([{ gate: 'overall', required: 90, passed: false }]);
    expect(wantedGates({ overall: 90 }, { gates: true, failUnder: 60 })).toEqual({ ...DEFAULT_GATES, overall: 90, workspace: 60 });
  });

  it('judge vulnerabilities only where images were scanned', () => {
    const of = (images: Parameters<typeof evaluateGates>[2]) => evaluateGates(report({}), DEFAULT_GATES, images);
    expect(of(null)).toEqual([]);
    expect(of([])).toEqual([]);
    expect(messages(of([{ image: 'shop/api:1', critical: 0 }]))).toEqual(['The image that was scanned has no critical vulnerabilities.']);
    expect(of([{ image: 'a', critical: 1 }, { image: 'b', critical: 3 }, { image: 'c', critical: 0 }])).toMatchObject([
      { gate: 'vulnerabilities', passed: false, failed: [{ path: 'b', actual: 3 }, { path: 'a', actual: 1 }], message: '2 images have critical vulnerabilities: b 3 and a 1.' },
    ]);
  });
});

describe('what is critical', () => {
  it('is told by the names of services and by patterns of paths', () => {
    const isCritical = criticalMatcher(['api', 'payments/**']);
    expect(isCritical({ path: 'services/api/Dockerfile', services: ['api', 'api-worker'] })).toBe(true);
    expect(isCritical({ path: 'payments/compose.yaml', services: [] })).toBe(true);
    expect(isCritical({ path: 'services/web/Dockerfile', services: ['web', null] })).toBe(false);
    expect(criticalMatcher([])({ path: 'Dockerfile', services: ['api'] })).toBe(false);
  });
});
