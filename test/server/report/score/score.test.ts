import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEVERITIES, type Severity } from '../../../../server/src/core/engine/finding.ts';
import type { Language } from '../../../../server/src/core/engine/rule.ts';
import { DIMENSIONS, SEVERITY_FACTORS, sharesOf, sumOf, type Counted, type Points } from '../../../../server/src/report/score/points.ts';
import { scoreOf } from '../../../../server/src/report/score/score.ts';
import { scoreWorkspace } from '../../../../server/src/report/score/workspaceScore.ts';
import { RULES } from '../../../../server/src/rules/index.ts';

fc.configureGlobal({ seed: 7 });

const LANGUAGES: readonly Language[] = ['dockerfile', 'compose', 'dockerignore'];
/** Few rules, so that many findings are of the same. */
const rule = fc.oneof(fc.constantFrom('require-cache-mount', 'require-non-root-user', '__proto__'), fc.constantFrom(...RULES.map(({ meta }) => meta.id)));
const finding: fc.Arbitrary<Counted> = fc.record({ rule, severity: fc.constantFrom(...SEVERITIES) });
const findings = fc.array(finding, { maxLength: 40 });
const file = fc.record({ language: fc.constantFrom(...LANGUAGES), findings });
const of = (severity: Severity, ...rules: string[]): Counted[] => rules.map((id) => ({ rule: id, severity }));

function expectNoLower(after: Points, before: Points): void {
  for (const dimension of DIMENSIONS) expect(after[dimension], dimension).toBeGreaterThanOrEqual(before[dimension]);
}

describe('the score of a file', () => {
  it('is full where nothing is found', () => {
    expect(scoreOf([])).toEqual({ overall: 100, security: 10, maintainability: 10, why: [] });
  });

  it('follows from severity and weight alone, as documented', () => {
    // require-cache-mount weighs 5, 0 and 1: a warning counts twice, the second one half of that.
    const score = scoreOf(of('warning', 'require-cache-mount', 'require-cache-mount'));
    expect(score.why).toEqual([{ rule: 'require-cache-mount', findings: 2, points: { overall: 15, security: 0, maintainability: 3 } }]);
    expect(score).toMatchObject({ overall: Math.floor((100 * 70) / 85), security: 10, maintainability: 9 });
  });

  it('lets one secret that ends up in an image fail the security that gates ask for, and one dated base image', () => {
    expect(scoreOf(of('warning', 'no-secrets-in-context')).security).toBeLessThan(7);
    expect(scoreOf(of('warning', 'no-eol-base-image')).security).toBeLessThan(7);
    expect(scoreOf(of('hint', 'require-non-root-user')).security).toBeGreaterThanOrEqual(7);
  });

  it('lets hints alone fail nobody who has each of them once', () => {
    for (const language of LANGUAGES) {
      const hints = RULES.filter(({ meta }) => meta.language === language && meta.severity === 'hint').map(({ meta }) => meta.id);
      const score = scoreOf(of('hint', ...hints));
      expect(score.overall).toBeGreaterThanOrEqual(80);
      expect(score.security).toBeGreaterThanOrEqual(7);
      expect(score.maintainability).toBeGreaterThanOrEqual(7);
    }
  });

  it('stays within its range, whatever is found', () => {
    fc.assert(
      fc.property(fc.array(finding, { maxLength: 2_000 }), (found) => {
        const { overall, security, maintainability } = scoreOf(found);
        expect(Number.isInteger(overall) && overall >= 0 && overall <= 100).toBe(true);
        for (const tenth of [security, maintainability]) expect(tenth >= 0 && tenth <= 10 && Math.abs(tenth * 10 - Math.round(tenth * 10)) < 1e-9).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('never falls when a finding goes', () => {
    fc.assert(
      fc.property(fc.array(finding, { minLength: 1, maxLength: 40 }), fc.nat(), (found, at) => {
        expectNoLower(scoreOf(found.filter((_, index) => index !== at % found.length)), scoreOf(found));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never falls when a finding becomes less grave', () => {
    fc.assert(
      fc.property(fc.array(finding, { minLength: 1, maxLength: 40 }), fc.nat(), fc.constantFrom(...SEVERITIES), (found, at, severity) => {
        const one = found[at % found.length]!;
        fc.pre(SEVERITY_FACTORS[severity] < SEVERITY_FACTORS[one.severity]);
        expectNoLower(scoreOf(found.map((each) => (each === one ? { ...one, severity } : each))), scoreOf(found));
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not depend on the order of findings', () => {
    fc.assert(
      fc.property(findings, (found) => {
        const { overall, security, maintainability } = scoreOf([...found].reverse());
        expect({ overall, security, maintainability }).toEqual({ ...scoreOf(found), why: undefined });
      }),
    );
  });

  it('is explained by shares that come to the same sum', () => {
    fc.assert(
      fc.property(findings, (found) => {
        const shares = sharesOf(found);
        expect(shares).toHaveLength(found.length);
        for (const { factor, rank, weight, points } of shares) for (const dimension of DIMENSIONS) expect(points[dimension]).toBe((factor * weight[dimension]) / rank);
        const [all, byRule] = [sumOf(shares), sumOf(scoreOf(found).why)];
        for (const dimension of DIMENSIONS) expect(byRule[dimension]).toBeCloseTo(all[dimension], 9);
      }),
    );
  });
});

describe('the score of a workspace', () => {
  const ordinary = fc.record({ language: fc.constantFrom<Language>('dockerfile', 'compose'), findings });

  it('is full where there are no files or no findings', () => {
    expect(scoreWorkspace([])).toMatchObject({ overall: 100, security: 10, maintainability: 10, files: 0 });
    expect(scoreWorkspace([{ language: 'dockerignore', findings: [] }])).toMatchObject({ overall: 100, files: 0 });
  });

  it('is the mean of Dockerfiles and compose files', () => {
    const bad = of('warning', 'no-secrets-in-context', 'require-cache-mount', 'copy-manifests-first');
    const exact = (100 * 70) / (70 + 42);
    expect(scoreWorkspace([{ language: 'dockerfile', findings: bad }, { language: 'compose', findings: [] }]).overall).toBe(Math.floor((exact + 100) / 2));
  });

  it('never falls when a finding goes, and no less when its file does', () => {
    fc.assert(
      fc.property(fc.array(file, { minLength: 1, maxLength: 8 }), fc.nat(), fc.nat(), (files, which, at) => {
        const one = files[which % files.length]!;
        fc.pre(one.findings.length > 0);
        const less = { ...one, findings: one.findings.filter((_, index) => index !== at % one.findings.length) };
        expectNoLower(scoreWorkspace(files.map((each) => (each === one ? less : each))), scoreWorkspace(files));
        // A .dockerignore that no build reads is mended by removing it.
        if (one.language === 'dockerignore') expectNoLower(scoreWorkspace(files.filter((each) => each !== one)), scoreWorkspace(files));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never falls when a fix creates a file', () => {
    fc.assert(
      fc.property(fc.array(ordinary, { maxLength: 8 }), fc.constantFrom(...LANGUAGES), (files, language) => {
        expectNoLower(scoreWorkspace([...files, { language, findings: [] }]), scoreWorkspace(files));
      }),
    );
  });

  it('says which rules cost the most, over all files', () => {
    const { why } = scoreWorkspace([
      { language: 'dockerfile', findings: of('warning', 'require-cache-mount') },
      { language: 'dockerfile', findings: of('warning', 'require-cache-mount', 'pin-base-image') },
    ]);
    expect(why.map((loss) => [loss.rule, loss.findings, loss.points.overall])).toEqual([['require-cache-mount', 2, 20], ['pin-base-image', 1, 10]]);
  });
});
