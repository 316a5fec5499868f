import { describe, expect, it } from 'vitest';
import { githubReport } from '../../../server/src/report/github.ts';
import type { ReportedFinding } from '../../../server/src/report/reportedFinding.ts';
import { madeFile, madeFinding, madeReport } from './madeReport.ts';
import { commandsOf } from './workflowCommands.ts';

const reportOf = (...findings: ReportedFinding[]) => madeReport([madeFile('api/Dockerfile', findings)]);
const range = (startLine: number, start: number, endLine: number, end: number) => ({ start: { line: startLine, character: start }, end: { line: endLine, character: end } });
const propertiesOf = (parts: Partial<ReportedFinding>) => Object.fromEntries(commandsOf(githubReport(reportOf(madeFinding(parts))))[0]!.properties);

it('writes a finding as the toolkit of GitHub does', () => {
  expect(githubReport(reportOf(madeFinding({ message: '100 % of it:\ntwo, lines.' })))).toBe(
    '::warning file=api/Dockerfile,line=4,endLine=4,col=5,endColumn=16,title=Drydock%3A require-cache-mount::100 %25 of it:\\u000atwo, lines.\n1 finding in 1 file.\n',
  );
});

describe('places', () => {
  it('has columns within one line', () => {
    expect(propertiesOf(range(3, 4, 3, 15))).toMatchObject({ line: '4', endLine: '4', col: '5', endColumn: '16' });
  });

  it('has lines only for a range of several', () => {
    const told = propertiesOf(range(3, 4, 6, 2));
    expect(told).toMatchObject({ line: '4', endLine: '7' });
    expect(told).not.toHaveProperty('col');
    expect(told).not.toHaveProperty('endColumn');
  });

  it('does not reach into the line whose start ends it', () => {
    const told = propertiesOf(range(3, 4, 5, 0));
    expect(told).toMatchObject({ line: '4', endLine: '5' });
    expect(told).not.toHaveProperty('col');
    expect(propertiesOf(range(3, 0, 4, 0))).toMatchObject({ line: '4', endLine: '4' });
  });

  it('has no end of nothing', () => {
    expect(propertiesOf(range(0, 0, 0, 0))).toEqual({ file: 'api/Dockerfile', line: '1', endLine: '1', col: '1', title: 'Drydock: require-cache-mount' });
  });
});

it('calls information and hints notices', () => {
  const kinds = (['error', 'warning', 'information', 'hint'] as const).map((severity) => commandsOf(githubReport(reportOf(madeFinding({ severity }))))[0]!.name);
  expect(kinds).toEqual(['error', 'warning', 'notice', 'notice']);
});

it('escapes names of files, and tells them as the checkout has them', () => {
  const report = madeReport([madeFile('a,b:c%\n/Dockerfile', [madeFinding()])]);
  expect(githubReport(report)).toContain('file=a%2Cb%3Ac%25%0A/Dockerfile,line=');
  expect(commandsOf(githubReport(report, (path) => `sub/${path}`))[0]!.properties.get('file')).toBe('sub/a,b:c%\n/Dockerfile');
});

it('shows ten of a kind, the gravest first, and folds up and counts the others', () => {
  const many = (severity: ReportedFinding['severity'], count: number) => Array.from({ length: count }, (_, index) => madeFinding({ severity, message: `${severity} ${index}.` }));
  const text = githubReport(reportOf(...many('hint', 9), ...many('information', 3), ...many('warning', 12), ...many('error', 11)));
  const commands = commandsOf(text);
  expect(commands.map(({ name }) => name)).toEqual([...Array(10).fill('error'), ...Array(10).fill('warning'), ...Array(10).fill('notice')]);
  expect(commands.slice(20).map(({ message }) => message.split(' ')[0])).toEqual([...Array(3).fill('information'), ...Array(7).fill('hint')]);
  expect(text).toContain(
    [
      '::group::1 more error, 2 more warnings and 2 more notices than GitHub shows of a step',
      'api/Dockerfile:4:5 error error 10. [require-cache-mount]',
      'api/Dockerfile:4:5 warning warning 10. [require-cache-mount]',
      'api/Dockerfile:4:5 warning warning 11. [require-cache-mount]',
      'api/Dockerfile:4:5 hint hint 7. [require-cache-mount]',
      'api/Dockerfile:4:5 hint hint 8. [require-cache-mount]',
      '::endgroup::',
      '35 findings in 1 file.\n',
    ].join('\n'),
  );
});

it('counts gates that were not passed among the ten errors', () => {
  const gates = [
    { gate: 'overall' as const, required: 70, passed: false, failed: [], message: '2 of 5 files are below 70.' },
    { gate: 'security' as const, required: 7, passed: true, failed: [], message: 'All are fine.' },
  ];
  const errors = Array.from({ length: 10 }, () => madeFinding({ severity: 'error' }));
  const commands = commandsOf(githubReport({ ...reportOf(...errors), gates }));
  expect(commands[0]).toEqual({ name: 'error', properties: new Map([['title', 'Drydock']]), message: '2 of 5 files are below 70.' });
  expect(commands).toHaveLength(10);
});

it('says in the log what was not checked', () => {
  expect(githubReport(madeReport([], { skipped: [{ path: '::error::x', reason: 'It is too large.' }] }))).toBe(': :error::x: not checked: It is too large.\nNo findings in 0 files.\n');
});

it('cuts messages that GitHub would refuse', () => {
  expect(commandsOf(githubReport(reportOf(madeFinding({ message: '🐳'.repeat(50_000) }))))[0]!.message).toMatch(/^(?:🐳){2000}…$/u);
});
