import type { SourceDocument } from '../core/engine/document.ts';
import type { FileSystem, FolderEntry } from '../core/engine/host.ts';
import type { ContextMeasure, ProjectView } from '../core/engine/projectView.ts';
import type { Language } from '../core/engine/rule.ts';
import type { FileLanguage } from '../core/engine/fileKinds.ts';
import type { ShellParser } from '../core/shell/shellParser.ts';
import type { BuildDefinition } from '../project/buildDefinition.ts';
import { projectFileKind, type ProjectFileKind } from '../project/fileKind.ts';
import { isManifest } from '../project/manifests.ts';
import { isOutside, joinPaths } from '../project/paths.ts';
import { AskedPaths } from './askedPaths.ts';
import { inGroups } from './inGroups.ts';
import { ContextCache } from './contextCache.ts';
import { CONTEXT_LIMITS, ContextReader } from './contextReader.ts';
import { GitIgnoreFiles } from './gitIgnoreFiles.ts';
import { FolderTree, walk, type TreeChange, type WalkLimits } from './folderTree.ts';
import { ProjectRecords, type WantedFile } from './projectRecords.ts';

/** Other people's code, and what tools make: no Dockerfile in there is the user's own. */
const NOT_SEARCHED: ReadonlySet<string> = new Set([...CONTEXT_LIMITS.skip, 'vendor', 'site-packages', '.terraform', '.cache']);

const SEARCH_LIMITS: WalkLimits = { entries: 200_000, depth: 40, skip: NOT_SEARCHED };

/** Largest Docker file that is read, in bytes; at least what the engine checks. */
const LARGEST_FILE = 4 * 1_048_576;

/** Rounds of reading files that other files name: longer chains are left at what is known. */
const MOST_ROUNDS = 100;

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
  private readonly tree: FolderTree;
  private readonly contextReader: ContextReader;
  private readonly contexts: ContextCache;
  private readonly records: ProjectRecords;
  private readonly overlays = new Map<string, string>();
  private readonly searchLimits: WalkLimits;
  private readonly gitIgnores: GitIgnoreFiles;
  private opening: Promise<void> | null = null;
  /** Events still to be taken in. */
  private events = new Set<string>();
  private work: Promise<void> = Promise.resolve();
  private readonly loading = new Map<string, Promise<void>>();
  /** Paths that rules asked about wherever they lie. */
  private readonly asked = new AskedPaths();
  private searchedAll = true;

  /** Reads nothing yet. */
  constructor(
    private readonly disk: FileSystem,
    /** Absolute path of the folder, with `/`. */
    readonly root: string,
    options: IndexOptions = {},
  ) {
    this.tree = new FolderTree(disk, root);
    this.gitIgnores = new GitIgnoreFiles(disk, root);
    this.contextReader = new ContextReader(disk, this.tree, this.overlays, { ...CONTEXT_LIMITS, ...options.contextLimits });
    this.contexts = new ContextCache(
      this.contextReader,
      () => this.records.project.noteChange(),
      (context) => this.records.project.forgetContext(context),
    );
    this.records = new ProjectRecords(root, this.contexts, (path) => this.knownKindOf(path));
    this.searchLimits = { ...SEARCH_LIMITS, ...options.searchLimits };
  }

  /** Set by whoever loads the grammar: without it, other Dockerfiles' RUNs have no commands. */
  set shell(shell: ShellParser | null) {
    this.records.shell = shell;
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
    return this.records.files();
  }

  /** True for what .gitignore files leave out: copies of others, and what builds make. False before `open`. */
  isIgnoredByGit(path: string, isFolder = false): boolean {
    return this.gitIgnores.isIgnored(path, isFolder);
  }

  /** Every build that a compose or bake file of the folder names. */
  async definitions(signal?: AbortSignal): Promise<readonly BuildDefinition[]> {
    await this.settled(signal);
    await this.takeChanges(null, undefined, signal);
    return this.records.project.definitions();
  }

  /** Grows whenever a view of this folder may have become another; the same number means the same views. */
  get generation(): number {
    return this.records.project.generation;
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

  /** A file as rules of other files see it, so that whoever checks it parses nothing twice; null for one of another language, and where nobody has read it. */
  parsed(path: string, language: FileLanguage): SourceDocument | null {
    return this.records.documentOf(path, language);
  }

  /**
   * The view that rules get of one file.
   * @param parsed the file's current text, parsed: saves parsing it again
   */
  async viewFor(path: string, language: FileLanguage, signal?: AbortSignal, parsed?: SourceDocument): Promise<ProjectView> {
    await this.settled(signal);
    await this.takeChanges(path, parsed, signal);
    const { project } = this.records;
    for (const context of project.contextsOf(path, language)) {
      await this.contexts.load(context, signal);
      await this.lookForIgnoreFile(context, signal);
      signal?.throwIfAborted();
    }
    // Ignore files that were found meanwhile.
    this.records.settle(path, parsed);
    return project.viewFor(path, language);
  }

  /**
   * What is on disk in a build context, which rules see from now on; an event that falls into the context takes it back (null), since
   * the amounts are no longer so. `context` is a path as in `BuildContext.path`; those outside of the folder are ignored.
   */
  setMeasure(context: string, measure: ContextMeasure | null): void {
    if (!isOutside(context)) this.contexts.setMeasure(context, measure);
  }

  /**
   * Keeps the build contexts that were asked for last, and forgets the others: who asks again has them read again. For those who go through
   * all files, of which there may be ten thousand.
   */
  keepLastContexts(count: number): void {
    this.contexts.keepLast(count);
  }

  /** A file or folder was created, changed, renamed (call it for both names) or deleted. Never rejects. */
  fileChanged(path: string): Promise<void> {
    if (!isInside(path)) return this.work;
    this.contexts.touched(path);
    this.events.add(path);
    // Those that come meanwhile are taken in together.
    return this.events.size === 1 ? this.enqueue(() => this.takeEvents()) : this.work;
  }

  /**
   * Unsaved text of an open document; null when it is closed, then the disk counts again.
   * @returns false where the text is the one already known
   */
  overlay(path: string, text: string | null): boolean {
    if (!isInside(path)) return false;
    const record = this.records.get(path);
    const before = this.overlays.get(path) ?? record?.text ?? null;
    if (text === null) this.overlays.delete(path);
    else this.overlays.set(path, text);
    const kind = record?.kind ?? projectFileKind(path);
    if (kind && (text !== null || record)) this.records.setOverlay(path, kind, text);
    const differs = (this.records.get(path)?.text ?? text) !== before;
    if (differs && isManifest(path)) this.contexts.renew(path);
    return differs;
  }

  /** Forgets what no event told of: the next answers read the folder again. */
  refresh(): Promise<void> {
    return this.enqueue(async () => {
      this.tree.forgetAll();
      this.contextReader.forgetAll();
      this.contexts.clear();
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
    const entries = [...found.files.map((path) => [path, 'file'] as const), ...found.links.map((path) => [path, 'link'] as const)];
    const wanted = entries.filter(([path]) => projectFileKind(path) !== null);
    await inGroups(wanted, async ([path, kind]) => {
      signal?.throwIfAborted();
      await this.loadRecord(path, kind, projectFileKind(path)!, signal);
    });
    if (folder === '.') await this.gitIgnores.loadAbove(signal);
    await inGroups(found.files.filter((path) => this.gitIgnores.isOne(path)), (path) => this.gitIgnores.load(path, signal));
    const seen = new Set(wanted.map(([path]) => path));
    await inGroups(this.records.below(folder).filter((path) => !seen.has(path)), (path) => this.reload(path, signal));
    this.records.lookAgain(folder);
  }

  private async takeEvents(): Promise<void> {
    const paths = [...this.events].filter((path) => !this.isDeaf(path));
    this.events = new Set();
    const changes = await this.tree.changed(paths);
    for (const [path, change] of changes) this.contexts.changed(path, change);
    if ([...changes].some(([path, { sameNames }]) => !sameNames && this.asked.concern(path))) this.records.project.noteChange();
    // Nothing was read yet: whoever reads it first reads it as it is now.
    if (this.opening) await inGroups([...changes], ([path, change]) => this.takeEvent(path, change));
  }

  /** Answers rules at once, and remembers what they rest on. */
  private knownKindOf(path: string): 'file' | 'folder' | null | undefined {
    if (path !== '.' && !isInside(path)) return undefined;
    this.asked.add(path);
    const kind = this.tree.knownKindOf(path);
    return kind === 'link' || kind === 'other' ? undefined : kind;
  }

  /** Installing packages makes thousands of events in folders that nobody looks into. */
  private isDeaf(path: string): boolean {
    return path.split('/').slice(0, -1).some((name) => CONTEXT_LIMITS.skip.has(name)) && !this.records.get(path);
  }

  private async takeEvent(path: string, { kind }: TreeChange): Promise<void> {
    const isSearched = !path.split('/').some((name) => this.searchLimits.skip.has(name));
    if (isManifest(path)) {
      await this.contextReader.refresh(path);
      // Somebody may have asked while it was read, and made answers of the old text.
      this.contexts.renew(path);
    }
    if (this.gitIgnores.isOne(path)) await this.gitIgnores.load(path);
    this.records.lookAgain(path);
    if (kind === 'folder') {
      if (isSearched) await this.search(path);
      return;
    }
    for (const below of this.records.below(path)) this.records.setAbsent(below, this.records.get(below)!.kind);
    const known = this.records.get(path)?.kind ?? (isSearched ? projectFileKind(path) : null);
    if (known === null) return;
    if (kind !== null) await this.loadRecord(path, kind, known);
    else if (this.records.get(path)) this.records.setAbsent(path, known);
  }

  /** Brings the project up to date, reading files that others name and that nobody has read yet. */
  private async takeChanges(path: string | null, parsed?: SourceDocument, signal?: AbortSignal): Promise<void> {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const wanted = this.records.settle(path, parsed);
      if (wanted.length === 0 && this.loading.size === 0) return;
      for (const file of wanted) this.loadWanted(file);
      await Promise.all(this.loading.values());
      signal?.throwIfAborted();
    }
  }

  /** Others may wait for the same file, so no caller's signal stops it. */
  private loadWanted({ path, kind }: WantedFile): void {
    const loading = this.reload(path, undefined, kind).finally(() => this.loading.delete(path));
    loading.catch(() => {});
    this.loading.set(path, loading);
  }

  /** Reads a file that the search does not find by its name. */
  private async reload(path: string, signal?: AbortSignal, kind: ProjectFileKind = this.records.get(path)!.kind): Promise<void> {
    const entry = await this.tree.kindOf(path, signal);
    if (entry === 'file' || entry === 'link') await this.loadRecord(path, entry, kind, signal);
    else this.records.setAbsent(path, kind);
  }

  private async loadRecord(path: string, entry: FolderEntry['kind'], kind: ProjectFileKind, signal?: AbortSignal): Promise<void> {
    const isLinkOut = entry === 'link' && !(await this.leadsInside(path));
    const text = isLinkOut ? null : await this.readDisk(path, entry === 'link' ? 'file' : entry, LARGEST_FILE, signal);
    this.records.setDisk(path, kind, text, !isLinkOut && entry !== 'other');
    // It was opened before anybody knew what it is.
    const unsaved = this.overlays.get(path);
    if (unsaved !== undefined) this.records.setOverlay(path, kind, unsaved);
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

  /** A context may lie in a folder that the search leaves out: its ignore file counts all the same. */
  private async lookForIgnoreFile(context: string, signal?: AbortSignal): Promise<void> {
    const path = joinPaths(context, '.dockerignore');
    if (!this.records.get(path) && this.contexts.files(context)?.has('.dockerignore')) await this.reload(path, signal, 'dockerignore');
  }
}

function isInside(path: string): boolean {
  return path !== '' && path !== '.' && joinPaths('.', path) === path && !isOutside(path);
}
