import { isObject } from '../core/collections/objects.ts';
import { EMPTY_LAYER, type ConfigLayer, type ConfigProblem } from '../core/engine/config.ts';
import { readConfigLayer } from '../core/engine/readConfigLayer.ts';
import type { Rule } from '../core/engine/rule.ts';
import type { Position } from '../core/text/lines.ts';
import { folderOf, isOutside, joinPaths } from '../project/paths.ts';
import { CONFIG_FILE, MANIFEST, MANIFEST_KEY } from './configFile.ts';
import type { ConfigRead, ConfigReader } from './configReader.ts';
import { ConfigText } from './configText.ts';

/** Files that extend files, and all files of one configuration. */
const LIMITS = { depth: 10, files: 50 } as const;

const UNREADABLE = 'could not be read: it is no file, too large, no UTF-8 text, or not permitted.';
const FILE_START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** A problem of a file of settings, with its place. */
export interface LocatedProblem {
  /** Relative to the folder, with `/`. */
  readonly file: string;
  readonly message: string;
  readonly start: Position;
  readonly end: Position;
  /** `error` where a part of the configuration could not be read, so that whoever goes on says other things than were meant. */
  readonly severity: 'error' | 'warning';
}

export interface LoadedConfig {
  /** The file that the folder's configuration starts in, or would: drydock.json or package.json. */
  readonly file: string;
  readonly isThere: boolean;
  /** What is extended first. */
  readonly layers: readonly ConfigLayer[];
  readonly problems: readonly LocatedProblem[];
  /** Every file that was looked for: a change of one may change the rest. */
  readonly files: readonly string[];
}

export const NO_CONFIG: LoadedConfig = { file: CONFIG_FILE, isThere: false, layers: [], problems: [], files: [CONFIG_FILE, MANIFEST] };

/** The configuration of a folder: drydock.json, else the `drydock` of its package.json, with what they extend. */
export async function loadConfig(read: ConfigReader, rules: readonly Rule[]): Promise<LoadedConfig> {
  const loading = new Loading(read, rules);
  const own = await loading.read(CONFIG_FILE);
  const manifest = await manifestText(loading, own);
  if (own === null && manifest) await loading.take(MANIFEST, manifest, [MANIFEST_KEY]);
  else {
    if (own !== null) await loading.takeFile(CONFIG_FILE, own);
    const both = { message: `This is not used, since there is a ${CONFIG_FILE}: keep one of the two.`, at: [MANIFEST_KEY], on: 'key' } as const;
    if (manifest) loading.complain(MANIFEST, manifest, [both]);
  }
  return loading.result(own === null && manifest ? MANIFEST : CONFIG_FILE, own !== null || manifest !== null);
}

/** One file and what it extends, whatever it is called; null where it is not there or cannot be read. */
export async function loadConfigFile(file: string, read: ConfigReader, rules: readonly Rule[]): Promise<LoadedConfig | null> {
  const loading = new Loading(read, rules);
  const own = await loading.read(file);
  if (own === null || own === 'unreadable') return null;
  await loading.takeFile(file, own);
  return loading.result(file, true);
}

/** package.json where it has settings of ours; somebody else's mistakes in it are none of our business. */
async function manifestText(loading: Loading, own: ConfigRead): Promise<ConfigText | null> {
  const manifest = await loading.read(MANIFEST);
  if (manifest === null || manifest === 'unreadable' || !manifest.text.includes(`"${MANIFEST_KEY}"`)) return null;
  const text = new ConfigText(manifest.text);
  if (!isObject(text.value) || !Object.hasOwn(text.value, MANIFEST_KEY)) return null;
  // Many tools keep something under the name of a project; only an object can be meant for us where drydock.json is there, too.
  return own === null || isObject(text.value[MANIFEST_KEY]) ? text : null;
}

class Loading {
  private readonly layers: ConfigLayer[] = [];
  private readonly problems: LocatedProblem[] = [];
  private readonly told = new Set<string>();
  private readonly files = new Set<string>();
  private taken = 0;

  constructor(
    private readonly reader: ConfigReader,
    private readonly rules: readonly Rule[],
  ) {}

  read(file: string): Promise<ConfigRead> {
    this.files.add(file);
    return this.reader(file);
  }

  result(file: string, isThere: boolean): LoadedConfig {
    return { file, isThere, layers: this.layers, problems: this.problems, files: [...this.files] };
  }

  async takeFile(file: string, found: Exclude<ConfigRead, null>, above: readonly string[] = []): Promise<void> {
    if (found === 'unreadable') this.tell({ file, message: `The file ${UNREADABLE}`, ...FILE_START, severity: 'error' });
    else await this.take(file, new ConfigText(found.text), [], above);
  }

  /** @param prefix where in the file our settings are; @param above files that led here, outermost first */
  async take(file: string, text: ConfigText, prefix: readonly string[], above: readonly string[] = []): Promise<void> {
    this.taken++;
    if (text.mistake && prefix.length === 0) this.tell({ file, message: text.mistake.message, ...text.range(text.mistake.span), severity: 'error' });
    const value = prefix.reduce((found, key) => (isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined), text.value);
    const layer = value === undefined ? EMPTY_LAYER : readConfigLayer(value, this.rules);
    this.complain(file, text, layer.problems, prefix);
    for (const { file: written, at } of layer.extends) {
      const problem = await this.extend(written, file, [...above, file]);
      if (problem) this.complain(file, text, [{ message: problem, at, on: 'value' }], prefix, 'error');
    }
    this.layers.push(layer);
  }

  complain(file: string, text: ConfigText, problems: readonly ConfigProblem[], prefix: readonly string[] = [], severity: LocatedProblem['severity'] = 'warning'): void {
    for (const { message, at, on } of problems) this.tell({ file, message, ...text.rangeOf({ at: [...prefix, ...at], on }), severity });
  }

  /** Several files may extend the one that has the problem. */
  private tell(problem: LocatedProblem): void {
    const { file, message, start } = problem;
    const key = [file, start.line, start.character, message].join('\0');
    if (this.told.has(key)) return;
    this.told.add(key);
    this.problems.push(problem);
  }

  /** @returns why the file cannot be extended; null where it is */
  private async extend(written: string, from: string, above: readonly string[]): Promise<string | null> {
    const shown = `"${written.length > 100 ? `${written.slice(0, 100)}…` : written}"`;
    if (!/\.jsonc?$/i.test(written) || /:\/\/|\\|^[A-Za-z]:/.test(written)) return `${shown} cannot be extended: give the path of a JSON file of this project, relative to this file, with "/".`;
    const file = joinPaths(folderOf(from), written);
    if (written.startsWith('/') || isOutside(file)) return `${shown} cannot be extended, since it lies outside of the project.`;
    if (above.includes(file)) return `${shown} cannot be extended, since it extends this file itself.`;
    if (above.length > LIMITS.depth || this.taken >= LIMITS.files) return `${shown} is not read: a configuration may have ${LIMITS.files} files, each ${LIMITS.depth} deep at most.`;
    const found = await this.read(file);
    if (found === null) return `${shown} does not exist, or is behind a link that leads out of the project.`;
    if (found === 'unreadable') return `${shown} ${UNREADABLE}`;
    await this.takeFile(file, found, above);
    return null;
  }
}
