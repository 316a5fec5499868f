import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runAction } from '../../scripts/action/runAction.mjs';
import { INPUTS, scanArguments } from '../../scripts/action/scanArguments.mjs';
import { parseArguments } from '../../server/src/cli/arguments.ts';

const action = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'));
const defaults: Record<string, string> = Object.fromEntries(Object.entries<{ default: string }>(action.inputs).map(([name, input]) => [name, input.default]));
const variable = (input: string): string => `DRYDOCK_${input.toUpperCase().replaceAll('-', '_')}`;
const parsed = (inputs: Record<string, string>, summary: string | null = null) => parseArguments(scanArguments({ ...defaults, ...inputs }, summary));

describe('action.yml', () => {
  it('has the inputs that are read, each with a description and a default, and passes all of them on', () => {
    expect(Object.keys(action.inputs).sort()).toEqual([...INPUTS].sort());
    for (const input of Object.values<{ description: string; default: unknown }>(action.inputs)) {
      expect(input.description).toMatch(/\.$/);
      expect(typeof input.default).toBe('string');
    }
    expect(action.runs.steps[0].env).toEqual(Object.fromEntries(INPUTS.map((name) => [variable(name), `\${{ inputs.${name} }}`])));
  });

  it('puts nothing of a workflow into a script', () => {
    expect(action.runs.using).toBe('composite');
    for (const step of action.runs.steps) {
      expect(step.shell).toBe('bash');
      expect(step.run).not.toContain('${{');
      // What a script reads of the environment stands in quotes.
      expect(step.run.replaceAll(/"\$[A-Z_]+[^"]*"/g, '')).not.toContain('$');
    }
  });

  it('starts a script that is there', () => {
    const script = /"\$GITHUB_ACTION_PATH\/([^"]+)"/.exec(action.runs.steps[0].run)![1]!;
    expect(readFileSync(new URL(`../../${script}`, import.meta.url), 'utf8')).toContain('runAction');
  });
});

describe('the command line of a scan', () => {
  it('is understood as it comes, with annotations for GitHub', () => {
    expect(parsed({})).toMatchObject({ command: 'scan', paths: ['.'], format: 'github', failOn: 'warning', failUnder: null, gates: false, baseline: null, changedSince: null, config: null, reports: [] });
  });

  it('says what each input says', () => {
    const inputs = {
      paths: 'services/api\r\n  a b/Dockerfile  \n\n!third_party/**\n',
      config: 'ci/drydock.json',
      format: 'text',
      'fail-on': 'none',
      'fail-under': '70',
      gates: 'true',
      baseline: 'ci/baseline.json',
      'changed-since': 'origin/main',
      'sarif-file': 'out/drydock.sarif',
    };
    expect(Object.keys({ ...inputs, summary: '' })).toEqual(INPUTS);
    expect(parsed(inputs, '/temp/summary.md')).toMatchObject({
      paths: ['services/api', 'a b/Dockerfile', '!third_party/**'],
      config: 'ci/drydock.json',
      format: 'text',
      failOn: 'none',
      failUnder: 70,
      gates: true,
      baseline: { file: 'ci/baseline.json', write: false },
      changedSince: 'origin/main',
      reports: [
        { format: 'sarif', file: 'out/drydock.sarif' },
        { format: 'markdown', file: '/temp/summary.md' },
      ],
    });
  });

  it('lets no value be an option, a second argument or a command', () => {
    const evil = '--fix=suggestions; rm -rf / $(id) `id` " \' | & >x';
    expect(parsed({ paths: `--fix\n-o\n${evil}`, config: evil, 'sarif-file': evil })).toMatchObject({ paths: ['--fix', '-o', evil], fix: 'none', output: null, config: evil, reports: [{ format: 'sarif', file: evil }] });
    expect(() => parsed({ format: evil })).toThrow('--format takes');
    expect(() => parsed({ 'changed-since': evil })).toThrow('--changed-since takes');
  });

  it('refuses what would be misread', () => {
    expect(() => parsed({ gates: 'yes' })).toThrow('The input gates is true or false, not "yes".');
    expect(() => parsed({ config: 'a\n--fix' })).toThrow('The input config takes one line.');
    expect(() => parsed({ 'sarif-file': 'a\nb' })).toThrow('The input sarif-file takes one line.');
  });
});

describe('a step of a workflow', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-action-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function step(inputs: Record<string, string>, scan: (args: readonly string[], cwd: string | undefined) => Promise<number>) {
    const file = (name: string): string => path.join(folder, name);
    await writeFile(file('summary'), 'before\n');
    await writeFile(file('output'), '');
    const log: string[] = [];
    const said = Object.fromEntries(Object.entries({ ...defaults, ...inputs }).map(([name, value]) => [variable(name), value]));
    const environment = { ...said, GITHUB_STEP_SUMMARY: file('summary'), GITHUB_OUTPUT: file('output'), GITHUB_WORKSPACE: folder, RUNNER_TEMP: folder };
    const status = await runAction({ environment, scan, log: (text) => log.push(text) });
    const [summary, output] = await Promise.all(['summary', 'output'].map((name) => readFile(file(name), 'utf8')));
    return { status, summary: summary!, output: output!.replaceAll(/end-[0-9a-f-]+/g, 'END'), log: log.join(''), files: await readdir(folder) };
  }

  const scanThat = (status: number, seen: unknown[] = []) => async (args: readonly string[], cwd: string | undefined) => {
    seen.push(cwd);
    const report = args.find((one) => one.startsWith('--report=markdown='));
    if (report && status < 2) await writeFile(report.slice('--report=markdown='.length), '### Drydock\n');
    return status;
  };

  it('adds to the summary, sets its outputs, cleans up and passes the status on', async () => {
    const seen: unknown[] = [];
    const told = await step({ 'sarif-file': 'drydock.sarif' }, scanThat(1, seen));
    expect(told).toEqual({ status: 1, summary: 'before\n### Drydock\n', output: 'status<<END\n1\nEND\nsarif-file<<END\ndrydock.sarif\nEND\n', log: '', files: ['output', 'summary'] });
    expect(seen).toEqual([folder]);
  });

  it('leaves the summary alone where that was asked for', async () => {
    expect(await step({ summary: 'false' }, scanThat(0))).toMatchObject({ status: 0, summary: 'before\n' });
  });

  it('promises no file where the scan could not run', async () => {
    expect(await step({ 'sarif-file': 'drydock.sarif' }, scanThat(2))).toMatchObject({ status: 2, summary: 'before\n', output: 'status<<END\n2\nEND\nsarif-file<<END\n\nEND\n' });
  });

  it('says what is wrong with an input, as an annotation that cannot be left', async () => {
    const told = await step({ gates: 'maybe\n::warning::x %' }, scanThat(0));
    expect(told).toMatchObject({ status: 2, output: 'status<<END\n2\nEND\nsarif-file<<END\n\nEND\n', log: '::error title=Drydock::The input gates is true or false, not "maybe%0A::warning::x %25".\n' });
  });
});
