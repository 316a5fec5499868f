import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { RunBuild } from '../build/run.ts';
import type { FileSystem } from '../core/engine/host.ts';
import { version } from '../host/version.ts';
import { parseArguments, type CliArguments } from './arguments.ts';
import { build } from './build.ts';
import { hasColours, isTerminal } from './colours.ts';
import { explain } from './explain.ts';
import { guardCommands } from './gitHub.ts';
import { generateIgnoreFiles } from './generateIgnoreFiles.ts';
import { helpText } from './help.ts';
import { init } from './init.ts';
import { onInterrupt } from './interrupt.ts';
import { rules } from './rules.ts';
import { runScan } from './runScan.ts';
import { scanImage } from './scanImage.ts';
import { UsageError } from './usage.ts';

/** What the command needs of the process; tests give it their own. */
export interface CliProcess {
  readonly cwd: string;
  out(text: string): void;
  /** Resolves when more may be given to `out`: at once where absent. */
  drained?(): Promise<unknown>;
  error(text: string): void;
  readonly hasColours: boolean;
  /** Standard input, from its beginning; nothing comes where absent. */
  input?(): AsyncIterable<Uint8Array>;
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
  // Who writes much gives way all the same: only then is it heard that the reader has gone.
  drained: () => (process.stdout.writableNeedDrain ? once(process.stdout, 'drain') : setImmediate()),
  error: (text) => process.stderr.write(text),
  input: () => process.stdin,
  hasColours: hasColours(process.stdout, process.env),
  terminal: isTerminal(process.stderr, process.env)
    ? { hasColours: hasColours(process.stderr, process.env), size: () => ({ columns: process.stderr.columns || 80, rows: process.stderr.rows || 24 }) }
    : null,
  environment: process.env,
  onInterrupt,
  exit: (status) => process.exit(status),
});

/**
 * @returns the exit status: 0 nothing that fails is left, nothing is to be written, or all was built; 1 something is, --check found something, or a
 * build failed; 2 the command could not run; 130 and its like where it was interrupted
 */
export async function runCli(args: readonly string[], self: CliProcess = ownProcess()): Promise<number> {
  try {
    return await runCommand(parseArguments(args), self);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { error: write } = self.environment?.['GITHUB_ACTIONS'] === 'true' ? guardCommands(self) : self;
    write(`drydock: ${error.message}\nTry "drydock --help".\n`);
    return 2;
  }
}

async function runCommand(parsed: CliArguments, self: CliProcess): Promise<number> {
  switch (parsed.command) {
    case 'scan':
      return runScan(parsed, self);
    case 'scan-image':
      return scanImage(parsed, self);
    case 'explain':
      return explain(parsed, self);
    case 'rules':
      return rules(parsed, self);
    case 'init':
      return init(parsed, self);
    case 'generate':
      return generateIgnoreFiles(parsed, self);
    case 'build':
      return build(parsed, self);
    case 'help':
      self.out(helpText(parsed.about));
      return 0;
    case 'version':
      self.out(`${version}\n`);
      return 0;
  }
}
