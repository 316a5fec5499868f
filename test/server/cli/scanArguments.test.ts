import { describe, expect, it } from 'vitest';
import { scanHere, workspace } from './scanHere.ts';
import { parseArguments } from '../../../server/src/cli/arguments.ts';
import { helpText } from '../../../server/src/cli/help.ts';
import { SCAN_FORMATS } from '../../../server/src/cli/formats.ts';
import { UsageError } from '../../../server/src/cli/usage.ts';

const scan = (...args: string[]) => parseArguments(['scan', ...args]);

describe('options of scan', () => {
  it('have defaults that change nothing and fail for warnings', () => {
    expect(scan()).toEqual({
      command: 'scan', paths: ['.'], format: 'text', fix: 'none', config: null, changedSince: null, stdinPath: null, output: null, baseline: null,
      quiet: false, stats: false, failOn: 'warning', failUnder: null, gates: false, score: false, reports: [],
    });
  });

  it('are read', () => {
    expect(scan('a', '-q', '-o', 'x', '--stats', '--fail-on=none', '--fail-under', '0', '--gates', '--score', '--changed-since', 'main')).toMatchObject({
      paths: ['a'], quiet: true, output: 'x', stats: true, failOn: 'none', failUnder: 0, gates: true, score: true, changedSince: 'main',
    });
    expect(scan('--baseline', 'b.json', '--write-baseline')).toMatchObject({ baseline: { file: 'b.json', write: true } });
    expect(scan('--stdin', '--stdin-path', 'a/Dockerfile')).toMatchObject({ stdinPath: 'a/Dockerfile', paths: [] });
    expect(scan('--report', 'sarif=a=b.sarif', '--report=json=c')).toMatchObject({ reports: [{ format: 'sarif', file: 'a=b.sarif' }, { format: 'json', file: 'c' }] });
    for (const format of SCAN_FORMATS) expect(scan('--format', format)).toMatchObject({ format });
  });

  it('leave files out of the working folder where nothing else is named', () => {
    expect(scan('!old/**')).toMatchObject({ paths: ['.', '!old/**'] });
    expect(scan('a', '!old/**')).toMatchObject({ paths: ['a', '!old/**'] });
  });

  it('end at --: names of files may begin with a dash', () => {
    expect(scan('--', '-q', '--fix')).toMatchObject({ paths: ['-q', '--fix'], quiet: false, fix: 'none' });
  });

  it.each([
    [['--changed-since=-x'], 'a commit, branch or tag'],
    [['--changed-since=--output=x'], 'a commit, branch or tag'],
    [['--changed-since='], 'not empty'],
    [['--stdin'], '--stdin-path'],
    [['--stdin-path', 'Dockerfile'], '--stdin'],
    [['--stdin', '--stdin-path', 'Dockerfile', 'a'], 'leave "a" out'],
    [['--stdin', '--stdin-path', 'Dockerfile', '--fix'], 'exclude each other'],
    [['--stdin', '--stdin-path', 'Dockerfile', '--changed-since', 'x'], 'exclude each other'],
    [['--write-baseline'], 'needs --baseline'],
    [['--baseline='], 'not empty'],
    [['--output='], 'not empty'],
    [['--report', 'sarif'], 'FORMAT=FILE'],
    [['--report', 'sarif='], 'FORMAT=FILE'],
    [['--report', 'xml=a'], 'text or json'],
    [['--format', 'toString'], 'text or json'],
    [['--fail-on', 'fatal'], 'error or warning or information or hint or none'],
    [['--fail-under', '101'], '0 to 100'],
    [['--fail-under=-1'], '0 to 100'],
    [['--fail-under', '1e1'], '0 to 100'],
    [['--fail-under', ''], '0 to 100'],
    [['--timings', 'x.html'], 'no option --timings'],
    [[''], 'empty'],
  ])('%j are refused with a sentence', (args, words) => {
    expect(() => scan(...args)).toThrow(UsageError);
    expect(() => scan(...args)).toThrow(words);
  });
});

describe('help', () => {
  it('of scan names every option that it has, in lines that a terminal shows', () => {
    const help = helpText('scan');
    for (const option of ['changed-since', 'stdin', 'stdin-path', 'config', 'fix', 'format', 'output', 'report', 'score', 'quiet', 'stats', 'fail-on', 'gates', 'fail-under', 'baseline', 'write-baseline']) {
      expect(help).toMatch(new RegExp(`^  (?:-\\w, )?--${option}\\b`, 'm'));
    }
    for (const format of SCAN_FORMATS) expect(help).toContain(format);
    for (const line of help.split('\n')) expect(line.length, line).toBeLessThan(112);
  });

  it('without a command is one look: what there is, and how to learn more', () => {
    const help = helpText(null);
    expect(help).toContain('Usage: drydock scan');
    expect(help.split('\n').length).toBeLessThan(30);
    for (const line of help.split('\n')) expect(line.length, line).toBeLessThan(130);
  });
});

it.each([
  ['a path', ['\u001b[31m\n::error::x']],
  ['an option', ['--\u001b[31m\n::error::x']],
  ['a value', ['--format', '\u001b[31m\n::error::x']],
  ['the name of a file', ['--config', '\u001b[31m\n::error::x']],
])('%s that is not understood steers neither a terminal nor a workflow', async (_, args) => {
  const { code, error } = await scanHere(await workspace(), args, { environment: { GITHUB_ACTIONS: 'true' } });
  expect(code).toBe(2);
  expect(error).toContain('\\u001b[31m');
  expect(error).not.toContain('\u001b');
  expect(error).not.toMatch(/^::/m);
});
