import * as vscode from 'vscode';
import type { ForgetBuildsParams } from '../../../server/src/protocol.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import type { CommandContext } from '../commands/index.ts';
import { buildAgain } from './buildAgain.ts';
import { ageText } from './builtAt.ts';
import type { BuildNode, HistoryNode } from './historyModel.ts';
import type { HistoryView } from './historyView.ts';

/** The `when` clause of "Compare with Selected". */
const HAS_SELECTED = 'drydock.history.hasSelected';

/** What the menus of the view do. Each gets the row it was opened on and all that are selected; by key, what is selected. */
export class HistoryActions {
  private selected: BuildNode | null = null;

  constructor(
    private readonly view: HistoryView,
    private readonly context: Pick<CommandContext, 'server'>,
  ) {}

  async open(node?: HistoryNode): Promise<void> {
    const [build] = this.view.chosen(node);
    if (build) await vscode.commands.executeCommand('drydock.showTimeline', { folder: build.folder, id: build.entry.id });
  }

  /** Of a service: its last build. */
  async comparePrevious(node?: HistoryNode): Promise<void> {
    const build = node?.kind === 'group' ? node.builds[0] : this.view.chosen(node)[0];
    if (!build) return;
    if (build.before !== null) return compare(build.folder, build.before, build.entry.id);
    const text = vscode.l10n.t('This is the first build of {0} that the history holds: there is none before it to compare with.', shownText(build.name));
    void vscode.window.showInformationMessage(text);
  }

  async compareSelected(node?: HistoryNode, nodes?: readonly HistoryNode[]): Promise<void> {
    const builds = this.view.chosen(node, nodes);
    const [one, other] = builds;
    if (!one || !other || builds.length > 2) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Select two builds to compare them.'));
      return;
    }
    await compareTwo(one, other);
  }

  async selectForCompare(node?: HistoryNode): Promise<void> {
    const [build] = this.view.chosen(node);
    if (!build) return;
    this.selected = build;
    await vscode.commands.executeCommand('setContext', HAS_SELECTED, true);
    const text = vscode.l10n.t('Drydock: {0}, {1}, is selected for compare', shownText(build.name), ageText(build.entry.startedAt, Date.now()));
    vscode.window.setStatusBarMessage(text, 5000);
  }

  async compareWithSelected(node?: HistoryNode): Promise<void> {
    const [build] = this.view.chosen(node);
    if (build && this.selected) await compareTwo(this.selected, build);
  }

  async rebuild(node?: HistoryNode): Promise<void> {
    const [build] = this.view.chosen(node);
    if (build) await buildAgain(this.context.server, build.folder, build.entry.what);
  }

  async copyId(node?: HistoryNode): Promise<void> {
    const [build] = this.view.chosen(node);
    if (build) await vscode.env.clipboard.writeText(build.entry.id);
  }

  /** Several are asked for: a slip of the hand must not cost a series of builds. */
  async delete(node?: HistoryNode, nodes?: readonly HistoryNode[]): Promise<void> {
    const folders = new Map<string, Set<string>>();
    for (const { folder, entry } of this.view.chosen(node, nodes)) folders.set(folder, (folders.get(folder) ?? new Set<string>()).add(entry.id));
    const count = [...folders.values()].reduce((sum, ids) => sum + ids.size, 0);
    if (count === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Select the builds to delete first.'));
      return;
    }
    if (count > 1 && !(await isSure(vscode.l10n.t('Delete {0} builds from the history?', count), vscode.l10n.t('Delete')))) return;
    for (const [folder, ids] of folders) await this.forget({ folder, ids: [...ids] });
    this.view.refresh();
  }

  /** Of one folder, where it is chosen in the view, else of all. */
  async clear(node?: HistoryNode): Promise<void> {
    const folders = node ? [node.folder] : await this.foldersWithBuilds();
    if (folders.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('The history of builds is empty.'));
      return;
    }
    const question = vscode.l10n.t('Delete all builds from the history? Images and the build cache stay.');
    if (!(await isSure(question, vscode.l10n.t('Delete All')))) return;
    for (const folder of folders) await this.forget({ folder, ids: null });
    this.view.refresh();
  }

  private async foldersWithBuilds(): Promise<readonly string[]> {
    const { builds } = await this.view.builds(null);
    return [...new Set(builds.map(({ folder }) => folder))];
  }

  private async forget(params: ForgetBuildsParams): Promise<void> {
    await this.context.server.request('drydock/forgetBuilds', params);
    if (params.ids === null || params.ids.includes(this.selected?.entry.id ?? '')) {
      this.selected = null;
      await vscode.commands.executeCommand('setContext', HAS_SELECTED, false);
    }
  }
}

/** The older one is the one before, whichever was selected first. */
async function compareTwo(one: BuildNode, other: BuildNode): Promise<void> {
  if (one.folder !== other.folder) {
    void vscode.window.showInformationMessage(vscode.l10n.t('These builds are of two folders: only builds of one folder can be compared.'));
    return;
  }
  if (one.entry.id === other.entry.id) {
    void vscode.window.showInformationMessage(vscode.l10n.t('This is the same build twice: select another one to compare with.'));
    return;
  }
  const [before, after] = one.entry.id < other.entry.id ? [one, other] : [other, one];
  await compare(one.folder, before.entry.id, after.entry.id);
}

async function compare(folder: string, before: string, after: string): Promise<void> {
  await vscode.commands.executeCommand('drydock.compareBuilds', folder, before, after);
}

async function isSure(question: string, yes: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true }, yes)) === yes;
}
