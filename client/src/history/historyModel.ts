import type { BuildEntry, BuildsResult, BuildTrend } from '../../../server/src/protocol.ts';
import { builtTitle } from '../../../server/src/timing/builtTitle.ts';
import type { TargetSummary } from '../../../server/src/timing/history/entries.ts';

/** What the view shows: folders where builds of several are there, services or targets, and their builds. */
export type HistoryNode = FolderNode | GroupNode | BuildNode;

export interface FolderNode {
  readonly kind: 'folder';
  /** Unique in the view, and the same the next time: what is open and selected stays so. */
  readonly key: string;
  /** URI of the workspace folder. */
  readonly folder: string;
  readonly groups: readonly GroupNode[];
}

/** A service or target; builds that came to nothing are under what was asked for. */
export interface GroupNode {
  readonly kind: 'group';
  readonly key: string;
  readonly folder: string;
  readonly name: string;
  readonly trend: BuildTrend | null;
  /** Newest first, never empty. */
  readonly builds: readonly BuildNode[];
}

/** One build, as it was for one service or target: a build of several is under each of them. */
export interface BuildNode {
  readonly kind: 'build';
  readonly key: string;
  readonly folder: string;
  readonly name: string;
  readonly entry: BuildEntry;
  /** Null where the build did not come to any. */
  readonly target: TargetSummary | null;
  /** Id of the build before of the same service or target. */
  readonly before: string | null;
}

/** Folders that have builds, and their services and targets: what was built last comes first. */
export function historyOf({ builds, trends }: BuildsResult): readonly FolderNode[] {
  const folders = new Map<string, Map<string, Part[]>>();
  for (const entry of newestFirst(builds)) {
    const groups = folders.get(entry.folder) ?? new Map<string, Part[]>();
    folders.set(entry.folder, groups);
    for (const part of partsOf(entry)) {
      const parts = groups.get(part.name);
      if (parts) parts.push(part);
      else groups.set(part.name, [part]);
    }
  }
  const trendOf = new Map(trends.map((trend) => [keyOf(trend.folder, trend.name), trend]));
  return [...folders].map(([folder, groups]) => ({
    kind: 'folder',
    key: folder,
    folder,
    groups: [...groups].map(([name, parts]) => groupOf(folder, name, parts, trendOf.get(keyOf(folder, name)) ?? null)),
  }));
}

/** The top of the view: with one folder its services, since its name would say nothing. */
export function rootsOf(folders: readonly FolderNode[]): readonly HistoryNode[] {
  return folders.length === 1 ? folders[0]!.groups : folders;
}

export function childrenOf(node: HistoryNode): readonly HistoryNode[] {
  if (node.kind === 'folder') return node.groups;
  return node.kind === 'group' ? node.builds : [];
}

interface Part {
  readonly name: string;
  readonly entry: BuildEntry;
  readonly target: TargetSummary | null;
}

function partsOf(entry: BuildEntry): readonly Part[] {
  if (entry.targets.length === 0) return [{ name: builtTitle(entry.what), entry, target: null }];
  const byName = new Map(entry.targets.map((target) => [target.name, { name: target.name, entry, target }]));
  return [...byName.values()];
}

function groupOf(folder: string, name: string, parts: readonly Part[], trend: BuildTrend | null): GroupNode {
  const key = keyOf(folder, name);
  const builds = parts.map(({ entry, target }, index): BuildNode => {
    const before = parts[index + 1]?.entry.id ?? null;
    return { kind: 'build', key: `${key}\n${entry.id}`, folder, name, entry, target, before };
  });
  return { kind: 'group', key, folder, name, trend, builds };
}

/** By id, which is sorted as the builds began: whatever order they come in. */
function newestFirst(builds: readonly BuildEntry[]): readonly BuildEntry[] {
  return [...builds].sort((a, b) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0));
}

/** No folder's URI has a line break in it. */
function keyOf(folder: string, name: string): string {
  return `${folder}\n${name}`;
}
