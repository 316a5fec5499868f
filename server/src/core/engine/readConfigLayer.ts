import { isObject } from '../collections/objects.ts';
import { nearestOf } from '../text/nearest.ts';
import { EMPTY_LAYER, LEVELS, type ConfigLayer, type ConfigOverride, type ConfigProblem, type Gates, type JsonPath, type Level, type SaidOfRule } from './config.ts';
import { globsProblem } from './globs.ts';
import type { OptionSchema, Rule } from './rule.ts';

/** What drydock.json may say; settings of an editor are `rules` and `exclude` alone. */
export const CONFIG_KEYS = ['$schema', 'extends', 'rules', 'overrides', 'exclude', 'critical', 'gates', 'silencing'] as const;

/** The highest value of each gate. */
export const GATES = { overall: 100, critical: 100, security: 10, maintainability: 10 } as const;

/** What other tools call these keys. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['ignore', 'exclude'],
  ['ignores', 'exclude'],
  ['ignorePatterns', 'exclude'],
  ['ignored', 'exclude'],
  ['plugins', 'extends'],
  ['thresholds', 'gates'],
]);

/** The rule that `silencing.requireReason` turns on. */
const REASON_RULE = 'require-silencing-reason';

const MOST = { overrides: 100, extended: 20, problems: 100, shown: 60 } as const;

/** Reads what drydock.json and the editor's settings say, key by key: what is not understood becomes a problem, the rest counts. */
export function readConfigLayer(value: unknown, rules: readonly Rule[]): ConfigLayer {
  if (value === null || value === undefined) return EMPTY_LAYER;
  return new LayerReader(rules).read(value);
}

class LayerReader {
  private readonly problems: ConfigProblem[] = [];
  private readonly known: ReadonlyMap<string, Rule>;

  constructor(rules: readonly Rule[]) {
    this.known = new Map(rules.map((rule) => [rule.meta.id, rule]));
  }

  read(value: unknown): ConfigLayer {
    if (!isObject(value)) {
      this.complain('The configuration must be an object.', []);
      return { ...EMPTY_LAYER, problems: this.problems };
    }
    for (const key of Object.keys(value)) if (!CONFIG_KEYS.some((known) => known === key)) this.unknownKey(key, [key], 'There is no setting', CONFIG_KEYS, OTHER_NAMES);
    const said = (key: (typeof CONFIG_KEYS)[number]): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);
    const rules = this.readRules(said('rules'), ['rules']);
    return {
      extends: this.readExtends(said('extends')),
      rules: this.withReasons(rules, said('silencing')),
      overrides: this.readOverrides(said('overrides')),
      exclude: this.readGlobs(said('exclude'), ['exclude'], '"exclude"'),
      critical: this.readGlobs(said('critical'), ['critical'], '"critical"'),
      gates: this.readGates(said('gates')),
      problems: this.problems,
    };
  }

  private readRules(value: unknown, at: JsonPath): Map<string, SaidOfRule> {
    const read = new Map<string, SaidOfRule>();
    if (value !== undefined && !isObject(value)) this.complain('"rules" must be an object of rule names.', at);
    for (const [id, setting] of isObject(value) ? Object.entries(value) : []) {
      const rule = this.known.get(id);
      if (rule) read.set(id, this.readRule(setting, rule, [...at, id]));
      else this.unknownKey(id, [...at, id], 'There is no rule', this.known.keys());
    }
    return read;
  }

  private readRule(setting: unknown, { meta }: Rule, at: JsonPath): SaidOfRule {
    const options = new Map<string, unknown>();
    if (typeof setting === 'string') return { ...this.readLevel(meta.id, setting, at), options };
    if (!isObject(setting)) {
      this.complain(`"${meta.id}" must be a severity or an object.`, at);
      return { options };
    }
    let level: { level?: Level } = {};
    for (const [name, value] of Object.entries(setting)) {
      const schema = Object.hasOwn(meta.options, name) ? meta.options[name] : undefined;
      if (name === 'severity') level = this.readLevel(meta.id, value, [...at, name]);
      else if (!schema) this.unknownKey(name, [...at, name], `The rule "${meta.id}" has no option`, ['severity', ...Object.keys(meta.options)]);
      else if (!matchesSchema(value, schema)) this.complain(`The option "${name}" of "${meta.id}" must be ${describe(schema)}.`, [...at, name]);
      else options.set(name, value);
    }
    return { ...level, options };
  }

  private readLevel(id: string, value: unknown, at: JsonPath): { level?: Level } {
    const level = LEVELS.find((candidate) => candidate === value);
    if (level) return { level };
    this.complain(`The severity of "${id}" must be one of ${LEVELS.join(', ')}.`, at);
    return {};
  }

  private readOverrides(value: unknown): ConfigOverride[] {
    if (value === undefined) return [];
    if (!Array.isArray(value) || value.length > MOST.overrides) {
      this.complain(`"overrides" must be a list of at most ${MOST.overrides} objects with "files" and "rules".`, ['overrides']);
      return [];
    }
    return value.flatMap((item: unknown, index) => this.readOverride(item, ['overrides', index]));
  }

  private readOverride(item: unknown, at: JsonPath): ConfigOverride[] {
    if (!isObject(item)) {
      this.complain('An override must be an object with "files" and "rules".', at);
      return [];
    }
    const keys = ['files', 'rules'];
    for (const key of Object.keys(item)) if (!keys.includes(key)) this.unknownKey(key, [...at, key], 'An override has no', keys);
    if (!Object.hasOwn(item, 'files')) this.complain('An override needs "files", a list of file patterns.', at);
    const files = this.readGlobs(Object.hasOwn(item, 'files') ? item['files'] : undefined, [...at, 'files'], '"files"');
    const rules = this.readRules(Object.hasOwn(item, 'rules') ? item['rules'] : undefined, [...at, 'rules']);
    return files ? [{ files, rules }] : [];
  }

  private readExtends(value: unknown): ConfigLayer['extends'] {
    if (value === undefined) return [];
    if (typeof value === 'string') return [{ file: value, at: ['extends'] }];
    if (Array.isArray(value) && value.length <= MOST.extended && value.every((item) => typeof item === 'string')) {
      return value.map((file: string, index) => ({ file, at: ['extends', index] }));
    }
    this.complain(`"extends" must be the path of a file, or a list of at most ${MOST.extended}.`, ['extends']);
    return [];
  }

  private readGlobs(value: unknown, at: JsonPath, name: string): readonly string[] | null {
    if (value === undefined) return null;
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) {
      this.complain(`${name} must be a list of file patterns.`, at);
      return null;
    }
    const problem = globsProblem(value);
    if (problem) this.complain(`${name} ${problem}.`, at);
    return problem ? null : value;
  }

  private readGates(value: unknown): Gates {
    if (value === undefined) return {};
    if (!isObject(value)) {
      this.complain('"gates" must be an object of scores.', ['gates']);
      return {};
    }
    const gates: Record<string, number> = {};
    for (const [key, score] of Object.entries(value)) {
      const highest = Object.hasOwn(GATES, key) ? GATES[key as keyof typeof GATES] : undefined;
      if (highest === undefined) this.unknownKey(key, ['gates', key], 'There is no gate', Object.keys(GATES));
      else if (typeof score !== 'number' || !(score >= 0 && score <= highest)) this.complain(`The gate "${key}" must be a number from 0 to ${highest}.`, ['gates', key]);
      else gates[key] = score;
    }
    return gates;
  }

  /** `requireReason` is another way to turn a rule on; what is said of the rule itself wins. */
  private withReasons(rules: Map<string, SaidOfRule>, silencing: unknown): ReadonlyMap<string, SaidOfRule> {
    if (silencing === undefined) return rules;
    if (!isObject(silencing)) {
      this.complain('"silencing" must be an object.', ['silencing']);
      return rules;
    }
    for (const key of Object.keys(silencing)) if (key !== 'requireReason') this.unknownKey(key, ['silencing', key], '"silencing" has no', ['requireReason']);
    if (!Object.hasOwn(silencing, 'requireReason')) return rules;
    const { requireReason } = silencing;
    const said = rules.get(REASON_RULE);
    if (typeof requireReason !== 'boolean') this.complain('"requireReason" must be true or false.', ['silencing', 'requireReason']);
    else if (this.known.has(REASON_RULE) && !said?.level) rules.set(REASON_RULE, { options: new Map(), ...said, level: requireReason ? 'default' : 'off' });
    return rules;
  }

  private unknownKey(key: string, at: JsonPath, sentence: string, known: Iterable<string>, others?: ReadonlyMap<string, string>): void {
    // Looking for what was meant costs more than all else: not for problems that are not told.
    const meant = others?.get(key) ?? (this.problems.length < MOST.problems ? nearestOf(key, known) : null);
    const shown = key.length > MOST.shown ? `${key.slice(0, MOST.shown)}…` : key;
    this.complain(`${sentence} "${shown}"${meant === null ? '.' : `: did you mean "${meant}"?`}`, at, 'key');
  }

  private complain(message: string, at: JsonPath, on: ConfigProblem['on'] = 'value'): void {
    if (this.problems.length < MOST.problems) this.problems.push({ message, at, on });
    else if (this.problems.length === MOST.problems) this.problems.push({ message: 'There are more problems than are told.', at: [], on: 'value' });
  }
}

function matchesSchema(value: unknown, schema: OptionSchema): boolean {
  if (schema.enum) return typeof value === 'string' && schema.enum.includes(value);
  if (schema.type === 'array') return Array.isArray(value) && value.every((item) => typeof item === 'string');
  if (schema.type === 'object') return isObject(value);
  return typeof value === schema.type;
}

function describe(schema: OptionSchema): string {
  if (schema.enum) return `one of ${schema.enum.join(', ')}`;
  return { array: 'a list of strings', object: 'an object', boolean: 'true or false', string: 'a string', number: 'a number' }[schema.type];
}
