import type { Saying } from '../../core/compose/layeredData.ts';
import { interpolate, type Variables } from '../../core/compose/interpolate.ts';
import { folderOf, isOutside, joinPaths, resolveFrom } from '../paths.ts';
import { bindBuildLayer, bindText, settleBuild } from './buildLayer.ts';
import type { ComposeFile, ExtendsReference, IncludeEntry, ServiceLayer } from './composeFile.ts';
import { Environment } from './environment.ts';
import { layService, type MergedService } from './mergedService.ts';
import { known } from './settings.ts';

/** Files as they are now; null for what is not there, cannot be read, or was not read yet. Paths are workspace-relative. */
export interface ComposeSources {
  compose(path: string): ComposeFile | null;
  envText(path: string): string | null;
}

export interface ResolvedServices {
  readonly services: ReadonlyMap<string, MergedService>;
  /** Files that are included with a project directory other than their own folder: read alone, their paths would mean something else. */
  readonly displaced: ReadonlySet<string>;
  /** The files themselves and all that they include. */
  readonly members: ReadonlySet<string>;
  /** What the files say beside their services, weakest first. */
  readonly top: readonly Saying[];
  /** False where something that is included could not be read. */
  readonly isComplete: boolean;
}

/** Longer chains of `extends` or `include` are mistakes, and so are more included files. */
const DEEPEST = 32;
const MOST_INCLUDED = 100;

/** What is fetched from elsewhere (`oci://`, `git@`, `https://`). */
const REMOTE = /^[A-Za-z][A-Za-z0-9+.-]+:\/\/|^git@/;

/** One set of files as `docker compose -f` gets it, with where its relative paths start and its variables. */
interface Group {
  readonly paths: readonly string[];
  readonly folder: string;
  readonly environment: Environment;
}

/**
 * Lays the files of one compose project over each other, follows `extends` and reads what they `include`. Circles, and what leads out of
 * the workspace or cannot be read, are left out. As compose does it: variables are filled in and `extends` is followed within each
 * file, and what it includes is added to it, before it is laid over others.
 */
export function resolveServices(paths: readonly string[], folder: string, sources: ComposeSources, root: string | null): ResolvedServices {
  const resolver = new Resolver(sources, root);
  const environment = new Environment(() => [sources.envText(joinPaths(folder, '.env'))]);
  const services = resolver.resolve({ paths, folder, environment }, 0);
  const { displaced, members, top, isComplete } = resolver;
  return { services, displaced, members, top, isComplete };
}

class Resolver {
  readonly displaced = new Set<string>();
  readonly members = new Set<string>();
  readonly top: Saying[] = [];
  isComplete = true;
  private readonly including = new Set<string>();
  private included = 0;
  /** Parents by environment: a file of a thousand services that extend one asks for it once. */
  private readonly parents = new Map<Environment, Map<string, MergedService | null>>();
  private readonly open = new Set<string>();

  constructor(
    private readonly sources: ComposeSources,
    private readonly root: string | null,
  ) {}

  resolve(group: Group, depth: number): Map<string, MergedService> {
    const services = new Map<string, MergedService>();
    const files = group.paths.flatMap((path) => this.sources.compose(path) ?? []);
    // Rules look at values when nothing can be read any more.
    if (files.some(({ hasVariables }) => hasVariables)) group.environment.load();
    for (const file of files) {
      this.members.add(file.path);
      for (const data of file.top) this.top.push({ file: file.path, data, variables: group.environment.variables });
      for (const [name, layers] of file.services) {
        const merged = this.layAll(services.get(name) ?? null, layers, file, group);
        if (merged) services.set(name, merged);
        else services.delete(name);
      }
      for (const entry of file.includes) this.include(entry, file, group, services, depth);
    }
    return services;
  }

  private layAll(below: MergedService | null, layers: readonly ServiceLayer[], file: ComposeFile, group: Group): MergedService | null {
    return layers.reduce<MergedService | null>((lower, layer) => {
      if (layer.mode === 'reset') return null;
      return layService(layer.mode === 'override' ? null : lower, this.withParent(layer, file, group));
    }, below);
  }

  private withParent(layer: ServiceLayer, file: ComposeFile, group: Group): MergedService {
    const { variables } = group.environment;
    const own: MergedService = {
      build: layer.build && bindBuildLayer(layer.build, variables, group.folder, this.root),
      image: bindText(layer.image, variables),
      healthcheck: layer.healthcheck,
      folder: group.folder,
      definedIn: file.path,
      isBuiltThere: layer.build !== null && !layer.build.replaces,
      profiles: layer.profiles.length === 0 ? layer.profiles : layer.profiles.flatMap((profile) => interpolate(profile, variables) ?? []),
      hasUnknownParent: layer.parent === 'unknown',
      sayings: [new LayerSaying(file.path, layer, variables)],
    };
    if (layer.parent === null || layer.parent === 'unknown') return own;
    const parent = this.parentOf(layer.parent, file, group);
    if (parent === null) return { ...own, hasUnknownParent: true };
    // The service is this file's, wherever its parent stands.
    const inherited = { ...parent, build: settleBuild(parent.build) };
    return { ...layService(inherited, own), definedIn: file.path, isBuiltThere: parent.build !== null || own.isBuiltThere };
  }

  /** Null where it cannot be told. */
  private parentOf(reference: ExtendsReference, file: ComposeFile, group: Group): MergedService | null {
    const { variables } = group.environment;
    const name = interpolate(reference.service, variables);
    const written = reference.file === null ? null : interpolate(reference.file, variables);
    if (name === null || (reference.file !== null && (written === null || REMOTE.test(written)))) return null;
    const path = written === null ? file.path : resolveFrom(group.folder, written.replaceAll('\\', '/'), this.root);
    if (isOutside(path)) return null;
    // Relative paths of another file start in its own folder.
    const folder = path === file.path ? group.folder : folderOf(path);
    const key = JSON.stringify([path, name, folder]);
    const parents = this.parentsIn(group.environment);
    if (parents.has(key)) return parents.get(key)!;
    if (this.open.has(key) || this.open.size >= DEEPEST) return null;
    this.open.add(key);
    const source = path === file.path ? file : this.sources.compose(path);
    const layers = source?.services.get(name);
    const parent = source && layers ? this.layAll(null, layers, source, { ...group, folder }) : null;
    this.open.delete(key);
    parents.set(key, parent);
    return parent;
  }

  private parentsIn(environment: Environment): Map<string, MergedService | null> {
    const parents = this.parents.get(environment) ?? new Map<string, MergedService | null>();
    this.parents.set(environment, parents);
    return parents;
  }

  private include(entry: IncludeEntry, by: ComposeFile, group: Group, into: Map<string, MergedService>, depth: number): void {
    const inner = this.includedGroup(entry, group);
    if (inner === null || depth >= DEEPEST || ++this.included > MOST_INCLUDED || !this.canInclude(inner, by, group)) {
      this.isComplete = false;
      return;
    }
    const { paths, folder } = inner;
    if (folder !== folderOf(paths[0]!)) for (const path of paths) this.displaced.add(path);
    for (const path of paths) this.including.add(path);
    for (const [name, service] of this.resolve(inner, depth + 1)) {
      // Compose refuses a name that the file declares as well; files before it are laid below, and those after it above.
      if (!by.services.has(name)) into.set(name, layService(into.get(name) ?? null, standingAlone(service)));
    }
    for (const path of paths) this.including.delete(path);
  }

  private canInclude({ paths }: Group, by: ComposeFile, group: Group): boolean {
    if (paths.some((path) => this.including.has(path) || group.paths.includes(path) || path === by.path)) return false;
    // A file that is missing makes compose stop: what the others say alone is not what is built.
    return paths.every((path) => this.sources.compose(path) !== null);
  }

  private includedGroup({ paths, projectDirectory, envFiles }: IncludeEntry, { folder, environment }: Group): Group | null {
    const resolve = (written: string): string | null => {
      const text = interpolate(written, environment.variables);
      const path = text === null || REMOTE.test(text) ? null : resolveFrom(folder, text.replaceAll('\\', '/'), this.root);
      return path === null || isOutside(path) ? null : path;
    };
    const files = paths.map(resolve);
    const directory = projectDirectory === null ? (files[0] && folderOf(files[0])) : resolve(projectDirectory);
    if (!directory || !files.every((path) => path !== null)) return null;
    const envPaths = envFiles === null ? [joinPaths(directory, '.env')] : envFiles.map(resolve);
    const texts = () => envPaths.map((path) => path && this.sources.envText(path));
    return { paths: files, folder: directory, environment: new Environment(texts, environment) };
  }
}

/** What a layer says, looked at when somebody asks: whoever only wants builds reads no values. */
class LayerSaying implements Saying {
  private known: { readonly data: unknown } | null = null;

  constructor(
    readonly file: string,
    private readonly layer: ServiceLayer,
    readonly variables: Variables,
  ) {}

  get data(): unknown {
    return (this.known ??= { data: this.layer.data }).data;
  }
}

/** A service of a project that is read as one of its own: where its build starts is settled before another file speaks of it. */
function standingAlone(service: MergedService): MergedService {
  const build = settleBuild(service.build);
  return { ...service, build: build && { ...build, context: build.context ?? known(service.folder) } };
}
