import type * as vscode from 'vscode';
import type { ScanWorkspaceResult } from '../../../server/src/protocol.ts';
import type { CommandContext } from '../commands/index.ts';
import type { Follower } from './runScan.ts';
import { ScanPanel } from './scanPanel.ts';

/** The one page of the last scan, as long as somebody looks at it. */
export class ScanReports implements vscode.Disposable {
  private panel: ScanPanel | null = null;
  /** Ends the scan that is under way; null where none is. */
  private cancel: (() => void) | null = null;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly context: Pick<CommandContext, 'guard'>,
  ) {}

  get isOpen(): boolean {
    return this.panel !== null;
  }

  show(result: ScanWorkspaceResult): void {
    this.panel ??= new ScanPanel(this.extension, this.context, { closed: () => (this.panel = null), cancel: () => this.cancel?.() });
    this.panel.show(result, true);
  }

  /** Where the page is open: nobody asked to see it now. */
  update(result: ScanWorkspaceResult): void {
    this.panel?.show(result, false);
  }

  /** An open page tells of the scan that is under way, and can end it. */
  readonly follower: Follower = {
    begin: (cancel) => {
      this.cancel = cancel;
      this.panel?.tellRunning('');
    },
    report: (message) => this.panel?.tellRunning(message),
    end: (wasCancelled) => {
      this.cancel = null;
      this.panel?.tellEnded(wasCancelled);
    },
  };

  dispose(): void {
    this.panel?.dispose();
  }
}
