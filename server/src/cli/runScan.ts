import path from 'node:path';
import { toSlashes } from '../host/fileSystem.ts';
import { outlinesOf, someOf } from '../report/findings.ts';
import type { ScanReport } from '../report/scanReport.ts';
import { summaryText } from '../report/text.ts';
import { BaselineFile } from './baselineFile.ts';
import { inChunks } from './chunks.ts';
import { painter } from './colours.ts';
import { exitStatus } from './exitStatus.ts';
import { formatted } from './formats.ts';
import { guardCommands } from './gitHub.ts';
import { openReports, type OpenReport } from './openReports.ts';
import type { CliProcess } from './run.ts';
import { scan } from './scan.ts';
import type { ScanArguments } from './scanArguments.ts';
import { scanProgress } from './scanProgress.ts';
import { ScanStats } from './scanStats.ts';

/**
 * `drydock scan`: from the command line to the exit status.
 * @returns 0 nothing fails, 1 a finding or a gate does
 * @throws UsageError where it could not run, or a report could not be written
 */
export async function runScan(args: ScanArguments, process: CliProcess): Promise<number> {
  const self = guarded(process, args);
  // What cannot be read or written is told before minutes of work.
  const baseline = args.baseline && (await BaselineFile.open(args.baseline, self));
  const reports = await openReports(args, baseline?.full ?? null, self);
  const stats = new ScanStats();
  const progress = scanProgress(self);
  let written: Promise<unknown> = Promise.resolve();
  let isInterrupted = false;
  const release = self.onInterrupt?.((status) => {
    progress.end();
    if (isInterrupted) self.exit?.(status);
    isInterrupted = true;
    // A fix that is being written is a matter of milliseconds; nothing follows it.
    void written.catch(() => undefined).then(() => self.exit?.(status));
  });
  try {
    const found = await scan(args, self, { progress, ...(args.stats ? { stats } : {}), writing: (done) => void (written = done) });
    const report = baseline ? await baseline.apply(found) : found;
    progress.end();
    await stats.time('Reporting', () => tell(report, reports, args, self));
    if (args.stats) self.error(stats.text());
    return exitStatus(report, args.failOn);
  } finally {
    progress.end();
    release?.();
  }
}

/** GitHub Actions reads commands out of whatever is printed; what is data is not changed. */
function guarded(self: CliProcess, { format, output }: ScanArguments): CliProcess {
  if (self.environment?.['GITHUB_ACTIONS'] !== 'true') return self;
  const isText = format === 'text' || output !== null;
  return { ...guardCommands(self), ...(isText ? {} : { out: (text) => self.out(text) }) };
}

async function tell(full: ScanReport, reports: readonly OpenReport[], { format, output, quiet }: ScanArguments, self: CliProcess): Promise<void> {
  const report = quiet ? withoutNotes(full) : full;
  const options = { summary: !quiet, showPath: fromRepository(self) };
  for (const { format: form, file } of reports) await file.write(await formatted(form, report, options));
  const paint = painter(self);
  if (output === null) await print(await formatted(format, report, { ...options, paint }), self);
  else if (!quiet) self.out(summaryText(report, paint));
}

async function print(pieces: Iterable<string>, self: CliProcess): Promise<void> {
  for (const chunk of inChunks(pieces)) {
    self.out(chunk);
    await self.drained?.();
  }
}

/** GitHub places annotations by paths from the checked-out repository. */
function fromRepository({ cwd, environment }: CliProcess): (file: string) => string {
  const repository = environment?.['GITHUB_WORKSPACE'];
  return (file) => (repository ? toSlashes(path.relative(repository, path.resolve(cwd, file))) : file);
}

/** Warnings and errors. */
function withoutNotes(report: ScanReport): ScanReport {
  const files = report.files.map((file) => ({
    ...file,
    findings: someOf(file.findings, outlinesOf(file.findings).map(({ severity }) => severity === 'error' || severity === 'warning')),
  }));
  return { ...report, files };
}
