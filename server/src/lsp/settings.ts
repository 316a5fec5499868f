import type { Connection } from 'vscode-languageserver';
import { isObject } from '../core/collections/objects.ts';
import { configFor, resolveConfig, type Config } from '../core/engine/config.ts';
import { readConfigLayer } from '../core/engine/readConfigLayer.ts';
import { NO_CONFIG, type LoadedConfig } from '../host/loadConfig.ts';
import { RULES } from '../rules/index.ts';
import type { Folder } from './folder.ts';
import type { Folders } from './folders.ts';
import { inTime } from './patience.ts';

interface SettingsEvents {
  /** Settings that nobody could wait for have arrived. */
  onLate(): void;
  /** The files of a folder were read. */
  onRead(folder: Folder): void;
}

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
    private readonly events: SettingsEvents,
  ) {}

  /** What counts for one file, overrides included; for a folder's own URI what counts for its files where no override matches. */
  async forDocument(uri: string): Promise<Config> {
    const place = this.folders.placeOf(uri);
    // Settings have resource scope: within one folder they are the same for every file of ours.
    const scope = place?.folder.uri ?? uri;
    let config = this.cache.get(scope);
    if (!config) {
      config = this.read(scope);
      this.cache.set(scope, config);
    }
    return configFor(await config, place?.path ?? null);
  }

  /** The editor's own setting `files.exclude`, as it says now; anything at all, null where it cannot be asked. */
  async filesExclude(folder: string): Promise<unknown> {
    if (!this.canAsk()) return null;
    return this.connection.workspace.getConfiguration({ scopeUri: folder, section: 'files.exclude' }).catch(() => null);
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
    const loaded = folder ? await this.readFiles(folder) : NO_CONFIG;
    for (const { message } of editor.problems) this.report(`Setting drydock.rules: ${message}`);
    for (const { file, start, message } of loaded.problems) this.report(`${file}:${start.line + 1}:${start.character + 1}: ${message}`);
    if (folder) this.events.onRead(folder);
    return resolveConfig(RULES, [editor, ...loaded.layers]);
  }

  /** A disk that takes its time must not hold up first findings: they are checked again when it has answered. */
  private async readFiles(folder: Folder): Promise<LoadedConfig> {
    const reading = folder.configuration();
    const read = await inTime(reading);
    if (read) return read;
    const { epoch } = this;
    void reading.then(() => {
      if (this.epoch === epoch) this.events.onLate();
    });
    return NO_CONFIG;
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
