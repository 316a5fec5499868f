import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { configFor, resolveConfig } from '../../../../server/src/core/engine/config.ts';
import { globsProblem, pathMatcher } from '../../../../server/src/core/engine/globs.ts';
import { CONFIG_KEYS, GATES, readConfigLayer } from '../../../../server/src/core/engine/readConfigLayer.ts';
import { nearestOf } from '../../../../server/src/core/text/nearest.ts';
import { RULES } from '../../../../server/src/rules/index.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const layer = (value: unknown) => readConfigLayer(value, RULES);
const problems = (value: unknown) => layer(value).problems.map(({ message, at, on }) => `${at.join('.')} ${on}: ${message}`);
const resolved = (...values: unknown[]) => resolveConfig(RULES, values.map(layer));
const levelOf = (config: ReturnType<typeof resolved>, file: string | null, rule = 'pin-base-image') => configFor(config, file).rules.get(rule)?.level;

describe('a configuration', () => {
  it.each([
    [{ rulez: {} }, 'rulez key: There is no setting "rulez": did you mean "rules"?'],
    [{ ignores: [] }, 'ignores key: There is no setting "ignores": did you mean "exclude"?'],
    [{ somethingElse: 1 }, 'somethingElse key: There is no setting "somethingElse".'],
    [{ rules: { 'pin-base-imgae': 'off' } }, 'rules.pin-base-imgae key: There is no rule "pin-base-imgae": did you mean "pin-base-image"?'],
    [{ rules: { 'pin-base-image': { sevrity: 'off' } } }, 'rules.pin-base-image.sevrity key: The rule "pin-base-image" has no option "sevrity": did you mean "severity"?'],
    [{ rules: { 'pin-base-image': 'loud' } }, 'rules.pin-base-image value: The severity of "pin-base-image" must be one of default, off, hint, information, warning, error.'],
    [{ overrides: {} }, 'overrides value: "overrides" must be a list of at most 100 objects with "files" and "rules".'],
    [{ overrides: [{ rules: {} }] }, 'overrides.0 value: An override needs "files", a list of file patterns.'],
    [{ overrides: [{ files: ['a'], rule: {} }] }, 'overrides.0.rule key: An override has no "rule": did you mean "rules"?'],
    [{ overrides: [{ files: ['a'], rules: { 'pin-base-image': 3 } }] }, 'overrides.0.rules.pin-base-image value: "pin-base-image" must be a severity or an object.'],
    [{ gates: { overall: 170 } }, 'gates.overall value: The gate "overall" must be a number from 0 to 100.'],
    [{ gates: { secrity: 7 } }, 'gates.secrity key: There is no gate "secrity": did you mean "security"?'],
    [{ silencing: { requireReason: 'yes' } }, 'silencing.requireReason value: "requireReason" must be true or false.'],
    [{ extends: [3] }, 'extends value: "extends" must be the path of a file, or a list of at most 20.'],
    [{ critical: 'api' }, 'critical value: "critical" must be a list of file patterns.'],
    [[], ' value: The configuration must be an object.'],
  ])('says what is wrong, and where: %j', (value, problem) => {
    expect(problems(value)).toEqual([problem]);
  });

  it('tells a hundred problems at most, and says that there are more', () => {
    const told = problems({ rules: Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`x${i}`, 'off'])) });
    expect(told).toHaveLength(101);
    expect(told.at(-1)).toContain('more problems');
  });

  it('holds what gates and silencing say, key by key, later ones first', () => {
    const config = resolved({ gates: { overall: 70, security: 7 }, critical: ['db'] }, { gates: { overall: 80 }, critical: ['api', 'services/pay/**'] });
    expect(config.gates).toEqual({ overall: 80, security: 7 });
    expect(config.critical).toEqual(['api', 'services/pay/**']);
    expect(resolved({ silencing: { requireReason: true } }).rules.get('require-silencing-reason')?.level).toBe('default');
  });

  it('has a schema for each of its keys, and no other', () => {
    const schema = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../../../server/drydock.schema.json'), 'utf8'));
    expect(Object.keys(schema.properties).sort()).toEqual([...CONFIG_KEYS].sort());
    // What the engine reads, an editor must not underline.
    expect(schema).toMatchObject({ allowComments: true, allowTrailingCommas: true });
    const gates = Object.entries(schema.properties.gates.properties as Record<string, { maximum: number }>).map(([key, { maximum }]) => [key, maximum]);
    expect(Object.fromEntries(gates)).toEqual(GATES);
    expect(Object.keys(schema.definitions.rules.properties)).toEqual(RULES.map(({ meta }) => meta.id));
  });
});

describe('overrides', () => {
  const config = resolved(
    { rules: { 'pin-base-image': 'error' }, overrides: [{ files: ['a/**'], rules: { 'pin-base-image': 'hint' } }] },
    { rules: { 'require-cache-mount': 'hint' }, overrides: [{ files: ['a/**', '!a/keep/**'], rules: { 'pin-base-image': 'off' } }, { files: ['**/last'], rules: { 'pin-base-image': 'warning' } }] },
  );

  it('win over rules, later ones over earlier ones, and a file over what it extends', () => {
    expect(levelOf(config, 'b/Dockerfile')).toBe('error');
    expect(levelOf(config, 'a/Dockerfile')).toBe('off');
    expect(levelOf(config, 'a/keep/Dockerfile')).toBe('hint');
    expect(levelOf(config, 'a/last')).toBe('warning');
    expect(levelOf(config, null)).toBe('error');
    expect(levelOf(resolved({ overrides: [{ files: ['**'], rules: { 'pin-base-image': 'off' } }] }, { rules: { 'pin-base-image': 'error' } }), 'x')).toBe('error');
  });

  it('are resolved once for the files that the same ones match', () => {
    expect(configFor(config, 'a/x').rules).toBe(configFor(config, 'a/y').rules);
    expect(configFor(config, 'b/x')).toBe(config);
    expect(configFor({ ...config, exclude: [] }, 'a/x').rules).toBe(configFor(config, 'a/y').rules);
  });

  it('keep the options that they do not name', () => {
    const options = { 'standard-base-image': { policy: { python: '3.12-slim' } } };
    const own = resolved({ rules: options, overrides: [{ files: ['**'], rules: { 'standard-base-image': 'error' } }] });
    expect(configFor(own, 'a').rules.get('standard-base-image')?.options).toEqual(own.rules.get('standard-base-image')?.options);
  });
});

describe('patterns', () => {
  it.each([
    ['*.yml', 'a.yml', true],
    ['*.yml', 'a/a.yml', false],
    ['**/a.yml', 'a.yml', true],
    ['./a/**', 'a/b/.c', true],
    ['services/{a,b}/Dockerfile', 'services/b/Dockerfile', true],
    ['a (copy)/[b-d].yml', 'a (copy)/c.yml', true],
    ['c++/Dockerfile', 'c++/Dockerfile', true],
    ['a|b', 'a', false],
    ['a/**', 'a', false],
    ['a/**/b', 'a/b', true],
    ['a/**/b/**/c', 'a/x/b/y/b/c', true],
    ['**', '.a/b', true],
    ['{a,b/{c,d}}.yml', 'b/d.yml', true],
    ['{a}/x', '{a}/x', true],
    ['\\{a,b}', '{a,b}', true],
    ['[!a]*', 'b.yml', true],
    ['!a/**', 'a/b', false],
    ['!a/**', 'b', true],
    ['', '', false],
  ])('%s of %s: %s', (pattern, file, matches) => {
    expect(pathMatcher([pattern])(file)).toBe(matches);
  });

  it.each([
    '(a+)+b', '[a]+[a]+[a]+[a]+[a]+[a]+b', '+(a|aa)b', '*a*a*a*a*a*a*a*a*a*a*c', `${'**/'.repeat(50)}b`, '**/*a*a*b/**/*a*a*b/**/*a*a*b', '**/a/**/a/**/a/**/a/**/b', '?'.repeat(250), '{'.repeat(250),
    '['.repeat(250), '{a,aa}'.repeat(8) + 'b', '{{a,aa},{a,aa}}{{a,aa},{a,aa}}b', '{a,b}'.repeat(50),
  ])('that could take for ever do not: %s', (pattern) => {
    const matches = pathMatcher([pattern]);
    for (const file of ['a'.repeat(255), `${'a/'.repeat(200)}a`, 'ab'.repeat(120), Array.from({ length: 15 }, () => 'a'.repeat(250)).join('/')]) expect(matches(file)).toBe(false);
  });

  it('that are too many or too long are told of', () => {
    expect(globsProblem(['{a,b}'.repeat(10)])).toContain('more than 500');
    expect(globsProblem(['a'.repeat(257)])).toContain('256');
    expect(globsProblem([''])).toContain('empty');
    expect(globsProblem(['**/*a*b*/**', '{a,b}/{c,d}'])).toBeNull();
    expect(globsProblem(Array.from({ length: 101 }, () => 'a'))).toContain('100');
  });
});

it.each([
  ['require-cache-mont', 'require-cache-mount'],
  ['PIN-BASE-IMAGE', 'pin-base-image'],
  ['xyz', null],
  ['', null],
  ['a'.repeat(100_000), null],
])('the rule nearest to %s is %s', (word, nearest) => {
  expect(nearestOf(word, RULES.map(({ meta }) => meta.id))).toBe(nearest);
});

it('looks for what was meant no longer than somebody reads what is said', () => {
  const rules = Object.fromEntries(Array.from({ length: 40_000 }, (_, index) => [`require-cache-mounx${index}`, 'off']));
  let said: readonly string[] = [];
  expect(cpuTime(() => (said = problems({ rules })))).toBeLessThan(3_000);
  expect(said).toHaveLength(101);
  expect(said[0]).toBe('rules.require-cache-mounx0 key: There is no rule "require-cache-mounx0": did you mean "require-cache-mount"?');
});
