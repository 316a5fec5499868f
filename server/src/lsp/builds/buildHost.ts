import type { RunBuild } from '../../build/run.ts';
import type { ShellKind } from '../../build/shownCommand.ts';
import type { HistoryStore } from '../../host/builds/historyStore.ts';
import type { PastBuilds } from '../../host/builds/pastBuilds.ts';
import type { TimelineAssets } from '../../timing/export/html.ts';

/** What the server needs to build and to remember builds; a host without it builds nothing. */
export interface BuildHost {
  /** @param root absolute path of a workspace folder, with `/` */
  open(root: string): Promise<FolderBuilds>;
  /** Script and style of the timeline page, for exports. Rejects where they are not at hand. */
  timelineAssets(): Promise<TimelineAssets>;
  /** The shell that command lines are shown for. */
  readonly shell: ShellKind;
}

export interface FolderBuilds {
  readonly run: RunBuild;
  readonly history: BuildHistory;
}

/** Reading never fails: what cannot be read is not there. */
export type BuildHistory = PastBuilds & Pick<HistoryStore, 'remove'>;
