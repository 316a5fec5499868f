import * as vscode from 'vscode';
import type { CompareBuildsParams } from '../../../server/src/protocol.ts';
import { builtTitle } from '../../../server/src/timing/builtTitle.ts';
import type { Comparison } from '../../../server/src/timing/comparison.ts';
import { lastOfSame } from '../../../server/src/timing/history/lastOfSame.ts';
import { shownText } from '../../../server/src/timing/shownText.ts';
import type { CommandContext } from '../commands/index.ts';
import { ageText } from './builtAt.ts';
import { ComparisonPanel, type ComparedBuilds } from './comparisonPanel.ts';
import { folderName } from './folderName.ts';
import { historyOf, type BuildNode, type GroupNode } from './historyModel.ts';
import type { HistoryView } from './historyView.ts';
import { buildText } from './historyWords.ts';

/** Shows two builds side by side: those that are named, or the last one and the one before it. */
export class CompareBuilds implements vscode.Disposable {
  private panel: ComparisonPanel | null = null;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly context: CommandContext,
    private readonly history: Pick<HistoryView, 'builds'>,
  ) {}

  /**
   * @param folder URI of a workspace folder; without it a person picks a service where there are several
   * @param before without it the last build of the same services
   */
  async run(folder?: string, before?: string | null, after?: string): Promise<void> {
    const pair = typeof folder === 'string' && typeof after === 'string' ? olderFirst(folder, before ?? null, after) : await this.pick(folder ?? null);
    if (!pair) return;
    const found = await this.compare(pair);
    if (typeof found === 'string') {
      void vscode.window.showInformationMessage(found);
      return;
    }
    this.panel ??= new ComparisonPanel(this.extension, this.context, () => (this.panel = null));
    this.panel.show(pair.folder, found);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  /** @returns a sentence where there is nothing to compare */
  private async compare({ folder, before, after }: CompareBuildsParams): Promise<ComparedBuilds | string> {
    const [comparison, { builds }] = await Promise.all([
      this.context.server.request<Comparison | null>('drydock/compareBuilds', { folder, before, after } satisfies CompareBuildsParams),
      this.history.builds(folder),
    ]);
    const newer = builds.find(({ id }) => id === (comparison?.after ?? after));
    if (!newer) return vscode.l10n.t('This build is no longer in the history.');
    const older = comparison && builds.find(({ id }) => id === comparison.before);
    if (comparison && older) return { comparison, before: older, after: newer };
    if (before !== null) return vscode.l10n.t('The build to compare with is no longer in the history.');
    return vscode.l10n.t('The history holds no earlier build of {0} to compare with: build once more.', shownText(builtTitle(newer.what)));
  }

  /** The last build and the one before it, of the service that a person picks where there are several. */
  private async pick(folder: string | null): Promise<CompareBuildsParams | undefined> {
    const folders = historyOf(await this.history.builds(folder));
    const groups = folders.flatMap(({ groups }) => groups);
    const pairs = groups.flatMap(lastTwo);
    if (pairs.length === 0) {
      void vscode.window.showInformationMessage(
        groups.length === 0
          ? vscode.l10n.t('Nothing has been built here yet, so there is nothing to compare.')
          : vscode.l10n.t('Nothing has been built here twice: build once more to compare.'),
      );
      return undefined;
    }
    const picked = pairs.length === 1 ? pairs[0] : await pickPair(pairs, folders.length > 1);
    return picked && { folder: picked.last.folder, before: picked.before.entry.id, after: picked.last.entry.id };
  }
}

interface Pair {
  readonly last: BuildNode;
  readonly before: BuildNode;
}

/** The last build of a service with the one that it is compared with wherever none is named. */
function lastTwo({ builds }: GroupNode): Pair[] {
  const last = builds[0];
  const found = last && lastOfSame(builds.map(({ entry }) => entry), last.entry);
  const before = found && builds.find(({ entry }) => entry === found);
  return last && before ? [{ last, before }] : [];
}

/** Ids are sorted as the builds began. What ran again did so in the newer one: compared the other way round the reasons would be wrong. */
function olderFirst(folder: string, before: string | null, after: string): CompareBuildsParams {
  return before !== null && before > after ? { folder, before: after, after: before } : { folder, before, after };
}

async function pickPair(pairs: readonly Pair[], hasFolders: boolean): Promise<Pair | undefined> {
  const now = Date.now();
  const words = (node: BuildNode) => `${ageText(node.entry.startedAt, now, vscode.env.language)} · ${buildText(node)}`;
  const items = pairs.map((pair) => ({
    label: shownText(pair.last.name),
    description: words(pair.last),
    detail: vscode.l10n.t('before: {0}', words(pair.before)) + (hasFolders ? ` · ${folderName(pair.last.folder)}` : ''),
    pair,
  }));
  const options = { placeHolder: vscode.l10n.t('Service or target whose last two builds are compared'), matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.pair;
}
