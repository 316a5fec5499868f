import type { SourceDocument } from '../core/engine/document.ts';
import { languageOf, type FileLanguage } from '../core/engine/fileKinds.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';
import type { BuildDefinition } from '../project/buildDefinition.ts';
import { readComposeFile } from '../project/compose/composeFile.ts';
import { ComposeProjects } from '../project/compose/composeProjects.ts';
import type { ProjectFileKind } from '../project/fileKind.ts';
import { folderOf, isOutside, joinPaths } from '../project/paths.ts';
import { Project } from '../project/project.ts';
import { ComposeShelf } from './composeShelf.ts';
import type { ContextCache } from './contextCache.ts';
import { DockerFileRecord } from './dockerFileRecords.ts';
import { DocumentShelf } from './documentShelf.ts';
import { PathMap } from './pathMap.ts';

/** A file that another names and that nobody has looked for yet. */
export interface WantedFile {
  readonly path: string;
  readonly kind: ProjectFileKind;
}

const BAKE_FILES: readonly string[] = ['docker-bake.hcl', 'docker-bake.json'];
const BAKE_OVERRIDES: readonly string[] = ['docker-bake.override.hcl', 'docker-bake.override.json'];

/** The files that the project model rests on, and the model itself: a changed text is taken in when somebody asks for a view. */
export class ProjectRecords {
  /** Set by whoever loads the grammar: without it, other Dockerfiles' RUNs have no commands. */
  shell: ShellParser | null = null;
  readonly project: Project;
  private readonly records = new PathMap<DockerFileRecord>();
  private readonly compose: ComposeProjects;
  private readonly documents = new DocumentShelf();
  private readonly composeShelf: ComposeShelf;
  private readonly unsettled = new Set<DockerFileRecord>();
  /** Files that others name and that are not there. */
  private readonly absent = new PathMap<ProjectFileKind>();
  private readonly wanted = new Map<string, ProjectFileKind>();

  constructor(
    private readonly root: string,
    contexts: ContextCache,
    kindOf: (path: string) => 'file' | 'folder' | null | undefined,
  ) {
    this.composeShelf = new ComposeShelf(
      (path, text) => readComposeFile(this.documents.read(path, 'compose', text, this.shell).compose, path, root),
      (path, text) => readComposeFile(this.documents.glance(path, 'compose', text, this.shell).compose, path, root),
    );
    this.compose = new ComposeProjects(root, {
      compose: (path) => this.known(path, 'compose')?.composeFile,
      envText: (path) => this.known(path, 'env')?.readable,
    });
    this.project = new Project({
      inputsOf: (path) => this.records.get(path)?.inputsFor(() => this.documentOf(path, 'dockerfile')) ?? null,
      textOf: (path) => this.records.get(path)?.readable ?? null,
      documentOf: (path) => this.documentOf(path, 'dockerfile'),
      contextFiles: (context) => contexts.files(context),
      measure: (context) => contexts.measure(context),
      headOf: (path) => this.compose.headOf(path),
      composeProjects: (path) => this.compose.projectsOf(path),
      composeFile: (path) => this.documentOf(path, 'compose')?.compose ?? null,
      kindOf,
    });
  }

  get(path: string): DockerFileRecord | undefined {
    return this.records.get(path);
  }

  /** A file, parsed; null for one of another language, and where it cannot be read. The same object as long as the text is the same and it is kept. */
  documentOf(path: string, language: FileLanguage): SourceDocument | null {
    const record = this.records.get(path);
    const text = record?.kind === language ? record.readable : null;
    return text === null ? null : this.documents.read(path, language, text, this.shell);
  }

  /** Paths of records below a folder. */
  below(folder: string): readonly string[] {
    return this.records.below(folder);
  }

  /** Files that are there, on disk or unsaved, sorted, with a language to check them as. */
  files(): readonly { readonly path: string; readonly language: FileLanguage }[] {
    return this.records
      .below('.')
      .sort()
      .flatMap((found) => {
        // Its own text of the path: those who keep the list keep no second one.
        const { path, isOnDisk, overlay } = this.records.get(found)!;
        const language = languageOf(path);
        return language !== null && (isOnDisk || overlay !== null) ? [{ path, language }] : [];
      });
  }

  /** @param text null where it cannot be read */
  setDisk(path: string, kind: ProjectFileKind, text: string | null, isOnDisk: boolean): void {
    this.change(path, kind, (record) => {
      record.disk = text;
      record.isOnDisk = isOnDisk;
    });
  }

  /** A file is not there: one that others name is remembered, so that nobody looks again before an event. */
  setAbsent(path: string, kind: ProjectFileKind): void {
    const record = this.records.get(path);
    if (record) this.setDisk(path, record.kind, null, false);
    else this.absent.set(path, kind);
  }

  setOverlay(path: string, kind: ProjectFileKind, text: string | null): void {
    this.change(path, kind, (record) => {
      record.overlay = text;
    });
  }

  /** An event at `path`, or at all below it: what was not there may be there now. */
  lookAgain(path: string): void {
    for (const one of [path, ...this.absent.below(path)]) {
      const kind = this.absent.get(one);
      if (kind === undefined) continue;
      this.absent.delete(one);
      this.wanted.set(one, kind);
    }
  }

  /**
   * Takes in what changed since the last time, parsing nothing twice.
   * @param parsed the current text of `path`, parsed
   * @returns files to read (`setDisk`, `setAbsent`) before the project is known as it is
   */
  settle(path: string | null, parsed?: SourceDocument): readonly WantedFile[] {
    const current = path !== null && parsed && this.isCurrent(path, parsed) ? parsed : null;
    if (current) this.documents.put(path!, current);
    for (const record of this.unsettled) this.take(record, record.path === path ? current : null);
    this.unsettled.clear();
    const { builds, missing } = this.compose.update();
    for (const { path: file, kind } of missing) this.want(file, kind);
    for (const [file, definitions] of builds) this.setBuilds(file, definitions);
    const wanted = [...this.wanted].map(([file, kind]) => ({ path: file, kind }));
    this.wanted.clear();
    return wanted;
  }

  private change(path: string, kind: ProjectFileKind, apply: (record: DockerFileRecord) => void): void {
    const known = this.records.get(path);
    const record = known ?? new DockerFileRecord(path, kind, this.root, this.composeShelf);
    const before = known?.text;
    apply(record);
    if (record.text === null && !record.isOnDisk) {
      this.records.delete(path);
      this.absent.set(path, record.kind);
    } else {
      if (!known) this.records.set(path, record);
      this.absent.delete(path);
    }
    if (record.text !== before) this.unsettled.add(record);
  }

  private isCurrent(path: string, { language, text }: SourceDocument): boolean {
    const record = this.records.get(path);
    return record?.kind === language && record.readable === text;
  }

  private take(record: DockerFileRecord, parsed: SourceDocument | null): void {
    const { path, kind, text, readable } = record;
    const { project, compose } = this;
    // A record that was dropped meanwhile, and made anew, is not this one.
    if (this.records.get(path) !== record && this.records.get(path)) return;
    const differs = record.settle(parsed, () => this.documentOf(path, 'compose'));
    if (kind === 'dockerfile') {
      if (text === null) project.removeDockerfile(path);
      else project.addDockerfile(path);
      project.dockerfileTextChanged(path);
      if (differs) project.inputsChanged(path);
    } else if (kind === 'dockerignore') project.setIgnoreFile(path, readable);
    else if (kind === 'bake') this.takeBake(path);
    else {
      // Rules read every value of merged files, builds only some.
      project.composeTextChanged();
      if (!differs) return;
      compose.changed(path);
      if (kind === 'compose') this.takeCompose(record);
    }
  }

  private takeCompose({ path, text, composeFile }: DockerFileRecord): void {
    this.project.setResources(path, composeFile?.resources ?? null);
    if (languageOf(path) !== 'compose') return;
    if (text === null) this.compose.remove(path);
    else this.compose.add(path);
  }

  /** What bake lays over a file that it finds is no build of its own: what both say together is not read, so neither counts twice. */
  private takeBake(path: string): void {
    const folder = folderOf(path);
    const buildsOf = (file: string) => this.records.get(file)?.bakeBuilds ?? [];
    this.setBuilds(path, buildsOf(path));
    const hasBase = BAKE_FILES.some((name) => this.records.get(joinPaths(folder, name)));
    for (const file of BAKE_OVERRIDES.map((name) => joinPaths(folder, name))) this.setBuilds(file, hasBase ? [] : buildsOf(file));
  }

  private setBuilds(file: string, definitions: readonly BuildDefinition[]): void {
    this.project.setBuilds(file, definitions);
    for (const { dockerfile } of definitions) {
      // They may have any name and lie where the search does not go, with an ignore file beside them.
      if (dockerfile === null || isOutside(dockerfile) || this.records.get(dockerfile)) continue;
      this.want(dockerfile, 'dockerfile');
      this.want(`${dockerfile}.dockerignore`, 'dockerignore');
    }
  }

  private want(path: string, kind: ProjectFileKind): void {
    if (!isOutside(path) && !this.records.get(path) && this.absent.get(path) === undefined) this.wanted.set(path, kind);
  }

  /** Undefined for a file that nobody has looked for; an unreadable one, or one that is read as something else, has nothing to say. */
  private known(path: string, kind: ProjectFileKind): DockerFileRecord | { readonly composeFile: null; readonly readable: null } | undefined {
    const record = this.records.get(path);
    if (record?.kind === kind) return record;
    return record || this.absent.get(path) !== undefined || isOutside(path) ? NOTHING : undefined;
  }
}

const NOTHING = { composeFile: null, readable: null } as const;
