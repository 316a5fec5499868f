import { stat } from 'node:fs/promises';
import path from 'node:path';
import { nodeFileSystem, toSlashes } from '../host/fileSystem.ts';
import { inGroups } from '../host/inGroups.ts';
import { baselineOf, baselineText, readBaseline, withoutKnown, type Baseline } from '../report/baseline.ts';
import type { ScanReport } from '../report/scanReport.ts';
import { OutputFile } from './outputFile.ts';
import type { CliProcess } from './run.ts';
import { shownPath } from './shownPath.ts';
import { UsageError } from './usage.ts';

/** Bytes: that of a workspace with a million findings. */
const LARGEST = 100_000_000;

/** The file of `--baseline`. Its paths are relative to the folder that it lies in, so that it holds wherever a scan is started. */
export class BaselineFile {
  private constructor(
    /** Absolute. */
    readonly full: string,
    private readonly known: Baseline,
    /** Null where it is only read. */
    private readonly output: OutputFile | null,
    private readonly self: Pick<CliProcess, 'cwd'>,
  ) {}

  /** @throws UsageError where it is damaged, where it is missing and not to be written, or where it cannot be written */
  static async open({ file, write }: { readonly file: string; readonly write: boolean }, self: Pick<CliProcess, 'cwd'>): Promise<BaselineFile> {
    const full = path.resolve(self.cwd, file);
    const isMissing = !(await stat(full).catch(() => null));
    if (isMissing && !write) throw new UsageError(`The baseline ${file} does not exist: create it with --write-baseline.`);
    const known = isMissing ? new Map() : await read(full, file);
    return new BaselineFile(full, known, write ? await OutputFile.open(file, self) : null, self);
  }

  /** The report without the findings that are known; where the baseline is to be written, all that it tells are known from now on. */
  async apply(report: ScanReport): Promise<ScanReport> {
    const scanned = new Set(report.files.map((file) => this.keyOf(file.path)));
    const skipped = new Set(report.skipped.map((file) => this.keyOf(file.path)));
    const others = [...this.known.keys()].filter((key) => !scanned.has(key) && !skipped.has(key));
    const missing = new Set<string>();
    await inGroups(others, async (key) => void ((await this.exists(key)) || missing.add(key)));
    const gone = new Map(others.filter((key) => missing.has(key)).map((key) => [key, shownPath(this.absolute(key), this.self)]));
    const told = withoutKnown(report, this.known, (file) => this.keyOf(file), gone);
    if (!this.output) return told;
    // What this scan did not look at stays as it was known.
    const kept = [...this.known].filter(([key]) => !scanned.has(key) && !gone.has(key));
    const next: Baseline = new Map([...kept, ...baselineOf(report.files, (file) => this.keyOf(file))]);
    await this.output.write(baselineText(next));
    const left = withoutKnown(report, next, (file) => this.keyOf(file), new Map());
    return { ...left, baseline: { known: left.baseline?.known ?? 0, gone: told.baseline?.gone ?? [], written: shownPath(this.full, this.self) } };
  }

  /** A path that begins like that of another machine's share is not looked at: whoever wrote the baseline would learn who we are. */
  private async exists(key: string): Promise<boolean> {
    return /^[\\/]/.test(key) || (await stat(this.absolute(key)).catch(() => null)) !== null;
  }

  private absolute(key: string): string {
    return path.resolve(path.dirname(this.full), key);
  }

  private keyOf(shown: string): string {
    return toSlashes(path.relative(path.dirname(this.full), path.resolve(this.self.cwd, shown)));
  }
}

async function read(full: string, shown: string): Promise<Baseline> {
  const text = await nodeFileSystem.readText(full, LARGEST);
  if (text === null) throw new UsageError(`The baseline ${shown} cannot be read: it is no file, not permitted, too large or no UTF-8 text.`);
  const baseline = readBaseline(text);
  if ('problem' in baseline) throw new UsageError(`The baseline ${shown} ${baseline.problem}: name another file, or delete this one and create it anew with --write-baseline.`);
  return baseline;
}
