import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readTimelineAssets } from '../host/timelineAssets.ts';
import type { BuiltReport } from '../timing/export/builtReport.ts';
import { timelineHtml, type TimelineAssets } from '../timing/export/html.ts';
import { buildJson } from '../timing/export/json.ts';
import { perfettoTrace } from '../timing/export/perfetto.ts';
import type { TimingsFormat } from './buildArguments.ts';
import { refuseWhatIsRead } from './outputFile.ts';
import type { CliProcess } from './run.ts';
import { UsageError } from './usage.ts';

/** The file that what was measured goes to: whether it can be written is known before anything is built. */
export class TimingsFile {
  private constructor(
    /** Absolute. */
    private readonly file: string,
    private readonly shown: string,
    private readonly format: TimingsFormat,
    private readonly assets: TimelineAssets | null,
    private readonly self: Pick<CliProcess, 'error'>,
  ) {}

  /** @throws UsageError where its folder does not exist, it is something else than a file, or one that a scan reads */
  static async open({ file, format }: { readonly file: string; readonly format: TimingsFormat }, self: Pick<CliProcess, 'cwd' | 'error'>): Promise<TimingsFile> {
    const full = path.resolve(self.cwd, file);
    if (!(await stat(path.dirname(full)).catch(() => null))?.isDirectory()) throw new UsageError(`The folder of ${file} does not exist: create it first.`);
    const found = await stat(full).catch(() => null);
    if (found && !found.isFile()) throw new UsageError(`${file} is there already and is no file: name another one.`);
    refuseWhatIsRead(await realpath(full).catch(() => full), file);
    if (found) await mustBeWritable(full, file);
    return new TimingsFile(full, file, format, format === 'html' ? await assets() : null, self);
  }

  /** @returns false where it could not be written: it says why */
  async write(report: BuiltReport): Promise<boolean> {
    try {
      await replace(this.file, this.textOf(report));
      return true;
    } catch (error) {
      this.self.error(`drydock: ${this.shown} could not be written: ${error instanceof Error ? error.message : String(error)}\n`);
      return false;
    }
  }

  private textOf(report: BuiltReport): string {
    if (this.assets) return timelineHtml(report, this.assets);
    return this.format === 'perfetto' ? perfettoTrace(report) : buildJson(report);
  }
}

async function assets(): Promise<TimelineAssets> {
  return readTimelineAssets().catch((error: unknown) => {
    throw new UsageError(`The page for --timings is missing from this installation: ${error instanceof Error ? error.message : String(error)}`);
  });
}

async function mustBeWritable(full: string, shown: string): Promise<void> {
  const handle = await open(full, 'r+').catch((error: Error) => {
    throw new UsageError(`${shown} cannot be written: ${error.message}`);
  });
  await handle.close();
}

/** In one step, so that who has the old page open never gets half of the new one; where links lead is left to the system. */
async function replace(file: string, text: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  // Devices and pipes cannot be replaced, and were refused; a link, or a second name, keeps what it is.
  if (found) return writeFile(file, text);
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.drydock`);
  try {
    await writeFile(temporary, text, { flag: 'wx' });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
