import { countText } from '../../core/text/amounts.ts';
import { outlinesOf } from '../findings.ts';
import type { FileReport, ScanReport } from '../scanReport.ts';
import type { Paint } from '../text.ts';
import { tableLines } from '../textTable.ts';
import { visible } from '../visible.ts';
import { scoreText } from './gates.ts';
import { DIMENSIONS, SEVERITY_FACTORS, sharesOf, sumOf, type Dimension, type Points, type Share } from './points.ts';
import { exactScore, SCALES, scoreOf, type RuleLoss } from './score.ts';
import { scoreWords } from './scoreText.ts';
import { scoreWorkspace } from './workspaceScore.ts';

/** How many of the lowest files, and of the costliest rules, are told of a workspace. */
const NAMED = { files: 50, rules: 15 } as const;

/** The formula, in words: all that a score depends on. */
export function formulaText(): string {
  const factors = Object.entries(SEVERITY_FACTORS).map(([severity, factor]) => `${severity} ${factor}`).join(', ');
  const scales = DIMENSIONS.map((dimension) => `  ${dimension.padEnd(15)}  ${formula(dimension, 'points')}`);
  return [
    'A finding costs points: what its severity counts times what its rule weighs, overall, for security',
    'and for maintainability ("drydock rules" tells the weights). The gravest finding of a rule counts',
    'whole, the second one half, the third one a third, and so on.',
    '',
    `  severities       ${factors}`,
    '',
    'Points make the scores of a file, rounded down:',
    '',
    ...scales,
    '',
    'All files together have the mean of the Dockerfiles and compose files; what .dockerignore files lose',
    'is shared among those. Nothing else counts, and mending a finding never lowers a score.',
    '',
  ].join('\n');
}

/** How the score of one file came about: each finding's share, the costliest first, and the formula with its numbers. */
export function explainFile({ path, findings: told }: FileReport, paint: Paint): string {
  const findings = [...told];
  const score = scoreOf(findings);
  const head = `${visible(path)}: ${paint('bold', `score ${scoreWords(score)}`)}\n`;
  if (findings.length === 0) return `${head}\nNothing was found.\n`;
  const shares = sharesOf(findings);
  const order = shares.map((_, index) => index).sort((a, b) => shares[b]!.points.overall - shares[a]!.points.overall || a - b);
  const rows = order.map((index) => {
    const { start, severity, rule } = findings[index]!;
    return [`${start.line + 1}:${start.character + 1}`, severity, rule, calculation(shares[index]!), ...pointCells(shares[index]!.points)];
  });
  const points = sumOf(score.why);
  const table = tableLines([['place', 'severity', 'rule', 'cost', ...DIMENSIONS], ...rows, ['', '', 'together', '', ...pointCells(points)]], { right: [4, 5, 6] });
  const results = DIMENSIONS.map((dimension) => {
    const exact = exactScore(dimension, points[dimension]);
    return [dimension, formula(dimension, pointText(points[dimension])), `= ${exact.toFixed(2)}`, `told as ${scoreText(dimension, score[dimension])}`];
  });
  return `${head}\n${[...table, '', ...tableLines(results)].join('\n')}\n`;
}

/** How the score of all files came about: the lowest files, the rules that cost the most, and the formula with its numbers. */
export function explainWorkspace({ files }: Pick<ScanReport, 'files'>, paint: Paint): string {
  const score = scoreWorkspace(files.map(({ language, findings }) => ({ language, findings: outlinesOf(findings) })));
  const scored = files.map((file) => ({ ...file, score: scoreOf(outlinesOf(file.findings)) })).sort((a, b) => a.score.overall - b.score.overall || (a.path < b.path ? -1 : 1));
  const rows = scored.slice(0, NAMED.files).map((file) => [visible(file.path), ...DIMENSIONS.map((dimension) => scoreText(dimension, file.score[dimension])), String(file.findings.length)]);
  const left = scored.length - rows.length;
  const rules = score.why.slice(0, NAMED.rules).map(ruleRow);
  return [
    `${countText(files.length, 'file')}: ${paint('bold', `score ${scoreWords(score)}`)}`,
    '',
    ...tableLines([['file', ...DIMENSIONS, 'findings'], ...rows], { right: [1, 2, 3, 4] }),
    ...(left > 0 ? [`and ${countText(left, 'file')} that have lost less`] : []),
    '',
    ...(rules.length > 0 ? [...tableLines([['what costs the most', 'findings', ...DIMENSIONS], ...rules], { right: [1, 2, 3, 4] }), ''] : []),
    ...tableLines(DIMENSIONS.map((dimension) => workspaceRow(dimension, scored, score))),
    '',
  ].join('\n');
}

function workspaceRow(dimension: Dimension, files: readonly { readonly score: { readonly why: readonly RuleLoss[] } }[], score: ReturnType<typeof scoreWorkspace>): string[] {
  const { top } = SCALES[dimension];
  const lost = files.reduce((sum, file) => sum + top - exactScore(dimension, sumOf(file.score.why)[dimension]), 0);
  const shared = Math.max(1, score.files);
  const kinds = score.files === 1 ? 'Dockerfile or compose file' : 'Dockerfiles and compose files';
  return [dimension, `${top} − ${lost.toFixed(2)} lost by ${countText(files.length, 'file')} ÷ ${shared} ${kinds}`, `= ${Math.max(0, top - lost / shared).toFixed(2)}`, `told as ${scoreText(dimension, score[dimension])}`];
}

function ruleRow({ rule, findings, points }: RuleLoss): string[] {
  return [rule, String(findings), ...pointCells(points)];
}

/** `2 × 5`, `2 × 5 ÷ 3`: the severity's factor, the rule's weight overall, and which finding of its rule it is. */
function calculation({ factor, weight, rank }: Share): string {
  return `${factor} × ${weight.overall}${rank > 1 ? ` ÷ ${rank}` : ''}`;
}

function formula(dimension: Dimension, points: string): string {
  const { top, half } = SCALES[dimension];
  return `${top} × ${half} ÷ (${half} + ${points})`;
}

function pointCells(points: Points): string[] {
  return DIMENSIONS.map((dimension) => pointText(points[dimension]));
}

function pointText(points: number): string {
  return points.toFixed(2);
}
