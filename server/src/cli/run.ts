import { styleText } from 'node:util';
import type { FileSystem } from '../core/engine/host.ts';
import { jsonReport } from '../report/json.ts';
import { summarize, type ScanReport } from '../report/scanReport.ts';
import { textReport, type Paint } from '../report/text.ts';
import { version } from '../host/version.ts';
import { HELP, parseArguments, UsageError } from './arguments.ts';
import { generateIgnoreFiles } from './generateIgnoreFiles.ts';
import { scan } from './scan.ts';

/** What the command needs of the process; tests give it their own. */
export interface CliProcess {
  readonly cwd: string;
  out(text: string): void;
  error(text: string): void;
  readonly hasColours: boolean;
  /** The machine's own where absent. */
  readonly fileSystem?: FileSystem;
}

const ownProcess = (): CliProcess => ({
  cwd: process.cwd(),
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  // no-color.org: any value but an empty one counts.
  hasColours: process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
});

/** @returns the exit status: 0 no warning or error is left or nothing is to be written, 1 one is or --check found something, 2 the command could not run */
export async function runCli(args: readonly string[], self: CliProcess = ownProcess()): Promise<number> {
  try {
    const parsed = parseArguments(args);
    if (parsed.command === 'help') self.out(HELP);
    else if (parsed.command === 'version') self.out(`${version}\n`);
    else if (parsed.command === 'generate') return await generateIgnoreFiles(parsed, self);
    else {
      const report = await scan(parsed, self);
      self.out(parsed.format === 'json' ? jsonReport(report) : textReport(report, painter(self)));
      return exitStatus(report);
    }
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    self.error(`drydock: ${error.message}\nTry "drydock --help".\n`);
    return 2;
  }
}

function exitStatus(report: ScanReport): number {
  const { error, warning } = summarize(report);
  return error + warning > 0 ? 1 : 0;
}

function painter({ hasColours }: CliProcess): Paint | undefined {
  return hasColours ? (style, text) => styleText(style, text) : undefined;
}
