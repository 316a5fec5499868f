import { languageOf, type FileLanguage } from '../core/engine/fileKinds.ts';
import type { FileSystem, FolderEntry } from '../core/engine/host.ts';
import type { ContextFiles, ProjectView } from '../core/engine/projectView.ts';
import type { Language } from '../core/engine/rule.ts';
import type { ComposeBuild } from '../project/composeBuilds.ts';
import type { ResourceSetting } from '../project/composeResources.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';
import { NO_INPUTS } from '../project/dockerfileInputs.ts';
import { isManifest } from '../project/manifests.ts';
import { isOutside, joinPaths, pathWithin } from '../project/paths.ts';
import { buildProject, type Project } from '../project/project.ts';
import { CONTEXT_LIMITS, ContextReader } from './contextReader.ts';
import { DockerFileRecord, type ParsedDocument } from './dockerFileRecords.ts';
import { FolderTree, walk, type WalkLimits } from './folderTree.ts';

/** Other people's code, and what tools make: no Dockerfile in there is the user's own. */
const NOT_SEARCHED: ReadonlySet<string> = new Set([...CONTEXT_LIMITS.skip, 'vendor', 'site-packages', '.terraform', '.cache']);

const SEARCH_LIMITS: WalkLimits = { entries: 200_000, depth: 40, skip: NOT_SEARCHED };

/** Largest Docker file that is read, in bytes; at least what the engine checks. */
const LARGEST_FILE = 4 * 1_048_576;

/** Docker files that are read at a time. */
const AT_ONCE = 16;

export interface IndexOptions {
  readonly searchLimits?: Partial<WalkLimits>;
  readonly contextLimits?: Partial<WalkLimits>;
}

/**
 * What is known of one workspace folder. It is read once, when first asked; after that events and unsaved texts change
 * single files, and a view of unchanged contexts comes from memory. Paths are workspace-relative with `/`; others are
 * ignored. Changes are taken in one after the other, so it may be called from several places at once.
 */
export class WorkspaceIndex {
  /** Set by whoever loads the grammar: without it, other Dockerfiles' RUNs have no commands. */
  shell: ShellParser | null = null;
  private readonly tree: FolderTree;
  private readonly contextReader: ContextReader;
  private readonly records = new Map<string, DockerFileRecord>();
  private readonly overlays = new Map<string, string>();
  private readonly contexts = new Map<string, { files: ContextFiles | null; readonly loading: Promise<ContextFiles> }>();
  /** Dockerfiles that compose files name, and that were looked for: they may have any name and lie anywhere. */
  private readonly lookedFor = new Set<string>();
  private readonly unsettled = new Set<DockerFileRecord>();
  private readonly searchLimits: WalkLimits;
  private project: Project | null = null;
  private opening: Promise<void> | null = null;
  /** Events still to be taken in, in order. */
  private work: Promise<void> = Promise.resolve();
  private searchedAll = true;
  private changes = 0;

  /** Reads nothing yet. */
  constructor(
    private readonly disk: FileSystem,
    /** Absolute path of the folder, with `/`. */
    readonly root: string,
    options: IndexOptions = {},
  ) {
    this.tree = new FolderTree(disk, root);
    this.contextReader = new ContextReader(disk, this.tree, this.overlays, { ...CONTEXT_LIMITS, ...options.contextLimits });
    this.searchLimits = { ...SEARCH_LIMITS, ...options.searchLimits };
  }

  /** Reads the folder, once; rejects where the signal stops it, and may then be called again. */
  open(signal?: AbortSignal): Promise<void> {
    if (!this.opening) {
      const opening = this.search('.', signal);
      this.opening = opening;
      opening.catch(() => {
        if (this.opening === opening) this.opening = null;
      });
    }
    return this.opening;
  }

  /** Files to check, sorted, unreadable ones included; empty before `open`. */
  dockerFiles(): readonly { readonly path: string; readonly language: Language }[] {
    return [...this.records.values()]
      .flatMap(({ path, language, isOnDisk, overlay }) =>
        (isOnDisk || overlay !== null) && languageOf(path) !== null ? [{ path, language }] : [],
      )
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Grows whenever a view of this folder may have become another; the same number means the same views. */
  get generation(): number {
    return this.changes;
  }

  /** False where the search stopped at a limit or a folder could not be read. */
  get searchedEverything(): boolean {
    return this.searchedAll;
  }

  /** A file's text, unsaved or from disk; null where it is missing, too large (bytes on disk), no text, or behind a link that leads out. */
  async readText(path: string, limit: number, signal?: AbortSignal): Promise<string | null> {
    if (!isInside(path)) return null;
    const known = this.overlays.get(path) ?? this.records.get(path)?.text;
    if (known !== undefined && known !== null) return known;
    return this.readDisk(path, await this.tree.kindOf(path, signal), limit, signal);
  }

  /**
   * The view that rules get of one file.
   * @param parsed the file's current text, parsed: saves parsing it again
   */
  async viewFor(path: string, language: FileLanguage, signal?: AbortSignal, parsed?: ParsedDocument): Promise<ProjectView> {
    await this.settled(signal);
    const project = await this.currentProject(path, parsed, signal);
    for (const context of project.contextsOf(path, language)) {
      await this.filesOf(context, signal);
      await this.lookForIgnoreFile(context, signal);
      signal?.throwIfAborted();
    }
    return (this.project ?? this.join()).viewFor(path, language);
  }

  /** A file or folder was created, changed, renamed (call it for both names) or deleted. Never rejects. */
  fileChanged(path: string): Promise<void> {
    return isInside(path) ? this.enqueue(() => this.takeEvent(path)) : this.work;
  }

  /**
   * Unsaved text of an open document; null when it is closed, then the disk counts again.
   * @returns false where the text is the one already known
   */
  overlay(path: string, text: string | null): boolean {
    if (!isInside(path)) return false;
    const language = this.records.get(path)?.language ?? languageOf(path);
    const before = this.overlays.get(path) ?? this.records.get(path)?.text ?? null;
    if (text === null) this.overlays.delete(path);
    else this.overlays.set(path, text);
    if (language && (text !== null || this.records.has(path))) this.applyOverlay(path, language);
    return (this.records.get(path)?.text ?? text) !== before;
  }

  /** Forgets what no event told of: the next answers read the folder again. */
  refresh(): Promise<void> {
    return this.enqueue(async () => {
      this.tree.forgetAll();
      this.contextReader.forgetAll();
      this.contexts.clear();
      this.changes++;
      this.lookedFor.clear();
      this.project = null;
      if (this.opening) await this.search('.');
    });
  }

  /** Waits until everything so far is read. */
  private async settled(signal?: AbortSignal): Promise<void> {
    await this.open();
    for (let work: Promise<void> | null = null; work !== this.work; ) {
      signal?.throwIfAborted();
      work = this.work;
      await work;
    }
    signal?.throwIfAborted();
  }

  private enqueue(task: () => Promise<void>): Promise<void> {
    // A disk that fails in the middle leaves what was known: the next event tries again.
    this.work = this.work.then(() => this.opening?.catch(() => {})).then(task).catch(() => {});
    return this.work;
  }

  private async search(folder: string, signal?: AbortSignal): Promise<void> {
    const found = await walk(this.tree, folder, this.searchLimits, signal);
    this.searchedAll = found.complete && (folder === '.' || this.searchedAll);
    const wanted = [...found.files.map((path) => ({ path, isLink: false })), ...found.links.map((path) => ({ path, isLink: true }))].filter(
      ({ path }) => languageOf(path) !== null,
    );
    for (let at = 0; at < wanted.length; at += AT_ONCE) {
      signal?.throwIfAborted();
      await Promise.all(wanted.slice(at, at + AT_ONCE).map(({ path, isLink }) => this.loadRecord(path, isLink ? 'link' : 'file', signal)));
    }
    const seen = new Set(wanted.map(({ path }) => path));
    for (const record of [...this.records.values()]) {
      if (pathWithin(folder, record.path) !== null && !seen.has(record.path) && languageOf(record.path)) this.setDisk(record, null, false);
    }
  }

  private async takeEvent(path: string): Promise<void> {
    // Installing packages makes thousands of events in folders that nobody looks into.
    if (path.split('/').slice(0, -1).some((name) => CONTEXT_LIMITS.skip.has(name)) && !this.records.has(path)) return;
    this.tree.forget(path);
    for (const context of [...this.contexts.keys()]) {
      if (pathWithin(context, path) === null && pathWithin(path, context) === null) continue;
      this.contexts.delete(context);
      this.changes++;
    }
    // Nothing was read yet: whoever reads it first reads it as it is now.
    if (!this.opening) return;
    const kind = await this.tree.kindOf(path);
    const isSearched = !path.split('/').some((name) => this.searchLimits.skip.has(name));
    if (isManifest(path)) await this.contextReader.refresh(path);
    if (kind === 'folder') {
      if (isSearched) await this.search(path);
      return;
    }
    for (const record of [...this.records.values()]) if (record.path.startsWith(`${path}/`)) this.setDisk(record, null, false);
    const isNamed = [...this.lookedFor].filter((name) => name === path || name.startsWith(`${path}/`));
    for (const name of isNamed) this.lookedFor.delete(name);
    if (isNamed.length > 0) this.project = null;
    const record = this.records.get(path);
    if (kind === null) {
      if (record) this.setDisk(record, null, false);
    } else if (record || (isSearched && languageOf(path) !== null)) {
      await this.loadRecord(path, kind);
    }
  }

  private async loadRecord(path: string, kind: FolderEntry['kind'], signal?: AbortSignal): Promise<void> {
    const isLinkOut = kind === 'link' && !(await this.leadsInside(path));
    const text = isLinkOut ? null : await this.readDisk(path, kind === 'link' ? 'file' : kind, LARGEST_FILE, signal);
    const language = this.records.get(path)?.language ?? languageOf(path) ?? 'dockerfile';
    const record = this.records.get(path) ?? this.addRecord(path, language);
    this.setDisk(record, text, !isLinkOut && kind !== 'other');
  }

  private async readDisk(path: string, kind: FolderEntry['kind'] | null, limit: number, signal?: AbortSignal): Promise<string | null> {
    if (kind !== 'file' && !(kind === 'link' && (await this.leadsInside(path)))) return null;
    return this.disk.readText(this.tree.absolute(path), limit, signal);
  }

  /** A link is read only where it ends inside the workspace. */
  private async leadsInside(path: string): Promise<boolean> {
    if (!this.disk.realPath) return false;
    const [target, root] = await Promise.all([this.disk.realPath(this.tree.absolute(path)), this.disk.realPath(this.root)]);
    return target !== null && root !== null && target.startsWith(`${root.replace(/\/+$/, '')}/`);
  }

  private addRecord(path: string, language: FileLanguage): DockerFileRecord {
    const record = new DockerFileRecord(path, language, this.root);
    record.overlay = this.overlays.get(path) ?? null;
    this.records.set(path, record);
    this.project = null;
    return record;
  }

  private setDisk(record: DockerFileRecord, text: string | null, isOnDisk: boolean): void {
    const before = record.text;
    record.disk = text;
    record.isOnDisk = isOnDisk;
    this.noteChange(record, before);
  }

  private applyOverlay(path: string, language: FileLanguage): void {
    const record = this.records.get(path) ?? this.addRecord(path, language);
    const before = record.text;
    record.overlay = this.overlays.get(path) ?? null;
    this.noteChange(record, before);
  }

  private noteChange(record: DockerFileRecord, before: string | null): void {
    const now = record.text;
    if (now === null && !record.isOnDisk) this.records.delete(record.path);
    if ((now === null) !== (before === null)) this.project = null;
    if (now !== before) this.unsettled.add(record);
  }

  /** Parses what changed, and joins the project again only if that made a difference. */
  private async currentProject(path: string, parsed?: ParsedDocument, signal?: AbortSignal): Promise<Project> {
    for (let round = 0; round < 3; round++) {
      for (const record of this.unsettled) if (record.settle(record.path === path ? parsed : undefined)) this.project = null;
      if (this.unsettled.size > 0) this.project?.forgetTexts();
      this.unsettled.clear();
      if (this.project) return this.project;
      if (!(await this.lookForNamed(signal))) break;
    }
    return (this.project = this.join());
  }

  /** Reads Dockerfiles that compose files name and the search did not find; true where it had to wait for the disk. */
  private async lookForNamed(signal?: AbortSignal): Promise<boolean> {
    const missing = new Set<string>();
    for (const record of this.records.values()) {
      if (record.language !== 'compose') continue;
      for (const { dockerfile } of record.builds) {
        if (dockerfile !== null && !isOutside(dockerfile) && !this.records.has(dockerfile) && !this.lookedFor.has(dockerfile)) missing.add(dockerfile);
      }
    }
    for (const path of missing) {
      for (const wanted of [path, `${path}.dockerignore`]) {
        const kind = await this.tree.kindOf(wanted, signal);
        if (!this.records.has(wanted) && (kind === 'file' || kind === 'link')) await this.loadRecord(wanted, kind, signal);
      }
      this.lookedFor.add(path);
    }
    return missing.size > 0;
  }

  /** A context may lie in a folder that the search leaves out: its ignore file counts all the same. */
  private async lookForIgnoreFile(context: string, signal?: AbortSignal): Promise<void> {
    const path = joinPaths(context, '.dockerignore');
    if (!this.records.has(path) && this.contexts.get(context)?.files?.has('.dockerignore')) {
      await this.loadRecord(path, (await this.tree.kindOf(path, signal)) ?? 'other', signal);
    }
  }

  private join(): Project {
    this.changes++;
    const dockerfiles = new Set<string>();
    const composeFiles = new Map<string, readonly ComposeBuild[]>();
    const resources = new Map<string, readonly ResourceSetting[]>();
    const ignoreFiles = new Map<string, string>();
    for (const record of this.records.values()) {
      if (record.text === null) continue;
      if (record.language === 'dockerfile') dockerfiles.add(record.path);
      else if (record.language === 'compose') {
        composeFiles.set(record.path, record.builds);
        resources.set(record.path, record.resources);
      } else ignoreFiles.set(record.path, record.text);
    }
    return buildProject({
      dockerfiles,
      composeFiles,
      resources,
      ignoreFiles,
      inputsOf: (path) => this.records.get(path)?.inputs ?? NO_INPUTS,
      documentOf: (path) => this.records.get(path)?.documentFor(this.shell) ?? null,
      contextFiles: (context) => this.contexts.get(context)?.files ?? null,
    });
  }

  private async filesOf(context: string, signal?: AbortSignal): Promise<void> {
    // An event may drop what is being read; after a few rounds of that the last reading is good enough.
    for (let round = 0; round < 3; round++) {
      let entry = this.contexts.get(context);
      if (entry?.files) return;
      if (!entry) {
        // Others may wait for the same reading, so one caller's signal does not stop it.
        const started = { files: null, loading: this.contextReader.read(context) };
        started.loading.catch(() => this.contexts.get(context) === started && this.contexts.delete(context));
        this.contexts.set(context, (entry = started));
      }
      entry.files = await entry.loading;
      signal?.throwIfAborted();
      if (this.contexts.get(context) === entry) return;
    }
  }
}

function isInside(path: string): boolean {
  return path !== '' && path !== '.' && joinPaths('.', path) === path && !isOutside(path);
}
