import * as vscode from 'vscode';
import type { BuildEnd, BuildLogParams, BuildParams, BuildProgressParams, BuildStartedParams, TraceDelta } from '../../../server/src/protocol.ts';
import type { ServerConnection } from '../languageClient.ts';
import { buildSettings } from './buildSettings.ts';
import { RunningBuild, type BuildOrder } from './runningBuild.ts';

export interface BuildText {
  readonly build: RunningBuild;
  readonly text: string;
}

export interface BuildChange {
  readonly build: RunningBuild;
  readonly delta: TraceDelta;
}

/** How long builds that are cancelled may take to end before the server is stopped anyway, in milliseconds: an editor that closes waits no longer. */
const MOST_WAIT = 3_000;

/** The builds of this window. They run in the server; what it tells of them comes here, and whoever shows builds listens here. */
export class RunningBuilds implements vscode.Disposable {
  private readonly builds = new Map<string, RunningBuild>();
  private readonly startedEmitter = new vscode.EventEmitter<RunningBuild>();
  private readonly commandEmitter = new vscode.EventEmitter<BuildText>();
  private readonly logEmitter = new vscode.EventEmitter<BuildText>();
  private readonly progressEmitter = new vscode.EventEmitter<BuildChange>();
  private readonly endedEmitter = new vscode.EventEmitter<RunningBuild>();
  readonly onStarted = this.startedEmitter.event;
  /** A process of a build starts: its command line. */
  readonly onCommand = this.commandEmitter.event;
  /** Log text, line breaks included. */
  readonly onLog = this.logEmitter.event;
  readonly onProgress = this.progressEmitter.event;
  readonly onEnded = this.endedEmitter.event;
  private readonly subscriptions: vscode.Disposable[];
  private newest: RunningBuild | null = null;
  private count = 0;

  constructor(private readonly server: Pick<ServerConnection, 'request' | 'onNotification' | 'onWillStop'>) {
    this.subscriptions = [
      server.onNotification<BuildStartedParams>('drydock/buildStarted', ({ key, command }) =>
        this.with(key, (build) => this.commandEmitter.fire({ build, text: build.addCommand(command) })),
      ),
      server.onNotification<BuildProgressParams>('drydock/buildProgress', ({ key, delta }) =>
        this.with(key, (build) => this.progressEmitter.fire({ build, delta: build.addDelta(delta) })),
      ),
      server.onNotification<BuildLogParams>('drydock/buildLog', ({ key, text }) =>
        this.with(key, (build) => this.logEmitter.fire({ build, text: build.readLog(text) })),
      ),
      server.onWillStop(() => this.cancelAll()),
    ];
  }

  get running(): readonly RunningBuild[] {
    return [...this.builds.values()];
  }

  /** The build that was started last, running or not; null before the first of this window. */
  get last(): RunningBuild | null {
    return this.newest;
  }

  /** The running build of the same things, if there is one. */
  same(identity: string): RunningBuild | null {
    return this.running.find((build) => build.identity === identity) ?? null;
  }

  start(order: BuildOrder): RunningBuild {
    const build = new RunningBuild(`build-${++this.count}`, order);
    this.builds.set(build.key, build);
    this.newest = build;
    this.startedEmitter.fire(build);
    void this.run(build);
    return build;
  }

  /** Settles when all have ended, or have had their time. */
  async cancelAll(): Promise<void> {
    const { running } = this;
    if (running.length === 0) return;
    for (const build of running) build.cancel();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, MOST_WAIT)));
    await Promise.race([Promise.all(running.map(({ ended }) => ended)), patience]);
    clearTimeout(timer);
  }

  dispose(): void {
    for (const build of this.running) build.cancel();
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const emitter of [this.startedEmitter, this.commandEmitter, this.logEmitter, this.progressEmitter, this.endedEmitter]) emitter.dispose();
  }

  private async run(build: RunningBuild): Promise<void> {
    const end = await this.ask(build).catch((error: unknown) => endWithout(build, error));
    this.builds.delete(build.key);
    build.finish(end);
    this.endedEmitter.fire(build);
  }

  private ask(build: RunningBuild): Promise<BuildEnd> {
    const { what, noCache } = build.order;
    const { docker, builder, parallel, onFailure } = buildSettings(what);
    const params: BuildParams = { key: build.key, request: { what, noCache, docker, builder, parallel, onFailure }, wantsLog: true };
    return this.server.request<BuildEnd>('drydock/build', params, build.token);
  }

  /** What comes late, after the end, belongs to nobody. */
  private with(key: string, then: (build: RunningBuild) => void): void {
    const build = this.builds.get(key);
    if (build) then(build);
  }
}

/** The end of a build that the server did not tell: it was stopped, or it crashed. */
function endWithout(build: RunningBuild, error: unknown): BuildEnd {
  const state = build.isCancelled ? 'cancelled' : 'failed';
  const detail = error instanceof Error ? error.message : String(error);
  const message = build.isCancelled
    ? vscode.l10n.t('The build was cancelled.')
    : vscode.l10n.t("The build was lost, since Drydock's server ended or could not do it: {0}", detail);
  const milliseconds = Date.now() - build.startedAt.getTime();
  return {
    id: null,
    facts: { ...build.facts, milliseconds, problem: message },
    trace: { ...build.trace, state },
    problem: { kind: build.isCancelled ? 'cancelled' : 'other', message, detail },
    commands: [],
  };
}
