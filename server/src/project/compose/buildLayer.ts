import { isMap, isScalar, type Node } from 'yaml';
import type { NodeReader } from '../../core/compose/plainData.ts';
import { isNullNode } from '../../core/compose/nodes.ts';
import { isOverride, isReset } from '../../core/compose/tags.ts';
import { interpolate, type Variables } from '../../core/compose/interpolate.ts';
import { resolveFrom } from '../paths.ts';
import {
  known, layList, layMap, layText, NO_LIST, NO_SETTINGS, readSettingList, readSettingMap, readText, UNKNOWN, type Setting, type SettingList, type SettingMap,
} from './settings.ts';

/** What one file says of a service's `build`. */
export interface BuildLayer {
  /** True where nothing of weaker files counts (`!override`, `!reset`). */
  readonly replaces: boolean;
  readonly context: Setting<string>;
  readonly dockerfile: Setting<string>;
  readonly inline: Setting<string>;
  readonly target: Setting<string>;
  readonly args: SettingMap;
  readonly namedContexts: SettingMap;
  readonly tags: SettingList;
}

const NOTHING: BuildLayer = {
  replaces: false,
  context: undefined,
  dockerfile: undefined,
  inline: undefined,
  target: undefined,
  args: NO_SETTINGS,
  namedContexts: NO_SETTINGS,
  tags: NO_LIST,
};

/** Windows drives and home folders: not relative to anything here. */
export const FOREIGN = /^(?:[A-Za-z]:|~(?:\/|$))/;

/** What BuildKit fetches instead of reading it from disk (compose-spec, `build.context`). */
const REMOTE = /^(?:[A-Za-z][A-Za-z0-9+.-]*:\/\/|git@|github\.com\/|ssh:)|\.git(?:#|$)/;

/** As written, variables included; null where the file says nothing of the build. */
export function readBuildLayer(node: Node | null | undefined, reader: NodeReader): BuildLayer | null {
  if (isReset(node)) return { ...NOTHING, replaces: true };
  const value = reader.resolve(node ?? null);
  if (isNullNode(value)) return null;
  const replaces = isOverride(node);
  if (isScalar(value)) return { ...NOTHING, replaces, context: readText(value, reader) };
  if (!isMap(value)) return { ...NOTHING, replaces, context: UNKNOWN };
  const keys = reader.entries(value);
  const text = (key: string) => readText(keys.get(key)?.pair.value, reader);
  return {
    replaces,
    context: text('context'),
    dockerfile: text('dockerfile'),
    inline: text('dockerfile_inline'),
    target: text('target'),
    args: readSettingMap(keys.get('args')?.pair.value, reader),
    namedContexts: readSettingMap(keys.get('additional_contexts')?.pair.value, reader),
    tags: readSettingList(keys.get('tags')?.pair.value, reader),
  };
}

/**
 * Variables filled in and the context resolved from the folder where relative paths of its file start, which another file that
 * extends the service does not change.
 */
export function bindBuildLayer(layer: BuildLayer, variables: Variables, folder: string, root: string | null): BuildLayer {
  const bound = (setting: Setting<string>) => bindText(setting, variables);
  return {
    replaces: layer.replaces,
    context: mapSetting(layer.context, (text) => contextPath(interpolate(text, variables), folder, root)),
    dockerfile: bound(layer.dockerfile),
    // A text with variables that nobody sets still shows what it copies.
    inline: mapSetting(layer.inline, (text) => interpolate(text, variables) ?? text),
    target: bound(layer.target),
    args: bindMap(layer.args, variables),
    namedContexts: bindMap(layer.namedContexts, variables),
    tags: { replaces: layer.tags.replaces, values: layer.tags.values.flatMap((text) => interpolate(text, variables) ?? []) },
  };
}

export function bindText(setting: Setting<string>, variables: Variables): Setting<string> {
  return mapSetting(setting, (text) => interpolate(text, variables));
}

function mapSetting(setting: Setting<string>, change: (text: string) => string | null): Setting<string> {
  if (setting?.kind !== 'value') return setting;
  const value = change(setting.value);
  return value === null ? UNKNOWN : known(value);
}

function bindMap({ replaces, entries }: SettingMap, variables: Variables): SettingMap {
  if (entries.size === 0) return { replaces, entries };
  const bound = [...entries].map(([name, setting]): [string, Setting<string | null>] => {
    if (setting?.kind !== 'value' || setting.value === null) return [name, setting];
    const value = interpolate(setting.value, variables);
    return [name, value === null ? UNKNOWN : known(value)];
  });
  return { replaces, entries: new Map(bound) };
}

/** Null for what no folder of a disk is named by. */
function contextPath(written: string | null, folder: string, root: string | null): string | null {
  const text = written?.trim().replaceAll('\\', '/') ?? '';
  if (text === '' || text === '-' || REMOTE.test(text)) return null;
  return FOREIGN.test(text) ? text : resolveFrom(folder, text, root);
}

/** Lays a stronger file's word over a weaker one's (compose-spec, "Merge and override"). */
export function layBuild(lower: BuildLayer | null, upper: BuildLayer | null): BuildLayer | null {
  if (upper === null || lower === null || upper.replaces) return upper ?? lower;
  return {
    replaces: lower.replaces,
    context: layText(lower.context, upper.context),
    dockerfile: layText(lower.dockerfile, upper.dockerfile),
    inline: layText(lower.inline, upper.inline),
    target: layText(lower.target, upper.target),
    args: layMap(lower.args, upper.args),
    namedContexts: layMap(lower.namedContexts, upper.namedContexts),
    tags: layList(lower.tags, upper.tags),
  };
}

/** What is left once all weaker files have been laid below: what it resets is gone, and resets nothing of others any more. Null for no build. */
export function settleBuild(layer: BuildLayer | null): BuildLayer | null {
  if (layer === null) return null;
  const text = (setting: Setting<string>): Setting<string> => (setting?.kind === 'reset' ? undefined : setting);
  const map = ({ entries }: SettingMap): SettingMap => ({ replaces: false, entries: new Map([...entries].filter(([, setting]) => setting?.kind !== 'reset')) });
  const settled = {
    replaces: false,
    context: text(layer.context),
    dockerfile: text(layer.dockerfile),
    inline: text(layer.inline),
    target: text(layer.target),
    args: map(layer.args),
    namedContexts: map(layer.namedContexts),
    tags: { replaces: false, values: layer.tags.values },
  };
  return layer.replaces && saysNothing(settled) ? null : settled;
}

function saysNothing({ context, dockerfile, inline, target, args, namedContexts, tags }: BuildLayer): boolean {
  return !context && !dockerfile && !inline && !target && args.entries.size + namedContexts.entries.size + tags.values.length === 0;
}
