import * as vscode from 'vscode';
import type { BuildFacts, BuildTrace, ExportFormat } from '../../../server/src/protocol.ts';
import type { FromTimeline, TimelineAbilities, ToTimeline } from '../../webviews/timeline/messages.ts';
import { webviewRoot, pageHtml } from '../webviews/page.ts';
import { PanelLife } from '../webviews/panelLife.ts';
import type { RecordedBuild } from './exportBuild.ts';
import { isFromTimeline } from './fromTimeline.ts';
import { revealLine, revealPlace } from './revealPlace.ts';
import type { RunningBuild } from './runningBuild.ts';
import type { RunningBuilds } from './runningBuilds.ts';

export const TIMELINE = 'drydock.timeline';

/** What the timeline shows: a build of this window, or one of the history. */
export type ShownBuild =
  | { readonly kind: 'window'; readonly build: RunningBuild }
  | { readonly kind: 'history'; readonly at: RecordedBuild; readonly facts: BuildFacts; readonly trace: BuildTrace }
  | { readonly kind: 'nothing'; readonly why: string };

export interface TimelineActions {
  guard<Result>(command: string, run: () => Result | Promise<Result>): Promise<Result | undefined>;
  canRebuild(shown: ShownBuild): boolean;
  rebuild(shown: ShownBuild, noCache: boolean): unknown;
  export(at: RecordedBuild, format: ExportFormat): unknown;
}

/** The one panel of the timeline. A page that was hidden is made anew and asks again, so nothing is kept in it. */
export class TimelinePanel implements vscode.Disposable {
  private readonly life: PanelLife<ToTimeline>;
  private shown: ShownBuild;
  /** A page that has not asked yet would miss what it is told. */
  private isListening = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    shown: ShownBuild,
    builds: RunningBuilds,
    extension: vscode.Uri,
    private readonly actions: TimelineActions,
    onClosed: () => void,
  ) {
    this.shown = shown;
    this.panel.webview.options = { enableScripts: true, localResourceRoots: [webviewRoot(extension)] };
    this.life = new PanelLife(panel, onClosed);
    this.life.add(
      this.panel.webview.onDidReceiveMessage((message: unknown) => actions.guard(TIMELINE, () => (isFromTimeline(message) ? this.receive(message) : undefined))),
      this.panel.onDidChangeViewState(() => (this.isListening &&= this.panel.visible)),
      builds.onProgress(({ build, delta }) => this.isOf(build) && this.tell({ kind: 'delta', delta })),
      builds.onEnded((build) => this.isOf(build) && this.tellWhole('ended')),
    );
    this.panel.title = titleOf(shown);
    this.panel.webview.html = pageHtml(this.panel.webview, extension, { name: 'timeline', title: 'Build timeline', body: '<main id="app"></main>' });
  }

  show(shown: ShownBuild): void {
    this.shown = shown;
    this.panel.title = titleOf(shown);
    this.tellWhole('build');
  }

  /** True while it shows a build that has not ended: another one that starts does not take its place. */
  get isFollowing(): boolean {
    return this.shown.kind === 'window' && this.shown.build.end === null;
  }

  get isEmpty(): boolean {
    return this.shown.kind === 'nothing';
  }

  reveal(preserveFocus = false): void {
    this.panel.reveal(undefined, preserveFocus);
  }

  dispose(): void {
    this.life.dispose();
  }

  private async receive(message: FromTimeline): Promise<void> {
    const at = recordOf(this.shown);
    switch (message.kind) {
      case 'ready':
        this.isListening = true;
        return this.tellWhole('build');
      case 'reveal':
        return this.showPlace(message.dockerfile, message.line);
      case 'cancel':
        if (this.shown.kind === 'window') this.shown.build.cancel();
        return;
      case 'rebuild':
        return void (await this.actions.rebuild(this.shown, message.noCache));
      case 'compare':
        if (at) await vscode.commands.executeCommand('drydock.compareBuilds', at.folder, null, at.id);
        return;
      case 'export':
        if (at) await this.actions.export(at, message.format);
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        vscode.window.setStatusBarMessage(vscode.l10n.t('Drydock: copied'), 3000);
    }
  }

  /** Only what the build itself names is opened. */
  private async showPlace(dockerfile: string, line: number): Promise<void> {
    const trace = traceOf(this.shown);
    const places = (trace?.steps ?? []).flatMap(({ place }) => (place?.dockerfile === dockerfile ? [place] : []));
    const place = places.find((one) => one.line === line) ?? places.find((one) => one.line <= line && line <= one.endLine);
    const folder = folderOf(this.shown);
    if (place) await revealPlace(place, folder, this.panel.viewColumn);
    else if (trace?.warnings.some((warning) => warning.dockerfile === dockerfile && warning.line === line)) await revealLine(dockerfile, line, folder, this.panel.viewColumn);
  }

  private tellWhole(kind: 'build' | 'ended'): void {
    if (this.shown.kind === 'nothing') return this.tell({ kind: 'problem', text: this.shown.why });
    const { facts, trace } = this.shown.kind === 'window' ? this.shown.build : this.shown;
    this.tell({ kind, facts, trace, abilities: this.abilities() });
  }

  private abilities(): TimelineAbilities {
    const isRunning = this.isFollowing;
    const isRecorded = recordOf(this.shown) !== null;
    return { canReveal: true, canCancel: isRunning, canRebuild: !isRunning && this.actions.canRebuild(this.shown), canCompare: isRecorded, canExport: isRecorded };
  }

  private isOf(build: RunningBuild): boolean {
    return this.shown.kind === 'window' && this.shown.build === build;
  }

  /** A hidden panel has no page. */
  private tell(message: ToTimeline): void {
    if (this.isListening) this.life.tell(message);
  }
}

/** Where the history has what is shown; null where it does not, or not yet. */
export function recordOf(shown: ShownBuild): RecordedBuild | null {
  if (shown.kind === 'history') return shown.at;
  if (shown.kind === 'nothing') return null;
  const { folder, end } = shown.build;
  return folder === null || !end || end.id === null ? null : { folder, id: end.id };
}

function traceOf(shown: ShownBuild): BuildTrace | null {
  if (shown.kind === 'nothing') return null;
  return shown.kind === 'window' ? shown.build.trace : shown.trace;
}

function folderOf(shown: ShownBuild): string | null {
  if (shown.kind === 'nothing') return null;
  return shown.kind === 'window' ? shown.build.folder : shown.at.folder;
}

function titleOf(shown: ShownBuild): string {
  if (shown.kind === 'nothing') return vscode.l10n.t('Build Timeline');
  return vscode.l10n.t('Build: {0}', shown.kind === 'window' ? shown.build.title : shown.facts.title);
}
