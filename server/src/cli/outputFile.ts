import { chmodSync, closeSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { access, constants, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { languageOf } from '../core/engine/fileKinds.ts';
import { CONFIG_FILE, MANIFEST } from '../host/configFile.ts';
import { inChunks } from './chunks.ts';
import { writePipe } from './pipeFile.ts';
import type { CliProcess } from './run.ts';
import { UsageError } from './usage.ts';

/** What the system says where a file cannot be replaced, and may still be written. */
const IN_PLACE: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV']);

/** A file that somebody asked for by name: whether it can be written is known before the work begins. */
export class OutputFile {
  private constructor(
    /** Absolute; a link is resolved: what it leads to is written, as `>` does. */
    readonly full: string,
    private readonly shown: string,
    /** Devices and pipes (`/dev/stderr`, `>(program)`) are written to, never replaced. */
    readonly kind: 'file' | 'pipe' | 'device',
  ) {}

  /** @throws UsageError where its folder does not exist, it is a folder, or it may not be written */
  static async open(file: string, { cwd }: Pick<CliProcess, 'cwd'>): Promise<OutputFile> {
    if (file === '-') throw new UsageError('"-" is no file: leave the option out for standard output, or name the file "./-".');
    const named = path.resolve(cwd, file);
    const found = await stat(named).catch(() => null);
    if (found?.isDirectory() || /[\\/]$/.test(file)) throw new UsageError(`${file} is a folder: name a file to write.`);
    const full = await realpath(named).catch(async () => path.join(await realpath(path.dirname(named)).catch(() => path.dirname(named)), path.basename(named)));
    const isFile = !found || found.isFile();
    if (isFile) refuseWhatIsRead(full, file);
    if (!found && !(await stat(path.dirname(full)).catch(() => null))?.isDirectory()) throw new UsageError(`The folder of ${file} does not exist: create it first.`);
    await access(found ? full : path.dirname(full), constants.W_OK).catch(() => refuse(file, found ? 'it may not be written' : 'its folder may not be written'));
    return new OutputFile(full, file, isFile ? 'file' : found.isFIFO() ? 'pipe' : 'device');
  }

  /**
   * @param text whole, or in pieces that begin anew for whoever goes through them again
   * @throws UsageError where it cannot be written
   */
  async write(text: string | Iterable<string>): Promise<void> {
    const pieces = typeof text === 'string' ? [text] : text;
    try {
      if (this.kind === 'file') replaceAtOnce(this.full, pieces);
      else if (this.kind === 'pipe') await writePipe(this.full, inChunks(pieces));
      else await writeFile(this.full, inChunks(pieces));
    } catch (error) {
      refuse(this.shown, error instanceof Error ? error.message : String(error));
    }
  }
}

function refuse(file: string, reason: string): never {
  throw new UsageError(`${file} cannot be written: ${reason}.`);
}

/**
 * A report in place of a Dockerfile or of the settings would be a slip of the keyboard.
 * @param full absolute, links resolved
 * @param shown as it was given
 * @throws UsageError where a scan reads files of this name
 */
export function refuseWhatIsRead(full: string, shown: string): void {
  if (languageOf(full) === null && ![CONFIG_FILE, MANIFEST].includes(path.basename(full))) return;
  throw new UsageError(`${shown} has the name of a file that a scan reads: name another one to write.`);
}

/** In one step: who reads it, and who ends us in the middle, never gets half of it. Synchronous, so that no signal is heard in between. */
function replaceAtOnce(file: string, pieces: Iterable<string>): void {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.drydock`);
  const before = statSync(file, { throwIfNoEntry: false });
  try {
    writePieces(temporary, 'wx', pieces);
    if (before) chmodSync(temporary, before.mode & 0o7777);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    // A file may be writable where its folder is not, and one that is mounted by itself, as into a container, cannot be renamed over.
    if (!before || !IN_PLACE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    writePieces(file, 'w', pieces);
  }
}

function writePieces(file: string, flags: 'w' | 'wx', pieces: Iterable<string>): void {
  const fd = openSync(file, flags);
  try {
    for (const chunk of inChunks(pieces)) writeFileSync(fd, chunk);
  } finally {
    closeSync(fd);
  }
}
