import { URI, Utils } from 'vscode-uri';
import type { SourceDocument } from '../core/engine/document.ts';
import type { ProjectView } from '../core/engine/projectView.ts';
import { ContextMeasurer } from '../host/contextMeasurer.ts';
import { toSlashes } from '../host/fileSystem.ts';
import { WorkspaceIndex } from '../host/workspaceIndex.ts';
import { RULES } from '../rules/index.ts';
import { inTime, PATIENCE } from './patience.ts';
import type { ServerHost } from './serverHost.ts';
import { CONFIG_FILE } from '../host/configFile.ts';
import { configReader, type ConfigReader } from '../host/configReader.ts';
import { loadConfig, NO_CONFIG, type LoadedConfig } from '../host/loadConfig.ts';

export interface FolderView {
  readonly project: ProjectView | null;
  /** Another number where the view may be another. */
  readonly generation: number;
}

const UNKNOWN: FolderView = { project: null, generation: -1 };

interface FolderEvents {
  warn(message: string): void;
  /** The disk has answered after somebody could not wait for it. */
  onReady(): void;
}

/** How long a check waits where an earlier one has waited in vain: long enough for what is in memory. */
const SHORT_PATIENCE = 30;

/** One workspace folder: its index, its drydock.json, and the way between URIs and paths. Nothing is read before somebody asks. */
export class Folder {
  readonly uri: string;
  /** Null where the folder is on no disk of ours (a virtual workspace). */
  readonly index: WorkspaceIndex | null;
  readonly root: string | null;
  /** Null where the folder is on no disk of ours. */
  readonly measurer: ContextMeasurer | null;
  private opening: Promise<void> | null = null;
  private hasFailed = false;
  private isAwaited = false;
  private readonly controller = new AbortController();
  private config: Promise<LoadedConfig> | null = null;
  /** What the settings were read from, as far as is known. */
  private configFiles: ReadonlySet<string> = new Set(NO_CONFIG.files);

  constructor(
    private readonly location: URI,
    private readonly host: ServerHost,
    private readonly events: FolderEvents,
  ) {
    this.uri = location.toString();
    this.root = location.scheme === 'file' ? toSlashes(location.fsPath).replace(/(?<=[^/])\/$/, '') : null;
    this.index = this.root === null ? null : new WorkspaceIndex(host.fileSystem, this.root);
    this.measurer = this.root === null ? null : new ContextMeasurer(host.fileSystem);
  }

  /** Aborted when the folder is closed. */
  get closing(): AbortSignal {
    return this.controller.signal;
  }

  /** Null where the document is not below this folder; paths are compared as URIs compare, scheme and authority included. */
  pathOf(uri: string): string | null {
    const { scheme, authority, path } = URI.parse(uri);
    if (scheme !== this.location.scheme || authority.toLowerCase() !== this.location.authority.toLowerCase()) return null;
    const base = sameDrive(this.location.path.endsWith('/') ? this.location.path : `${this.location.path}/`);
    return sameDrive(path).startsWith(base) ? path.slice(base.length) : null;
  }

  /** URI of a path below this folder; null for one that leaves it. */
  uriOf(path: string): string | null {
    if (path.startsWith('/') || path.split('/').includes('..')) return null;
    return Utils.joinPath(this.location, path).toString();
  }

  /** What the project says of a document; null while the folder is still being read, and where there is no disk. */
  async viewFor(document: SourceDocument): Promise<FolderView> {
    if (!this.index || document.path === null || this.closing.aborted) return UNKNOWN;
    const view = this.readView(this.index, document, document.path);
    const read = await inTime(view, this.isAwaited ? SHORT_PATIENCE : PATIENCE);
    if (read) return read;
    this.tellWhenRead(view);
    return UNKNOWN;
  }

  /** Reads the folder once; failures are logged and leave the index empty. */
  open(): Promise<void> {
    this.opening ??= this.read();
    return this.opening;
  }

  /** False where some of the folder could not be read; only after `open`. */
  get isWhole(): boolean {
    return !this.hasFailed && (this.index?.searchedEverything ?? false);
  }

  overlay(path: string, text: string | null): void {
    this.index?.overlay(path, text);
  }

  async fileChanged(path: string): Promise<void> {
    if (this.hasFailed) {
      this.hasFailed = false;
      this.opening = null;
    }
    this.measurer?.fileChanged(`${this.root === '/' ? '' : this.root}/${path}`);
    await this.index?.fileChanged(path);
  }

  dockerFileCount(): number {
    return this.index?.dockerFiles().length ?? 0;
  }

  /** The folder's settings, as they are on disk; read once. Never rejects. */
  configuration(): Promise<LoadedConfig> {
    this.config ??= this.readConfiguration(this.readOwn);
    return this.config;
  }

  /** The same with the texts of open documents in place of the disk's: what people see while they write. */
  configurationAs(textOf: (path: string) => string | null): Promise<LoadedConfig> {
    return this.readConfiguration(async (file) => {
      const text = textOf(file);
      return text === null ? this.readOwn(file) : { text };
    });
  }

  /** Text of a file of settings; null where there is none, or none that can be read. */
  async configText(file: string): Promise<string | null> {
    const found = this.root === null ? null : await this.readOwn(file);
    return found === null || found === 'unreadable' ? null : found.text;
  }

  /** @returns whether the settings rest on that file; they are then read again when somebody asks */
  configMayDiffer(path: string): boolean {
    if (!this.restsOn(path)) return false;
    this.config = null;
    return true;
  }

  /** True for a file that the settings were read from, or would be if it were there. */
  restsOn(path: string): boolean {
    return this.configFiles.has(path);
  }

  dispose(): void {
    this.controller.abort();
  }

  private async read(): Promise<void> {
    try {
      await this.index?.open(this.closing);
    } catch (error) {
      this.noteFailure(error);
    }
  }

  /** Never rejects: a disk that fails is one that tells nothing. */
  private async readView(index: WorkspaceIndex, document: SourceDocument, path: string): Promise<FolderView> {
    await this.open();
    if (this.hasFailed) return UNKNOWN;
    try {
      const project = await index.viewFor(path, document.language, this.closing, document);
      return { project, generation: index.generation };
    } catch (error) {
      this.noteFailure(error);
      return UNKNOWN;
    }
  }

  /** Whoever could not wait was answered without the project: they hear of it, once for all of them. */
  private tellWhenRead(view: Promise<FolderView>): void {
    if (this.isAwaited) return;
    this.isAwaited = true;
    void view.then(() => {
      this.isAwaited = false;
      if (!this.closing.aborted) this.events.onReady();
    });
  }

  /** Logged once; an event gives the disk another chance. */
  private noteFailure(error: unknown): void {
    if (this.closing.aborted || this.hasFailed) return;
    this.hasFailed = true;
    this.events.warn(`${this.uri} could not be read, so findings that need other files are left out: ${String(error)}`);
  }

  private readonly readOwn: ConfigReader = (file) => configReader(this.host.fileSystem, this.root ?? '/', CONFIG_FILE, this.closing)(file);

  private async readConfiguration(read: ConfigReader): Promise<LoadedConfig> {
    if (this.root === null) return NO_CONFIG;
    const loaded = await loadConfig(read, RULES).catch(() => NO_CONFIG);
    this.configFiles = new Set([...this.configFiles, ...loaded.files]);
    return loaded;
  }
}

/** Drive letters differ in case between clients. */
function sameDrive(path: string): string {
  return path.replace(/^\/[A-Za-z]:/, (drive) => drive.toLowerCase());
}
