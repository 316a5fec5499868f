import { createIgnoreMatcher } from '../core/ignore/matcher.ts';
import type { FileLanguage } from '../core/engine/fileKinds.ts';
import type { BuildContext, BuildUse, ContextFiles, DockerfileUse, IgnoreFile, ProjectView, WorkspaceDockerfile } from '../core/engine/projectView.ts';
import type { ComposeBuild } from './composeBuilds.ts';
import { ResourceIndex, type ResourceSetting } from './composeResources.ts';
import { UNREAD_FILES } from './contextFiles.ts';
import { NO_INPUTS, type DockerfileInputs } from './dockerfileInputs.ts';
import { baseName, folderOf, isOutside, joinPaths } from './paths.ts';

/** One state of a workspace, as plain data. All keys are workspace-relative paths. */
export interface ProjectInput {
  readonly dockerfiles: ReadonlySet<string>;
  /** Asked only for Dockerfiles whose context somebody looks at, so that they can be parsed late. */
  inputsOf(dockerfile: string): DockerfileInputs;
  readonly composeFiles: ReadonlyMap<string, readonly ComposeBuild[]>;
  /** What compose files say about resources of services. */
  readonly resources: ReadonlyMap<string, readonly ResourceSetting[]>;
  /** Texts of every .dockerignore and `<Dockerfile>.dockerignore`. */
  readonly ignoreFiles: ReadonlyMap<string, string>;
  /** One Dockerfile, parsed when asked; null where it cannot be read. */
  documentOf?(dockerfile: string): Pick<WorkspaceDockerfile, 'text' | 'dockerfile' | 'facts'> | null;
  /** Files below a context; null where they were not read (yet). */
  contextFiles(context: string): ContextFiles | null;
}

export interface Project {
  /** Contexts inside the workspace that the view of a file shows: whoever answers `contextFiles` reads them first. */
  contextsOf(path: string, language: FileLanguage): readonly string[];
  viewFor(path: string, language: FileLanguage): ProjectView;
  /** Texts of Dockerfiles have changed in a way that changes nothing else: later views show the new ones. */
  forgetTexts(): void;
}

/**
 * Joins compose files, Dockerfiles and ignore files into the answer to one question: what builds this file, and from what.
 * Pure and cheap; views of an unchanged project share their contexts.
 */
export function buildProject(input: ProjectInput): Project {
  return new JoinedProject(input);
}

/** A build as somebody says it is done, or as it is assumed; contexts are filled in when a view asks. */
interface PlannedUse {
  readonly source: BuildUse['source'];
  readonly service: string | null;
  readonly definedIn: string | null;
  readonly dockerfile: string | null;
  readonly target: string | null;
  readonly context: string;
  readonly inlineInputs: DockerfileInputs | null;
  readonly args: BuildUse['args'];
}

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();

class JoinedProject implements Project {
  private readonly byDockerfile = new Map<string, PlannedUse[]>();
  private readonly byCompose = new Map<string, Map<string, PlannedUse>>();
  private readonly usesByContext = new Map<string, PlannedUse[]>();
  private readonly inputsByContext = new Map<string, DockerfileInputs>();
  private readonly contexts = new Map<string, BuildContext>();
  private readonly ignores = new Map<string, IgnoreFile>();
  private readonly resources: ResourceIndex;
  private documents: readonly WorkspaceDockerfile[] | null = null;

  constructor(private readonly input: ProjectInput) {
    this.resources = new ResourceIndex(input.resources);
    for (const composeFile of [...input.composeFiles.keys()].sort()) this.addCompose(composeFile);
    for (const uses of this.byCompose.values()) for (const use of uses.values()) this.addToContext(use);
    for (const path of input.dockerfiles) if (!this.byDockerfile.has(path)) for (const use of this.planned(path)) this.addToContext(use);
  }

  contextsOf(path: string, language: FileLanguage): readonly string[] {
    const contexts = new Set<string>();
    for (const { context } of this.usesOf(path, language)) if (!isOutside(context)) contexts.add(context);
    return [...contexts];
  }

  viewFor(path: string, language: FileLanguage): ProjectView {
    const services = language === 'compose' ? this.byCompose.get(path) : undefined;
    return {
      uses: language === 'dockerfile' ? this.dockerfileUses(path) : [],
      serviceUse: (service) => {
        const use = services?.get(service);
        return use && !isOutside(use.context) ? this.finish(use) : null;
      },
      resourcesElsewhere: (service) => this.resources.fileWith(path, service),
      readers: language === 'dockerignore' ? this.readersOf(path).map((use) => this.finish(use)) : [],
      dockerfiles: this.allDockerfiles(),
    };
  }

  forgetTexts(): void {
    this.documents = null;
  }

  private usesOf(path: string, language: FileLanguage): readonly PlannedUse[] {
    if (language === 'dockerfile') return this.planned(path);
    if (language === 'dockerignore') return this.readersOf(path);
    return language === 'compose' ? [...(this.byCompose.get(path)?.values() ?? [])] : [];
  }

  /** The builds whose one ignore file is this one. */
  private readersOf(path: string): readonly PlannedUse[] {
    return [...this.usesByContext.values()].flat().filter(({ context, dockerfile }) => !isOutside(context) && this.ignoreFor(context, dockerfile)?.path === path);
  }

  private dockerfileUses(path: string): readonly DockerfileUse[] {
    return this.planned(path).map((use): DockerfileUse => ({ ...this.finish(use), dockerfile: path }));
  }

  private allDockerfiles(): readonly WorkspaceDockerfile[] {
    this.documents ??= [...this.input.dockerfiles].sort().flatMap((path) => {
      const document = this.input.documentOf?.(path);
      return document ? [new ListedDockerfile(path, document, () => this.dockerfileUses(path))] : [];
    });
    return this.documents;
  }

  private addCompose(composeFile: string): void {
    const services = new Map<string, PlannedUse>();
    for (const build of this.input.composeFiles.get(composeFile) ?? []) {
      const { service, target, context, inlineInputs, args } = build;
      const dockerfile = this.existingName(build);
      const use: PlannedUse = { source: 'compose', service, definedIn: composeFile, dockerfile, target, context, inlineInputs, args };
      services.set(service, use);
      if (dockerfile === null || isOutside(dockerfile)) continue;
      const uses = this.byDockerfile.get(dockerfile);
      if (uses) uses.push(use);
      else this.byDockerfile.set(dockerfile, [use]);
    }
    this.byCompose.set(composeFile, services);
  }

  /** BuildKit falls back to `dockerfile` where there is no `Dockerfile` and nobody named one. */
  private existingName({ dockerfile, isDefaultName }: ComposeBuild): string | null {
    if (dockerfile === null || !isDefaultName || this.input.dockerfiles.has(dockerfile)) return dockerfile;
    const lower = joinPaths(folderOf(dockerfile), 'dockerfile');
    return this.input.dockerfiles.has(lower) ? lower : dockerfile;
  }

  private planned(dockerfile: string): readonly PlannedUse[] {
    const known = this.byDockerfile.get(dockerfile);
    if (known) return known;
    const context = folderOf(dockerfile);
    return [{ source: 'assumed', service: null, definedIn: null, dockerfile, target: null, context, inlineInputs: null, args: NOTHING }];
  }

  private addToContext(use: PlannedUse): void {
    const uses = this.usesByContext.get(use.context);
    if (uses) uses.push(use);
    else this.usesByContext.set(use.context, [use]);
  }

  private inputsFor(context: string): DockerfileInputs {
    const made = this.inputsByContext.get(context);
    if (made) return made;
    const copied = new Set<string>();
    const scripts = new Map<string | DockerfileInputs, readonly string[]>();
    for (const { dockerfile, inlineInputs } of this.usesByContext.get(context) ?? []) {
      const isKnown = dockerfile !== null && this.input.dockerfiles.has(dockerfile);
      const inputs = inlineInputs ?? (isKnown ? this.input.inputsOf(dockerfile) : NO_INPUTS);
      for (const path of inputs.copied) copied.add(path);
      // Several services may build one Dockerfile.
      scripts.set(dockerfile ?? inputs, inputs.scripts);
    }
    const inputs: DockerfileInputs = { copied: [...copied].sort(), scripts: [...scripts.values()].flat() };
    this.inputsByContext.set(context, inputs);
    return inputs;
  }

  private finish({ source, service, definedIn, dockerfile, target, args, ...use }: PlannedUse): BuildUse {
    return { source, service, definedIn, dockerfile, target, args, namedContexts: NOTHING, profiles: [], context: this.context(use.context, dockerfile, source === 'compose') };
  }

  private context(path: string, dockerfile: string | null, known: boolean): BuildContext {
    const outside = isOutside(path);
    const ignore = outside ? null : this.ignoreFor(path, dockerfile);
    const files = outside ? UNREAD_FILES : this.input.contextFiles(path);
    const key = JSON.stringify([path, ignore?.path ?? null, known]);
    const made = this.contexts.get(key);
    if (made && (files === null || made.files === files)) return made;
    const context: BuildContext = {
      path,
      known,
      isOutside: outside,
      files: files ?? UNREAD_FILES,
      ignore,
      ...this.inputsFor(path),
    };
    this.contexts.set(key, context);
    return context;
  }

  /** BuildKit (frontend/dockerui, `DockerIgnoreMatcher`): the file beside the Dockerfile wins and the other is not read. */
  private ignoreFor(context: string, dockerfile: string | null): IgnoreFile | null {
    const own = dockerfile === null ? null : joinPaths(folderOf(dockerfile), `${baseName(dockerfile)}.dockerignore`);
    return (own === null ? null : this.ignoreAt(own)) ?? this.ignoreAt(joinPaths(context, '.dockerignore'));
  }

  private ignoreAt(path: string): IgnoreFile | null {
    const made = this.ignores.get(path);
    if (made) return made;
    const text = this.input.ignoreFiles.get(path);
    if (text === undefined) return null;
    const ignore: IgnoreFile = { path, matcher: createIgnoreMatcher(text) };
    this.ignores.set(path, ignore);
    return ignore;
  }
}

/** Asks for nothing before it is asked itself: a workspace may have thousands. */
class ListedDockerfile implements WorkspaceDockerfile {
  constructor(
    readonly path: string,
    private readonly document: Pick<WorkspaceDockerfile, 'text' | 'dockerfile' | 'facts'>,
    private readonly readUses: () => readonly DockerfileUse[],
  ) {}

  get text(): string {
    return this.document.text;
  }

  get dockerfile(): WorkspaceDockerfile['dockerfile'] {
    return this.document.dockerfile;
  }

  get facts(): WorkspaceDockerfile['facts'] {
    return this.document.facts;
  }

  get uses(): readonly DockerfileUse[] {
    return this.readUses();
  }
}
