import * as vscode from 'vscode';
import type { CommandContext } from '../commands/index.ts';
import { BuildMemory } from './buildMemory.ts';
import { BuildNotification } from './buildNotification.ts';
import { BuildOutput } from './buildOutput.ts';
import { BuildStatusItem } from './buildStatusItem.ts';
import { askArgument } from './dockerfileQuestions.ts';
import type { BuildOrder, RunningBuild } from './runningBuild.ts';
import { RunningBuilds } from './runningBuilds.ts';
import { Timelines } from './timelines.ts';
import { mayBuild } from './trust.ts';
import { identityOf, type What } from './what.ts';

/** Everything that has to do with builds, wired together; made when something is built or asked of builds for the first time. */
export class Building implements vscode.Disposable {
  readonly memory: BuildMemory;
  readonly builds: RunningBuilds;
  readonly timelines: Timelines;
  readonly output: BuildOutput;
  private readonly parts: readonly vscode.Disposable[];

  constructor(extension: vscode.ExtensionContext, context: CommandContext, buildEnded: () => void) {
    const again = (what: What | null, noCache: boolean) =>
      context.guard(noCache ? 'drydock.rebuildWithoutCache' : 'drydock.buildService', () => what && this.start({ what, noCache, shownIn: 'notification' }));
    this.memory = new BuildMemory(extension.workspaceState);
    this.builds = new RunningBuilds(context.server);
    this.output = new BuildOutput(this.builds);
    this.timelines = new Timelines(extension.extensionUri, context, this.builds, this.memory, async (build, noCache) =>
      again(build ? build.order.what : await this.lastWhat(), noCache),
    );
    const notification = new BuildNotification(this.builds, {
      showTimeline: (build) => this.timelines.showBuild(build),
      showOutput: () => this.output.show(),
      goToFailure: (build) => context.guard('drydock.showTimeline', () => this.timelines.goToFailure(build)),
      rebuild: ({ order }) => again(order.what, order.noCache),
    });
    const subscriptions = [
      this.builds.onStarted(() => tellContext('drydock.isBuilding', true)),
      this.builds.onEnded((build) => {
        void context.guard('drydock.buildService', () => this.remember(build));
        buildEnded();
      }),
    ];
    this.parts = [...subscriptions, notification, new BuildStatusItem(this.builds), this.timelines, this.builds, this.output];
  }

  /** The one way to a build. @returns null where nothing may be started here, or where a person keeps the build of the same that runs already */
  async start(order: BuildOrder): Promise<RunningBuild | null> {
    if (!mayBuild()) return null;
    const same = this.builds.same(identityOf(order.what));
    if (same) {
      if (!(await mayReplace(same))) return null;
      same.cancel();
      await same.ended;
    }
    return this.builds.start(order);
  }

  /** What was built last, in this window or before it; secrets are asked for again. Null where nothing was, or where a person leaves a question open. */
  async lastWhat(): Promise<What | null> {
    if (this.builds.last) return this.builds.last.order.what;
    const kept = this.memory.last;
    return kept && withSecrets(kept.what, kept.asked);
  }

  dispose(): void {
    for (const part of this.parts) part.dispose();
  }

  private async remember(build: RunningBuild): Promise<void> {
    if (this.builds.running.length === 0) tellContext('drydock.isBuilding', false);
    if (build !== this.builds.last) return;
    tellContext('drydock.hasBuilt', true);
    await this.memory.keepLast(build.order.what, build.folder, build.end?.id ?? null);
  }
}

async function mayReplace({ title, isCancelled }: RunningBuild): Promise<boolean> {
  if (isCancelled) return true;
  const replace = vscode.l10n.t('Cancel It and Build Again');
  const message = vscode.l10n.t('{0} is being built already.', title);
  return (await vscode.window.showWarningMessage(message, replace)) === replace;
}

async function withSecrets(what: What, asked: readonly string[]): Promise<What | null> {
  if (what.kind !== 'dockerfile') return what;
  const args = new Map(Object.entries(what.args));
  for (const name of asked) {
    const value = await askArgument(name, true, '');
    if (value === undefined) return null;
    if (value !== '') args.set(name, value);
  }
  return { ...what, args: Object.fromEntries(args) };
}

function tellContext(key: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', key, value);
}
