import * as vscode from 'vscode';
import type { BuildRecordResult, BuildsParams, BuildsResult, ExportFormat } from '../../../server/src/protocol.ts';
import type { CommandContext } from '../commands/index.ts';
import type { BuildMemory } from './buildMemory.ts';
import { buildSettings } from './buildSettings.ts';
import { exportBuild, type RecordedBuild } from './exportBuild.ts';
import { failedStep } from './progressWords.ts';
import { revealPlace } from './revealPlace.ts';
import type { RunningBuild } from './runningBuild.ts';
import type { RunningBuilds } from './runningBuilds.ts';
import { recordOf, TIMELINE, TimelinePanel, type ShownBuild } from './timelinePanel.ts';

/** Opens the timeline: when a person asks, and with a build as the settings say. */
export class Timelines implements vscode.Disposable {
  private panel: TimelinePanel | null = null;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly extension: vscode.Uri,
    private readonly context: CommandContext,
    private readonly builds: RunningBuilds,
    private readonly memory: BuildMemory,
    /** Null for the last build of the window before. */
    private readonly rebuild: (build: RunningBuild | null, noCache: boolean) => unknown,
  ) {
    this.subscriptions = [builds.onProgress(({ build }) => this.opens(build)), builds.onEnded((build) => this.opensFailed(build))];
  }

  /** @param at a build of the history; without it the one that runs, else the last one */
  async show(at?: RecordedBuild): Promise<void> {
    const shown = at ? await this.fromHistory(at) : ((await this.running()) ?? (await this.latest()));
    if (shown) this.open(shown);
    else void vscode.window.showInformationMessage(vscode.l10n.t('Nothing was built here yet: run Build Service first.'));
  }

  showBuild(build: RunningBuild, preserveFocus = false): void {
    this.open({ kind: 'window', build }, preserveFocus);
  }

  async goToFailure(build: RunningBuild): Promise<void> {
    const place = failedStep(build.trace)?.place;
    if (place) await revealPlace(place, build.folder);
  }

  /** Takes over the page of the window before, with the build that was the last one. */
  async restore(panel: vscode.WebviewPanel): Promise<void> {
    this.panel?.dispose();
    const restored = this.make(panel, { kind: 'nothing', why: vscode.l10n.t('The last build is being read.') });
    this.panel = restored;
    const shown = (await this.latest()) ?? { kind: 'nothing', why: vscode.l10n.t('This build is no longer in the history.') };
    // Meanwhile a person may have closed it, or another build may have begun.
    if (this.panel === restored && restored.isEmpty) restored.show(shown);
  }

  /** The last build that is in the history, of this window or before; null where there is none. */
  async lastRecorded(): Promise<RecordedBuild | null> {
    const { last } = this.builds;
    const recorded = last && recordOf({ kind: 'window', build: last });
    if (recorded) return recorded;
    const kept = this.memory.last;
    if (kept && kept.folder !== null && kept.id !== null) return { folder: kept.folder, id: kept.id };
    const params: BuildsParams = { folder: null };
    const { builds } = await this.context.server.request<BuildsResult>('drydock/builds', params);
    const [newest] = [...builds].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
    return newest ? { folder: newest.folder, id: newest.id } : null;
  }

  dispose(): void {
    this.panel?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async running(): Promise<ShownBuild | null> {
    const { running } = this.builds;
    const [only, second] = running;
    if (!only) return null;
    if (!second) return { kind: 'window', build: only };
    const items = running.map((build) => ({ label: build.title, build }));
    const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Build to show') });
    return { kind: 'window', build: picked?.build ?? only };
  }

  /** What this window still knows is better than the record: it has the logs. */
  private async latest(): Promise<ShownBuild | null> {
    const { last } = this.builds;
    if (last) return { kind: 'window', build: last };
    const at = await this.lastRecorded();
    return at && this.fromHistory(at);
  }

  private async fromHistory(at: RecordedBuild): Promise<ShownBuild> {
    const { last } = this.builds;
    if (last?.end?.id === at.id) return { kind: 'window', build: last };
    const found = await this.context.server.request<BuildRecordResult | null>('drydock/buildRecord', at);
    if (!found) return { kind: 'nothing', why: vscode.l10n.t('This build is no longer in the history.') };
    return { kind: 'history', at, facts: found.facts, trace: found.record.trace };
  }

  /** With the first report: a build that cannot even start has nothing to show. */
  private opens(build: RunningBuild): void {
    if (build.isShown) return;
    build.isShown = true;
    const { showTimeline } = buildSettings(build.order.what);
    const opens = showTimeline === 'always' || (showTimeline === 'automatic' && this.memory.isFirst);
    if (this.panel && !this.panel.isFollowing) this.panel.show({ kind: 'window', build });
    else if (!this.panel && opens) this.showBuild(build, true);
    void this.memory.keepSeen();
  }

  private opensFailed(build: RunningBuild): void {
    const hasFailed = build.trace.state === 'failed' && build.trace.steps.length > 0;
    if (hasFailed && !this.panel && buildSettings(build.order.what).showTimeline === 'on failure') this.showBuild(build, true);
  }

  private open(shown: ShownBuild, preserveFocus = false): void {
    if (this.panel) {
      this.panel.show(shown);
      this.panel.reveal(preserveFocus);
      return;
    }
    closeUnread();
    const viewColumn = preserveFocus ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel(TIMELINE, vscode.l10n.t('Build Timeline'), { viewColumn, preserveFocus });
    this.panel = this.make(panel, shown);
  }

  private make(panel: vscode.WebviewPanel, shown: ShownBuild): TimelinePanel {
    const actions = {
      guard: <Result>(command: string, run: () => Result | Promise<Result>) => this.context.guard(command, run),
      canRebuild: (one: ShownBuild) => this.canRebuild(one),
      rebuild: (one: ShownBuild, noCache: boolean) => (this.canRebuild(one) ? this.rebuild(one.kind === 'window' ? one.build : null, noCache) : undefined),
      export: (at: RecordedBuild, format: ExportFormat) => exportBuild(this.context.server, at, format),
    };
    const made: TimelinePanel = new TimelinePanel(panel, shown, this.builds, this.extension, actions, () => {
      if (this.panel === made) this.panel = null;
    });
    return made;
  }

  /** Of older builds the history keeps too little. */
  private canRebuild(shown: ShownBuild): boolean {
    if (shown.kind === 'history') return this.builds.last === null && this.memory.last?.id === shown.at.id;
    return shown.kind === 'window';
  }
}

/** A tab of the window before stays without a page until somebody looks at it; it cannot be brought to the front, so another one takes its place. */
function closeUnread(): void {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const unread = tabs.filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(TIMELINE));
  if (unread.length > 0) void vscode.window.tabGroups.close(unread, true);
}
