import { isObject } from '../collections/objects.ts';
import { SEVERITIES, type Severity } from './finding.ts';
import type { OptionSchema, Rule } from './rule.ts';

/** `default` leaves the severity to the rule, which may follow its evidence. */
export const LEVELS = ['default', 'off', ...[...SEVERITIES].reverse()] as const;
export type Level = 'default' | 'off' | Severity;

export interface RuleSetting {
  readonly level: Level;
  /** Complete: defaults filled in, every value checked against the rule's schema. */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Config {
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** Globs, relative to the workspace folder, of files that a scan leaves out. */
  readonly exclude: readonly string[];
}

/** One source of settings (editor settings, drydock.json): only what it says itself. */
export interface ConfigLayer {
  readonly rules: ReadonlyMap<string, { readonly level?: Level; readonly options: ReadonlyMap<string, unknown> }>;
  readonly exclude: readonly string[] | null;
  /** What could not be understood, as sentences for people; the rest of the layer still counts. */
  readonly problems: readonly string[];
}

export const EMPTY_LAYER: ConfigLayer = { rules: new Map(), exclude: null, problems: [] };

/** Reads `{ "rules": { "<id>": "off" | { "severity": "...", ...options } }, "exclude": [] }`, as drydock.json and the editor's settings both are. */
export function readConfigLayer(value: unknown, rules: readonly Rule[]): ConfigLayer {
  const problems: string[] = [];
  if (value === null || value === undefined) return EMPTY_LAYER;
  if (!isObject(value)) return { ...EMPTY_LAYER, problems: ['The configuration must be an object.'] };
  const known = new Map(rules.map((rule) => [rule.meta.id, rule]));
  const read = new Map<string, { level?: Level; options: Map<string, unknown> }>();
  const ruleValues = value['rules'];
  if (ruleValues !== undefined && !isObject(ruleValues)) problems.push('"rules" must be an object of rule names.');
  for (const [id, setting] of isObject(ruleValues) ? Object.entries(ruleValues) : []) {
    const rule = known.get(id);
    if (!rule) problems.push(`There is no rule "${id}".`);
    else read.set(id, readRuleSetting(id, setting, rule, problems));
  }
  return { rules: read, exclude: readExclude(value['exclude'], problems), problems };
}

/** Later layers win, key by key. */
export function resolveConfig(rules: readonly Rule[], layers: readonly ConfigLayer[]): Config {
  const resolved = new Map<string, RuleSetting>();
  for (const { meta } of rules) {
    let level: Level = meta.isOptIn ? 'off' : 'default';
    const options: Record<string, unknown> = {};
    for (const [name, schema] of Object.entries(meta.options)) options[name] = schema.default;
    for (const layer of layers) {
      const said = layer.rules.get(meta.id);
      if (said?.level) level = said.level;
      for (const [name, value] of said?.options ?? []) options[name] = value;
    }
    resolved.set(meta.id, { level, options });
  }
  const exclude = layers.reduce<readonly string[]>((found, layer) => layer.exclude ?? found, []);
  return { rules: resolved, exclude };
}

function readRuleSetting(id: string, setting: unknown, rule: Rule, problems: string[]) {
  const options = new Map<string, unknown>();
  if (typeof setting === 'string') return { level: readLevel(id, setting, problems), options };
  if (!isObject(setting)) {
    problems.push(`"${id}" must be a severity or an object.`);
    return { options };
  }
  let level: Level | undefined;
  for (const [name, value] of Object.entries(setting)) {
    const schema = Object.hasOwn(rule.meta.options, name) ? rule.meta.options[name] : undefined;
    if (name === 'severity') level = readLevel(id, value, problems);
    else if (!schema) problems.push(`The rule "${id}" has no option "${name}".`);
    else if (!matchesSchema(value, schema)) problems.push(`The option "${name}" of "${id}" must be ${describe(schema)}.`);
    else options.set(name, value);
  }
  return { level, options };
}

function readLevel(id: string, value: unknown, problems: string[]): Level | undefined {
  const level = LEVELS.find((candidate) => candidate === value);
  if (!level) problems.push(`The severity of "${id}" must be one of ${LEVELS.join(', ')}.`);
  return level;
}

function readExclude(value: unknown, problems: string[]): readonly string[] | null {
  if (value === undefined) return null;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  problems.push('"exclude" must be a list of file patterns.');
  return null;
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
