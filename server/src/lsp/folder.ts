import { URI, Utils } from 'vscode-uri';
import { readConfigLayer, type ConfigLayer } from '../core/engine/config.ts';
import type { SourceDocument } from '../core/engine/document.ts';
import type { ProjectView } from '../core/engine/projectView.ts';
import { toSlashes } from '../host/fileSystem.ts';
import { WorkspaceIndex } from '../host/workspaceIndex.ts';
import { RULES } from '../rules/index.ts';
import type { ServerHost } from './serverHost.ts';
import { CONFIG_FILE, parseConfigText } from '../host/configFile.ts';

/** How long a first check waits for the workspace to be read, in milliseconds; it is checked again when that is done. */
const PATIENCE = 250;
const LARGEST_CONFIG = 1_048_576;

export interface FolderView {
  readonly project: ProjectView | null;
  /** Another number where the view may be another. */
  readonly generation: number;
}

const UNKNOWN: FolderView = { project: null, generation: -1 };

interface FolderEvents {
  warn(message: string): void;
  /** The index has read the folder after somebody could not wait for it. */
  onReady(): void;
}

/** One workspace folder: its index, its drydock.json, and the way between URIs and paths. Nothing is read before somebody asks. */
export class Folder {
  readonly uri: string;
  /** Null where the folder is on no disk of ours (a virtual workspace). */
  readonly index: WorkspaceIndex | null;
  readonly root: string | null;
  private opening: Promise<void> | null = null;
  private isOpen = false;
  private readonly closing = new AbortController();
  private config: Promise<string | null> | null = null;

  constructor(
    private readonly location: URI,
    private readonly host: ServerHost,
    private readonly events: FolderEvents,
  ) {
    this.uri = location.toString();
    this.root = location.scheme === 'file' ? toSlashes(location.fsPath) : null;
    this.index = this.root === null ? null : new WorkspaceIndex(host.fileSystem, this.root);
  }

  /** Null where the document is not below this folder; paths are compared as URIs compare, scheme and authority included. */
  pathOf(uri: string): string | null {
    const { scheme, authority, path } = URI.parse(uri);
    if (scheme !== this.location.scheme || authority !== this.location.authority) return null;
    const base = this.location.path.endsWith('/') ? this.location.path : `${this.location.path}/`;
    return path.startsWith(base) ? path.slice(base.length) : null;
  }

  /** URI of a path below this folder; null for one that leaves it. */
  uriOf(path: string): string | null {
    if (path.startsWith('/') || path.split('/').includes('..')) return null;
    return Utils.joinPath(this.location, path).toString();
  }

  /** What the project says of a document; null while the folder is still being read, and where there is no disk. */
  async viewFor(document: SourceDocument): Promise<FolderView> {
    if (!this.index || document.path === null) return UNKNOWN;
    if (!this.isOpen) {
      const isReady = await Promise.race([this.open().then(() => true), wait(PATIENCE)]);
      if (!isReady) return UNKNOWN;
    }
    const project = await this.index.viewFor(document.path, document.language, this.closing.signal, document);
    return { project, generation: this.index.generation };
  }

  /** Reads the folder once; failures are logged and leave the index empty. */
  open(): Promise<void> {
    this.opening ??= this.read();
    return this.opening;
  }

  overlay(path: string, text: string | null): void {
    this.index?.overlay(path, text);
  }

  fileChanged(path: string): void {
    void this.index?.fileChanged(path);
  }

  dockerFileCount(): number {
    return this.index?.dockerFiles().length ?? 0;
  }

  async configText(): Promise<string | null> {
    if (this.root === null) return null;
    this.config ??= this.host.fileSystem.readText(`${this.root}/${CONFIG_FILE}`, LARGEST_CONFIG);
    return this.config;
  }

  forgetConfig(): void {
    this.config = null;
  }

  async readConfigFile(): Promise<{ readonly layer: ConfigLayer; readonly name: string }> {
    const text = await this.configText();
    const { value, problem } = text === null ? { value: null, problem: null } : parseConfigText(text);
    const layer = readConfigLayer(value, RULES);
    return { name: CONFIG_FILE, layer: problem ? { ...layer, problems: [problem, ...layer.problems] } : layer };
  }

  dispose(): void {
    this.closing.abort();
  }

  private async read(): Promise<void> {
    const started = performance.now();
    try {
      await this.index?.open(this.closing.signal);
    } catch (error) {
      if (!this.closing.signal.aborted) this.events.warn(`${this.uri} could not be read: ${String(error)}`);
    }
    this.isOpen = true;
    // Whoever waited less than this was answered without the project: now they can know.
    if (performance.now() - started >= PATIENCE * 0.8) this.events.onReady();
  }
}

function wait(milliseconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), milliseconds));
}
