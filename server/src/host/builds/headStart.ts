import { buildCommand } from '../../build/commands.ts';
import type { BuildRequest } from '../../build/request.ts';
import type { DockerAccess } from './imageSizes.ts';
import type { ProcessOutput } from './processOutput.ts';
import { ProcessTree } from './processTree.ts';

/** Milliseconds that docker may still take to tell what it builds when all of it is built. */
const PLAN_PATIENCE = 20_000;

/** Characters that are held; with more, docker waits. Nothing prints as much in the tenths of a second that a plan takes. */
const MOST_HELD = 16_000_000;

/** Takes what a process prints. */
type Reader = Pick<ProcessOutput, 'onOutput' | 'onErrors'>;

/**
 * The one process of a build, begun before docker has told what it builds: people wait for both, and neither needs the other. What it prints
 * is held until somebody reads it who knows the plan.
 */
export class HeadStart {
  /** Aborts when the build has long been over and docker still does not tell what it was to build. */
  readonly overdue: AbortSignal;
  /** By the clock of `performance`. */
  readonly since = performance.now();
  private end: number | null = null;
  private readonly tree: ProcessTree;
  private timer: NodeJS.Timeout | undefined;
  private reader: Reader | null = null;
  private held: ((reader: Reader) => void)[] = [];
  private length = 0;
  private release = (): void => {};
  private readonly isRead = new Promise<void>((resolve) => (this.release = resolve));

  /**
   * @param signal ends it
   * @param patience milliseconds from its end until `overdue`
   */
  constructor(request: BuildRequest, docker: DockerAccess, private readonly signal: AbortSignal, patience = PLAN_PATIENCE) {
    const overdue = new AbortController();
    this.overdue = overdue.signal;
    this.tree = new ProcessTree({
      ...buildCommand(request),
      ...docker,
      onOutput: (text) => this.pass(text.length, (reader) => reader.onOutput(text)),
      onErrors: (text) => this.pass(text.length, (reader) => reader.onErrors(text)),
    });
    signal.addEventListener('abort', this.cancel);
    if (signal.aborted) this.cancel();
    void this.tree.ended.then(() => {
      this.end = performance.now();
      if (this.reader === null) this.timer = setTimeout(() => overdue.abort(), patience);
    });
  }

  /** As `since`; null while it runs. */
  get endedAt(): number | null {
    return this.end;
  }

  /** Hands over the process, and to `reader` what it printed and prints, in the order in which that came. */
  readBy(reader: Reader): ProcessTree {
    clearTimeout(this.timer);
    this.reader = reader;
    for (const tell of this.held) tell(reader);
    this.held = [];
    this.release();
    return this.tree;
  }

  /** Ends it, where it still runs, and settles when all of it is gone. What nobody reads is lost. */
  async leave(): Promise<void> {
    this.cancel();
    this.release();
    await this.tree.ended;
    clearTimeout(this.timer);
    this.signal.removeEventListener('abort', this.cancel);
  }

  private readonly cancel = (): void => this.tree.cancel();

  private pass(length: number, tell: (reader: Reader) => void): void | Promise<void> {
    if (this.reader) return tell(this.reader);
    this.held.push(tell);
    this.length += length;
    return this.length > MOST_HELD ? this.isRead : undefined;
  }
}
