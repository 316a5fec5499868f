import * as vscode from 'vscode';
import type { Building } from './building.ts';
import { pathIn } from './folderPaths.ts';
import { dockerfileUri } from './revealPlace.ts';
import type { BuildOrder, RunningBuild } from './runningBuild.ts';
import { commandLine, endLines, logLines, stepLine } from './taskLines.ts';
import type { What } from './what.ts';

/** Exit codes as shells have them: could not do it, and ended by Ctrl+C. */
const FAILED = 1;
const CANCELLED = 130;

/**
 * The editor reads lines for problem matchers as it draws them, and lets go of what it has not drawn a moment after the process has ended:
 * the terminal stays that much longer, in milliseconds.
 */
const TIME_TO_DRAW = 500;

export interface TerminalOrder {
  /** Throws with a sentence where it cannot be told what is to be built. */
  readonly what: () => Promise<What>;
  readonly noCache: boolean;
  /** The workspace folder that paths in problems are relative to. */
  readonly folder: vscode.Uri;
}

/** The terminal of a task: runs one build, prints what happens, ends with an exit code. Closing it, and Ctrl+C in it, cancels the build. */
export class BuildTerminal implements vscode.Pseudoterminal {
  private readonly writes = new vscode.EventEmitter<string>();
  private readonly closes = new vscode.EventEmitter<number>();
  readonly onDidWrite = this.writes.event;
  readonly onDidClose = this.closes.event;
  private readonly told = new Set<string>();
  private build: RunningBuild | null = null;
  private isClosed = false;

  constructor(
    private readonly order: TerminalOrder,
    private readonly building: () => Building,
  ) {}

  open(): void {
    const running = this.run().catch((error: unknown) => {
      this.print([`  ${error instanceof Error ? error.message : String(error)}`]);
      return FAILED;
    });
    void running.then((code) => setTimeout(() => this.closes.fire(code), TIME_TO_DRAW));
  }

  close(): void {
    this.isClosed = true;
    this.build?.cancel();
  }

  handleInput(data: string): void {
    if (data === '\u0003') this.close();
  }

  private async run(): Promise<number> {
    const { builds } = this.building();
    const order: BuildOrder = { what: await this.order.what(), noCache: this.order.noCache, shownIn: 'terminal' };
    // Lines may come as soon as it starts, so the listeners are there before.
    const subscriptions = [
      builds.onCommand(({ build, text }) => build.order === order && this.print([commandLine(text)])),
      builds.onLog(({ build, text }) => build.order === order && this.print(logLines(text))),
      builds.onProgress(({ build }) => build.order === order && this.printSteps(build)),
    ];
    try {
      if (this.isClosed) return CANCELLED;
      const build = await this.building().start(order);
      if (!build) throw new Error(vscode.l10n.t('Nothing was built.'));
      this.build = build;
      if (this.isClosed) build.cancel();
      const end = await build.ended;
      this.printSteps(build);
      this.print(endLines(end, build.title, (dockerfile) => this.pathOf(dockerfile, build)));
      if (end.problem === null) return 0;
      return end.problem.kind === 'cancelled' ? CANCELLED : FAILED;
    } finally {
      for (const subscription of subscriptions) subscription.dispose();
    }
  }

  private printSteps({ trace }: RunningBuild): void {
    const lines = trace.steps.flatMap((step) => {
      const line = this.told.has(step.id) ? null : stepLine(step, trace);
      if (line === null) return [];
      this.told.add(step.id);
      return [line];
    });
    this.print(lines);
  }

  /** Relative to the task's folder, as the problem matcher has it; a Dockerfile elsewhere by its whole path. */
  private pathOf(dockerfile: string, { folder }: RunningBuild): string {
    const file = dockerfileUri(dockerfile, folder);
    return pathIn(this.order.folder, file) ?? file.fsPath;
  }

  private print(lines: readonly string[]): void {
    if (lines.length > 0) this.writes.fire(lines.map((line) => `${line}\r\n`).join(''));
  }
}
