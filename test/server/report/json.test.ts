import { expect, it } from 'vitest';
import { jsonReport } from '../../../server/src/report/json.ts';
import { withScores } from '../../../server/src/report/score/withScores.ts';
import { madeFile, madeFinding, madeFix, madeReport } from './madeReport.ts';

it('tells language, related places and all fixes with their edits', () => {
  const related = [{ path: 'compose.yaml', line: null, message: 'Built here.' }];
  const fixes = [madeFix(), madeFix({ kind: 'suggestion', title: 'Or this', edits: [], creates: [{ path: '.dockerignore', text: '.git\n' }], reachesOthers: true })];
  const told = JSON.parse(jsonReport(madeReport([madeFile('api/Dockerfile', [madeFinding({ related, fixes })])])));
  expect(told.version).toBe(1);
  expect(told.files).toEqual([
    {
      path: 'api/Dockerfile',
      language: 'dockerfile',
      findings: [
        {
          rule: 'require-cache-mount',
          severity: 'warning',
          confidence: 'high',
          message: 'pip downloads everything again.',
          range: { start: { line: 3, character: 4 }, end: { line: 3, character: 15 } },
          related,
          fix: { kind: 'safe', title: 'Add a cache mount' },
          fixes: [
            {
              kind: 'safe',
              title: 'Add a cache mount',
              edits: [{ range: { start: { line: 3, character: 4 }, end: { line: 3, character: 4 } }, text: '--mount=type=cache,target=/root/.cache/pip ' }],
              creates: [],
              reachesOthers: false,
            },
            { kind: 'suggestion', title: 'Or this', edits: [], creates: [{ path: '.dockerignore', text: '.git\n' }], reachesOthers: true },
          ],
          withheld: null,
          fingerprint: '1ec5ae5ba9d616',
        },
      ],
    },
  ]);
});

it('has scores, gates and baseline only where they were asked for', () => {
  const report = madeReport([madeFile('a', [madeFinding()])]);
  expect(Object.keys(JSON.parse(jsonReport(report)))).toEqual(['version', 'files', 'skipped', 'ignored', 'created', 'contexts', 'summary']);
  const told = JSON.parse(jsonReport({ ...withScores(report), gates: [], baseline: { known: 1, gone: [], written: null } }));
  expect(told).toMatchObject({ gates: [], baseline: { known: 1, gone: [], written: null } });
  for (const { score } of [told, told.files[0]]) expect(Object.keys(score)).toEqual(['overall', 'security', 'maintainability']);
});

it('replaces halves of surrogate pairs, and only them', () => {
  const message = 'half \ud83d, escaped \\ud83d, \\\ud83d and \\\\ud83d; whole 🐳';
  const text = jsonReport(madeReport([madeFile('a', [madeFinding({ message })])]));
  expect(JSON.parse(text).files[0].findings[0].message).toBe('half \ufffd, escaped \\ud83d, \\\ufffd and \\\\ud83d; whole 🐳');
});
