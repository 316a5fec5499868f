import { append } from '../../core/collections/multimap.ts';
import type { ScannedDrift } from '../../protocol.ts';
import { alignAll } from '../../rules/base-image/drift/alignAll.ts';
import type { Drift } from '../../rules/base-image/drift/drift.ts';
import { compareVersions } from '../../rules/base-image/lifecycles.ts';
import { driftsIn, NO_FILE } from '../alignOffers.ts';
import type { Folder } from '../folder.ts';

/** More files of one version than anybody looks through in a report. */
const MOST_FILES = 200;

/** The images that Dockerfiles of a folder have in several versions. */
export async function driftFacts(folder: Folder, signal: AbortSignal): Promise<ScannedDrift[]> {
  return (await driftsIn(folder, signal)).map((drift) => toDrift(drift, folder));
}

function toDrift(drift: Drift, folder: Folder): ScannedDrift {
  const { title, target, members } = drift;
  const byLine = new Map<string, ScannedDrift['versions'][number]['files'][number][]>();
  for (const { file, use } of members) append(byLine, use.release.line, { uri: folder.uriOf(file.path) ?? '', line: use.line });
  const versions = [...byLine].map(([version, files]) => ({ version, count: files.length, files: files.slice(0, MOST_FILES) }));
  return {
    title,
    target,
    versions: versions.sort((a, b) => compareVersions(a.version, b.version)),
    alignable: target === null ? 0 : (alignAll(drift, target, NO_FILE).fix?.elsewhere?.length ?? 0),
  };
}
