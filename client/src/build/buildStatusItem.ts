import * as vscode from 'vscode';
import { percentOf, runningNow } from './progressWords.ts';
import type { RunningBuilds } from './runningBuilds.ts';

/** The status bar item: there while something is built, and gone with it. A click opens the timeline. */
export class BuildStatusItem implements vscode.Disposable {
  private item: vscode.StatusBarItem | null = null;
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly builds: Pick<RunningBuilds, 'running' | 'onStarted' | 'onProgress' | 'onEnded'>) {
    this.subscriptions = [builds.onStarted(() => this.update()), builds.onProgress(() => this.update()), builds.onEnded(() => this.update())];
  }

  dispose(): void {
    this.item?.dispose();
    this.item = null;
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private update(): void {
    const { running } = this.builds;
    const [only, second] = running;
    if (!only) {
      this.item?.dispose();
      this.item = null;
      return;
    }
    this.item ??= this.make();
    const percent = percentOf(only.trace);
    const name = second ? vscode.l10n.t('{0} builds', running.length) : only.title;
    this.item.text = `$(sync~spin) ${second || percent === null ? name : `${name} ${percent} %`}`;
    this.item.tooltip = running.map(({ title, trace }) => [title, runningNow(trace)].filter((part) => part !== '').join('\n')).join('\n\n');
  }

  private make(): vscode.StatusBarItem {
    const item = vscode.window.createStatusBarItem('drydock.build', vscode.StatusBarAlignment.Left, 10);
    item.name = vscode.l10n.t('Drydock Build');
    item.command = 'drydock.showTimeline';
    item.accessibilityInformation = { label: vscode.l10n.t('Drydock is building; opens the build timeline') };
    item.show();
    return item;
  }
}
