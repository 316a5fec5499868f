import * as vscode from 'vscode';
import type { BuildEntry, BuildRecordParams, BuildRecordResult } from '../../../server/src/protocol.ts';
import { builtTitle } from '../../../server/src/timing/builtTitle.ts';
import type { Comparison } from '../../../server/src/timing/comparison.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import type { FromComparison, ToComparison } from '../../webviews/comparison/messages.ts';
import type { CommandContext } from '../commands/index.ts';
import { revealPlace } from '../build/revealPlace.ts';
import { pageHtml, webviewRoot } from '../webviews/page.ts';
import { PanelLife } from '../webviews/panelLife.ts';
import { COMPARISON_BODY } from './comparisonBody.ts';
import { isFromComparison } from './fromComparison.ts';

/** What the page shows. */
export interface ComparedBuilds {
  readonly comparison: Comparison;
  readonly before: BuildEntry;
  readonly after: BuildEntry;
}

/** The page of two builds; another pair is shown in the same one. */
export class ComparisonPanel implements vscode.Disposable {
  private readonly panel: vscode.WebviewPanel;
  private readonly life: PanelLife<ToComparison>;
  private folder = '';
  private shown: ComparedBuilds | null = null;
  private isReady = false;

  constructor(
    extension: vscode.Uri,
    private readonly context: Pick<CommandContext, 'guard' | 'server'>,
    onClosed: () => void,
  ) {
    this.panel = vscode.window.createWebviewPanel('drydock.comparison', vscode.l10n.t('Compare Builds'), vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [webviewRoot(extension)],
      retainContextWhenHidden: true,
    });
    this.life = new PanelLife(this.panel, onClosed);
    this.life.add(
      this.panel.webview.onDidReceiveMessage((message: unknown) =>
        this.context.guard('drydock.compareBuilds', () => (isFromComparison(message) ? this.receive(message) : undefined)),
      ),
    );
    this.panel.webview.html = pageHtml(this.panel.webview, extension, { name: 'comparison', title: 'Compare builds', body: COMPARISON_BODY });
  }

  show(folder: string, builds: ComparedBuilds): void {
    this.folder = folder;
    this.shown = builds;
    this.panel.title = vscode.l10n.t('Compare Builds: {0}', shownText(builtTitle(builds.after.what), 60));
    this.panel.reveal();
    this.tellShown();
  }

  dispose(): void {
    this.life.dispose();
  }

  private async receive(message: FromComparison): Promise<void> {
    if (message.kind === 'ready') {
      this.isReady = true;
      return this.tellShown();
    }
    if (!this.shown) return;
    if (message.kind === 'reveal') return this.reveal(this.shown[message.side], message.step);
    if (message.kind === 'open') return this.openTimeline(this.shown[message.side]);
    await vscode.env.clipboard.writeText(message.text);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Drydock: the comparison was copied as Markdown'), 5000);
  }

  /** In the Dockerfile as it is now: the instruction may have moved since. */
  private async reveal({ id }: BuildEntry, step: string): Promise<void> {
    const params: BuildRecordParams = { folder: this.folder, id };
    const result = await this.context.server.request<BuildRecordResult | null>('drydock/buildRecord', params);
    const place = result?.record.trace.steps.find((one) => one.id === step)?.place;
    if (place) await revealPlace(place, this.folder, this.panel.viewColumn);
    else this.life.tell({ kind: 'problem', text: vscode.l10n.t('The history does not tell where this step is written.') });
  }

  private async openTimeline({ id }: BuildEntry): Promise<void> {
    await vscode.commands.executeCommand('drydock.showTimeline', { folder: this.folder, id });
  }

  private tellShown(): void {
    if (this.shown && this.isReady) this.life.tell({ kind: 'comparison', ...this.shown });
  }
}
