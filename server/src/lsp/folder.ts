import { URI, Utils } from 'vscode-uri';
import { EMPTY_LAYER, readConfigLayer, type ConfigLayer } from '../core/engine/config.ts';
import type { SourceDocument } from '../core/engine/document.ts';
import type { ProjectView } from '../core/engine/projectView.ts';
import { ContextMeasurer } from '../host/contextMeasurer.ts';
import { toSlashes } from '../host/fileSystem.ts';
import { WorkspaceIndex } from '../host/workspaceIndex.ts';
import { RULES } from '../rules/index.ts';
import { inTime, PATIENCE } from './patience.ts';
import type { ServerHost } from './serverHost.ts';
import { CONFIG_FILE, parseConfigText } from '../host/configFile.ts';

const LARGEST_CONFIG = 1_048_576;

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

export interface ConfigFile {
  readonly layer: ConfigLayer;
  readonly name: string;
}

export const EMPTY_CONFIG_FILE: ConfigFile = { layer: EMPTY_LAYER, name: CONFIG_FILE };

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
  private config: Promise<string | null> | null = null;

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

  async configText(): Promise<string | null> {
    if (this.root === null) return null;
    this.config ??= this.host.fileSystem.readText(this.configPath(), LARGEST_CONFIG, this.closing).catch(() => null);
    return this.config;
  }

  forgetConfig(): void {
    this.config = null;
  }

  async readConfigFile(): Promise<ConfigFile> {
    const text = await this.configText();
    const { value, problem } = text === null ? { value: null, problem: await this.unreadConfig() } : parseConfigText(text);
    const layer = readConfigLayer(value, RULES);
    return { name: CONFIG_FILE, layer: problem ? { ...layer, problems: [problem, ...layer.problems] } : layer };
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

  private configPath(): string {
    return `${this.root === '/' ? '' : this.root}/${CONFIG_FILE}`;
  }

  async hasUnreadConfig(): Promise<boolean> {
    return (await this.unreadConfig()) !== null;
  }

  /** Why a configuration that is there was not read; null where there is none. */
  private async unreadConfig(): Promise<string | null> {
    if (this.root === null) return null;
    const found = await this.host.fileSystem.stat(this.configPath()).catch(() => null);
    return found?.kind === 'file' ? 'The file could not be read: it is too large, no UTF-8 text, or not permitted.' : null;
  }
}

/** Drive letters differ in case between clients. */
function sameDrive(path: string): string {
  return path.replace(/^\/[A-Za-z]:/, (drive) => drive.toLowerCase());
}
