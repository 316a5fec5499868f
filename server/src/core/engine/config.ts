import { SEVERITIES, type Severity } from './finding.ts';
import { pathMatcher } from './globs.ts';
import type { Rule } from './rule.ts';

/** `default` leaves the severity to the rule, which may follow its evidence. */
export const LEVELS = ['default', 'off', ...[...SEVERITIES].reverse()] as const;
export type Level = 'default' | 'off' | Severity;

export interface RuleSetting {
  readonly level: Level;
  /** Complete: defaults filled in, every value checked against the rule's schema. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a folder's settings come to, for files that no override matches; `configFor` tells what counts for one file. */
export interface Config {
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** Globs, relative to the workspace folder, of files that a scan leaves out. */
  readonly exclude: readonly string[];
  /** Services, by name, and files, by globs, that the stricter gate holds for. */
  readonly critical: readonly string[];
  /** Scores that a scan must reach; absent where nobody says so. */
  readonly gates: Gates;
  /** What it was resolved from. */
  readonly sources: ConfigSources;
}

/** Lowest scores: `overall` and `critical` from 0 to 100, the others from 0 to 10. */
export interface Gates {
  readonly overall?: number;
  readonly critical?: number;
  readonly security?: number;
  readonly maintainability?: number;
}

interface ConfigSources {
  readonly rules: readonly Rule[];
  readonly layers: readonly ConfigLayer[];
}

/** What one place says of a rule. */
export interface SaidOfRule {
  readonly level?: Level;
  readonly options: ReadonlyMap<string, unknown>;
}

export interface ConfigOverride {
  /** Globs, relative to the workspace folder. */
  readonly files: readonly string[];
  readonly rules: ReadonlyMap<string, SaidOfRule>;
}

/** One source of settings (editor settings, drydock.json, a file that it extends): only what it says itself. */
export interface ConfigLayer {
  readonly rules: ReadonlyMap<string, SaidOfRule>;
  /** In their order: later ones win over earlier ones and over `rules`. */
  readonly overrides: readonly ConfigOverride[];
  readonly exclude: readonly string[] | null;
  readonly critical: readonly string[] | null;
  readonly gates: Gates;
  /** Files that count before this one, as written. */
  readonly extends: readonly { readonly file: string; readonly at: JsonPath }[];
  /** What could not be understood; the rest of the layer still counts. */
  readonly problems: readonly ConfigProblem[];
}

/** Keys and indexes that lead to a value. */
export type JsonPath = readonly (string | number)[];

export interface ConfigProblem {
  /** A sentence for people. */
  readonly message: string;
  readonly at: JsonPath;
  /** Which of the two is wrong. */
  readonly on: 'key' | 'value';
}

export const EMPTY_LAYER: ConfigLayer = { rules: new Map(), overrides: [], exclude: null, critical: null, gates: {}, extends: [], problems: [] };

/** Later layers win, key by key. */
export function resolveConfig(rules: readonly Rule[], layers: readonly ConfigLayer[]): Config {
  return {
    rules: resolveRules(rules, layers.map((layer) => layer.rules)),
    exclude: layers.reduce<readonly string[]>((found, layer) => layer.exclude ?? found, []),
    critical: layers.reduce<readonly string[]>((found, layer) => layer.critical ?? found, []),
    gates: layers.reduce<Gates>((found, layer) => ({ ...found, ...layer.gates }), {}),
    sources: { rules, layers },
  };
}

/** What was resolved for a set of overrides, so that each set is resolved once however many files it matches. */
interface Variants {
  readonly matchers: readonly ((path: string) => boolean)[];
  readonly known: Map<string, Config['rules']>;
}

const variantsOf = new WeakMap<ConfigSources, Variants>();

/**
 * What counts for one file. A layer's overrides come after its own rules and before the next layer, so that a file wins over what it extends.
 * @param path relative to the workspace folder, with `/`; null for a document in no folder, which no override matches
 */
export function configFor(config: Config, path: string | null): Config {
  const { rules, layers } = config.sources;
  if (path === null || layers.every(({ overrides }) => overrides.length === 0)) return config;
  let variants = variantsOf.get(config.sources);
  if (!variants) {
    variants = { matchers: layers.flatMap(({ overrides }) => overrides.map(({ files }) => pathMatcher(files))), known: new Map() };
    variantsOf.set(config.sources, variants);
  }
  const matched = variants.matchers.map((matches) => matches(path));
  if (!matched.includes(true)) return config;
  const key = matched.map(Number).join('');
  let resolved = variants.known.get(key);
  if (!resolved) {
    let index = 0;
    const said = layers.flatMap((layer) => [layer.rules, ...layer.overrides.filter(() => matched[index++]).map((override) => override.rules)]);
    resolved = resolveRules(rules, said);
    variants.known.set(key, resolved);
  }
  return { ...config, rules: resolved };
}

function resolveRules(rules: readonly Rule[], said: readonly ReadonlyMap<string, SaidOfRule>[]): Config['rules'] {
  const resolved = new Map<string, RuleSetting>();
  for (const { meta } of rules) {
    let level: Level = meta.isOptIn ? 'off' : 'default';
    const options: Record<string, unknown> = {};
    for (const [name, schema] of Object.entries(meta.options)) options[name] = schema.default;
    for (const layer of said) {
      const own = layer.get(meta.id);
      if (own?.level) level = own.level;
      for (const [name, value] of own?.options ?? []) options[name] = value;
    }
    resolved.set(meta.id, { level, options });
  }
  return resolved;
}
