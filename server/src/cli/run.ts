import { styleText } from 'node:util';
import type { RunBuild } from '../build/run.ts';
import type { FileSystem } from '../core/engine/host.ts';
import { jsonReport } from '../report/json.ts';
import { summarize, type ScanReport } from '../report/scanReport.ts';
import { textReport, type Paint } from '../report/text.ts';
import { version } from '../host/version.ts';
import { parseArguments } from './arguments.ts';
import { build } from './build.ts';
import { generateIgnoreFiles } from './generateIgnoreFiles.ts';
import { helpText } from './help.ts';
import { onInterrupt } from './interrupt.ts';
import { scan } from './scan.ts';
import { UsageError } from './usage.ts';

/** What the command needs of the process; tests give it their own. */
export interface CliProcess {
  readonly cwd: string;
  out(text: string): void;
  error(text: string): void;
  readonly hasColours: boolean;
  /** The machine's own where absent. */
  readonly fileSystem?: FileSystem;
  /** Null where nobody watches the error output: what goes on is told line by line. */
  readonly terminal?: Terminal | null;
  /** Nothing is set where absent. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Calls back for each request to stop, with the exit status that belongs to it. @returns what ends that */
  onInterrupt?(listener: (status: number) => void): () => void;
  /** Ends at once. */
  exit?(status: number): void;
  /** Docker's own where absent. */
  readonly runBuild?: RunBuild;
}

/** Where lines can be drawn anew. */
export interface Terminal {
  readonly hasColours: boolean;
  /** As it is now: people change it. */
  size(): { readonly columns: number; readonly rows: number };
}

const ownProcess = (): CliProcess => ({
  cwd: process.cwd(),
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  hasColours: hasColours(process.stdout),
  terminal: isTerminal(process.stderr)
    ? { hasColours: hasColours(process.stderr), size: () => ({ columns: process.stderr.columns || 80, rows: process.stderr.rows || 24 }) }
    : null,
  environment: process.env,
  onInterrupt,
  exit: (status) => process.exit(status),
});

/** A dumb terminal knows no cursor. */
function isTerminal(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && process.env['TERM'] !== 'dumb';
}

/** no-color.org: any value but an empty one counts. */
function hasColours(stream: NodeJS.WriteStream): boolean {
  return isTerminal(stream) && !process.env['NO_COLOR'];
}

/**
 * @returns the exit status: 0 no warning or error is left, nothing is to be written, or all was built; 1 one is, --check found one, or a build
 * failed; 2 the command could not run; 130 and its like where it was interrupted
 */
export async function runCli(args: readonly string[], self: CliProcess = ownProcess()): Promise<number> {
  try {
    const parsed = parseArguments(args);
    if (parsed.command === 'help') self.out(helpText(parsed.about));
    else if (parsed.command === 'version') self.out(`${version}\n`);
    else if (parsed.command === 'generate') return await generateIgnoreFiles(parsed, self);
    else if (parsed.command === 'build') return await build(parsed, self);
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

function painter({ hasColours }: Pick<CliProcess, 'hasColours'>): Paint | undefined {
  return hasColours ? (style, text) => styleText(style, text) : undefined;
}
