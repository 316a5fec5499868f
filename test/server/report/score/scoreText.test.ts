import { expect, it } from 'vitest';
import { jsonReport } from '../../../../server/src/report/json.ts';
import type { ReportedFinding } from '../../../../server/src/report/reportedFinding.ts';
import type { ScanReport } from '../../../../server/src/report/scanReport.ts';
import { evaluateGates, wantedGates } from '../../../../server/src/report/score/gates.ts';
import { withScores } from '../../../../server/src/report/score/withScores.ts';
import { textReport } from '../../../../server/src/report/text.ts';

const finding = (rule: string): ReportedFinding => ({
  rule, messageId: 'm', message: 'A message.', severity: 'warning', confidence: 'high', start: { line: 0, character: 0 }, end: { line: 0, character: 1 }, related: [], fixes: [], withheld: null, fingerprint: 'f',
});
const report: ScanReport = {
  files: [
    { path: 'a/Dockerfile', language: 'dockerfile', findings: [finding('require-cache-mount')], fixed: 0 },
    { path: 'b\u001b[31m/Dockerfile', language: 'dockerfile', findings: [finding('no-secrets-in-context'), finding('no-eol-base-image')], fixed: 0 },
    { path: 'c/Dockerfile', language: 'dockerfile', findings: [], fixed: 0 },
  ],
  skipped: [], created: [], contexts: [],
};

it('tells no score where nobody asks for one', () => {
  expect(textReport(report)).not.toMatch(/score|gate/i);
  expect(jsonReport(report)).not.toMatch(/score|gates|critical/);
});

it('tells the score of all files in one line, and the gates that are not passed', () => {
  const scored = withScores(report);
  const gates = evaluateGates(scored, wantedGates({ security: 7, maintainability: 1 }, { gates: false, failUnder: 90 }));
  expect(textReport({ ...scored, gates }).split('\n').slice(-4)).toEqual([
    'Score 84 of 100, security 8.1 and maintainability 8.6 of 10. The lowest: b\\u001b[31m/Dockerfile 66, a/Dockerfile 87.',
    'Gate not passed: 1 of 3 files has a security score below 7.0: b\\u001b[31m/Dockerfile 4.5.',
    'Gate not passed: The score of all files together is 84, below the 90 that is asked for.',
    '',
  ]);
});

it('has scores and gates as data', () => {
  const scored = withScores(report);
  const json = JSON.parse(jsonReport({ ...scored, gates: evaluateGates(scored, wantedGates({ overall: 70 }, { gates: false, failUnder: null })) }));
  expect(json.score).toEqual({ overall: 84, security: 8.1, maintainability: 8.6 });
  expect(json.files.map((file: { score: object }) => file.score)[0]).toEqual({ overall: 87, security: 10, maintainability: 9.3 });
  expect(json.gates).toEqual([
    {
      gate: 'overall', required: 70, passed: false, failed: [{ path: 'b\u001b[31m/Dockerfile', actual: 66 }],
      message: '1 of 3 files has an overall score below 70: b\u001b[31m/Dockerfile 66.',
    },
  ]);
});
