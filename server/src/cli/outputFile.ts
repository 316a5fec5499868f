import { chmodSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { access, constants, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CliProcess } from './run.ts';
import { UsageError } from './usage.ts';

/** A file that somebody asked for by name: whether it can be written is known before the work begins. */
export class OutputFile {
  private constructor(
    /** Absolute; a link is resolved: what it leads to is written, as `>` does. */
    readonly full: string,
    private readonly shown: string,
    /** False for devices and pipes (`/dev/stderr`, `>(program)`): they are written to, never replaced. */
    private readonly isReplaced: boolean,
  ) {}

  /** @throws UsageError where its folder does not exist, it is a folder, or it may not be written */
  static async open(file: string, { cwd }: Pick<CliProcess, 'cwd'>): Promise<OutputFile> {
    const named = path.resolve(cwd, file);
    const found = await stat(named).catch(() => null);
    if (found?.isDirectory() || /[\\/]$/.test(file)) throw new UsageError(`${file} is a folder: name a file to write.`);
    const full = await realpath(named).catch(() => named);
    if (!found && !(await stat(path.dirname(full)).catch(() => null))?.isDirectory()) throw new UsageError(`The folder of ${file} does not exist: create it first.`);
    if (found) await access(full, constants.W_OK).catch(() => refuse(file, 'it may not be written'));
    return new OutputFile(full, file, !found || found.isFile());
  }

  /** @throws UsageError where it cannot be written */
  async write(text: string): Promise<void> {
    try {
      if (this.isReplaced) replaceAtOnce(this.full, text);
      else await writeFile(this.full, text);
    } catch (error) {
      refuse(this.shown, error instanceof Error ? error.message : String(error));
    }
  }
}

function refuse(file: string, reason: string): never {
  throw new UsageError(`${file} cannot be written: ${reason}.`);
}

/** In one step: who reads it, and who ends us in the middle, never gets half of it. Synchronous, so that no signal is heard in between. */
function replaceAtOnce(file: string, text: string): void {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.drydock`);
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    const before = statSync(file, { throwIfNoEntry: false });
    if (before) chmodSync(temporary, before.mode & 0o7777);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
