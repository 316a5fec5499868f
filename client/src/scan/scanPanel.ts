import * as vscode from 'vscode';
import type { ScanWorkspaceResult } from '../../../server/src/protocol.ts';
import type { Action, FromScan, ToScan } from '../../webviews/scan/messages.ts';
import type { CommandContext } from '../commands/index.ts';
import { toRange } from '../convertDiagnostics.ts';
import { pageHtml, webviewRoot } from '../webviews/page.ts';
import { PanelLife } from '../webviews/panelLife.ts';
import { isFromScan } from './fromScan.ts';
import { SCAN_BODY } from './scanBody.ts';
import { ScanModel, type Place } from './scanModel.ts';

/** What the page's buttons run. */
const COMMANDS: Readonly<Record<Exclude<Action, 'cancel'>, string>> = {
  fixAll: 'drydock.fixAllInWorkspace',
  updateDockerignore: 'drydock.updateDockerignore',
  alignBaseImages: 'drydock.alignBaseImages',
  applyTiers: 'drydock.applyTiers',
  showProblems: 'workbench.panel.markers.view.focus',
  export: 'drydock.exportScan',
  scanAgain: 'drydock.scanWorkspace',
};

interface PanelEvents {
  closed(): void;
  /** Somebody does not want the scan any more that is under way. */
  cancel(): void;
}

/** The report page of the last scan; the next one is shown in the same page. */
export class ScanPanel implements vscode.Disposable {
  private readonly panel: vscode.WebviewPanel;
  private readonly life: PanelLife<ToScan>;
  private model: ScanModel | null = null;
  private isReady = false;

  constructor(
    extension: vscode.Uri,
    private readonly context: Pick<CommandContext, 'guard'>,
    private readonly events: PanelEvents,
  ) {
    this.panel = vscode.window.createWebviewPanel('drydock.scan', vscode.l10n.t('Scan Report'), vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [webviewRoot(extension)],
      retainContextWhenHidden: true,
    });
    this.life = new PanelLife(this.panel, () => events.closed());
    this.life.add(
      this.panel.webview.onDidReceiveMessage((message: unknown) =>
        this.context.guard('drydock.scanWorkspace', () => (isFromScan(message) ? this.receive(message) : undefined)),
      ),
    );
    this.panel.webview.html = pageHtml(this.panel.webview, extension, { name: 'scan', title: 'Scan report', body: SCAN_BODY });
  }

  /** @param reveals false to leave what is in front there */
  show(result: ScanWorkspaceResult, reveals: boolean): void {
    this.model = new ScanModel(result, (uri) => vscode.workspace.asRelativePath(vscode.Uri.parse(uri)));
    if (reveals) this.panel.reveal();
    this.tellShown();
  }

  /** @param progress how far it is; empty where that is not known yet */
  tellRunning(progress: string): void {
    if (this.isReady) this.life.tell({ kind: 'running', progress });
  }

  tellEnded(wasCancelled: boolean): void {
    if (this.isReady) this.life.tell({ kind: 'ended', wasCancelled });
  }

  dispose(): void {
    this.life.dispose();
  }

  private async receive(message: FromScan): Promise<void> {
    if (message.kind === 'ready') {
      this.isReady = true;
      return this.tellShown();
    }
    if (message.kind === 'run') {
      const { action } = message;
      return action === 'cancel' ? this.events.cancel() : void (await vscode.commands.executeCommand(COMMANDS[action]));
    }
    if (message.kind === 'explain') return void (await vscode.commands.executeCommand('drydock.openRulePage', message.rule));
    if (!this.model) return;
    if (message.kind === 'list') return this.life.tell({ kind: 'findings', of: message.of, ...this.model.list(message.of) });
    const place = message.kind === 'open' ? this.model.place(message.place) : this.model.placeOfFinding(message.file, message.finding);
    if (place) await this.open(place);
  }

  /** Beside the page where there is something beside it already; the page stays to be gone through. */
  private async open({ uri, range }: Place): Promise<void> {
    const options = { selection: toRange(range), viewColumn: vscode.ViewColumn.Beside, preview: true };
    try {
      await vscode.window.showTextDocument(vscode.Uri.parse(uri), options);
    } catch {
      this.life.tell({ kind: 'problem', text: vscode.l10n.t('The file is gone or cannot be opened: scan again.') });
    }
  }

  private tellShown(): void {
    if (this.model && this.isReady) this.life.tell({ kind: 'scan', scan: this.model.shown });
  }
}
