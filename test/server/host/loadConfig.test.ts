import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../server/src/core/engine/config.ts';
import { switchRuleOff } from '../../../server/src/host/configFile.ts';
import { configReader } from '../../../server/src/host/configReader.ts';
import { loadConfig, loadConfigFile } from '../../../server/src/host/loadConfig.ts';
import { nodeFileSystem, toSlashes } from '../../../server/src/host/fileSystem.ts';
import { RULES } from '../../../server/src/rules/index.ts';
import { itWithLinks } from '../support/onlyWithLinks.ts';
import { MemoryDisk, type Link } from './memoryDisk.ts';

async function load(files: Readonly<Record<string, string | Link>>) {
  const disk = new MemoryDisk('/w', files);
  disk.files.set('/elsewhere/secret.json', '{ "rules": { "pin-base-image": "off" } }');
  const loaded = await loadConfig(configReader(disk, '/w', 'drydock.json'), RULES);
  const told = loaded.problems.map(({ file, start, end, severity, message }) => `${file}:${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1} ${severity} ${message}`);
  const config = resolveConfig(RULES, loaded.layers);
  return { ...loaded, told, disk, level: (rule: string) => config.rules.get(rule)?.level };
}

describe('drydock.json', () => {
  it('tells the place of each problem', async () => {
    const { told } = await load({ 'drydock.json': '{\n  // ours\n  "rules": {\n    "pin-base-imgae": "off",\n    "pin-base-image": "loud"\n  },\n  "exclude": {}\n}\n' });
    expect(told).toEqual([
      'drydock.json:4:5-4:21 warning There is no rule "pin-base-imgae": did you mean "pin-base-image"?',
      'drydock.json:5:23-5:29 warning The severity of "pin-base-image" must be one of default, off, hint, information, warning, error.',
      'drydock.json:7:3-7:12 warning "exclude" must be a list of file patterns.',
    ]);
  });

  it('tells it after a byte order mark and with other line ends', async () => {
    expect((await load({ 'drydock.json': '\uFEFF{\r\n  "rulez": {}\r\n}' })).told).toEqual(['drydock.json:2:3-2:10 warning There is no setting "rulez": did you mean "rules"?']);
  });

  it.each([
    ['{\n  "exclude": []\n  "rules": {}\n}', 'drydock.json:3:3-3:10 error The file is not valid JSON: a comma is missing. Until it is mended, an editor goes on with what could be read, and a scan stops.'],
    ['{', 'drydock.json:1:2-1:2 error The file is not valid JSON: a "}" is missing. Until it is mended, an editor goes on with what could be read, and a scan stops.'],
  ])('tells where it is no JSON: %s', async (text, problem) => {
    expect((await load({ 'drydock.json': text })).told).toEqual([problem]);
  });

  it('may be nested as deeply as somebody likes', async () => {
    expect((await load({ 'drydock.json': '['.repeat(400_000) })).told.length).toBe(1);
    expect((await load({ 'drydock.json': '{"rules":'.repeat(100_000) })).told.length).toBeGreaterThan(0);
  });
});

describe('extends', () => {
  it('lets what is extended count first, in order, relative to the file that names it', async () => {
    const { level, told, files } = await load({
      'drydock.json': '{ "extends": ["a/one.json", "two.jsonc"], "rules": { "pin-base-image": "error" } }',
      'a/one.json': '{ "extends": "../three.json", "rules": { "pin-base-image": "off", "require-cache-mount": "off", "prefer-copy-link": "off" } }',
      'two.jsonc': '{ "rules": { "require-cache-mount": "hint" }, /* and */ }',
      'three.json': '{ "rules": { "prefer-copy-link": "hint", "require-healthcheck": "hint" } }',
    });
    expect(told).toEqual([]);
    expect(['pin-base-image', 'require-cache-mount', 'prefer-copy-link', 'require-healthcheck'].map(level)).toEqual(['error', 'hint', 'off', 'hint']);
    expect(files).toEqual(['drydock.json', 'package.json', 'a/one.json', 'three.json', 'two.jsonc']);
  });

  it.each([
    ['../outside.json', 'lies outside of the project'],
    ['a/../../outside.json', 'lies outside of the project'],
    ['/etc/drydock.json', 'lies outside of the project'],
    ['C:/x.json', 'give the path of a JSON file'],
    ['..\\\\outside.json', 'give the path of a JSON file'],
    ['https://example.org/x.json', 'give the path of a JSON file'],
    ['@acme/drydock-config', 'give the path of a JSON file'],
    ['missing.json', 'does not exist'],
    ['link.json', 'does not exist, or is behind a link that leads out'],
    ['drydock.json', 'extends this file itself'],
  ])('refuses %s at its place', async (file, why) => {
    const { told, level } = await load({ 'drydock.json': `{\n  "extends": "${file}"\n}`, 'link.json': { link: '/elsewhere/secret.json' } });
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^drydock\.json:2:14-/);
    expect(told[0]).toContain(why);
    expect(level('pin-base-image')).toBe('default');
  });

  it('tells of a circle where it closes, and of problems in the file that has them', async () => {
    const { told } = await load({ 'drydock.json': '{ "extends": "a.json" }', 'a.json': '{ "extends": "b.json",\n  "rulez": 1 }', 'b.json': '{\n  "extends": ["a.json"] }' });
    expect(told.map((line) => line.replace(/-.*? /, ' '))).toEqual([
      'a.json:2:3 warning There is no setting "rulez": did you mean "rules"?',
      'b.json:2:15 error "a.json" cannot be extended, since it extends this file itself.',
    ]);
  });

  it('tells a problem once, however many files extend the one that has it, and lets the last mention count', async () => {
    const files = { 'a.json': '{ "extends": "d.json" }', 'b.json': '{ "extends": ["d.json"], "rules": { "pin-base-image": "hint" } }', 'd.json': '{ "rulez": 1, "extends": "no.json", "rules": { "pin-base-image": "off" } }' };
    const { told, level } = await load({ 'drydock.json': '{ "extends": ["a.json", "b.json"] }', ...files });
    expect(told.map((line) => line.split(' ')[0])).toEqual(['d.json:1:3-1:10', 'd.json:1:26-1:35']);
    expect(level('pin-base-image')).toBe('hint');
  });

  it('ends, however many files there are', async () => {
    const chain = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}.json`, `{ "extends": "f${i + 1}.json" }`]));
    expect((await load({ 'drydock.json': '{ "extends": "f0.json" }', ...chain })).told).toHaveLength(1);
    const wide = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`w${i}.json`, `{ "extends": [${Array.from({ length: 20 }, () => `"w${i + 1}.json"`).join(',')}] }`]));
    const { disk, told } = await load({ 'drydock.json': '{ "extends": "w0.json" }', ...wide });
    expect(disk.reads.length).toBeLessThan(60);
    expect(told.length).toBeGreaterThan(0);
  });
});

itWithLinks('reads nothing through links that lead out of the project', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'drydock-config-'));
  try {
    await mkdir(path.join(folder, 'project/inner'), { recursive: true });
    await mkdir(path.join(folder, 'outer'));
    await writeFile(path.join(folder, 'outer/x.json'), '{ "rules": { "pin-base-image": "off" } }');
    await writeFile(path.join(folder, 'project/inner/y.json'), '{ "rules": { "require-cache-mount": "off" } }');
    await symlink(path.join(folder, 'outer/x.json'), path.join(folder, 'project/x.json'));
    await symlink(path.join(folder, 'outer'), path.join(folder, 'project/out'));
    await symlink(path.join(folder, 'project/inner/y.json'), path.join(folder, 'project/y.json'));
    await writeFile(path.join(folder, 'project/drydock.json'), '{\n"extends": ["x.json",\n"out/x.json",\n"y.json"] }');
    const { layers, problems } = await loadConfig(configReader(nodeFileSystem, toSlashes(path.join(folder, 'project')), 'drydock.json'), RULES);
    expect(problems.map(({ start }) => start.line)).toEqual([1, 2]);
    const { rules } = resolveConfig(RULES, layers);
    expect([rules.get('pin-base-image')?.level, rules.get('require-cache-mount')?.level]).toEqual(['default', 'off']);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

describe('package.json', () => {
  const MANIFEST = '{\n  "name": "x",\n  "drydock": {\n    "rules": { "pin-base-image": "off" },\n    "rulez": 1\n  }\n}';

  it('counts where there is no drydock.json, and says where it is wrong', async () => {
    const { told, level, file } = await load({ 'package.json': MANIFEST });
    expect(level('pin-base-image')).toBe('off');
    expect(file).toBe('package.json');
    expect(told).toEqual(['package.json:5:5-5:12 warning There is no setting "rulez": did you mean "rules"?']);
  });

  it('does not count where there is one, and says so', async () => {
    const { told, level, file } = await load({ 'package.json': MANIFEST, 'drydock.json': '{}' });
    expect(level('pin-base-image')).toBe('default');
    expect(file).toBe('drydock.json');
    expect(told).toEqual(['package.json:3:3-3:12 warning This is not used, since there is a drydock.json: keep one of the two.']);
  });

  it.each(['{ "name": "drydock" }', '{ "dependencies": { "drydock": "1" } }', '{ "drydock"', '[]', ''])('without settings of ours is somebody else’s business: %s', async (text) => {
    expect(await load({ 'package.json': text })).toMatchObject({ told: [], file: 'drydock.json', isThere: false });
  });
});

it('a named file is read by its name, and extends what lies beside it', async () => {
  const disk = new MemoryDisk('/ci', { 'strict.json': '{ "extends": "base.json" }', 'base.json': '{ "rules": {} }', 'drydock.json': '{' });
  expect(await loadConfigFile('strict.json', configReader(disk, '/ci', 'strict.json'), RULES)).toMatchObject({ problems: [], files: ['strict.json', 'base.json'] });
  expect(await loadConfigFile('none.json', configReader(disk, '/ci', 'none.json'), RULES)).toBeNull();
});

it('a rule is switched off where the settings are', () => {
  expect(switchRuleOff('{\n  "name": "x",\n  "drydock": {\n    "exclude": []\n  }\n}\n', 'a', ['drydock'])).toBe(
    '{\n  "name": "x",\n  "drydock": {\n    "exclude": [],\n    "rules": {\n      "a": "off"\n    }\n  }\n}\n',
  );
  expect(switchRuleOff('{ "drydock": 3 }', 'a', ['drydock'])).toBeNull();
});
