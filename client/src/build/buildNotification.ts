import * as vscode from 'vscode';
import { durationText, percentText } from '../../../server/src/timing/amounts.ts';
import { failedStep, percentOf, runningNow } from './progressWords.ts';
import type { RunningBuild } from './runningBuild.ts';
import type { RunningBuilds } from './runningBuilds.ts';

/** What the buttons under the result do. */
export interface ResultActions {
  showTimeline(build: RunningBuild): unknown;
  showOutput(): unknown;
  goToFailure(build: RunningBuild): unknown;
  rebuild(build: RunningBuild): unknown;
}

/** The notification of a build: what is running now, with a way to cancel, then the result. */
export class BuildNotification implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly builds: RunningBuilds,
    private readonly actions: ResultActions,
  ) {
    this.subscription = builds.onStarted((build) => {
      if (build.order.shownIn === 'notification') void this.show(build);
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async show(build: RunningBuild): Promise<void> {
    const options = { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Building {0}', build.title), cancellable: true };
    await vscode.window.withProgress(options, async (progress, cancellation) => {
      const subscriptions = [cancellation.onCancellationRequested(() => build.cancel()), this.follow(build, progress)];
      await build.ended;
      for (const subscription of subscriptions) subscription.dispose();
    });
    await this.tellResult(build);
  }

  private follow(build: RunningBuild, progress: vscode.Progress<{ message?: string; increment?: number }>): vscode.Disposable {
    let reached = 0;
    return this.builds.onProgress((change) => {
      if (change.build !== build) return;
      // The builder finds more steps as it goes: a bar that goes back would say less, not more.
      const percent = Math.max(reached, percentOf(build.trace) ?? 0);
      progress.report({ message: runningNow(build.trace), increment: percent - reached });
      reached = percent;
    });
  }

  private async tellResult(build: RunningBuild): Promise<void> {
    const { end } = build;
    if (!end) return;
    if (end.trace.state === 'cancelled' || end.problem?.kind === 'cancelled') {
      vscode.window.setStatusBarMessage(vscode.l10n.t('Drydock: cancelled the build of {0}', build.title), 5000);
      return;
    }
    const choices = this.choices(build);
    const labels = [...choices.keys()];
    const picked =
      end.problem === null ? await vscode.window.showInformationMessage(successOf(build), ...labels) : await vscode.window.showErrorMessage(end.problem.message, ...labels);
    if (picked !== undefined) await choices.get(picked)?.();
  }

  /** At most three: the editor cuts the words of more. */
  private choices(build: RunningBuild): Map<string, () => unknown> {
    const { actions } = this;
    const { end } = build;
    const hasSteps = end !== null && end.trace.steps.length > 0;
    const hasFailed = end !== null && end.problem !== null;
    const hasPlace = hasFailed && (failedStep(end.trace)?.place ?? null) !== null;
    const all: (readonly [isThere: boolean, label: string, act: () => unknown])[] = [
      [hasPlace, vscode.l10n.t('Go to Failing Step'), () => actions.goToFailure(build)],
      [hasSteps, vscode.l10n.t('Show Timeline'), () => actions.showTimeline(build)],
      [!hasPlace, vscode.l10n.t('Show Output'), () => actions.showOutput()],
      [hasFailed, vscode.l10n.t('Rebuild'), () => actions.rebuild(build)],
    ];
    return new Map(all.flatMap(([isThere, label, act]) => (isThere ? [[label, act] as const] : [])));
  }
}

function successOf({ title, end }: RunningBuild): string {
  const took = durationText(end?.facts.milliseconds ?? end?.trace.wall ?? 0);
  const rate = end?.trace.summary.cacheRate ?? null;
  if (rate === null) return vscode.l10n.t('Built {0} in {1}.', title, took);
  return vscode.l10n.t('Built {0} in {1}, {2} of the steps from the cache.', title, took, percentText(rate));
}
