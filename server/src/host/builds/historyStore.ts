import { createHash, timingSafeEqual } from 'node:crypto';
import { realpath, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import type { BuildSummary } from '../../timing/history/entries.ts';
import { isRecordId } from '../../timing/history/recordId.ts';
import { readRecord } from '../../timing/history/readRecord.ts';
import type { BuildRecord } from '../../timing/record.ts';
import { inGroups } from '../inGroups.ts';
import { pruneHistory } from './historyBounds.ts';
import { keepKey, newKey, readKey } from './historyKey.ts';
import {
  fileState, isTemporaryName, makePrivateFolder, namesIn, packJson, readJson, readPackedJson, writeWhole, type FileState,
} from './recordFiles.ts';
import { LARGEST_SIDECAR, readSidecar, sidecarOf, type Sidecar } from './recordSummary.ts';
import { stateFolder } from './stateFolder.ts';

export interface HistoryOptions {
  /** Instead of the user's: for tests, and for who asks for another one. */
  readonly stateFolder?: string;
}

/** Bytes of one record, packed and as JSON. A larger one loses its inputs, and is not kept where that is not enough. */
const LARGEST_RECORD = 8_000_000;
const LARGEST_UNPACKED = 120_000_000;
/** After this time (milliseconds) nobody is still writing what is left of a killed process. */
const ABANDONED = 3_600_000;

const RECORD = '.json.gz';
const SIDECAR = '.summary.json';

/**
 * The builds of one workspace folder, shared by editor, command line and tasks that may all write at once: a file for each build, which
 * appears whole or not at all, and a small one beside it for lists. What is half-written, foreign, too large or of a newer version is
 * left out and left alone. Reading never fails; only what is added can.
 */
export class HistoryStore {
  private readonly sidecars = new Map<string, { readonly file: FileState; readonly sidecar: Sidecar }>();

  private constructor(
    /** Absolute; there once something was added. */
    readonly folder: string,
    private readonly workspace: string,
    private currentKey: Buffer,
  ) {}

  /**
   * Creates nothing.
   * @param folder the workspace folder; one that is reached by several paths has one history
   */
  static async open(folder: string, options: HistoryOptions = {}): Promise<HistoryStore> {
    const workspace = await realpath(folder).catch(() => path.resolve(folder));
    const name = createHash('sha256').update(workspace).digest('hex').slice(0, 32);
    const home = path.join(path.resolve(options.stateFolder ?? stateFolder()), 'builds', name);
    return new HistoryStore(home, workspace, (await readKey(path.join(home, 'key'))) ?? newKey());
  }

  /** Secret of this history: with it, hashes of what a build was made from tell nothing to who reads the records. */
  get key(): Uint8Array {
    return this.currentKey;
  }

  /** All records, newest first. */
  async list(): Promise<readonly BuildRecord[]> {
    const ids = await this.ids();
    const records = new Map<string, BuildRecord>();
    await inGroups(ids, async (id) => {
      const record = await this.get(id);
      if (record) records.set(id, record);
    });
    return ids.flatMap((id) => records.get(id) ?? []);
  }

  /** What `list` tells, without steps, newest first: from the small files, so that it stays quick. */
  async summaries(): Promise<readonly BuildSummary[]> {
    return (await this.readSidecars()).map(({ sidecar }) => sidecar.summary);
  }

  /** Null where there is none that can be read. */
  async get(id: string): Promise<BuildRecord | null> {
    if (!isRecordId(id)) return null;
    const record = readRecord(await readPackedJson(this.file(id, RECORD), LARGEST_RECORD, LARGEST_UNPACKED));
    return record?.id === id ? record : null;
  }

  /**
   * Keeps a record, and drops what is beyond the bounds of the history.
   * @returns false for a record that is too large, or has no id that `makeRecord` gives
   * @throws where the disk refuses
   */
  async add(record: BuildRecord): Promise<boolean> {
    if (!isRecordId(record.id)) return false;
    await makePrivateFolder(this.folder);
    const key = await keepKey(path.join(this.folder, 'key'), this.currentKey);
    // Another process was first with its key: these hashes cannot be compared with any.
    const kept = timingSafeEqual(key, this.currentKey) ? record : { ...record, inputs: null };
    this.currentKey = key;
    await this.tellWorkspace();
    const isKept = (await this.write(kept)) || (await this.write({ ...kept, inputs: null }));
    await this.prune();
    return isKept;
  }

  /** Deletes records; null for all of them. Those that are not there do not matter. */
  async remove(ids: readonly string[] | null): Promise<void> {
    await inGroups((ids ?? (await this.ids())).filter(isRecordId), (id) => this.delete(id));
  }

  /** Ids of what looks like a record, newest first. */
  private async ids(): Promise<readonly string[]> {
    const names = await namesIn(this.folder);
    const ids = names.filter((name) => name.endsWith(RECORD)).map((name) => name.slice(0, -RECORD.length));
    return ids.filter(isRecordId).sort().reverse();
  }

  private file(id: string, ending: string): string {
    return path.join(this.folder, id + ending);
  }

  private async readSidecars(): Promise<readonly { readonly file: FileState; readonly sidecar: Sidecar }[]> {
    const ids = await this.ids();
    await inGroups(ids, (id) => this.loadSidecar(id));
    const known = new Set(ids);
    for (const id of this.sidecars.keys()) if (!known.has(id)) this.sidecars.delete(id);
    return ids.flatMap((id) => this.sidecars.get(id) ?? []);
  }

  /** A record is read once: written again, it has another time or size. */
  private async loadSidecar(id: string): Promise<void> {
    const file = await fileState(this.file(id, RECORD));
    const known = this.sidecars.get(id);
    if (file && known?.file.bytes === file.bytes && known.file.changed === file.changed) return;
    this.sidecars.delete(id);
    if (!file || file.bytes > LARGEST_RECORD) return;
    const sidecar = readSidecar(await readJson(this.file(id, SIDECAR), LARGEST_SIDECAR), id) ?? (await this.restoreSidecar(id));
    if (sidecar) this.sidecars.set(id, { file, sidecar });
  }

  private async restoreSidecar(id: string): Promise<Sidecar | null> {
    const record = await this.get(id);
    if (!record) return null;
    const sidecar = sidecarOf(record);
    await writeWhole(this.file(id, SIDECAR), JSON.stringify(sidecar)).catch(() => {});
    return sidecar;
  }

  /** The small file first: one without its record is not seen. */
  private async write(record: BuildRecord): Promise<boolean> {
    const packed = await packJson(record);
    if (packed.length > LARGEST_RECORD) return false;
    await writeWhole(this.file(record.id, SIDECAR), JSON.stringify(sidecarOf(record)));
    await writeWhole(this.file(record.id, RECORD), packed);
    return true;
  }

  private async prune(): Promise<void> {
    const kept = (await this.readSidecars()).map(({ file, sidecar }) => ({ ...sidecar, bytes: file.bytes }));
    const { gone, withoutInputs } = pruneHistory(kept);
    // Asked again: a record of a newer version may have a small file that reads well.
    for (const id of gone) if (await this.get(id)) await this.delete(id);
    for (const { id, targets } of withoutInputs) await this.dropInputs(id, new Set(targets));
    await this.removeAbandoned();
  }

  private async dropInputs(id: string, targets: ReadonlySet<string>): Promise<void> {
    const record = await this.get(id);
    if (!record?.inputs) return;
    const inputs = Object.entries(record.inputs).filter(([target]) => !targets.has(target));
    const lighter = { ...record, inputs: inputs.length === 0 ? null : Object.fromEntries(inputs) };
    // Somebody may have deleted it meanwhile.
    if (await fileState(this.file(id, RECORD))) await this.write(lighter);
  }

  private async delete(id: string): Promise<void> {
    for (const ending of [RECORD, SIDECAR]) await unlink(this.file(id, ending)).catch(() => {});
    this.sidecars.delete(id);
  }

  private async removeAbandoned(): Promise<void> {
    for (const name of (await namesIn(this.folder)).filter(isTemporaryName)) {
      const file = path.join(this.folder, name);
      const found = await stat(file).catch(() => null);
      if (found?.isFile() && Date.now() - found.mtimeMs > ABANDONED) await unlink(file).catch(() => {});
    }
  }

  /** For people who wonder what the folder is. */
  private async tellWorkspace(): Promise<void> {
    const file = path.join(this.folder, 'workspace.json');
    if (!(await fileState(file))) await writeWhole(file, `${JSON.stringify({ path: this.workspace }, null, 2)}\n`);
  }
}
