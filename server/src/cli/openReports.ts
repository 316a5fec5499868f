import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { ScanFormat } from './formats.ts';
import { OutputFile } from './outputFile.ts';
import type { CliProcess } from './run.ts';
import type { ScanArguments } from './scanArguments.ts';
import { UsageError } from './usage.ts';

export interface OpenReport {
  readonly format: ScanFormat;
  readonly file: OutputFile;
}

/**
 * The files of `--report` and `--output`.
 * @param baseline absolute; null where there is none
 * @throws UsageError where one cannot be written, or would take the place of another, of the baseline or of the configuration that was named
 */
export async function openReports(
  { reports, output, format, config }: Pick<ScanArguments, 'reports' | 'output' | 'format' | 'config'>,
  baseline: string | null,
  self: Pick<CliProcess, 'cwd'>,
): Promise<readonly OpenReport[]> {
  const taken = new Map<string, string>();
  const take = async (file: string, what: string): Promise<unknown> => taken.set(await realpath(file).catch(() => file), what);
  if (baseline !== null) await take(baseline, 'the baseline');
  if (config !== null) await take(path.resolve(self.cwd, config), 'the configuration');
  const opened: OpenReport[] = [];
  for (const { format: form, file: named } of [...reports, ...(output === null ? [] : [{ format, file: output }])]) {
    const file = await OutputFile.open(named, self);
    const other = taken.get(file.full);
    if (other !== undefined) throw new UsageError(`${named} is ${other} already: name another file for the ${form} report.`);
    // Devices and pipes take one report after the other.
    if (file.kind === 'file') taken.set(file.full, `the ${form} report`);
    opened.push({ format: form, file });
  }
  return opened;
}
