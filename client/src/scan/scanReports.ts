import type * as vscode from 'vscode';
import type { ScanWorkspaceResult } from '../../../server/src/protocol.ts';
import type { CommandContext } from '../commands/index.ts';
import { ScanPanel } from './scanPanel.ts';

/** The one page of the last scan, as long as somebody looks at it. */
export class ScanReports implements vscode.Disposable {
  private panel: ScanPanel | null = null;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly context: Pick<CommandContext, 'guard'>,
  ) {}

  get isOpen(): boolean {
    return this.panel !== null;
  }

  show(result: ScanWorkspaceResult): void {
    this.panel ??= new ScanPanel(this.extension, this.context, () => (this.panel = null));
    this.panel.show(result, true);
  }

  /** Where the page is open: nobody asked to see it now. */
  update(result: ScanWorkspaceResult): void {
    this.panel?.show(result, false);
  }

  dispose(): void {
    this.panel?.dispose();
  }
}
