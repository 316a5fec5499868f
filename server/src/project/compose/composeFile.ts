import { fitted } from '../../core/collections/fitted.ts';
import { append } from '../../core/collections/multimap.ts';
import { isMap, isSeq, type Document, type Node } from 'yaml';
import type { ComposeEntry, ComposeModel } from '../../core/compose/model.ts';
import { isNullNode } from '../../core/compose/nodes.ts';
import { LayerBudget, readLayerData } from '../../core/compose/layerData.ts';
import { emptyMap, isPlainMap, toPlainData, type PlainMap } from '../../core/compose/plainData.ts';
import { isOverride, isReset } from '../../core/compose/tags.ts';
import { readResourceSettings, type ResourceSetting } from '../composeResources.ts';
import { readBuildLayer, type BuildLayer } from './buildLayer.ts';
import { readHealthcheckLayer, type HealthcheckLayer } from './healthcheck.ts';
import { readText, type Setting } from './settings.ts';

/** A service that this one starts from; `file` null where it stands in the same file. */
export interface ExtendsReference {
  readonly service: string;
  readonly file: string | null;
}

/** What one document of one file says of a service, as written: variables are filled in when files are laid over each other. */
export interface ServiceLayer {
  /** `reset`: the service of weaker files is gone; `override`: nothing of it counts. */
  readonly mode: 'merge' | 'override' | 'reset';
  readonly build: BuildLayer | null;
  readonly image: Setting<string>;
  readonly healthcheck: HealthcheckLayer | null;
  /** True where it can start without being built: an image, or what a provider runs. */
  readonly hasImage: boolean;
  /** `unknown` for what is written so that it cannot be followed. */
  readonly parent: ExtendsReference | 'unknown' | null;
  readonly profiles: readonly string[];
  /** Every key, as `readLayerData` gives it. */
  readonly data: unknown;
}

/** An entry of `include`, as written. */
export interface IncludeEntry {
  /** The first is the main file, the others are laid over it. */
  readonly paths: readonly string[];
  readonly projectDirectory: string | null;
  /** Null where the `.env` of the project directory counts. */
  readonly envFiles: readonly string[] | null;
}

/** What services name and compose wants declared, in this file or another. */
export interface Links {
  /** Those that `depends_on` names. */
  readonly services: readonly string[];
  readonly networks: readonly string[];
  /** Networks that the file declares. */
  readonly declaredNetworks: readonly string[];
}

/** What the project model takes from one compose file; the same text always gives the same. */
export interface ComposeFile {
  readonly path: string;
  /** Every service with what each document says of it, weakest first. */
  readonly services: ReadonlyMap<string, readonly ServiceLayer[]>;
  readonly includes: readonly IncludeEntry[];
  readonly resources: readonly ResourceSetting[];
  /** What each document says beside its services (`TOP_LEVEL`), as `readLayerData` gives it. */
  readonly top: readonly PlainMap[];
  readonly links: Links;
  /** True where some value has a `$`: only then does anybody need an `.env`. */
  readonly hasVariables: boolean;
}

const TOP_LEVEL: readonly string[] = ['name', 'networks', 'volumes', 'secrets', 'configs'];

/** The same for all: most services have no profiles. */
const NO_TEXTS: readonly string[] = [];

/** More than any project includes from one file. */
const MOST_INCLUDES = 1_000;

export function readComposeFile(model: ComposeModel, path: string, root: string | null): ComposeFile {
  const services = new Map<string, ServiceLayer[]>();
  const includes: IncludeEntry[] = [];
  const top: PlainMap[] = [];
  const budget = new LayerBudget();
  for (const document of model.documents) {
    for (const [name, { pair }] of entriesOf(rootEntry(document, 'services', model), model)) {
      append(services, name, readLayer(pair.value, model, budget));
    }
    includes.push(...readIncludes(rootEntry(document, 'include', model), model));
    top.push(readTop(document, model, budget));
  }
  const resources = fitted(readResourceSettings(model, path, root));
  return { path, services, includes: includes.slice(0, MOST_INCLUDES), resources, top: fitted(top), links: readLinks(services, top), hasVariables: budget.hasVariables };
}

function readLinks(services: ReadonlyMap<string, readonly ServiceLayer[]>, top: readonly PlainMap[]): Links {
  const layers = [...services.values()].flat();
  const named = (key: string) => [...new Set(layers.flatMap(({ data }) => keysAt(data, key)))];
  return { services: named('depends_on'), networks: named('networks'), declaredNetworks: [...new Set(top.flatMap((one) => keysAt(one, 'networks')))] };
}

/** Keys of a map, which lists of names are made into. */
function keysAt(data: unknown, key: string): readonly string[] {
  const value = isPlainMap(data) ? data[key] : null;
  return isPlainMap(value) ? Object.keys(value) : [];
}

function readTop(document: Document, model: ComposeModel, budget: LayerBudget): PlainMap {
  const top = emptyMap();
  // A document's own `networks` is a map by name: only a service's is a list at times.
  for (const key of TOP_LEVEL) {
    const node = rootEntry(document, key, model);
    if (node) top[key] = readLayerData(node, '', model, budget);
  }
  return top;
}

/** The same text for what means the same to builds. */
export function composeFileKey({ services, includes, resources, links, hasVariables }: ComposeFile): string {
  return JSON.stringify([[...services], includes, resources, links, hasVariables], (key, value: unknown) => {
    if (key === 'data') return undefined;
    return value instanceof Map ? [...(value as Map<unknown, unknown>)] : value;
  });
}

/** True where compose would not load the service from this file alone: another file has to declare it. */
export function needsAnother(layers: readonly ServiceLayer[]): boolean {
  return layers.every(({ mode, build, hasImage, parent }) => mode !== 'reset' && build === null && !hasImage && parent === null);
}

function readLayer(node: Node | null, model: ComposeModel, budget: LayerBudget): ServiceLayer {
  const mode = isReset(node) ? 'reset' : isOverride(node) ? 'override' : 'merge';
  const keys = mode === 'reset' ? new Map<string, ComposeEntry>() : entriesOf(node, model);
  const value = (key: string): Node | null => keys.get(key)?.pair.value ?? null;
  const says = (key: string): boolean => !isNullNode(model.resolve(value(key))) && !isReset(value(key));
  return {
    mode,
    build: readBuildLayer(value('build'), model),
    image: readText(value('image'), model),
    healthcheck: readHealthcheckLayer(value('healthcheck'), model),
    hasImage: says('image') || says('provider'),
    parent: isReset(value('extends')) ? null : readParent(toPlainData(value('extends'), model)),
    profiles: isReset(value('profiles')) ? NO_TEXTS : textsOf(toPlainData(value('profiles'), model)),
    data: mode === 'reset' ? null : readServiceData(keys, model, budget),
  };
}

function readServiceData(keys: ReadonlyMap<string, ComposeEntry>, model: ComposeModel, budget: LayerBudget): PlainMap {
  const data = emptyMap();
  for (const [key, { pair }] of keys) data[key] = readLayerData(pair.value, key, model, budget);
  return data;
}

function readParent(data: unknown): ServiceLayer['parent'] {
  if (data === null) return null;
  if (typeof data === 'string') return { service: data, file: null };
  if (!isPlainMap(data) || typeof data['service'] !== 'string') return 'unknown';
  const file = data['file'] ?? null;
  return file === null || typeof file === 'string' ? { service: data['service'], file } : 'unknown';
}

function readIncludes(node: Node | null, model: ComposeModel): IncludeEntry[] {
  const list = model.resolve(node);
  if (!isSeq(list)) return [];
  return list.items.slice(0, MOST_INCLUDES).flatMap((item): IncludeEntry[] => {
    const data = toPlainData(item as Node | null, model);
    if (typeof data === 'string') return [{ paths: [data], projectDirectory: null, envFiles: null }];
    if (!isPlainMap(data)) return [];
    const directory = data['project_directory'];
    const envFiles = data['env_file'] ?? null;
    const paths = textsOf(data['path']);
    return paths.length === 0 ? [] : [{ paths, projectDirectory: typeof directory === 'string' ? directory : null, envFiles: envFiles === null ? null : textsOf(envFiles) }];
  });
}

function textsOf(data: unknown): readonly string[] {
  return typeof data === 'string' ? [data] : Array.isArray(data) ? data.filter((one): one is string => typeof one === 'string') : NO_TEXTS;
}

function rootEntry(document: Document, key: string, model: ComposeModel): Node | null {
  return entriesOf(document.contents, model).get(key)?.pair.value ?? null;
}

function entriesOf(node: Node | null, model: ComposeModel): ReadonlyMap<string, ComposeEntry> {
  const value = model.resolve(node);
  return isMap(value) ? model.entries(value) : new Map<string, ComposeEntry>();
}
