import * as vscode from 'vscode';
import type { TierTableParams, TierTableResult } from '../../../server/src/protocol.ts';
import type { FromTable, ToTable } from '../../webviews/tiers/messages.ts';
import type { CommandContext } from '../commands/index.ts';
import { toRange } from '../convertDiagnostics.ts';
import { pageHtml, webviewRoot } from '../webviews/page.ts';
import { PanelLife } from '../webviews/panelLife.ts';
import type { ProposedText } from './proposedText.ts';

const BODY = `<h1>CPU and memory tiers</h1>
<p id="file"></p>
<div class="bar">
<button id="apply" disabled>Add limits</button>
<button id="compare" class="secondary" disabled>Show Changes</button>
<label><input type="checkbox" id="only-changes"> Only services that change</label>
<span id="status" role="status">Looking at the services…</span>
</div>
<table>
<caption class="unseen">Services with their tier, what speaks for it, and their limits before and after</caption>
<thead><tr><th scope="col">Service</th><th scope="col">Tier</th><th scope="col">Why</th><th scope="col">Limits now</th><th scope="col">Limits after</th></tr></thead>
<tbody id="rows"></tbody>
</table>`;

/** Edits that come while somebody types are answered once, in milliseconds. */
const PAUSE = 300;

/** The table of one compose file: what each service would get, and the one edit that gives it. */
export class TierPanel implements vscode.Disposable {
  private readonly panel: vscode.WebviewPanel;
  private readonly chosen = new Map<string, string | null>();
  private readonly life: PanelLife<ToTable>;
  private table: TierTableResult | null = null;
  private asked = 0;
  private pause: NodeJS.Timeout | undefined;

  constructor(
    private readonly uri: vscode.Uri,
    private readonly context: CommandContext,
    private readonly proposed: ProposedText,
    extension: vscode.Uri,
    onClosed: () => void,
  ) {
    this.panel = vscode.window.createWebviewPanel('drydock.tiers', vscode.l10n.t('CPU Tiers: {0}', fileName(uri)), vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [webviewRoot(extension)],
      retainContextWhenHidden: true,
    });
    this.life = new PanelLife(this.panel, onClosed);
    this.life.add(
      { dispose: () => clearTimeout(this.pause) },
      this.panel.webview.onDidReceiveMessage((message: FromTable) => this.context.guard('drydock.applyTiers', () => this.receive(message))),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document.uri.toString() === uri.toString() && event.contentChanges.length > 0) this.refreshSoon();
      }),
    );
    this.panel.webview.html = pageHtml(this.panel.webview, extension, { name: 'tiers', title: 'CPU tiers', body: BODY });
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.life.dispose();
  }

  private async receive(message: FromTable): Promise<void> {
    if (message.kind === 'reveal') return this.showService(message.service);
    if (message.kind === 'compare') return this.compare();
    if (message.kind === 'apply') return this.apply();
    if (message.kind === 'choose') this.chosen.set(message.service, message.tier);
    await this.refresh();
  }

  private refreshSoon(): void {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => void this.context.guard('drydock.applyTiers', () => this.refresh()), PAUSE);
  }

  /** The table for the text as it is now; the answer to an older question is dropped. */
  private async refresh(): Promise<TierTableResult | null> {
    const question = ++this.asked;
    // Open, so that the server knows it: the editor closes what nobody looks at.
    await this.open();
    const params: TierTableParams = { uri: this.uri.toString(), chosen: Object.fromEntries(this.chosen) };
    const table = await this.context.server.request<TierTableResult | null>('drydock/tierTable', params);
    if (question !== this.asked) return this.table;
    this.table = table;
    if (table === null) this.life.tell({ kind: 'problem', text: 'The file cannot be read right now: it has errors, or it changed meanwhile.' });
    else this.life.tell({ kind: 'table', file: vscode.workspace.asRelativePath(this.uri), tiers: table.tiers, rows: table.rows, hasEdits: table.edits.length > 0 });
    return table;
  }

  private async showService(service: string): Promise<void> {
    const row = this.table?.rows.find((one) => one.service === service);
    if (!row) return;
    const options = { selection: toRange(row.range), viewColumn: vscode.ViewColumn.Beside, preserveFocus: false };
    await vscode.window.showTextDocument(this.uri, options);
  }

  private async compare(): Promise<void> {
    const table = await this.current();
    if (table === null) return;
    const uri = this.proposed.show(await this.open(), editsOf(table));
    const title = vscode.l10n.t('{0}: with limits', fileName(this.uri));
    await vscode.commands.executeCommand('vscode.diff', this.uri, uri, title, { preview: true });
  }

  /** One edit, and so one step to undo. */
  private async apply(): Promise<void> {
    const table = await this.current();
    if (table === null || table.edits.length === 0) return;
    const edit = new vscode.WorkspaceEdit();
    edit.set(this.uri, editsOf(table));
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error(vscode.l10n.t('the editor refused the edit'));
    const count = table.rows.filter(({ after }) => after !== null).length;
    this.dispose();
    await vscode.window.showTextDocument(this.uri);
    const done = count === 1 ? vscode.l10n.t('Drydock: 1 service got limits') : vscode.l10n.t('Drydock: {0} services got limits', count);
    vscode.window.setStatusBarMessage(done, 5000);
  }

  /** Asked anew: edits must belong to the text that they are written to. */
  private async current(): Promise<TierTableResult | null> {
    const table = await this.refresh();
    if (table?.version === (await this.open()).version) return table;
    this.life.tell({ kind: 'problem', text: 'The file changed meanwhile and was left as it is: try again.' });
    return null;
  }

  private open(): Thenable<vscode.TextDocument> {
    return vscode.workspace.openTextDocument(this.uri);
  }
}

function editsOf({ edits }: TierTableResult): vscode.TextEdit[] {
  return edits.map(({ range, newText }) => vscode.TextEdit.replace(toRange(range), newText));
}

function fileName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
