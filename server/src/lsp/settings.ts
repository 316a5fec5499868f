import type { Connection } from 'vscode-languageserver';
import { readConfigLayer, resolveConfig, type Config } from '../core/engine/config.ts';
import { RULES } from '../rules/index.ts';
import { EMPTY_CONFIG_FILE, type Folder } from './folder.ts';
import type { Folders } from './folders.ts';
import { inTime } from './patience.ts';

/** Settings per document: the editor's own, then the workspace folder's drydock.json, which wins so that editor and CI agree. */
export class Settings {
  private cache = new Map<string, Promise<Config>>();
  private reported = new Set<string>();
  /** What a client told of its own accord, where it cannot be asked. */
  private told: unknown = null;
  /** Counts changes; part of every result's stamp. */
  epoch = 0;

  constructor(
    private readonly connection: Connection,
    private readonly folders: Folders,
    private readonly canAsk: () => boolean,
    /** Settings that nobody could wait for have arrived. */
    private readonly onLate: () => void,
  ) {}

  forDocument(uri: string): Promise<Config> {
    // Settings have resource scope: within one folder they are the same for every file of ours.
    const scope = this.folders.placeOf(uri)?.folder.uri ?? uri;
    let config = this.cache.get(scope);
    if (!config) {
      config = this.read(scope);
      this.cache.set(scope, config);
    }
    return config;
  }

  /** @param settings as `workspace/didChangeConfiguration` brings them */
  changed(settings: unknown): void {
    if (isObject(settings)) this.told = settings['drydock'] ?? null;
    this.clear();
  }

  clear(): void {
    this.cache.clear();
    this.reported.clear();
    this.epoch++;
  }

  forget(uri: string): void {
    this.cache.delete(uri);
  }

  private async read(scope: string): Promise<Config> {
    const fromEditor = this.canAsk()
      ? await this.connection.workspace.getConfiguration({ scopeUri: scope, section: 'drydock' }).catch(() => null)
      : this.told;
    const editor = readConfigLayer(pickRules(fromEditor), RULES);
    const folder = this.folders.placeOf(scope)?.folder ?? this.folders.byUri(scope);
    const file = folder ? await this.readFile(folder) : EMPTY_CONFIG_FILE;
    for (const problem of editor.problems) this.report(`Setting drydock.rules: ${problem}`);
    for (const problem of file.layer.problems) this.report(`${file.name}: ${problem}`);
    return resolveConfig(RULES, [editor, file.layer]);
  }

  /** A disk that takes its time must not hold up first findings: they are checked again when it has answered. */
  private async readFile(folder: Folder) {
    const reading = folder.readConfigFile();
    const read = await inTime(reading);
    if (read) return read;
    const { epoch } = this;
    void reading.then(() => {
      if (this.epoch === epoch) this.onLate();
    });
    return EMPTY_CONFIG_FILE;
  }

  /** Each problem once, until settings change: the log must stay readable. */
  private report(problem: string): void {
    if (this.reported.has(problem)) return;
    this.reported.add(problem);
    this.connection.console.warn(problem);
  }
}

/** The editor's section holds more than rules (trace, scan); the engine's part is picked out. */
function pickRules(section: unknown): unknown {
  if (!isObject(section)) return null;
  const { rules, exclude } = section;
  return { ...(rules !== undefined && rules !== null ? { rules } : {}), ...(exclude !== undefined && exclude !== null ? { exclude } : {}) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
