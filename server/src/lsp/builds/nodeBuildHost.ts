import { HistoryStore } from '../../host/builds/historyStore.ts';
import { hostShell } from '../../host/builds/hostShell.ts';
import { createRunBuild } from '../../host/builds/runBuild.ts';
import { readTimelineAssets } from '../../host/timelineAssets.ts';
import type { BuildHost } from './buildHost.ts';

/** Builds with the docker of the machine that the server runs on, and its user's history. */
export const nodeBuildHost: BuildHost = {
  async open(root) {
    const history = await HistoryStore.open(root);
    return { history, run: createRunBuild({ workspaceFolder: root, history }) };
  },
  timelineAssets: readTimelineAssets,
  shell: hostShell(),
};
