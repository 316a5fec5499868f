import type { ComposeModel } from '../core/compose/model.ts';
import type { ComposeProject } from '../core/compose/project.ts';
import type { FileLanguage } from '../core/engine/fileKinds.ts';
import type {
  BuildContext, BuildUse, ContextFiles, ContextMeasure, DockerfileUse, IgnoreFile, ProjectView, WorkspaceDockerfile,
} from '../core/engine/projectView.ts';
import { BuildTable, type PlannedUse } from './buildTable.ts';
import type { BuildDefinition } from './buildDefinition.ts';
import { ResourceIndex, type ResourceSetting } from './composeResources.ts';
import { UNREAD_FILES } from './contextFiles.ts';
import { ContextInputs } from './contextInputs.ts';
import type { DockerfileInputs } from './dockerfileInputs.ts';
import { LazyIgnoreFile } from './lazyIgnoreFile.ts';
import { baseName, folderOf, isOutside, joinPaths } from './paths.ts';
import { ProjectContext } from './projectContext.ts';
import { WorkspaceDockerfiles, type ParsedDockerfile } from './workspaceDockerfiles.ts';

/** What a project asks of whoever holds the files. All paths are workspace-relative. */
export interface ProjectFiles {
  /** Asked only for Dockerfiles of a context whose inputs somebody looks at, so that they can be parsed late. */
  inputsOf(dockerfile: string): DockerfileInputs | null;
  /** The text of one Dockerfile; null where it cannot be read. */
  textOf(dockerfile: string): string | null;
  /** The same, parsed when asked. */
  documentOf(dockerfile: string): ParsedDockerfile | null;
  /** Files below a context; null where they were not read (yet). */
  contextFiles(context: string): ContextFiles | null;
  measure(context: string): ContextMeasure | null;
  /** The compose file whose project a compose file belongs to, itself where it heads one; null where none is known. */
  headOf(composeFile: string): string | null;
  /** As in `ProjectView`, for one compose file. */
  composeProjects(composeFile: string): readonly ComposeProject[];
  /** As in `ProjectView`. */
  composeFile?(path: string): ComposeModel | null;
  /** As in `ProjectView`; absent where nobody keeps listings. */
  kindOf?(path: string): 'file' | 'folder' | null | undefined;
}

/**
 * Joins builds, Dockerfiles and ignore files into the answer to one question: what builds this file, and from what. Told of each change,
 * it forgets what rests on it and nothing else; views of what is unchanged share their contexts. Pure: it reads nothing itself.
 */
export class Project {
  private readonly dockerfiles = new Set<string>();
  private readonly builds: BuildTable;
  private readonly inputs = new Map<string, ContextInputs>();
  /** By path; several where ignore files differ. */
  private readonly contexts = new Map<string, readonly ProjectContext[]>();
  /** By Dockerfile, until something about its builds or one of their contexts changes: rules ask for those of all Dockerfiles at each check. */
  private readonly uses = new Map<string, readonly DockerfileUse[]>();
  private readonly ignores = new Map<string, LazyIgnoreFile>();
  private readonly resourcesByFile = new Map<string, readonly ResourceSetting[]>();
  private readonly documents: WorkspaceDockerfiles;
  private resources: ResourceIndex | null = null;
  private changes = 0;

  constructor(private readonly files: ProjectFiles) {
    this.builds = new BuildTable(this.dockerfiles, (context) => this.inputs.delete(context));
    this.documents = new WorkspaceDockerfiles(this.dockerfiles, {
      textOf: (path) => files.textOf(path),
      documentOf: (path) => files.documentOf(path),
      usesOf: (path) => this.dockerfileUses(path),
    });
  }

  /** Grows whenever a view may have become another. */
  get generation(): number {
    return this.changes;
  }

  /** The builds of one compose project or bake file; none where it is gone. */
  setBuilds(path: string, builds: readonly BuildDefinition[]): void {
    if (!this.builds.set(path, builds)) return;
    this.uses.clear();
    this.changes++;
  }

  /** Every build that a compose or bake file names. */
  definitions(): readonly BuildDefinition[] {
    return this.builds.definitions();
  }

  addDockerfile(path: string): void {
    if (this.dockerfiles.has(path)) return;
    this.dockerfiles.add(path);
    this.dockerfileCameOrWent(() => this.builds.addDockerfile(path));
  }

  removeDockerfile(path: string): void {
    if (this.dockerfiles.delete(path)) this.dockerfileCameOrWent(() => this.builds.removeDockerfile(path));
  }

  dockerfileTextChanged(path: string): void {
    this.documents.textChanged(path);
    this.changes++;
  }

  composeTextChanged(): void {
    this.changes++;
  }

  /** What a Dockerfile takes from its contexts, or runs, is something else now. */
  inputsChanged(path: string): void {
    for (const context of this.builds.contextsOf(path)) this.inputs.delete(context);
    this.changes++;
  }

  /** @param text of the ignore file; null where it is gone or cannot be read */
  setIgnoreFile(path: string, text: string | null): void {
    if (text === null) this.ignores.delete(path);
    else this.ignores.set(path, new LazyIgnoreFile(path, text));
    this.uses.clear();
    this.changes++;
  }

  /** What a compose file says about resources of services; null where it is gone. */
  setResources(path: string, settings: readonly ResourceSetting[] | null): void {
    if (settings === null) this.resourcesByFile.delete(path);
    else this.resourcesByFile.set(path, settings);
    this.resources = null;
    this.changes++;
  }

  /** Something that `ProjectFiles` answers with has changed. */
  noteChange(): void {
    this.changes++;
  }

  /** Drops what is kept of a context that nobody asks for: what `ProjectFiles` answers of it is another object from now on. */
  forgetContext(context: string): void {
    for (const { ignore } of this.contexts.get(context) ?? []) if (ignore) this.ignores.get(ignore.path)?.forgetMatcher();
    this.contexts.delete(context);
    this.inputs.delete(context);
    for (const { dockerfile } of this.builds.usesOfContext(context)) if (dockerfile !== null) this.uses.delete(dockerfile);
    this.changes++;
  }

  /** Contexts inside the workspace that the view of a file shows: whoever answers `contextFiles` reads them first. */
  contextsOf(path: string, language: FileLanguage): readonly string[] {
    return [...new Set(this.usesOf(path, language).map(({ context }) => context))].filter((context) => !isOutside(context));
  }

  viewFor(path: string, language: FileLanguage): ProjectView {
    const services = language === 'compose' ? this.servicesOf(path) : null;
    const allDockerfiles = () => this.documents.all();
    const builtImages = () => this.builds.images();
    const composeProjects = () => (language === 'compose' ? this.files.composeProjects(path) : []);
    return {
      uses: language === 'dockerfile' ? this.dockerfileUses(path) : [],
      serviceUse: (service) => {
        const use = services?.get(service);
        return use && !isOutside(use.context) ? this.finish(use) : null;
      },
      composeFile: (asked) => this.files.composeFile?.(asked) ?? null,
      resourcesElsewhere: (service) => this.resourceIndex().fileWith(path, service),
      securityOptionsElsewhere: (service) => this.resourceIndex().fileWith(path, service, 'security_opt'),
      readers: language === 'dockerignore' ? this.readersOf(path).map((use) => this.finish(use)) : [],
      get composeProjects(): readonly ComposeProject[] {
        return composeProjects();
      },
      get dockerfiles(): readonly WorkspaceDockerfile[] {
        return allDockerfiles();
      },
      get builtImages(): ReadonlySet<string> {
        return builtImages();
      },
      kindOf: (asked) => this.files.kindOf?.(asked),
    };
  }

  private usesOf(path: string, language: FileLanguage): readonly PlannedUse[] {
    if (language === 'dockerfile') return this.builds.usesOfDockerfile(path);
    return language === 'dockerignore' ? this.readersOf(path) : [...this.servicesOf(path).values()];
  }

  private servicesOf(composeFile: string): ReadonlyMap<string, PlannedUse> {
    return this.builds.usesOf(this.files.headOf(composeFile) ?? composeFile);
  }

  /** The builds whose one ignore file is this one. */
  private readersOf(path: string): readonly PlannedUse[] {
    const name = baseName(path);
    const candidates = name === '.dockerignore' ? this.builds.usesOfContext(folderOf(path)) : this.usesOfOwner(path.slice(0, -'.dockerignore'.length));
    return candidates.filter(({ context, dockerfile }) => !isOutside(context) && this.ignoreFor(context, dockerfile)?.path === path);
  }

  /** No Dockerfile: nothing that could read the file. */
  private usesOfOwner(dockerfile: string): readonly PlannedUse[] {
    return this.builds.usesOfDockerfile(dockerfile).filter(({ source }) => source !== 'assumed' || this.dockerfiles.has(dockerfile));
  }

  private dockerfileUses(path: string): readonly DockerfileUse[] {
    const known = this.uses.get(path);
    if (known?.every((use) => this.isCurrent(use.context as ProjectContext))) return known;
    const uses = this.builds.usesOfDockerfile(path).map((use): DockerfileUse => ({ ...this.finish(use), dockerfile: path }));
    this.uses.set(path, uses);
    return uses;
  }

  /** Files of a context are read when somebody looks at it, and what builds take from it is put together anew where one of them changed. */
  private isCurrent({ path, files, measure, inputs }: ProjectContext): boolean {
    return files === this.filesOf(path) && measure === this.measureOf(path) && inputs === this.inputs.get(path);
  }

  private filesOf(context: string): ContextFiles {
    return (isOutside(context) ? null : this.files.contextFiles(context)) ?? UNREAD_FILES;
  }

  private measureOf(context: string): ContextMeasure | null {
    return isOutside(context) ? null : this.files.measure(context);
  }

  private dockerfileCameOrWent(tell: () => void): void {
    this.documents.forget();
    this.uses.clear();
    tell();
    this.changes++;
  }

  private resourceIndex(): ResourceIndex {
    return (this.resources ??= new ResourceIndex(this.resourcesByFile));
  }

  private finish(use: PlannedUse): BuildUse {
    const { source, service, definedIn, dockerfile, target, args, namedContexts, profiles, images, hasHealthcheck } = use;
    const context = this.context(use.context, dockerfile, source !== 'assumed');
    return { source, service, definedIn, dockerfile, target, args, namedContexts, profiles, images, hasHealthcheck, context };
  }

  private context(path: string, dockerfile: string | null, known: boolean): BuildContext {
    const isOut = isOutside(path);
    const ignore = isOut ? null : this.ignoreFor(path, dockerfile);
    const files = this.filesOf(path);
    const measure = this.measureOf(path);
    const inputs = this.inputsFor(path);
    const all = this.contexts.get(path) ?? [];
    const made = all.find((one) => one.known === known && one.ignore?.path === ignore?.path);
    if (made?.files === files && made.ignore === ignore && made.inputs === inputs && made.measure === measure) return made;
    const context = new ProjectContext(path, known, isOut, files, ignore, measure, inputs);
    this.contexts.set(path, [...all.filter((one) => one !== made), context]);
    return context;
  }

  private inputsFor(context: string): ContextInputs {
    const known = this.inputs.get(context);
    if (known) return known;
    const inputs = new ContextInputs(() => this.builds.usesOfContext(context), (path) => (this.dockerfiles.has(path) ? this.files.inputsOf(path) : null));
    this.inputs.set(context, inputs);
    return inputs;
  }

  /**
   * BuildKit (frontend/dockerui, `DockerIgnoreMatcher`): the file beside the Dockerfile wins and the other is not read. An inline Dockerfile
   * has a name of its own in a folder of its own, so that nothing can lie beside it.
   */
  private ignoreFor(context: string, dockerfile: string | null): IgnoreFile | null {
    const own = dockerfile === null ? undefined : this.ignores.get(`${dockerfile}.dockerignore`);
    return own ?? this.ignores.get(joinPaths(context, '.dockerignore')) ?? null;
  }
}
