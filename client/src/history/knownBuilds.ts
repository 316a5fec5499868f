import * as vscode from 'vscode';

/** The `when` clause of the view: it shows once something was built. */
const CONTEXT = 'drydock.hasBuilds';

/** Whether the workspace has builds to show, remembered over restarts so that nobody has to look for them. */
export class KnownBuilds {
  private isShown = false;

  constructor(private readonly memory: Pick<vscode.Memento, 'get' | 'update'>) {
    if (memory.get<boolean>(CONTEXT, false)) void this.show();
  }

  /** Something was built, or builds were found. Settles when the view may be shown. */
  async found(): Promise<void> {
    this.remember(true);
    await this.show();
  }

  /** None is left. The view stays until the window is opened anew and says so: what vanishes under the hand confuses. */
  gone(): void {
    this.remember(false);
  }

  private async show(): Promise<void> {
    if (this.isShown) return;
    this.isShown = true;
    await vscode.commands.executeCommand('setContext', CONTEXT, true);
  }

  private remember(has: boolean): void {
    if (this.memory.get<boolean>(CONTEXT, false) !== has) void this.memory.update(CONTEXT, has || undefined);
  }
}
