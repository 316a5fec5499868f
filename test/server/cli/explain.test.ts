import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { explain } from '../../../server/src/cli/explain.ts';
import { init } from '../../../server/src/cli/init.ts';
import { initialConfig } from '../../../server/src/cli/pages/initialConfig.ts';
import { rules } from '../../../server/src/cli/rules.ts';
import type { CliProcess } from '../../../server/src/cli/run.ts';
import { UsageError } from '../../../server/src/cli/usage.ts';
import { CONFIG_KEYS, GATES, readConfigLayer } from '../../../server/src/core/engine/readConfigLayer.ts';
import { ConfigText } from '../../../server/src/host/configText.ts';
import { RULES } from '../../../server/src/rules/index.ts';
import { itWithLinks } from '../support/onlyWithLinks.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function workspace(files: Record<string, string> = {}): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-explain-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
  return folder;
}

async function told(cwd: string, run: (self: CliProcess) => number | Promise<number>, hasColours = false): Promise<string> {
  let out = '';
  const code = await run({ cwd, hasColours, out: (text) => void (out += text), error: (text) => void (out += text) });
  expect(code).toBe(0);
  return out;
}

const rule = (topic: string) => (self: CliProcess) => explain({ command: 'explain', topic, paths: [], config: null }, self);
const score = (...paths: string[]) => (self: CliProcess) => explain({ command: 'explain', topic: 'score', paths, config: null }, self);
const PIP = 'FROM python:3.12-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nRUN pip install -r requirements.txt\nUSER 1000\n';

describe('drydock explain RULE', () => {
  it('tells what the page of the rule says, and what can be looked up of it', async () => {
    const text = await told('/', rule('require-cache-mount'));
    const lines = text.split('\n');
    expect(lines.slice(0, 4)).toEqual(['require-cache-mount', '', 'Package installs keep what they download in a BuildKit cache mount.', '']);
    expect(text).toContain('\nSeverity:  warning\nFix:       safe\nWeight:    5 overall, 0 for security, 1 for maintainability\nOptions:   none\n');
    for (const heading of ['WHY', 'EXAMPLES', 'WHEN NOT TO USE IT', 'OPTIONS']) expect(lines).toContain(heading);
    expect(text).toContain('Not this:\n    FROM python:3.12-slim\n    COPY requirements.txt .\n');
    expect(text).toContain('But this:\n    FROM python:3.12-slim\n');
    // A table that is wider than the terminal is told row by row.
    expect(text).toContain('\npip\n  Installs: `pip install`, `download`');
  });

  it.each(RULES.map(({ meta }) => meta.id))('has nothing of the markup of %s left, and no line that is too long', async (id) => {
    const text = await told('/', rule(id));
    const prose = text.split('\n').filter((line) => !line.startsWith('    '));
    for (const line of prose) {
      expect(line.length, line).toBeLessThanOrEqual(100);
      expect(line).not.toMatch(/^#|^\||<!--|```|(^| )\*\*[A-Za-z]|\]\(/);
    }
    expect(text).not.toMatch(/\n\n\n\n/);
    expect(text).not.toContain('\u001b');
  });

  it('uses colours only where there are some', async () => {
    const text = await told('/', rule('require-cache-mount'), true);
    expect(text).toContain('\u001b[1mrequire-cache-mount\u001b[22m');
    expect(text).toContain('\u001b[36m--no-cache-dir\u001b[39m');
  });

  it('names the rule that was meant', async () => {
    await expect(told('/', rule('require-cache-mounts'))).rejects.toThrow(new UsageError('There is no rule "require-cache-mounts". Did you mean require-cache-mount?'));
    await expect(told('/', rule('../../package'))).rejects.toThrow('There is no rule "../../package". "drydock rules" lists them.');
    await expect(told('/', (self) => explain({ command: 'explain', topic: 'fits-musl', paths: ['x'], config: null }, self))).rejects.toThrow(UsageError);
  });
});

describe('drydock explain score', () => {
  it('tells the formula without a file', async () => {
    const text = await told('/', score());
    expect(text).toContain('error 4, warning 2, information 1, hint 0.25');
    expect(text).toContain('overall          100 × 70 ÷ (70 + points)');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('tells the share of each finding of a file, and the formula with its numbers', async () => {
    const folder = await workspace({ 'services/api/Dockerfile': PIP });
    expect(await told(folder, score('services/api/Dockerfile'))).toBe(
      [
        'services/api/Dockerfile: score 82 of 100, security 10.0 and maintainability 9.0 of 10',
        '',
        'place  severity  rule                 cost       overall  security  maintainability',
        '4:5    warning   require-cache-mount  2 × 5        10.00      0.00             2.00',
        '5:5    warning   require-cache-mount  2 × 5 ÷ 2     5.00      0.00             1.00',
        '                 together                          15.00      0.00             3.00',
        '',
        'overall          100 × 70 ÷ (70 + 15.00)  = 82.35  told as 82',
        'security         10 × 30 ÷ (30 + 0.00)    = 10.00  told as 10.0',
        'maintainability  10 × 30 ÷ (30 + 3.00)    = 9.09   told as 9.0',
        '',
        '"drydock explain score" tells how points come about.',
        '',
      ].join('\n'),
    );
  });

  it('tells the lowest files and the costliest rules of a folder', async () => {
    const folder = await workspace({ 'a/Dockerfile': PIP, 'b/Dockerfile': 'FROM scratch\n', 'c/Dockerfile': PIP });
    const text = await told(folder, score('.'));
    expect(text).toMatch(/^3 files: score 88 of 100/);
    expect(text).toMatch(/^a\/Dockerfile +82 +10\.0 +9\.0 +2$/m);
    expect(text).toMatch(/^require-cache-mount +4 +30\.00 +0\.00 +6\.00$/m);
    expect(text).toMatch(/^overall +100 − 35\.29 lost by 3 files ÷ 3 Dockerfiles and compose files += 88\.24 +told as 88$/m);
  });

  it('says so where there is nothing to score', async () => {
    await expect(told(await workspace({ 'notes.txt': '' }), score('notes.txt'))).rejects.toThrow('There is nothing to score');
    await expect(told(await workspace(), score('missing'))).rejects.toThrow(UsageError);
    expect(await told(await workspace({ Dockerfile: 'FROM scratch\n' }), score('Dockerfile'))).toContain('Nothing was found.');
  });
});

describe('drydock rules', () => {
  it('lists every rule as a table', async () => {
    const lines = (await told('/', (self) => rules({ command: 'rules', format: 'text' }, self))).split('\n');
    expect(lines[0]).toMatch(/^rule +subject +language +severity +fix +weight$/);
    expect(lines.slice(1, RULES.length + 1).map((line) => line.split(/ +/)[0])).toEqual(RULES.map(({ meta }) => meta.id));
    expect(lines.find((line) => line.startsWith('no-secrets-in-context'))).toMatch(/context +dockerfile +warning +suggestion +10\/10\/2$/);
  });

  it('tells them as data', async () => {
    const { version, rules: listed } = JSON.parse(await told('/', (self) => rules({ command: 'rules', format: 'json' }, self)));
    expect(version).toBe(1);
    expect(listed).toHaveLength(RULES.length);
    expect(listed.find(({ id }: { id: string }) => id === 'require-cache-mount')).toEqual({
      id: 'require-cache-mount',
      description: 'Package installs keep what they download in a BuildKit cache mount.',
      subject: 'cache', language: 'dockerfile', severity: 'warning', confidence: 'high', fix: 'safe',
      weight: { overall: 5, security: 0, maintainability: 1 }, enabled: true, options: {},
    });
  });
});

describe('drydock init', () => {
  const start = (folder = '.', print = false) => (self: CliProcess) => init({ command: 'init', folder, print }, self);
  const problemsOf = (text: string): readonly string[] => {
    const read = new ConfigText(text);
    return [...(read.mistake ? [read.mistake.message] : []), ...readConfigLayer(read.value, RULES).problems.map(({ message }) => message)];
  };

  it('writes settings that are read without a problem and change nothing', async () => {
    const folder = await workspace();
    expect(await told(folder, start())).toBe('drydock.json: created\n');
    const text = await readFile(path.join(folder, 'drydock.json'), 'utf8');
    expect(problemsOf(text)).toEqual([]);
    const { rules: said, overrides, exclude, critical, gates } = readConfigLayer(new ConfigText(text).value, RULES);
    expect([...said.values()].every(({ level }) => level === 'off')).toBe(true);
    expect({ overrides, exclude, critical, gates }).toEqual({ overrides: [], exclude: null, critical: null, gates: {} });
  });

  it('names every setting there is, in examples that are read as well', () => {
    for (const schema of [null, './node_modules/drydock/server/drydock.schema.json']) {
      const all = initialConfig(schema).replace(/^( *)\/\/ (?=["{] ?.*[,}]$)/gm, '$1');
      expect(problemsOf(all)).toEqual([]);
      expect(all).not.toMatch(/,\s*[}\]]/);
      const value = new ConfigText(all).value as Record<string, object>;
      expect(Object.keys(value).sort()).toEqual([...CONFIG_KEYS].sort());
      expect(Object.keys(value['gates']!)).toEqual(Object.keys(GATES));
    }
  });

  it('names the schema where everybody has it', async () => {
    const folder = await workspace({ 'node_modules/drydock/server/drydock.schema.json': '{}', 'web/package.json': '{"drydock": 1}' });
    expect(await told(folder, start('.', true))).toContain('\n  "$schema": "./node_modules/drydock/server/drydock.schema.json",\n');
    expect(await told(folder, start('web', true))).toContain('\n  "$schema": "../node_modules/drydock/server/drydock.schema.json",\n');
    expect(await told(await workspace(), start('.', true))).not.toMatch(/^ *"\$schema"/m);
  });

  it('overwrites nothing, and writes nothing where it only shows', async () => {
    const folder = await workspace({ 'drydock.json': '{}', 'web/package.json': '{"drydock": {"exclude": []}}', 'api/.keep': '' });
    await expect(told(folder, start())).rejects.toThrow('drydock.json exists already');
    expect(await readFile(path.join(folder, 'drydock.json'), 'utf8')).toBe('{}');
    await expect(told(folder, start('web'))).rejects.toThrow('web/package.json has settings of Drydock already');
    await expect(told(folder, start('missing'))).rejects.toThrow('missing is no folder.');
    await told(folder, start('api', true));
    await expect(readFile(path.join(folder, 'api/drydock.json'), 'utf8')).rejects.toThrow('ENOENT');
  });

  itWithLinks('writes nothing through a link that leads nowhere', async () => {
    const folder = await workspace();
    await symlink(path.join(folder, 'elsewhere.json'), path.join(folder, 'drydock.json'));
    await expect(told(folder, start())).rejects.toThrow('exists already');
    await expect(readFile(path.join(folder, 'elsewhere.json'), 'utf8')).rejects.toThrow('ENOENT');
  });
});
