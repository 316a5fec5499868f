import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { reportFindings } from '../../../../server/src/report/reportedFinding.ts';
import { DEFAULT_GATES } from '../../../../server/src/report/score/gates.ts';
import { DIMENSIONS, SEVERITY_FACTORS, sharesOf, sumOf, type Counted } from '../../../../server/src/report/score/points.ts';
import { SCALES, scoreOf } from '../../../../server/src/report/score/score.ts';
import { RULES } from '../../../../server/src/rules/index.ts';
import { documentOf, findingsOf } from '../../support/engine.ts';
import { viewOfFiles } from '../../support/workspace.ts';

const page = readFileSync(path.resolve(import.meta.dirname, '../../../../server/docs/scores.md'), 'utf8').replace(/\r\n/g, '\n');
const row = (...cells: readonly unknown[]): string => `| ${cells.join(' | ')} |`;

it('tells the numbers of the formula and of the gates', () => {
  expect(page).toContain(`an error counts ${SEVERITY_FACTORS.error}, a warning ${SEVERITY_FACTORS.warning}, information ${SEVERITY_FACTORS.information}, a hint ${SEVERITY_FACTORS.hint}.`);
  for (const dimension of DIMENSIONS) {
    const { top, half } = SCALES[dimension];
    expect(page).toContain(row(dimension, `${top} × ${half} ÷ (${half} + points)`, `${half} points`));
  }
  expect(page).toContain(row('`overall`', DEFAULT_GATES.overall));
  expect(page).toMatch(new RegExp(`^\\| \`critical\`.* \\| ${DEFAULT_GATES.critical} \\|$`, 'm'));
  for (const gate of ['security', 'maintainability'] as const) expect(page).toContain(row(`\`${gate}\``, DEFAULT_GATES[gate]!.toFixed(1)));
});

it('has an example whose findings and numbers are those of a scan', async () => {
  const text = /```dockerfile\n([\s\S]*?)```/.exec(page)![1]!;
  const files = [{ path: 'Dockerfile', text }, { path: 'requirements.txt', text: 'flask\n' }, { path: 'main.py', text: 'print(1)\n' }];
  const document = documentOf(text, 'dockerfile', 'Dockerfile');
  const found: readonly Counted[] = reportFindings(document, findingsOf(document, { rules: RULES, project: await viewOfFiles(files, 'Dockerfile', 'dockerfile') }));
  const shares = sharesOf(found);
  found.forEach(({ rule, severity }, index) => {
    const { factor, weight, points } = shares[index]!;
    expect(page).toContain(row(`${severity} \`${rule}\``, ...DIMENSIONS.map((dimension) => `${factor} × ${weight[dimension]} = ${points[dimension]}`)));
  });
  expect(page.match(/^\| (error|warning|information|hint) /gm)).toHaveLength(found.length);
  const [points, score] = [sumOf(shares), scoreOf(found)];
  expect(page).toContain(row('together', ...DIMENSIONS.map((dimension) => points[dimension])));
  expect(page).toContain(row('score', ...DIMENSIONS.map((dimension) => `${SCALES[dimension].top} × ${SCALES[dimension].half} ÷ ${SCALES[dimension].half + points[dimension]} = **${score[dimension]}**`)));
  const { overall, security, maintainability } = scoreOf(found.filter(({ severity }) => severity !== 'warning'));
  expect(page).toContain(`With the two warnings fixed it has ${overall}, ${security} and ${maintainability}.`);
});
