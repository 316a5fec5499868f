import assert from 'node:assert/strict';
import fc from 'fast-check';
import { configFor, resolveConfig } from '../../../server/src/core/engine/config.ts';
import { readConfigLayer } from '../../../server/src/core/engine/readConfigLayer.ts';
import { LineIndex } from '../../../server/src/core/text/lines.ts';
import { switchRuleOff } from '../../../server/src/host/configFile.ts';
import { configReader } from '../../../server/src/host/configReader.ts';
import { ConfigText } from '../../../server/src/host/configText.ts';
import { loadConfig } from '../../../server/src/host/loadConfig.ts';
import { RULES } from '../../../server/src/rules/index.ts';
import { MemoryDisk, type Link } from '../../server/host/memoryDisk.ts';
import { fuzzTarget } from '../target.ts';
import { anyJson, hostileWord, repetitionsOf } from '../texts.ts';

/** Characters: a file of settings may have a mebibyte, which would take the time of all others. */
const LONG = 60_000;

const rule = fc.constantFrom(...RULES.map(({ meta }) => meta.id), '__proto__', 'constructor', 'no-such-rule');
const ruleSettings = fc.dictionary(rule, fc.oneof(fc.constantFrom('off', 'error', 'default'), anyJson), { maxKeys: 4 });
const patterns = fc.oneof(fc.array(hostileWord), anyJson);
const override = fc.record({ files: patterns, rules: fc.oneof(ruleSettings, anyJson) }, { requiredKeys: [] });
const settings = {
  rules: fc.oneof(ruleSettings, anyJson),
  overrides: fc.oneof(fc.array(override, { maxLength: 3 }), anyJson),
  exclude: patterns,
  critical: patterns,
  gates: anyJson,
  silencing: anyJson,
};
const config = fc.oneof(fc.record({ extends: anyJson, ...settings }, { requiredKeys: [] }), anyJson);

/** Files that extend each other, in any folder and out of it. */
const NAMES = ['drydock.json', 'package.json', 'a.json', 'b/a.jsonc', 'b/c/a.json', 'link.json', 'out.json'] as const;
const written = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NAMES.flatMap((name) => [name, `./${name}`, `../${name}`, `../../${name}`, `b/../${name}`])) },
  { weight: 1, arbitrary: fc.constantFrom('/etc/passwd.json', 'C:/x.json', 'https://x.example/a.json', '..\\a.json', '//host/a.json', 'no.json') },
  { weight: 2, arbitrary: hostileWord.map((word) => `${word}.json`) },
);
const file = fc.record({ extends: fc.oneof(written, fc.array(written, { maxLength: 4 })), ...settings }, { requiredKeys: ['extends'] }).map((value) => JSON.stringify(value));
const files = fc.dictionary(fc.constantFrom(...NAMES), fc.oneof({ weight: 6, arbitrary: file }, { weight: 1, arbitrary: file.map((text) => `{"drydock": ${text}}`) }, { weight: 1, arbitrary: hostileWord }), { maxKeys: NAMES.length });

/** What people set in drydock.json, and what it extends. */
export const configurations = [
  fuzzTarget('configuration', fc.tuple(config, fc.nat(40), fc.nat(8), hostileWord), ([value, at, removed, added]) => {
    const whole = JSON.stringify(value, null, 2);
    for (const json of [whole, whole.slice(0, at) + added + whole.slice(at + removed)]) {
      const read = new ConfigText(json);
      const layer = readConfigLayer(read.value, RULES);
      for (const problem of layer.problems) {
        const { start, end } = read.rangeOf(problem);
        assert.ok(start.line < end.line || (start.line === end.line && start.character <= end.character), 'a problem ends before it starts');
        assert.match(problem.message, /[.?]$/);
      }
      const resolved = resolveConfig(RULES, [layer]);
      for (const path of [null, 'Dockerfile', 'a/b/compose.yml', added]) configFor(resolved, path);
    }
  }),
  fuzzTarget('extended configurations', files, async (texts) => {
    const disk = diskOf(texts);
    const { problems, layers, files: asked } = await loadConfig(configReader(disk, '/w', 'drydock.json'), RULES);
    assert.ok(layers.length <= 50, 'more files than a configuration may have');
    for (const path of disk.reads) assert.ok(!path.startsWith('/') && !path.includes('..'), `${path} lies outside`);
    for (const { file: name, start, end, message } of problems) {
      assert.ok(asked.includes(name), 'a problem of a file that nobody asked for');
      assert.match(message, /^\S[^]*[.?]$/);
      assert.ok(message.length < 1_000, 'it is longer than anybody reads');
      const text = texts[name] ?? '';
      const lines = new LineIndex(text);
      assert.ok(lines.offsetAt(start) <= lines.offsetAt(end) && lines.offsetAt(end) <= text.length, 'a problem points out of its file');
    }
    const resolved = resolveConfig(RULES, layers);
    for (const path of [null, 'b/Dockerfile']) configFor(resolved, path);
  }),
  fuzzTarget('switching rules off', fc.tuple(fc.oneof(file, hostileWord, config.map((value) => JSON.stringify(value, null, 2))), rule), ([text, id]) => {
    const off = switchRuleOff(text, id);
    if (off === null) return;
    const { value, mistake } = new ConfigText(off);
    assert.equal(mistake, null, 'what was JSON is none any more');
    const { problems } = readConfigLayer(new ConfigText(text).value, RULES);
    const severity = (value as { rules: Record<string, unknown> }).rules[id];
    assert.ok(severity === 'off' || (severity as { severity: unknown }).severity === 'off');
    assert.ok(readConfigLayer(value, RULES).problems.length <= problems.length + 1, 'other settings got broken');
  }),
  fuzzTarget('long configurations', repetitionsOf(['{"rules": {"pin-base-image": "off"}, "overrides": [{"files": ["a"], "rules": {}}],\n"extends": "a.json",\n"exclude": ["a",\n"b"], "x": 1, "y": {"z": [', '// a\n/* b */\n{"a": "b",'], LONG), async ({ start, piece, times }) => {
    const disk = diskOf({ 'drydock.json': start + piece.repeat(times) });
    resolveConfig(RULES, (await loadConfig(configReader(disk, '/w', 'drydock.json'), RULES)).layers);
  }),
];

function diskOf(texts: Readonly<Record<string, string>>): MemoryDisk {
  const disk = new MemoryDisk('/w', { ...texts, 'out.json': { link: '/elsewhere/secret.json' }, 'link.json': { link: '/w/b/a.jsonc' } } as Record<string, string | Link>);
  disk.files.set('/elsewhere/secret.json', '{ "rules": { "pin-base-image": "off" } }');
  return disk;
}
