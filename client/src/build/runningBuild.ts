import * as vscode from 'vscode';
import type { BuildEnd, BuildFacts, BuildTrace, TraceDelta } from '../../../server/src/protocol.ts';
import { applyDelta } from '../../../server/src/timing/delta.ts';
import { EMPTY_TRACE } from '../../../server/src/timing/emptyTrace.ts';
import { redactor } from './secrets.ts';
import { shownTrace } from './shownTrace.ts';
import { identityOf, titleOf, workspaceFolderOf, type What } from './what.ts';

export interface BuildOrder {
  readonly what: What;
  readonly noCache: boolean;
  /** Who shows it: a task has its terminal and needs no notification beside it. */
  readonly shownIn: 'notification' | 'terminal';
}

/** One build, from the order to its end, and after it. */
export class RunningBuild {
  readonly title: string;
  readonly identity: string;
  /** URI of the workspace folder; null outside of all. */
  readonly folder: string | null;
  readonly startedAt = new Date();
  /** Whether it was decided already if it opens the timeline. */
  isShown = false;
  /** Settles when the build has ended, however it did. */
  readonly ended: Promise<BuildEnd>;
  private readonly cancellation = new vscode.CancellationTokenSource();
  private readonly settle: (end: BuildEnd) => void;
  private readonly redact: (text: string) => string;
  private readonly started: string[] = [];
  private known: BuildTrace = { ...EMPTY_TRACE, state: 'running' };
  private finished: BuildEnd | null = null;

  constructor(
    readonly key: string,
    readonly order: BuildOrder,
  ) {
    this.title = titleOf(order.what);
    this.identity = identityOf(order.what);
    this.folder = workspaceFolderOf(order.what);
    this.redact = redactor(order.what);
    let settle: (end: BuildEnd) => void = () => undefined;
    this.ended = new Promise((resolve) => (settle = resolve));
    this.settle = settle;
  }

  get token(): vscode.CancellationToken {
    return this.cancellation.token;
  }

  /** What is known of it so far. */
  get trace(): BuildTrace {
    return this.known;
  }

  get end(): BuildEnd | null {
    return this.finished;
  }

  get isCancelled(): boolean {
    return this.cancellation.token.isCancellationRequested;
  }

  /** Command lines as a person would type them, without values of secret arguments. */
  get commands(): readonly string[] {
    return this.finished && this.finished.facts.commands.length > 0 ? this.finished.facts.commands : this.started;
  }

  get facts(): BuildFacts {
    if (this.finished) return this.finished.facts;
    const { title, started } = this;
    return { title, startedAt: this.startedAt.toISOString(), milliseconds: null, images: {}, withoutCache: null, commands: [...started], problem: null };
  }

  cancel(): void {
    this.cancellation.cancel();
  }

  /** @returns the command line as it may be shown */
  addCommand(command: string): string {
    const shown = this.redact(command);
    this.started.push(shown);
    return shown;
  }

  /** @returns what is new as it may be shown */
  addDelta(delta: TraceDelta): TraceDelta {
    const shown = shownTrace(delta, this.redact);
    this.known = applyDelta(this.known, shown);
    return shown;
  }

  /** @returns the text as it may be shown */
  readLog(text: string): string {
    return this.redact(text);
  }

  finish(end: BuildEnd): void {
    const { facts, problem } = end;
    const trace = shownTrace(end.trace, this.redact);
    const commands = facts.commands.map(this.redact);
    this.finished = {
      ...end,
      trace,
      facts: { ...facts, commands, problem: facts.problem === null ? null : this.redact(facts.problem) },
      problem: problem && { ...problem, message: this.redact(problem.message), detail: this.redact(problem.detail) },
    };
    this.known = trace;
    this.cancellation.dispose();
    this.settle(this.finished);
  }
}
