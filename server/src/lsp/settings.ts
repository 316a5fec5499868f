import type { Connection } from 'vscode-languageserver';
import { readConfigLayer, resolveConfig, type Config } from '../core/engine/config.ts';
import { RULES } from '../rules/index.ts';
import type { Folders } from './folders.ts';

/** Settings per document: the editor's own, then the workspace folder's drydock.json, which wins so that editor and CI agree. */
export class Settings {
  private cache = new Map<string, Promise<Config>>();
  private reported = new Set<string>();
  /** Counts changes; part of every result's stamp. */
  epoch = 0;

  constructor(
    private readonly connection: Connection,
    private readonly folders: Folders,
    private readonly canAsk: () => boolean,
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
      : null;
    const editor = readConfigLayer(pickRules(fromEditor), RULES);
    const folder = this.folders.placeOf(scope)?.folder ?? this.folders.byUri(scope);
    const file = folder ? await folder.readConfigFile() : { layer: readConfigLayer(null, RULES), name: 'drydock.json' };
    for (const problem of editor.problems) this.report(`Setting drydock.rules: ${problem}`);
    for (const problem of file.layer.problems) this.report(`${file.name}: ${problem}`);
    return resolveConfig(RULES, [editor, file.layer]);
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
  if (typeof section !== 'object' || section === null) return null;
  const { rules, exclude } = section as Record<string, unknown>;
  return { ...(rules !== undefined && rules !== null ? { rules } : {}), ...(exclude !== undefined && exclude !== null ? { exclude } : {}) };
}
