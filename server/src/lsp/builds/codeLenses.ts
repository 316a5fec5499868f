import type { CodeLens } from 'vscode-languageserver';
import { timeWords } from '../../build/stepTimes.ts';
import { absolutePath } from '../../build/whatToBuild.ts';
import type { CheckedVersion, OpenDocument } from '../document.ts';
import type { Folder } from '../folder.ts';
import { servicesOf } from './buildable.ts';
import type { LastBuilds } from './lastBuilds.ts';

export interface LensSwitches {
  readonly build: boolean;
  readonly timings: boolean;
}

/** What stands above services that can be built, and above instructions that were. */
export function codeLenses(document: OpenDocument, checked: CheckedVersion, place: { folder: Folder; path: string }, last: LastBuilds, switches: LensSwitches): CodeLens[] {
  if (document.language === 'compose' && switches.build) return buildLenses(checked, place);
  if (document.language === 'dockerfile' && switches.timings) return timeLenses(checked, place, last);
  return [];
}

function buildLenses({ source, project }: CheckedVersion, { folder, path }: { folder: Folder; path: string }): CodeLens[] {
  if (!project) return [];
  return servicesOf(path, source.compose, project, folder).map(({ range, what }) => ({
    range,
    command: { title: 'Build', command: 'drydock.buildService', arguments: [{ what }] },
  }));
}

function timeLenses({ source }: CheckedVersion, { folder, path }: { folder: Folder; path: string }, last: LastBuilds): CodeLens[] {
  const found = folder.root === null ? null : last.timesOf(absolutePath(folder.root, path), source.dockerfile);
  if (!found) return [];
  return found.times.map(({ line, steps }) => ({
    range: { start: { line, character: 0 }, end: { line, character: 0 } },
    command: {
      title: found.isEdited ? `${timeWords(steps)} before your edits` : timeWords(steps),
      command: 'drydock.showTimeline',
      arguments: [{ folder: folder.uri, id: found.id }],
    },
  }));
}
