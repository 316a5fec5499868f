import { fitted } from '../../core/collections/fitted.ts';
import { dropOldest } from '../../core/collections/recent.ts';
import { LayeredData, LayeredService } from '../../core/compose/layeredData.ts';
import type { ComposeProject } from '../../core/compose/project.ts';
import type { BuildDefinition } from '../buildDefinition.ts';
import { folderOf } from '../paths.ts';
import { buildOf } from './buildsOf.ts';
import type { ComposeFile } from './composeFile.ts';
import { baseFor, defaultFiles, roleOf } from './fileRoles.ts';
import { resolveServices } from './resolveServices.ts';

/** Files as they are known: undefined for one that nobody has looked for yet, null for one that is not there or cannot be read. */
export interface KnownFiles {
  compose(path: string): ComposeFile | null | undefined;
  envText(path: string): string | null | undefined;
}

/** What a project asks for and nobody has looked for yet. */
export interface MissingFile {
  readonly path: string;
  readonly kind: 'compose' | 'env';
}

export interface ProjectChanges {
  /** Builds by the compose file that heads a project, of projects that may have changed. */
  readonly builds: ReadonlyMap<string, readonly BuildDefinition[]>;
  /** Look for these and call `changed` for each: what rests on them is told again. */
  readonly missing: readonly MissingFile[];
}

interface Head {
  readonly builds: readonly BuildDefinition[];
  readonly displaced: ReadonlySet<string>;
  readonly asked: ReadonlySet<string>;
  /** The files of the project and what they include. */
  readonly members: ReadonlySet<string>;
}

const NO_HEAD: Head = { builds: [], displaced: new Set(), asked: new Set(), members: new Set() };

/** A file below more overlays than this is looked at with the first ones. */
const MOST_PROJECTS = 8;

/** Projects that are kept put together: ten thousand services laid in layers take more memory than all of their files. */
const MOST_LOADED = 50;

/** A project, with what it was made of. */
interface Loaded {
  readonly files: ReadonlyMap<string, unknown>;
  readonly project: ComposeProject;
}

/**
 * The compose projects of a workspace, each headed by one file: the file that compose finds in a folder, with its override; every file
 * that adds to it (`docker-compose.prod.yml`), laid over it; every other file alone. A change makes only those be read again that rest on
 * the changed file.
 */
export class ComposeProjects {
  private readonly folders = new Map<string, Set<string>>();
  private readonly heads = new Map<string, Head>();
  /** By file: the heads whose project asked for it. */
  private readonly readers = new Map<string, Set<string>>();
  /** By file: the heads whose project includes it with a directory of another. */
  private readonly displacers = new Map<string, Set<string>>();
  /** By head, in the order of their last use. */
  private readonly loaded = new Map<string, Loaded>();
  private readonly stale = new Set<string>();
  private readonly staleFolders = new Set<string>();

  constructor(
    private readonly root: string | null,
    private readonly files: KnownFiles,
  ) {}

  /** A file with a compose file's name is there now. */
  add(path: string): void {
    const folder = folderOf(path);
    const files = this.folders.get(folder);
    if (files) files.add(path);
    else this.folders.set(folder, new Set([path]));
    this.staleFolders.add(folder);
    this.changed(path);
  }

  remove(path: string): void {
    const folder = folderOf(path);
    if (!this.folders.get(folder)?.delete(path)) return;
    this.stale.add(path);
    this.staleFolders.add(folder);
    this.changed(path);
  }

  /** A file that any project may rest on says something else than before, has come, or has gone. */
  changed(path: string): void {
    for (const head of this.readers.get(path) ?? []) this.stale.add(head);
  }

  /** The file that heads the project which `path` belongs to; null where nobody knows of it. */
  headOf(path: string): string | null {
    const files = this.folders.get(folderOf(path));
    const displacer = this.displacers.get(path);
    if (displacer?.size) return [...displacer].sort()[0]!;
    if (!files?.has(path)) return null;
    const { base, override } = defaultFiles(files, folderOf(path));
    return path === override ? base : path;
  }

  /**
   * Every project that a file is a part of, the one that `docker compose` loads without being told first; empty for a file that only adds
   * to one that nobody can tell. To be asked after `update`.
   */
  projectsOf(path: string): readonly ComposeProject[] {
    const first = this.headOf(path);
    const others = [...(this.readers.get(path) ?? [])].filter((head) => head !== first && this.heads.get(head)?.members.has(path) && !this.displacers.get(head)?.size);
    const heads = [...(first === null ? [] : [first]), ...others.sort()].slice(0, MOST_PROJECTS);
    return heads.flatMap((head) => (this.heads.get(head)?.members.has(path) ? [this.load(head)] : []));
  }

  /** The project of a head; made anew only where a file that it rests on is another. */
  private load(head: string): ComposeProject {
    const before = this.loaded.get(head);
    this.loaded.delete(head);
    if (before && [...before.files].every(([path, file]) => this.fileAt(path) === file)) {
      this.loaded.set(head, before);
      return before.project;
    }
    const files = new Map<string, unknown>();
    const note = <Found>(path: string, found: Found | null | undefined): Found | null => {
      files.set(path, this.fileAt(path));
      return found ?? null;
    };
    const sources = {
      compose: (path: string) => note(path, this.files.compose(path)),
      envText: (path: string) => note(path, this.files.envText(path)),
    };
    const paths = this.projectFiles(head, sources.compose);
    const { services, top, isComplete } = resolveServices(paths, folderOf(head), sources, this.root);
    const merged = [...services].map(([name, { sayings, hasUnknownParent }]) => [name, new LayeredService(name, sayings, hasUnknownParent)] as const);
    const beside = new LayeredData(top);
    const project: ComposeProject = { files: paths, services: new Map(merged), get: (...path) => beside.get(...path), isComplete };
    this.loaded.set(head, { files, project });
    dropOldest(this.loaded, MOST_LOADED);
    return project;
  }

  private fileAt(path: string): unknown {
    return this.files.compose(path) ?? this.files.envText(path) ?? null;
  }

  /** Reads again what changed. */
  update(): ProjectChanges {
    const missing = new Map<string, MissingFile>();
    const told = new Set<string>();
    // Another file in a folder may be what the others are laid over.
    for (const folder of this.staleFolders) for (const path of this.folders.get(folder) ?? []) this.stale.add(path);
    this.staleFolders.clear();
    for (const path of this.stale) {
      const before = this.heads.get(path) ?? NO_HEAD;
      const head = this.folders.get(folderOf(path))?.has(path) ? this.read(path, missing) : NO_HEAD;
      this.loaded.delete(path);
      if (head === NO_HEAD) this.heads.delete(path);
      else this.heads.set(path, head);
      relink(this.readers, path, before.asked, head.asked);
      relink(this.displacers, path, before.displaced, head.displaced);
      for (const one of [path, ...before.displaced, ...head.displaced]) told.add(one);
    }
    this.stale.clear();
    const builds = new Map<string, readonly BuildDefinition[]>();
    for (const path of told) builds.set(path, this.displacers.get(path)?.size ? [] : (this.heads.get(path)?.builds ?? []));
    return { builds, missing: [...missing.values()] };
  }

  private read(path: string, missing: Map<string, MissingFile>): Head {
    const asked = new Set<string>();
    const look = <Found>(file: string, kind: MissingFile['kind'], found: Found | null | undefined): Found | null => {
      asked.add(file);
      if (found === undefined) missing.set(file, { path: file, kind });
      return found ?? null;
    };
    const sources = {
      compose: (file: string) => look(file, 'compose', this.files.compose(file)),
      envText: (file: string) => look(file, 'env', this.files.envText(file)),
    };
    const folder = folderOf(path);
    const { services, displaced, members } = resolveServices(this.projectFiles(path, sources.compose), folder, sources, this.root);
    const builds = [...services].flatMap(([name, service]) => buildOf(name, service, this.root) ?? []);
    return { builds: fitted(builds), displaced: displaced.has(path) ? new Set([...displaced].filter((one) => one !== path)) : displaced, asked, members };
  }

  /** In the order in which compose lays them over each other; empty for a file that heads no project. */
  private projectFiles(path: string, compose: (path: string) => ComposeFile | null): readonly string[] {
    const files = this.folders.get(folderOf(path))!;
    const { base, override } = defaultFiles(files, folderOf(path));
    if (path === base) return override === null ? [base] : [base, override];
    if (path === override) return [];
    const below = baseFor(path, files);
    const file = compose(path);
    const role = file === null ? 'stray' : roleOf(file, below === null ? null : compose(below));
    if (role === 'stray') return [];
    return role === 'overlay' && below !== null ? [below, path] : [path];
  }
}

function relink(index: Map<string, Set<string>>, head: string, before: ReadonlySet<string>, after: ReadonlySet<string>): void {
  for (const path of before) {
    if (after.has(path)) continue;
    const heads = index.get(path);
    heads?.delete(head);
    if (heads?.size === 0) index.delete(path);
  }
  for (const path of after) {
    const heads = index.get(path);
    if (heads) heads.add(head);
    else index.set(path, new Set([head]));
  }
}
