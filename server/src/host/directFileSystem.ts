import { closeSync, lstatSync, openSync, readdirSync, readlinkSync, readSync, statSync } from 'node:fs';
import { dropOldest } from '../core/collections/recent.ts';
import type { FileSystem, FolderEntry, SizedEntry, SizedListing } from '../core/engine/host.ts';
import { decode, folderEntry, nodeFileSystem, statOf } from './fileSystem.ts';
import { sizedEntry } from './folderSizes.ts';

/** Milliseconds that the disk is asked without giving others a turn. */
const TURN = 8;
/** Milliseconds of waiting after which a disk is judged. */
const SAMPLE = 50;
/** Milliseconds for each entry from which on a disk is slow: one in the machine takes a tenth of it. */
const SLOW = 0.5;
/** Questions that a slow disk is asked in the background until it is judged anew: it may only have had to wake up. */
const PATIENCE = 2_000;
/** Entries of one folder between two looks at the clock. */
const STEP = 64;
/** Folders whose names are kept for whoever asks for their sizes next. */
const MOST_LISTED = 20_000;

/**
 * The machine's own disk for a program that does nothing else meanwhile: asked directly, which takes a fraction of what it takes to have another
 * thread ask. Where it turns out to be slow, it is asked in the background, so that several answers are waited for at a time.
 * @param clock milliseconds, from any start
 */
export function directFileSystem(background: FileSystem = nodeFileSystem, clock: () => number = () => performance.now()): FileSystem {
  const pace = new Pace(clock);
  /** Looking up a folder takes ten times as long as looking up a file in it: its names serve for one question for their sizes too. */
  const listed = new Map<string, readonly string[]>();
  /** `direct` throws where there is no answer. */
  const ask = async <Answer>(direct: () => Answer, inBackground: () => Promise<Answer | null>, signal?: AbortSignal): Promise<Answer | null> => {
    if (pace.isSlow()) return inBackground();
    await pace.turn(signal);
    return pace.time(direct);
  };
  return {
    readText: (path, limit, signal) => ask(() => readTextNow(path, limit), () => background.readText(path, limit, signal), signal),
    list: (folder, signal) => {
      listed.delete(folder);
      return ask(() => listNow(folder, listed), () => background.list(folder, signal), signal);
    },
    sizes: async (folder, limit, signal) => {
      if (pace.isSlow()) return background.sizes!(folder, limit, signal);
      await pace.turn(signal);
      const names = listed.get(folder) ?? pace.time(() => readdirSync(folder), ({ length }) => length);
      listed.delete(folder);
      return names && sizesOf(folder, names, limit, pace, signal);
    },
    stat: (path, signal) => ask(() => statOf(statSync(path)), () => background.stat(path, signal), signal),
    realPath: (path) => background.realPath!(path),
  };
}

/** How quick a disk answers, and since when nobody else had a turn. */
class Pace {
  private asked = 0;
  private waited = 0;
  private patience = 0;
  private turnBegan: number;

  constructor(private readonly clock: () => number) {
    this.turnBegan = clock();
  }

  /** Asked before each question. */
  isSlow(): boolean {
    if (this.patience > 0) this.patience--;
    return this.patience > 0;
  }

  /** @throws the signal's reason */
  async turn(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.clock() - this.turnBegan < TURN) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.turnBegan = this.clock();
    signal?.throwIfAborted();
  }

  /** Null where `question` throws. */
  time<Answer>(question: () => Answer, entries: (answer: Answer) => number = () => 1): Answer | null {
    const since = this.clock();
    let answer: Answer | null = null;
    try {
      answer = question();
    } catch {
      // What is missing, or must not be read, is no answer.
    }
    this.asked += answer === null ? 1 : Math.max(1, entries(answer));
    this.waited += this.clock() - since;
    if (this.waited >= SAMPLE) {
      if (this.waited / this.asked > SLOW) this.patience = PATIENCE;
      this.asked = this.waited = 0;
    }
    return answer;
  }
}

/** @throws where it is missing or must not be read */
function listNow(folder: string, listed: Map<string, readonly string[]>): FolderEntry[] {
  const entries = readdirSync(folder, { withFileTypes: true }).map(folderEntry);
  listed.set(folder, entries.map(({ name }) => name));
  dropOldest(listed, MOST_LISTED);
  return entries;
}

/** @throws where it is missing or must not be read */
function readTextNow(path: string, limit: number): string | null {
  // Asked before it is opened: opening a pipe waits for a writer that may never come.
  const found = statSync(path);
  if (!found.isFile() || found.size > limit) return null;
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(limit, found.size) + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read) read = readSync(file, buffer, length, buffer.length - length, length);
    // One byte more than it had: it grows right now.
    return length > found.size ? null : decode(buffer.subarray(0, length));
  } finally {
    closeSync(file);
  }
}

async function sizesOf(folder: string, names: readonly string[], limit: number, pace: Pace, signal?: AbortSignal): Promise<SizedListing> {
  const entries: SizedEntry[] = [];
  let complete = names.length <= limit;
  const most = Math.min(limit, names.length);
  for (let from = 0; from < most; from += STEP) {
    await pace.turn(signal);
    const step = names.slice(from, Math.min(most, from + STEP));
    pace.time(() => {
      for (const name of step) complete = addEntry(entries, folder, name) && complete;
    }, () => step.length);
  }
  return { entries, complete };
}

/** @returns false where the entry could not be read; what is gone meanwhile is no loss */
function addEntry(entries: SizedEntry[], folder: string, name: string): boolean {
  const path = `${folder}/${name}`;
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (!stats) return true;
    const entry = sizedEntry(name, stats);
    entries.push(entry);
    if (entry.kind === 'link') entries[entries.length - 1] = { ...entry, target: readlinkSync(path) };
    return true;
  } catch {
    return false;
  }
}
