import { append } from '../../core/collections/multimap.ts';
import { evaluate, isList, textOf, UNKNOWN, type BakeValue, type Expression, type Lookup } from './bakeValue.ts';
import { BakeVariables } from './bakeVariables.ts';
import { matrixScopes } from './matrixScopes.ts';
import type { BakeBlock, BakeBody } from './readHcl.ts';

/** A setting as written: null where nobody sets it. */
export type Setting = string | null | typeof UNKNOWN;

/** One target, inheritance not followed. */
export interface BakeTarget {
  readonly name: string;
  /** The block that declares it: a matrix makes several targets of one. */
  readonly block: BakeBlock;
  readonly inherits: readonly string[] | typeof UNKNOWN;
  readonly settings: TargetSettings;
}

export interface TargetSettings {
  readonly context: Setting;
  readonly dockerfile: Setting;
  readonly inline: Setting;
  readonly target: Setting;
  /** Null as a value: not known here. What bake itself does not pass on is left out. */
  readonly args: ReadonlyMap<string, string | null>;
  /** UNKNOWN as a value: it names something that is not known here. UNKNOWN for all where not even the names can be read. */
  readonly contexts: ReadonlyMap<string, Setting> | typeof UNKNOWN;
  /** Null where nobody sets them; those that cannot be told are left out. */
  readonly tags: readonly string[] | null;
}

export interface BakeTargets {
  /** Blocks of one name, in the order of the file: bake merges them. */
  readonly byName: ReadonlyMap<string, readonly BakeTarget[]>;
  /** What groups and `target:` contexts name. */
  readonly asked: ReadonlySet<string>;
}

/** More targets than any project has. */
const MOST_TARGETS = 2_000;

/** The targets of a bake file with their variables filled in, as they are with nothing set in the environment. */
export function readTargets(body: BakeBody): BakeTargets {
  const variables = new BakeVariables(body);
  const byName = new Map<string, BakeTarget[]>();
  const asked = new Set<string>(['default']);
  let left = MOST_TARGETS;
  for (const block of body.blocks) {
    const [label] = block.labels;
    if (label === undefined || block.labels.length > 1) continue;
    if (block.type === 'group') for (const name of textsOf(block.attributes.get('targets'), variables.lookup) ?? []) asked.add(name);
    if (block.type !== 'target') continue;
    for (const target of targetsOf(block, label, variables)) {
      if (left-- <= 0) return { byName, asked };
      // Bake makes a group of the targets of a matrix.
      if (target.name !== label && asked.has(label)) asked.add(target.name);
      append(byName, target.name, target);
      for (const name of linkedTargets(target)) asked.add(name);
    }
  }
  return { byName, asked };
}

function targetsOf(block: BakeBlock, label: string, variables: BakeVariables): BakeTarget[] {
  const scopes = matrixScopes(block, variables);
  if (scopes === null) return [];
  return scopes.flatMap((lookup) => {
    const written = block.attributes.get('name');
    const name = written ? textOf(evaluate(written, lookup)) : label;
    if (name === UNKNOWN) return [];
    return [{ name, block, inherits: textsOf(block.attributes.get('inherits'), lookup) ?? UNKNOWN, settings: readSettings(block, lookup) }];
  });
}

function readSettings({ attributes }: BakeBlock, lookup: Lookup): TargetSettings {
  const read = (name: string): Setting => settingOf(attributes.get(name), lookup);
  return {
    context: read('context'),
    dockerfile: read('dockerfile'),
    inline: read('dockerfile-inline'),
    target: read('target'),
    args: readArgs(attributes.get('args'), lookup),
    contexts: readContexts(attributes.get('contexts'), lookup),
    tags: readTags(attributes.get('tags'), lookup),
  };
}

function settingOf(expression: Expression | undefined, lookup: Lookup): Setting {
  const value = expression ? evaluate(expression, lookup) : null;
  return value === null ? null : textOf(value);
}

/** A variable that is null unless the environment sets it may well be set; a plain `null` is not passed on. */
function readArgs(expression: Expression | undefined, lookup: Lookup): ReadonlyMap<string, string | null> {
  const args = new Map<string, string | null>();
  const value = expression ? evaluate(expression, lookup) : null;
  if (!(value instanceof Map)) return args;
  for (const [name, item] of value) {
    const text = textOf(item);
    args.set(name, text === UNKNOWN ? null : text);
  }
  if (expression?.kind === 'object') {
    for (const [key, item] of expression.entries) {
      if (item.kind === 'literal' && item.value === null && key.kind === 'literal') args.delete(String(key.value));
    }
  }
  return args;
}

function readContexts(expression: Expression | undefined, lookup: Lookup): TargetSettings['contexts'] {
  const value = expression ? evaluate(expression, lookup) : null;
  if (value === null) return new Map();
  if (!(value instanceof Map)) return UNKNOWN;
  return new Map([...value].map(([name, item]) => [name, textOf(item)] as const));
}

function readTags(expression: Expression | undefined, lookup: Lookup): readonly string[] | null {
  const value = expression ? evaluate(expression, lookup) : null;
  if (value === null) return null;
  return isList(value) ? value.map(textOf).filter((text) => typeof text === 'string') : [];
}

/** The texts of a list; empty where nothing is written, null where one of them is not known. */
function textsOf(expression: Expression | undefined, lookup: Lookup): readonly string[] | null {
  const value: BakeValue = expression ? evaluate(expression, lookup) : [];
  if (value === null) return [];
  if (!isList(value)) return null;
  const texts = value.map(textOf);
  return texts.every((text) => typeof text === 'string') ? texts : null;
}

function linkedTargets({ settings: { contexts } }: BakeTarget): string[] {
  if (contexts === UNKNOWN) return [];
  return [...contexts.values()].flatMap((value) => (typeof value === 'string' && value.startsWith('target:') ? [value.slice('target:'.length)] : []));
}
