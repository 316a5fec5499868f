import type { BuildContext, ContextFiles } from '../../../core/engine/projectView.ts';
import { folderOf, joinPaths } from '../../../project/paths.ts';

/** True for a file that a COPY of the context brings. */
export function isVisible({ files, ignore }: BuildContext, path: string): boolean {
  return files.has(path) && !ignore?.matcher.ignores(path);
}

/** Those of some names that lie in a folder and come with a COPY, as context paths. */
export function visibleIn(context: BuildContext, folder: string, names: readonly string[]): string[] {
  return names.map((name) => joinPaths(folder, name)).filter((path) => isVisible(context, path));
}

/** The nearest file of that name in the folders above; null where there is none. */
export function nearestAbove({ files }: BuildContext, folder: string, name: string, matches: (path: string) => boolean = () => true): string | null {
  for (let above = folder; above !== '.'; ) {
    above = folderOf(above);
    const path = joinPaths(above, name);
    if (files.has(path) && matches(path)) return path;
  }
  return null;
}

type JsonObject = Readonly<Record<string, unknown>>;

const parsed = new WeakMap<ContextFiles, Map<string, { readonly text: string; readonly value: JsonObject | null }>>();

/** A manifest in JSON, parsed once per text; null where it cannot be read or is no object. */
export function jsonManifest(files: ContextFiles, path: string): JsonObject | null {
  const text = files.text(path);
  if (text === undefined) return null;
  const known = parsed.get(files) ?? new Map<string, { readonly text: string; readonly value: JsonObject | null }>();
  parsed.set(files, known);
  const before = known.get(path);
  if (before?.text === text) return before.value;
  const value = parseObject(text);
  known.set(path, { text, value });
  return value;
}

function parseObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
  } catch {
    return null;
  }
}

export function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}

/** Own keys only: a manifest may have one by the name of something that all objects inherit. */
export function ownValue(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
